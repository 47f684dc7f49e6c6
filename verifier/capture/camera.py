"""The live picture as the terminal sees it: one poll at a time, with a state that is always true.

Within 2 s of the last picture the state says that the camera is lost; it is tried again by itself, at most 1 s
apart. A picture that stays identical to the last bit for 2 s is a frozen camera, which would show the past as
present: its frames are no longer handed out. Real sensors make noise, so two frames of one are never the same.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

from verifier.capture.errors import SourceError
from verifier.capture.frame import TimedFrame
from verifier.capture.news import SourceNews

if TYPE_CHECKING:
    from verifier.capture.frame import Frame

SILENT_SECONDS: Final = 2.0
FROZEN_SECONDS: Final = 2.0
BLACK_SECONDS: Final = 1.0
BLACKEST: Final = 16
"""Of 255: no pixel of a black picture is lighter; in the dark a sensor's noise alone is."""
SLOW_SECONDS: Final = 0.5
"""Between two frames, again and again."""
FIRST_RETRY_SECONDS: Final = 0.25
LAST_RETRY_SECONDS: Final = 1.0
"""A camera plugged in again works within 3 s: this, and what its driver takes to open."""
COMPARED_ROWS: Final = 1080
"""Rows of a frame compared with those before, evenly chosen: all of them cost half a core at 4K."""


class FrameSource(Protocol):
    """Something that gives frames: a camera, a stream, a recording played as if it were one."""

    is_camera: bool
    """False for recordings, whose frames may rightly be the same."""

    @property
    def label(self) -> str:
        """What the source calls itself."""

    def open(self) -> None:
        """Start. Raises `SourceError` where it cannot."""

    def read(self) -> Frame | None:
        """Return a new frame, or None if there is none within 0.2 s. Raises `SourceError` where it is lost."""

    def close(self) -> None:
        """Stop and let the device go. Closing twice is no error."""

    def news(self) -> SourceNews | None:
        """Take what became of the source since this was last asked, if anything is to be said."""


class CameraState(StrEnum):
    """What the terminal shows about its camera."""

    OPENING = "opening"
    LIVE = "live"
    LOST = "lost"
    STUCK = "stuck"
    BLACK = "black"
    """Pictures come and show nothing: a covered lens, or no light at all."""
    SLOW = "slow"
    """Pictures come less than twice a second: they are read, but a hand will not be followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraPoll:
    """The outcome of one poll."""

    state: CameraState
    frame: TimedFrame | None = None
    """A new frame; only in the states LIVE and SLOW."""
    error: SourceError | None = None
    """Why the camera is lost; only in state LOST, None if it merely fell silent."""
    news: SourceNews | None = None
    """What became of the source meanwhile: no fault, and said once."""


class Camera:
    """A frame source that is watched, and started again when it is lost."""

    def __init__(self, source: FrameSource) -> None:
        self._source = source
        self._started: float | None = None
        self._open = False
        self._retry_at = 0.0
        self._retry_after = FIRST_RETRY_SECONDS
        self._error: SourceError | None = None
        self._last_frame = 0.0
        self._frames = 0
        self._hash: int | None = None
        self._changed = 0.0
        self._seen = 0.0
        self._slow = 0

    def poll(self, seconds: float) -> CameraPoll:
        """Ask for a frame. `seconds` are of a monotonic clock; the call takes as long as the source's `read`."""
        poll, news = self._polled(seconds), self._source.news()
        return poll if news is None else replace(poll, news=news)

    def close(self) -> None:
        """Let the source go."""
        self._open = False
        self._source.close()

    def _polled(self, seconds: float) -> CameraPoll:
        self._started = seconds if self._started is None else self._started
        if not self._open and not self._reopen(seconds):
            return CameraPoll(state=CameraState.LOST, error=self._error)
        try:
            frame = self._source.read()
        except SourceError as error:
            return self._lose(seconds, error)
        return self._silence(seconds) if frame is None else self._judge(seconds, frame)

    def _reopen(self, seconds: float) -> bool:
        if seconds < self._retry_at:
            return False
        try:
            self._source.open()
        except SourceError as error:
            self._lose(seconds, error)
            return False
        self._open = True
        self._last_frame, self._hash = seconds, None
        return True

    def _lose(self, seconds: float, error: SourceError | None) -> CameraPoll:
        """Close, and set when to try again: each time twice as late, up to 1 s."""
        self.close()
        self._error = error
        self._retry_at = seconds + self._retry_after
        self._retry_after = min(2 * self._retry_after, LAST_RETRY_SECONDS)
        return CameraPoll(state=CameraState.LOST, error=error)

    def _silence(self, seconds: float) -> CameraPoll:
        if seconds - self._last_frame >= SILENT_SECONDS:
            return self._lose(seconds, None)
        if self._hash is None:
            return CameraPoll(state=CameraState.OPENING)
        return CameraPoll(state=self._liveness(seconds))

    def _judge(self, seconds: float, frame: Frame) -> CameraPoll:
        slow = self._hash is not None and seconds - self._last_frame >= SLOW_SECONDS
        self._slow = self._slow + 1 if slow else 0
        self._last_frame, self._retry_after, self._error = seconds, FIRST_RETRY_SECONDS, None
        self._frames += 1
        if self._hash is None or frame[::8, ::8].max() > BLACKEST:
            self._seen = seconds
        now_hash = zlib.crc32(frame[:: 1 + frame.shape[0] // (COMPARED_ROWS + 1)].tobytes())
        if now_hash != self._hash:
            self._hash, self._changed = now_hash, seconds
        state = self._liveness(seconds)
        if state in (CameraState.STUCK, CameraState.BLACK):
            return CameraPoll(state=state)
        offset = seconds - (self._started or 0.0)
        timed = TimedFrame(frame=frame, seconds=offset, label=f"frame {self._frames}")
        return CameraPoll(state=state, frame=timed)

    def _liveness(self, seconds: float) -> CameraState:
        if not self._source.is_camera:
            return CameraState.LIVE
        if seconds - self._seen >= BLACK_SECONDS:
            return CameraState.BLACK
        if seconds - self._changed >= FROZEN_SECONDS:
            return CameraState.STUCK
        return CameraState.SLOW if self._slow >= 2 else CameraState.LIVE
