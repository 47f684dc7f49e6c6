"""A camera at this machine, read by a thread of its own so that a hanging driver hangs nothing else."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Protocol

from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.following import Attached, Followed
from verifier.capture.news import SourceNews

if TYPE_CHECKING:
    from verifier.capture.frame import Frame

OPEN_SECONDS: Final = 3.0
READ_SECONDS: Final = 0.2
CLOSE_SECONDS: Final = 0.3
FAILED_READS: Final = 10
"""Reads that may fail in a row before the camera counts as lost."""
WIDTH, HEIGHT = 1280, 720
"""Pixels asked for: a symbol of version 20 is read from 15 to 20 cm."""


class Capture(Protocol):
    """What we use of cv2.VideoCapture."""

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        """Tell whether the device is open."""

    def read(self) -> tuple[bool, Frame | None]:
        """Wait for the next frame; (False, None) where it fails."""

    def release(self) -> None:
        """Let the device go."""


class LiveCamera:
    """The camera with an index, as the operating system counts them; with `attached` followed to another index."""

    is_camera = True

    def __init__(
        self, index: int, opener: Callable[[int], Capture] | None = None, attached: Attached | None = None
    ) -> None:
        self._followed = Followed(index, attached)
        self._opener = opener or open_device
        self._pump: _Pump | None = None
        self._pumps: dict[int, _Pump] = {}
        """The last thread of each index, for as long as it runs."""

    @property
    def label(self) -> str:
        """What the command line calls the camera that is looked at now."""
        return self._followed.label

    def open(self) -> None:
        """Open within 3 s. Raises `SourceError`: NO_CAMERA, OTHER_CAMERAS, CAMERA_LOST while its driver hangs."""
        self.close()
        index = self._followed.find()
        self._pumps = {each: pump for each, pump in self._pumps.items() if not pump.ended}
        if index in self._pumps:  # a thread for each retry would pile up
            raise SourceError(SourceFault.CAMERA_LOST, self.label, "its driver hangs: pull the plug and put it back")
        pump = self._pumps[index] = _Pump(self._opener, index)
        if not pump.wait_until_open(OPEN_SECONDS):
            pump.stop()
            raise SourceError(SourceFault.NO_CAMERA, self.label, "plug a camera in, or give a picture or the text")
        self._pump = pump
        self._followed.opened(index)

    def news(self) -> SourceNews | None:
        """Tell once that the camera has another number, or is another camera."""
        return self._followed.news()

    def read(self) -> Frame | None:
        """Return the newest frame not yet given, waiting up to 0.2 s. Raises `SourceError` CAMERA_LOST."""
        frame = self._pump.newest(READ_SECONDS) if self._pump else None
        if frame is None and (self._pump is None or self._pump.ended):
            raise SourceError(SourceFault.CAMERA_LOST, self.label, "check the camera's plug")
        return frame

    def close(self) -> None:
        """Let the camera go. A driver that hangs is left behind in its thread."""
        if self._pump is not None:
            self._pump.stop()
            self._pump = None


def open_device(index: int) -> Capture:
    """Open a device with OpenCV, which gives one that is not open where there is none."""
    import cv2

    from verifier.capture.video import quiet_opencv

    quiet_opencv()
    capture = cv2.VideoCapture(index, cv2.CAP_V4L2 if sys.platform == "linux" else cv2.CAP_ANY)
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return capture  # type: ignore[return-value]  # cv2's stub names ndarray of any type; frames are 8 bits


class _Pump:
    """The thread: reads without pause and keeps the newest frame only, so that what is judged is now."""

    def __init__(self, opener: Callable[[int], Capture], index: int) -> None:
        self._change = threading.Condition()
        self._frame: Frame | None = None
        self._opened: bool | None = None
        self._stopping = False
        self.ended = False
        self._thread = threading.Thread(target=self._run, args=(opener, index), name="camera", daemon=True)
        self._thread.start()

    def wait_until_open(self, seconds: float) -> bool:
        """Wait for the device; False if it is not there or does not answer."""
        with self._change:
            self._change.wait_for(lambda: self._opened is not None, seconds)
            return bool(self._opened)

    def newest(self, seconds: float) -> Frame | None:
        """Take the newest frame, waiting for one if there is none."""
        with self._change:
            self._change.wait_for(lambda: self._frame is not None or self.ended, seconds)
            frame, self._frame = self._frame, None
            return frame

    def stop(self) -> None:
        """Ask the thread to end, and wait a moment for it."""
        self._stopping = True
        self._thread.join(CLOSE_SECONDS)

    def _run(self, opener: Callable[[int], Capture], index: int) -> None:
        try:
            capture = opener(index)
            try:
                self._tell(opened=capture.isOpened())
                self._read_on(capture)
            finally:
                capture.release()
        except Exception:  # noqa: BLE001, S110 - a driver's fault, of any class, is a lost camera: `ended` says it
            pass
        self._end()

    def _read_on(self, capture: Capture) -> None:
        failed = 0
        while self._opened and not self._stopping and failed < FAILED_READS:
            ok, frame = capture.read()
            failed = 0 if ok else failed + 1
            if ok:
                self._keep(frame)

    def _tell(self, *, opened: bool) -> None:
        with self._change:
            self._opened = opened
            self._change.notify_all()

    def _keep(self, frame: Frame | None) -> None:
        with self._change:
            self._frame = frame
            self._change.notify_all()

    def _end(self) -> None:
        with self._change:
            self._opened = self._opened or False
            self.ended = True
            self._change.notify_all()
