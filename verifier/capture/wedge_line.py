"""Put together the line that a keyboard-wedge scanner types: fast characters, then Enter."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from verifier.capture.wedge import repair

LONGEST: Final = 4296
"""Characters: what a QR symbol of version 40 at level L holds (ISO/IEC 18004 table 7)."""
SHORTEST: Final = 12
"""Fewer characters are keys that a person pressed."""


@dataclass(slots=True, kw_only=True)
class WedgeLine:
    """Gather the keys of one scan. `seconds` are of any one axis that does not go back."""

    gap_seconds: float = 0.15
    """Longest pause within a scan: scanners pause 0 to 100 ms between keys, typing people more."""
    _characters: list[str] = field(default_factory=list, init=False)
    _last: float = field(default=0.0, init=False)
    _overlong: bool = field(default=False, init=False)

    def feed(self, character: str, seconds: float) -> str | None:
        """Take in one key; return the repaired text when Enter ends a line that a scanner typed, else None.

        A pause starts a new line. A line that is too long is dropped whole: part of a text is no text.
        """
        if seconds - self._last > self.gap_seconds:
            self._forget()
        self._last = seconds
        if character in ("\r", "\n"):
            return self._finish()
        self._characters.append(character)
        if len(self._characters) > LONGEST:
            self._forget()
            self._overlong = True
        return None

    def _finish(self) -> str | None:
        text, overlong = "".join(self._characters), self._overlong
        self._forget()
        return None if overlong or len(text) < SHORTEST else repair(text)

    def _forget(self) -> None:
        self._characters.clear()
        self._overlong = False
