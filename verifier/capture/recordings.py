"""Recordings played as if they were a camera: for training, demonstrations and tests of the terminal."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.files import open_regular, read_all
from verifier.capture.pictures import PICTURE_BYTES, is_picture, load_frame
from verifier.capture.video import USUAL_RATE, VIDEO_BYTES, open_video

if TYPE_CHECKING:
    import cv2

    from verifier.capture.frame import Frame

LONGEST_WAIT_SECONDS: Final = 0.2
PICTURE_SECONDS: Final = 2.0


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


class VideoLoop:
    """A video file, over and over, at its own rate."""

    is_camera = False

    def __init__(self, path: str) -> None:
        self.label = path
        self._file: BinaryIO | None = None
        self._capture: cv2.VideoCapture | None = None
        self._pace = Pace(1 / USUAL_RATE)

    def open(self) -> None:
        """Open the file. Raises `SourceError` as `open_regular` and `open_video` do."""
        self.close()
        self._file = open_regular(self.label, VIDEO_BYTES)
        self._capture = open_video(self._file, self.label)
        rate = self._capture.get(5)  # cv2.CAP_PROP_FPS
        self._pace = Pace(1 / rate if 1 <= rate <= 120 else 1 / USUAL_RATE)

    def read(self) -> Frame | None:
        """Return the next frame when it is due; after the last comes the first. Raises `SourceError` CAMERA_LOST."""
        if self._capture is None or self._file is None:
            raise SourceError(SourceFault.CAMERA_LOST, self.label, "open it first")
        if not self._pace.due():
            return None
        ok, frame = self._capture.read()
        if not ok:
            self._capture.release()
            self._capture = open_video(self._file, self.label)
            ok, frame = self._capture.read()
        if not ok:
            raise SourceError(SourceFault.CAMERA_LOST, self.label, "the video holds no frame that can be read")
        return frame  # type: ignore[return-value]  # cv2's stub names ndarray of any type; frames are 8 bits

    def close(self) -> None:
        """Let the file go."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None
        if self._file is not None:
            self._file.close()
            self._file = None


class PictureFolder:
    """The pictures of a folder in order of name, each for 2 s, over and over."""

    is_camera = False

    def __init__(self, path: str, seconds_apart: float = PICTURE_SECONDS) -> None:
        self.label = path
        self._paths: list[Path] = []
        self._next = 0
        self._pace = Pace(seconds_apart)

    def open(self) -> None:
        """List the folder. Raises `SourceError` ABSENT if it holds no picture."""
        try:
            self._paths = sorted(path for path in Path(self.label).iterdir() if _holds_picture(path))
        except OSError as error:
            raise SourceError(SourceFault.ABSENT, self.label, "name a folder of pictures") from error
        if not self._paths:
            raise SourceError(SourceFault.ABSENT, self.label, "put PNG, JPEG or WebP pictures into the folder")
        self._next = 0

    def read(self) -> Frame | None:
        """Return the next picture when it is due. Raises `SourceError` for one that cannot be read."""
        if not self._paths:
            raise SourceError(SourceFault.CAMERA_LOST, self.label, "open it first")
        if not self._pace.due():
            return None
        path = str(self._paths[self._next % len(self._paths)])
        self._next += 1
        with open_regular(path, PICTURE_BYTES) as file:
            return load_frame(read_all(file, path, PICTURE_BYTES), path)

    def close(self) -> None:
        """Forget the list."""
        self._paths = []


def _holds_picture(path: Path) -> bool:
    try:
        with open_regular(str(path), PICTURE_BYTES) as file:
            return is_picture(file.read(12))
    except SourceError:
        return False
