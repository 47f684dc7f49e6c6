"""When a recording gives its next frame, and which: in order, at its own rate, round after round."""

from __future__ import annotations

import time
from typing import Final

from verifier.capture.news import SourceEvent, SourceNews

LONGEST_WAIT_SECONDS: Final = 0.2


class Pace:
    """Give frames out no faster than their rate; wait at most 0.2 s at a time."""

    def __init__(self, seconds_apart: float) -> None:
        self._apart = seconds_apart
        self._due = 0.0

    def due(self) -> bool:
        """Wait for the next frame's moment; False if it is further away than one wait."""
        now = time.monotonic()
        wait = self._due - now
        if wait > LONGEST_WAIT_SECONDS:
            time.sleep(LONGEST_WAIT_SECONDS)
            return False
        time.sleep(max(wait, 0.0))
        self._due = max(self._due, now) + self._apart
        return True


class Rounds:
    """Goes round, and remembers until it was said that what comes now was seen before."""

    def __init__(self, label: str, event: SourceEvent) -> None:
        self._news = SourceNews(what=event, label=label)
        self._is_new = False
        self._next = 0

    def next_of(self, count: int) -> int:
        """Return the place of what comes next among `count`; a single one is no round."""
        if self._next >= count:
            self._next = 0
            if count > 1:
                self.begin_again()
        self._next += 1
        return self._next - 1

    def begin_again(self) -> None:
        """Note the end of a round."""
        self._is_new = True

    def news(self) -> SourceNews | None:
        """Say so, once for each round."""
        is_new, self._is_new = self._is_new, False
        return self._news if is_new else None
