"""Say that a code is unreadable instead of staying silent.

A code broken on purpose makes people blame the reader and trust the print beside it. So a code whose finder
patterns are seen but which never decodes is reported, after a while for a camera, at once for a still picture.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from verifier.capture.reading import Reading


def unreadable_at_once(reading: Reading) -> bool:
    """Tell whether a still picture shows a code that cannot be read."""
    return reading.finder_seen and not reading.texts


@dataclass(slots=True, kw_only=True)
class UnreadableWatch:
    """Watch the readings of one camera. `seconds` are of any one axis that does not go back."""

    after_seconds: float = 4.0
    forget_seconds: float = 1.0
    """Longest time without a finder pattern that still counts as the same code: one look in two sees a blurred one."""
    _since: float | None = field(default=None, init=False)
    _last: float = field(default=0.0, init=False)

    def feed(self, seconds: float, reading: Reading) -> bool:
        """Take in one reading; True from the moment a code has been in sight for `after_seconds` unread."""
        if reading.texts:
            self._since = None
            return False
        if self._since is not None and seconds - self._last > self.forget_seconds:
            self._since = None
        if reading.finder_seen:
            self._last = seconds
            self._since = seconds if self._since is None else self._since
        return self._since is not None and seconds - self._since >= self.after_seconds
