"""Pictures in cells: the upper half block shows two pixels, one above the other, in its two colours.

The live picture has 16 greys and one colour, so that all styles there can be are 289 and are made once: with 24-bit
colour a cache of styles grows without end, and drawing costs four times as much.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from rich.style import Style

from verifier.terminal.portrait_picture import Picture

if TYPE_CHECKING:
    from verifier.capture.frame import Frame
    from verifier.capture.reading import Outline

BLOCK: Final = "▀"
GREYS: Final = 16
MARK: Final = 16
"""The level, beyond all greys, of an outline's pixel."""
MARK_COLOUR: Final = "#ff9f1a"


@dataclass(frozen=True, slots=True, kw_only=True)
class GreyPicture:
    """Rows of grey levels 0 to 15, one byte each; the height is even."""

    width: int
    height: int
    levels: bytes


def grey_picture(frame: Frame, columns: int, rows: int) -> GreyPicture | None:
    """Reduce a frame to fit `columns` x `rows` cells, keeping its proportions; None where there is no room."""
    import cv2
    import numpy as np

    tall, wide = frame.shape[:2]
    if not (tall and wide and columns > 0 and rows > 0):
        return None
    scale = min(columns / wide, 2 * rows / tall)
    width, height = max(int(wide * scale), 1), max(int(tall * scale) // 2 * 2, 2)
    small = cv2.resize(frame, (width, height), interpolation=cv2.INTER_AREA)
    grey = small if small.ndim == 2 else cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    return GreyPicture(
        width=width, height=height, levels=np.right_shift(grey.astype(np.uint8, copy=False), 4).tobytes()
    )


def edges(outlines: Iterable[Outline], width: int, height: int) -> frozenset[tuple[int, int]]:
    """Tell which pixels of a picture (across, down) lie on the edge of an outline; none of an empty picture."""
    sides = ((corner, outline[place - 1]) for outline in outlines for place, corner in enumerate(outline))
    return frozenset(pixel for start, end in sides for pixel in _line(start, end, width, height))


def _line(start: tuple[float, float], end: tuple[float, float], width: int, height: int) -> Iterator[tuple[int, int]]:
    steps = max(width, height)
    for step in range(steps):
        across, down = (first + (last - first) * step / steps for first, last in zip(start, end, strict=True))
        if 0 <= across < 1 and 0 <= down < 1:
            yield int(across * width), int(down * height)


def grey_row(picture: GreyPicture, row: int, marked: Set[tuple[int, int]] = frozenset()) -> list[Segment]:
    """Draw one row of cells, equal neighbours as one segment; pixels in `marked` in the colour of an outline."""
    start = 2 * row * picture.width
    upper = picture.levels[start : start + picture.width]
    lower = picture.levels[start + picture.width : start + 2 * picture.width]
    if marked:
        upper, lower = _marked(upper, marked, 2 * row), _marked(lower, marked, 2 * row + 1)
    runs = ((pair, len(list(group))) for pair, group in groupby(zip(upper, lower, strict=True)))
    return [Segment(BLOCK * length, _grey_style(*pair)) for pair, length in runs]


def colour_row(picture: Picture, row: int) -> list[Segment]:
    """Draw one row of cells of a picture in colour; below an odd last row the ground shows."""
    upper, lower = _colours(picture, 2 * row), _colours(picture, 2 * row + 1)
    if not lower:
        return [Segment(BLOCK, Style(color=colour)) for colour in upper]
    return [Segment(BLOCK, Style(color=top, bgcolor=low)) for top, low in zip(upper, lower, strict=True)]


def _colours(picture: Picture, row: int) -> list[str]:
    if row >= picture.height:
        return []
    line = picture.pixels[3 * row * picture.width : 3 * (row + 1) * picture.width]
    return [f"#{line[at : at + 3].hex()}" for at in range(0, len(line), 3)]


def _marked(levels: bytes, marked: Set[tuple[int, int]], down: int) -> bytes:
    changed = bytearray(levels)
    for across, at in marked:
        if at == down:
            changed[across] = MARK
    return bytes(changed)


@lru_cache(maxsize=(GREYS + 1) ** 2)
def _grey_style(upper: int, lower: int) -> Style:
    top, low = (MARK_COLOUR if level == MARK else f"#{level * 0x111111:06x}" for level in (upper, lower))
    return Style(color=top, bgcolor=low)
