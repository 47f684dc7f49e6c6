"""Two threads that look at a frame source and only post messages: one shows, one decodes beside it.

The pictures stay smooth while a hard frame is decoded, since the decoder takes the newest frame and skips the rest.
Both threads are daemons that look at a flag between steps, none longer than a read (0.2 s) or a decode, and leaving
waits half a second at most: a camera driver that hangs is left behind.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from textual.message import Message

from verifier.capture.camera import Camera, CameraState, FrameSource
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.news import SourceNews
from verifier.capture.reading import Reading
from verifier.terminal.halfblocks import GreyPicture, grey_picture

if TYPE_CHECKING:
    from verifier.capture.frame import TimedFrame

Post = Callable[[Message], object]
FRAME_SECONDS: Final = 1 / 40
"""Pictures drawn are at least so far apart: all of a camera's 30 a second, and half of a faster one's 60."""
PAUSE_SECONDS: Final = 0.05
"""Before a source without a picture is asked again."""
LEAVE_SECONDS: Final = 0.5


class FrameSeen(Message):
    """A picture to show; a newer one replaces it before it is drawn."""

    def __init__(self, picture: GreyPicture) -> None:
        super().__init__()
        self.picture = picture

    def can_replace(self, message: Message) -> bool:
        """Tell Textual that of two pictures that wait one is enough."""
        return isinstance(message, FrameSeen)


class CodesRead(Message):
    """What the decoder read in one frame; `seconds` are of the monotonic clock."""

    def __init__(self, reading: Reading, seconds: float) -> None:
        super().__init__()
        self.reading = reading
        self.seconds = seconds


class CameraChanged(Message):
    """The camera's state is another than before. `error` says why it is lost, where that is known."""

    def __init__(self, state: CameraState, error: SourceError | None = None) -> None:
        super().__init__()
        self.state = state
        self.error = error


class SourceTold(Message):
    """What became of the source, which is no fault."""

    def __init__(self, news: SourceNews) -> None:
        super().__init__()
        self.news = news


class LookingEnded(Message):
    """A thread ended by a fault of ours: `word` is the class of the error."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self.word = word


class Lookout:
    """The threads of one source. `decode` is asked for each frame that the decoder gets to."""

    def __init__(self, source: FrameSource, post: Post, decode: Callable[[TimedFrame], Reading]) -> None:
        self.room = (0, 0)
        """Columns and rows that the picture may fill; set by the screen."""
        self._source = source
        self._camera = Camera(source)
        self._post = post
        self._decode = decode
        self._stop = threading.Event()
        self._fresh = threading.Condition()
        self._newest: TimedFrame | None = None
        self._drawn = 0.0
        self._said: tuple[CameraState, SourceFault | None, str] | None = None
        self._threads = [
            threading.Thread(target=self._guarded, args=(step,), name=name, daemon=True)
            for name, step in (("look", self._look), ("decode", self._read))
        ]

    @property
    def label(self) -> str:
        """What the source calls itself; not safe to show as it is."""
        return self._source.label

    def start(self) -> None:
        """Begin to look."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End both threads and let the source go; wait half a second at most."""
        self._stop.set()
        with self._fresh:
            self._fresh.notify_all()
        deadline = time.monotonic() + LEAVE_SECONDS
        for thread in self._threads:
            thread.join(max(deadline - time.monotonic(), 0))

    def _guarded(self, step: Callable[[], None]) -> None:
        """Run one thread. A fault of ours is said on the screen; a traceback would print over it."""
        try:
            step()
        except Exception as error:  # noqa: BLE001 - the thread's top: shown as "reading ended", never silence
            self._post(LookingEnded(type(error).__name__))

    def _look(self) -> None:
        try:
            while not self._stop.is_set():
                poll = self._camera.poll(time.monotonic())
                self._say(poll.state, poll.error)
                if poll.news is not None:
                    self._post(SourceTold(poll.news))
                if poll.frame is None:
                    self._stop.wait(PAUSE_SECONDS)
                else:
                    self._offer(poll.frame)
                    self._draw(poll.frame)
        finally:
            self._camera.close()

    def _say(self, state: CameraState, error: SourceError | None) -> None:
        said = (state, None, "") if error is None else (state, error.what, error.there)
        if said != self._said:
            self._said = said
            self._post(CameraChanged(state, error))

    def _offer(self, frame: TimedFrame) -> None:
        with self._fresh:
            self._newest = frame
            self._fresh.notify_all()

    def _draw(self, frame: TimedFrame) -> None:
        now = time.monotonic()
        if now - self._drawn >= FRAME_SECONDS:
            self._drawn = now
            picture = grey_picture(frame.frame, *self.room)
            if picture is not None:
                self._post(FrameSeen(picture))

    def _read(self) -> None:
        while (frame := self._next()) is not None:
            self._post(CodesRead(self._decode(frame), time.monotonic()))

    def _next(self) -> TimedFrame | None:
        """Wait for a frame not yet decoded; None when it is time to leave."""
        with self._fresh:
            self._fresh.wait_for(lambda: self._newest is not None or self._stop.is_set())
            frame, self._newest = self._newest, None
            return None if self._stop.is_set() else frame


def decode_frame(frame: TimedFrame) -> Reading:
    """Read the codes of a frame within the budget of a live picture."""
    from verifier.capture.decoders import read_codes

    return read_codes(frame.frame)
