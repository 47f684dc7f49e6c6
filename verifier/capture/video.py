"""Read frames from a recorded video, or from any capture that OpenCV gives."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from verifier.capture.decoders import read_codes
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.frame import TimedFrame
from verifier.capture.reading import Sighting

if TYPE_CHECKING:
    import cv2

    from verifier.capture.frame import Frame

VIDEO_BYTES: Final = 2 * 1024**3
VIDEO_FRAMES: Final = 300
"""Frames decoded at most; a longer video is sampled evenly."""
VIDEO_GRABS: Final = 100_000
"""Frames passed over at most, an hour at 27 a second; containers lie about their length."""
USUAL_RATE: Final = 25.0
"""Frames a second where the container does not say."""


def is_video(head: bytes) -> bool:
    """Tell by its first 12 bytes whether a file is a video that we read: AVI, MP4/MOV, Matroska/WebM.

    The list is closed on purpose: the library also takes play lists, which reach other files and the network.
    """
    return (head[:4] == b"RIFF" and head[8:12] == b"AVI ") or head[4:8] == b"ftyp" or head[:4] == b"\x1aE\xdf\xa3"


def video_sightings(file: BinaryIO, where: str) -> Iterator[Sighting]:
    """Yield one sighting a frame. Raises `SourceError` DAMAGED where no frame comes out."""
    for timed in video_frames(file, where):
        yield Sighting(label=timed.label, seconds=timed.seconds, reading=read_codes(timed.frame))


def video_frames(file: BinaryIO, where: str) -> Iterator[TimedFrame]:
    """Yield at most 300 frames with the times that the container gives them."""
    capture = open_video(file, where)
    try:
        yield from _sampled(capture, where)
    finally:
        capture.release()


def open_video(file: BinaryIO, where: str) -> cv2.VideoCapture:
    """Open a video through the file that was checked; `where` is its path. Raises `SourceError` DAMAGED.

    `file` must stay open as long as the capture. OpenCV 5.0 could also read from the file object itself, but that
    way crashed the process on 28 of 250 damaged AVI files, and this way on none.
    """
    import cv2

    quiet_opencv()
    try:
        capture = cv2.VideoCapture(_name_of_open_file(file, where), cv2.CAP_FFMPEG)
    except cv2.error as error:
        raise _damaged(where) from error
    if not capture.isOpened():
        raise _damaged(where)
    return capture


def _name_of_open_file(file: BinaryIO, path: str) -> str:
    """Return a name that leads to this very file even if another took its place; else its absolute path.

    An absolute path also keeps FFmpeg from taking a file name such as `http:...` for an address.
    """
    descriptor = Path(f"/proc/self/fd/{file.fileno()}")
    return str(descriptor if descriptor.exists() else Path(path).absolute())


def _sampled(capture: cv2.VideoCapture, where: str) -> Iterator[TimedFrame]:
    import cv2
    import numpy as np

    step = max(1, -(-int(_finite(capture.get(cv2.CAP_PROP_FRAME_COUNT), 0.0)) // VIDEO_FRAMES))
    rate = _finite(capture.get(cv2.CAP_PROP_FPS), USUAL_RATE) or USUAL_RATE
    given = 0
    for number in range(VIDEO_GRABS):
        if given == VIDEO_FRAMES or not capture.grab():
            break
        if number % step:
            continue
        ok, frame = capture.retrieve()
        if not ok or frame is None:
            continue
        yield _timed(np.asarray(frame, dtype=np.uint8), number, _finite(capture.get(cv2.CAP_PROP_POS_MSEC), 0.0), rate)
        given += 1
    if not given:
        raise _damaged(where)


def _timed(frame: Frame, number: int, milliseconds: float, rate: float) -> TimedFrame:
    seconds = milliseconds / 1000 if milliseconds > 0 else number / rate
    return TimedFrame(frame=frame, seconds=seconds, label=f"frame {number + 1}")


def _finite(value: float, otherwise: float) -> float:
    """Return a number of a container, or `otherwise` where it is none (NaN, negative, beyond reason)."""
    return value if 0 <= value < 1e12 else otherwise


def quiet_opencv() -> None:
    """Keep the warnings of OpenCV and FFmpeg off the terminal: ours say what happened."""
    import cv2

    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")  # AV_LOG_QUIET; read when the first video is opened
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)


def _damaged(where: str) -> SourceError:
    return SourceError(SourceFault.DAMAGED, where, "copy the video anew, or give one picture of it")
