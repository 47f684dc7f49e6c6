"""The span of time in which a certificate is valid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """From `not_before` to `not_after`, aware UTC in whole seconds, both inclusive (RFC 5280 section 4.1.2.5)."""

    not_before: datetime
    not_after: datetime

    def covers(self, now: datetime) -> bool:
        """Whether `now` (aware) lies inside; the whole last second does."""
        # `not_after` plus a second would overflow on 9999-12-31T23:59:59Z, RFC 5280's "no end".
        return self.not_before <= now and now - self.not_after < _SECOND

    def overlap(self, other: Window) -> Window | None:
        """What this window and `other` share, None when that is nothing."""
        first, last = max(self.not_before, other.not_before), min(self.not_after, other.not_after)
        return Window(not_before=first, not_after=last) if first <= last else None

    @property
    def length(self) -> timedelta:
        """How long the window lasts, its last second included."""
        return self.not_after - self.not_before + timedelta(seconds=1)
