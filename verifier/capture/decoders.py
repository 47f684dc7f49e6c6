"""Read the codes of one picture: the quick look first, then the picture made easier, while time is left.

Rules:
1. Every distinct text in sight is returned; a caller that sees two must not choose.
2. A decoder that fails on a picture has read nothing; the next one is asked.
3. The steps end when something is read and no further symbol is seen unread, or when the next step, by what the
   steps before it took, would not fit the budget. The first is always done; a step is not interrupted.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from verifier.capture.reading import Decoder, Outline, Reading
from verifier.capture.symbols import Symbols, zbar_symbols, zxing_symbols

if TYPE_CHECKING:
    from verifier.capture.frame import Frame

BUDGET_SECONDS: Final = 0.25
THOROUGH_BUDGET_SECONDS: Final = 5.0
"""For a still picture, which nobody will hold better in the next moment."""
WORKING_PIXELS: Final = 1920 * 1080
"""Larger pictures are reduced to this: it keeps a step within tens of milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One decoder and the question for it."""

    decoder: Decoder
    ask: Callable[[], Symbols]
    cost: float
    """How long it takes with its preparation, in units of the plain look; measured at 1920x1080."""


def read_codes(
    frame: Frame,
    *,
    thorough: bool = False,
    budget_seconds: float | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Reading:
    """Return what stands in one frame. Never raises, whatever the frame; nothing read is no error.

    `thorough` is for still pictures: every step, at full size too. The budget is 0.25 s, or 5 s if thorough.
    """
    if budget_seconds is None:
        budget_seconds = THOROUGH_BUDGET_SECONDS if thorough else BUDGET_SECONDS
    gathered = Gathered()
    pace = _Pace(budget_seconds, clock)
    try:
        for step in _steps(frame, gathered, thorough=thorough):
            if not pace.allows(step):
                break
            gathered.add(step.decoder, attempt(step.ask))
            pace.note(step)
            if gathered.settled:
                break
    except Exception:  # noqa: BLE001, S110 - OpenCV on a malformed frame; what was read until then stands (rule 2)
        pass
    return gathered.reading()


class Gathered:
    """The texts found so far, the step that found the first, and whether a symbol is still unread."""

    def __init__(self) -> None:
        self._places: dict[str, tuple[float, float]] = {}
        self._decoder = Decoder.NONE
        self.unread = False
        self._outlines: dict[str, Outline] = {}
        self._unread_outlines: tuple[Outline, ...] = ()

    def add(self, decoder: Decoder, symbols: Symbols) -> None:
        """Take in the answer of one step. A text keeps the place where it was seen first."""
        known = len(self._places)
        if symbols.read and not known:
            self._decoder = decoder
        for symbol in symbols.read:
            self._places.setdefault(symbol.text, (symbol.top, symbol.left))
            self._outlines.setdefault(symbol.text, symbol.outline)
        self._unread_outlines = symbols.unread_outlines or self._unread_outlines
        # A symbol once seen stays unread until a further text explains it.
        self.unread = symbols.unread or (self.unread and len(self._places) == known)

    @property
    def settled(self) -> bool:
        """Something is read and nothing in sight is unread."""
        return bool(self._places) and not self.unread

    def reading(self) -> Reading:
        """Sum up, texts in order of place."""
        texts = tuple(sorted(self._places, key=self._places.__getitem__))
        outlines = (*self._outlines.values(), *(self._unread_outlines if self.unread else ()))
        return Reading(texts=texts, finder_seen=self.unread, decoder=self._decoder, outlines=outlines)


class _Pace:
    """What is left of a budget, and what a step will take of it."""

    def __init__(self, budget_seconds: float, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._last = clock()
        self._end = self._last + budget_seconds
        self._unit: float | None = None

    def allows(self, step: Step) -> bool:
        """Tell whether a step is likely to end in time."""
        return self._unit is None or self._clock() + self._unit * step.cost <= self._end

    def note(self, step: Step) -> None:
        """Learn from a step that was done; what lay between two steps counts with the later one."""
        now = self._clock()
        self._unit = max(self._unit or 0.0, (now - self._last) / step.cost)
        self._last = now


def attempt(step: Callable[[], Symbols]) -> Symbols:
    """Ask one decoder. Whatever a library written in C++ throws, it has read nothing."""
    try:
        return step()
    except Exception:  # noqa: BLE001 - rule 2: no picture may end the program
        return Symbols()


def _steps(frame: Frame, gathered: Gathered, *, thorough: bool) -> Iterator[Step]:
    """Yield the steps in order; a picture is prepared only when its turn comes."""
    from verifier.capture.finders import finder_in_sight
    from verifier.capture.preparation import enlarged, grey, reduced, sharpened, strengthened, thresholded

    whole = grey(frame)
    picture = reduced(whole, WORKING_PIXELS)
    if thorough and picture is not whole:
        yield Step(decoder=Decoder.ZXING, ask=lambda: _zxing(whole), cost=whole.size / picture.size)
    yield Step(decoder=Decoder.ZXING, ask=lambda: _zxing(picture), cost=1)
    yield Step(decoder=Decoder.ZXING_SHARPENED, ask=lambda: _look_again(sharpened(picture)), cost=1)
    strong = strengthened(picture)
    flat = thresholded(strong)
    yield Step(decoder=Decoder.ZXING_THRESHOLD, ask=lambda: _texts_only(flat), cost=1.5)
    gathered.unread = gathered.unread or (gathered.reading().texts == () and finder_in_sight(strong))
    if not (thorough or gathered.unread):
        return  # an idle camera sees no code most of the time: the costly step is for what looks like one
    yield Step(decoder=Decoder.ZXING_ENLARGED, ask=lambda: _texts_only(enlarged(picture)), cost=2)
    if not thorough:
        return
    yield Step(decoder=Decoder.ZBAR, ask=lambda: zbar_symbols(flat, flat.shape[1], flat.shape[0]), cost=6)
    if picture is not whole:
        cost = 2 * whole.size / picture.size
        yield Step(decoder=Decoder.ZXING_SHARPENED, ask=lambda: _look_again(sharpened(whole)), cost=cost)


def _zxing(picture: Frame) -> Symbols:
    return zxing_symbols(picture, picture.shape[1], picture.shape[0])


def _look_again(picture: Frame) -> Symbols:
    """Look at a picture made easier. Inverted symbols are left to the plain look: none of ours is."""
    return zxing_symbols(picture, picture.shape[1], picture.shape[0], inverted=False)


def _texts_only(picture: Frame) -> Symbols:
    """Read, but believe no unread symbol: a threshold makes some of a brick wall, and enlarging of noise."""
    return Symbols(read=_look_again(picture).read)
