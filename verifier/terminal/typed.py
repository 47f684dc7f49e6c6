"""Tell a hand scanner's typing from a person's keys.

A scanner types a code's text within milliseconds a character and ends it with Enter. Its letters are those of
keys that act, so a character that follows another faster than a person types is a scanner's, and so is the Enter
that ends such a run. The first character of a run acts; texts of ours begin with P, which is no key of ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, unique
from typing import Final

from verifier.capture.wedge import repair
from verifier.capture.wedge_line import LONGEST, WedgeLine

BURST_SECONDS: Final = 0.05
"""Between two characters of a scanner: 0 to 50 ms. Nobody means two different keys within it."""
OPENING: Final = frozenset("pP")
"""After the first letter of ours a scanner may pause as long as `WedgeLine` allows."""


@unique
class Whose(Enum):
    """Who pressed a key."""

    PERSON = "person"
    SCANNER = "scanner"


@dataclass(slots=True)
class Typing:
    """Follows all keys. `seconds` are of any one axis that does not go back."""

    _line: WedgeLine = field(default_factory=WedgeLine)
    _last: float = float("-inf")
    _opened: bool = False

    def feed(self, character: str, seconds: float) -> tuple[Whose, str | None]:
        """Take in one key; say whose it is, and the text when it ends one that a scanner typed."""
        apart = seconds - self._last
        self._last = seconds
        self._opened = character in OPENING if apart > self._line.gap_seconds else self._opened
        text = self._line.feed(character, seconds)
        ours = apart <= BURST_SECONDS or (self._opened and apart <= self._line.gap_seconds)
        return (Whose.SCANNER if ours or text is not None else Whose.PERSON), text


def pasted(text: str) -> str | None:
    """Return the text of a paste without the line's end; None for one longer than any code."""
    line = text.rstrip("\r\n")
    return None if len(line) > LONGEST else repair(line)
