"""What was read from one picture: raw texts, and whether a code was seen that could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Outline: TypeAlias = "tuple[tuple[float, float], ...]"
"""The corners of a symbol, each across and down, as shares of the picture's width and height."""


class Decoder(StrEnum):
    """Which step read the first text."""

    NONE = "none"
    ZXING = "zxing"
    ZXING_SHARPENED = "zxing-sharpened"
    ZXING_THRESHOLD = "zxing-threshold"
    ZXING_ENLARGED = "zxing-enlarged"
    ZXING_REDUCED = "zxing-reduced"
    ZBAR = "zbar"
    TYPED = "typed"
    """No picture: a text that was given, typed or scanned by a device of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The distinct texts of one picture, in order of place (top to bottom, then left to right), never stripped.

    More than one text means that several different codes were in sight: which is meant is not for us to guess.
    """

    texts: tuple[str, ...] = ()
    finder_seen: bool = False
    """A QR symbol is in sight that does not decode."""
    decoder: Decoder = Decoder.NONE
    outlines: tuple[Outline, ...] = field(default=(), compare=False)
    """Where the symbols that were read stand, to be drawn for whoever aims; also of one seen and not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One look at a source: a page, a frame, a line."""

    label: str
    """Where in its source, for people: `page 2`, `frame 37`. Safe to show."""
    seconds: float
    """Offset from the start of the source; 0.0 for still ones."""
    reading: Reading
