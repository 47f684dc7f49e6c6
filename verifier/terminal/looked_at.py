"""What is known of the source that is looked at, and the one line that says it.

A word that flickers is not read: a fault stays for 2 s before another takes its place, and what became of the source is
said for 3 s of the scan screen's own time, however long a verdict lies over it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from textual.content import Content

from credential.language import Language
from verifier.capture.camera import CameraState
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.fault_words import fault_line, news_line
from verifier.capture.news import SourceNews
from verifier.terminal import phrases
from verifier.terminal.shown import joined, ours, shown

FAULT_SECONDS: Final = 2.0
NEWS_SECONDS: Final = 3.0
LASTING: Final = frozenset({SourceFault.DAMAGED})
"""Of a recording, which plays again at once: said for its time although pictures come."""


class LookedAt:
    """One source, from its choice on. `label` None: there is none. `seconds` are of the monotonic clock."""

    def __init__(self, label: str | None) -> None:
        self._label = label
        self._state = CameraState.OPENING
        self._error: SourceError | None = None
        self._error_until = 0.0
        self._next_error: SourceError | None = None
        self._ended = ""
        self._news: SourceNews | None = None
        self._news_until: float | None = None

    def camera(self, state: CameraState, error: SourceError | None, seconds: float) -> None:
        """Take what the camera does now, and why it is lost where that is known."""
        self._state, self._next_error = state, error
        before = self._error
        is_kept = before is not None and (error is not None or before.what in LASTING)
        if not is_kept or seconds >= self._error_until:
            self._take_error(error, seconds)

    def news(self, news: SourceNews) -> None:
        """Take what became of the source."""
        self._label, self._news, self._news_until = news.label, news, None

    def ended(self, word: str) -> None:
        """Take the class of a fault of ours that ended looking."""
        self._ended = word

    def pass_time(self, seconds: float, *, is_seen: bool) -> None:
        """Let go of what was said long enough; `is_seen` tells whether it stands on the screen now."""
        if self._error is not self._next_error and seconds >= self._error_until:
            self._take_error(self._next_error, seconds)
        if self._news_until is not None and seconds >= self._news_until:
            self._news = self._news_until = None
        elif self._news is not None and self._news_until is None and is_seen:
            self._news_until = seconds + NEWS_SECONDS

    def words(self, language: Language) -> Content:
        """Say it in one line: the state, then what is new, what is wrong, or which source it is."""
        if self._label is None:
            return ours(phrases.NO_SOURCE.in_(language))
        if self._ended:
            return joined((ours(phrases.CAPTURE_ENDED.in_(language), "bold"), shown(self._ended)))
        return joined((ours(phrases.CAMERA_STATES[self._state].in_(language), "bold"), self._told(language)), " · ")

    def _told(self, language: Language) -> Content:
        if self._news is not None:
            return shown(news_line(self._news, language), "bold")
        return shown(fault_line(self._error, language)) if self._error is not None else shown(_short(self._label or ""))

    def _take_error(self, error: SourceError | None, seconds: float) -> None:
        self._error, self._error_until = error, seconds + FAULT_SECONDS


def _short(label: str) -> str:
    """Leave out a file's folders; an address stays whole."""
    return label if "://" in label else Path(label).name or label
