"""Recordings played as if they were a camera: for training, demonstrations and tests of the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.files import open_regular, read_all
from verifier.capture.news import SourceEvent, SourceNews
from verifier.capture.pace import Pace, Rounds
from verifier.capture.pdf import PDF_BYTES, is_pdf, pdf_frames
from verifier.capture.pictures import PICTURE_BYTES, is_picture, load_frame
from verifier.capture.video import USUAL_RATE, VIDEO_BYTES, is_video, open_video

if TYPE_CHECKING:
    import cv2

    from verifier.capture.frame import Frame

PICTURE_SECONDS: Final = 2.0
PAGE_SECONDS: Final = 1.0
HEAD_BYTES: Final = 16
"""Enough to tell one kind of file from another."""


class VideoLoop:
    """A video file, over and over, at its own rate; where its end is missing that is said, and it is played again."""

    is_camera = False

    def __init__(self, path: str) -> None:
        self.label = path
        self._file: BinaryIO | None = None
        self._capture: cv2.VideoCapture | None = None
        self._pace = Pace(1 / USUAL_RATE)
        self._given = 0
        self._rounds = Rounds(path, SourceEvent.VIDEO_AGAIN)

    def open(self) -> None:
        """Open the file. Raises `SourceError` as `open_regular` and `open_video` do, UNKNOWN_KIND for no video."""
        self.close()
        self._given = 0
        self._file = open_regular(self.label, VIDEO_BYTES)
        if not is_video(self._file.read(HEAD_BYTES)):  # FFmpeg would also open a play list, and what it names
            self.close()
            raise _unknown(self.label)
        self._file.seek(0)
        self._capture = open_video(self._file, self.label)
        rate = self._capture.get(5)  # cv2.CAP_PROP_FPS
        self._pace = Pace(1 / rate if 1 <= rate <= 120 else 1 / USUAL_RATE)

    def read(self) -> Frame | None:
        """Return the next frame when it is due; after the last comes the first. Raises DAMAGED, CAMERA_LOST."""
        if self._capture is None or self._file is None:
            raise SourceError(SourceFault.CAMERA_LOST, self.label, "open it first")
        if not self._pace.due():
            return None
        ok, frame = self._capture.read()
        if not ok:
            self._require_whole(self._capture.get(7))  # cv2.CAP_PROP_FRAME_COUNT
            self._capture.release()
            self._capture = open_video(self._file, self.label)
            self._given = 0
            self._rounds.begin_again()
            ok, frame = self._capture.read()
        if not ok:
            raise SourceError(SourceFault.DAMAGED, self.label, "copy the video anew: no frame of it can be read")
        self._given += 1
        return frame  # type: ignore[return-value]  # cv2's stub names ndarray of any type; frames are 8 bits

    def _require_whole(self, stated: float) -> None:
        """Raise `SourceError` DAMAGED for a video that ended early. Containers state their length roughly."""
        if self._given < 0.9 * stated - 2:
            raise SourceError(SourceFault.DAMAGED, self.label, "copy the video anew: its end is missing")

    def news(self) -> SourceNews | None:
        """Tell once that the video came to its end and begins again."""
        return self._rounds.news()

    def close(self) -> None:
        """Let the file go."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None
        if self._file is not None:
            self._file.close()
            self._file = None


def recording(path: str) -> VideoLoop | PictureFolder | PdfPages:
    """Make the source that a file or a folder is. Raises `SourceError` as `open_regular` does, and UNKNOWN_KIND."""
    if Path(path).is_dir():
        return PictureFolder(path)
    with open_regular(path, VIDEO_BYTES) as file:
        head = file.read(HEAD_BYTES)
    if is_video(head):
        return VideoLoop(path)
    if is_pdf(head):
        return PdfPages(path)
    if is_picture(head):
        return PictureFolder(path)
    raise _unknown(path)


class PictureFolder:
    """The pictures of a folder in order of name, each for 2 s, over and over; or one picture, as often.

    After one that cannot be read, and was said to be so, comes the next.
    """

    is_camera = False

    def __init__(self, path: str, seconds_apart: float = PICTURE_SECONDS) -> None:
        self.label = path
        self._paths: list[Path] = []
        self._pace = Pace(seconds_apart)
        self._rounds = Rounds(path, SourceEvent.FOLDER_AGAIN)

    def open(self) -> None:
        """List the folder. Raises `SourceError` ABSENT if it holds no picture."""
        try:
            given = Path(self.label)
            paths = sorted(given.iterdir()) if given.is_dir() else [given]
            self._paths = [path for path in paths if _holds_picture(path)]
        except OSError as error:
            raise SourceError(SourceFault.ABSENT, self.label, "name a folder of pictures") from error
        if not self._paths:
            raise SourceError(SourceFault.ABSENT, self.label, "put PNG, JPEG or WebP pictures into the folder")

    def read(self) -> Frame | None:
        """Return the next picture when it is due. Raises `SourceError` for one that cannot be read."""
        if not self._paths:
            raise SourceError(SourceFault.CAMERA_LOST, self.label, "open it first")
        if not self._pace.due():
            return None
        path = str(self._paths[self._rounds.next_of(len(self._paths))])
        with open_regular(path, PICTURE_BYTES) as file:
            return load_frame(read_all(file, path, PICTURE_BYTES), path)

    def news(self) -> SourceNews | None:
        """Tell once that the first picture follows on the last; a single picture has no end."""
        return self._rounds.news()

    def close(self) -> None:
        """Forget the list."""
        self._paths = []


class PdfPages:
    """The pages of a PDF, each for a second, over and over."""

    is_camera = False

    def __init__(self, path: str) -> None:
        self.label = path
        self._pages: list[Frame] = []
        self._pace = Pace(PAGE_SECONDS)
        self._rounds = Rounds(path, SourceEvent.PAGES_AGAIN)

    def open(self) -> None:
        """Render all pages. Raises `SourceError` as `open_regular` and `pdf_frames` do."""
        with open_regular(self.label, PDF_BYTES) as file:
            self._pages = list(pdf_frames(read_all(file, self.label, PDF_BYTES), self.label))

    def read(self) -> Frame | None:
        """Return the next page when it is due. Raises `SourceError` CAMERA_LOST before it is opened."""
        if not self._pages:
            raise SourceError(SourceFault.CAMERA_LOST, self.label, "open it first")
        if not self._pace.due():
            return None
        return self._pages[self._rounds.next_of(len(self._pages))]

    def news(self) -> SourceNews | None:
        """Tell once that the first page follows on the last; a single page has no end."""
        return self._rounds.news()

    def close(self) -> None:
        """Forget the pages."""
        self._pages = []


def _unknown(path: str) -> SourceError:
    return SourceError(SourceFault.UNKNOWN_KIND, path, "name a video, a picture, a PDF or a folder")


def _holds_picture(path: Path) -> bool:
    try:
        with open_regular(str(path), PICTURE_BYTES) as file:
            return is_picture(file.read(12))
    except SourceError:
        return False
