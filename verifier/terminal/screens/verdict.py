"""The verdict: one big word, why, what to do next, who it is about, and what was not checked."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content

from credential.claims import LicenceClaims
from credential.reason import Question
from verifier.entitlement.days import in_paris
from verifier.terminal import keys, phrases
from verifier.terminal.judged import Judged, Succession
from verifier.terminal.screens.framed import Framed
from verifier.terminal.shown import Line, ours
from verifier.terminal.station import Station
from verifier.terminal.widgets.category_table import CategoryTable
from verifier.terminal.widgets.identity_block import IdentityBlock
from verifier.terminal.widgets.key_bar import Key
from verifier.terminal.widgets.outcome_band import OutcomeBand, outcome_words
from verifier.terminal.widgets.portrait_view import PortraitView
from verifier.terminal.widgets.question_block import QuestionBlock
from verifier.terminal.widgets.unchecked_block import UncheckedBlock

CLEARS_AFTER: Final = 60.0
"""Seconds: an unattended terminal shows nobody's licence (DESIGN section 6)."""


class VerdictScreen(Framed):
    """Shows one immutable verdict. What comes into sight meanwhile is announced, and waits for a press."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "page_down", show=False)]

    def __init__(self, station: Station, judged: Judged) -> None:
        super().__init__(station)
        self.judged = judged
        self.announced: Succession | None = None
        self.waiting: Judged | None = None
        """The later verdict of the same licence, until the officer asks for it."""
        self._since = station.monotonic()

    @property
    def is_over(self) -> bool:
        """Whether it has been on the screen for `CLEARS_AFTER` seconds."""
        return self._left() <= 0

    def body(self) -> ComposeResult:
        """The band, then the report with the portrait beside or inside it, then what is announced."""
        verdict, language = self.judged.verdict, self.station.language
        yield OutcomeBand(verdict.outcome, language)
        with Horizontal(id="verdict"):
            with VerticalScroll(id="report"):
                for question in Question:
                    yield QuestionBlock(question, self.judged, language)
                if verdict.claims is not None:
                    yield self._who(verdict.claims, "who")
                    yield CategoryTable(verdict.claims, language)
                yield UncheckedBlock(self.judged, language)
            if verdict.claims is not None and verdict.claims.portrait is not None:
                yield self._who(verdict.claims, "beside")
        yield Line(self._notice(), id="notice", classes=self._notice_class())

    def keys(self) -> tuple[Key, ...]:
        """The next driver first."""
        return (keys.NEXT, keys.VEHICLE, keys.DETAILS, keys.LANGUAGE, keys.light_key(self.station.light), keys.QUIT)

    async def show(self, judged: Judged, *, anew: bool = False) -> None:
        """Show another verdict on the same driver; `anew` starts its 60 s again."""
        self.judged, self.waiting, self.announced = judged, None, None
        if anew:
            self._since = self.station.monotonic()
        await self.recompose()

    def announce(self, what: Succession, later: Judged | None) -> None:
        """Say that something else is in sight; `later` waits for a press."""
        self.announced, self.waiting = what, later
        self._tell()

    async def tick(self) -> None:
        """Count down."""
        await super().tick()
        self._tell()

    def action_page_down(self) -> None:
        """Turn the page of the report."""
        self.query_one("#report", VerticalScroll).scroll_page_down(animate=False)

    def _who(self, claims: LicenceClaims, place: str) -> Vertical | Horizontal:
        identity = IdentityBlock(claims, self.station.language, in_paris(self.judged.now).date())
        parts = (identity,) if claims.portrait is None else (PortraitView(claims.portrait), identity)
        if place == "beside":
            return Vertical(*parts, id=place)
        return Horizontal(*parts, id=place, classes="" if claims.portrait is None else "has-portrait")

    def _tell(self) -> None:
        for line in self.query("#notice").results(Line):
            line.show(self._notice())
            line.set_classes(self._notice_class())

    def _notice(self) -> Content:
        if self.announced is Succession.CHANGED and self.waiting is not None:
            word = outcome_words(self.waiting.verdict.outcome, self.station.language)
            return ours(self.say(phrases.CHANGED_RESULT).format(word), "bold")
        if self.announced is Succession.ANOTHER:
            return ours(self.say(phrases.ANOTHER_CODE), "bold")
        return ours(self.say(phrases.CLEARS_IN).format(max(round(self._left()), 0)))

    def _notice_class(self) -> str:
        return "quiet" if self.announced is None else "attention"

    def _left(self) -> float:
        return CLEARS_AFTER - (self.station.monotonic() - self._since)
