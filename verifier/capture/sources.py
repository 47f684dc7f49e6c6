"""From what the user names to what was seen in it.

What a file is, is told by its first bytes; its name counts only where they tell nothing (`.txt`, `.cbor`).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, Final, TextIO

from verifier.capture import texts
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.files import in_memory, open_regular, read_all
from verifier.capture.pdf import PDF_BYTES, is_pdf, pdf_sightings
from verifier.capture.pictures import PICTURE_BYTES, is_picture, load_picture, read_picture
from verifier.capture.reading import Sighting
from verifier.capture.video import VIDEO_BYTES, is_video, video_sightings

if TYPE_CHECKING:
    from PIL.Image import Image

    from verifier.capture.camera import FrameSource

HEAD_BYTES: Final = 16
LIVE_SECONDS: Final = 30.0
"""How long a camera is looked at where nobody stops it."""


class SourceKind(StrEnum):
    """What a source is."""

    TEXT = "text"
    LINES = "lines"
    MESSAGE = "message"
    PICTURE = "picture"
    PDF = "pdf"
    VIDEO = "video"
    CAMERA = "camera"
    STREAM = "stream"


MOVING: Final = frozenset({SourceKind.VIDEO, SourceKind.CAMERA, SourceKind.STREAM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something that was named and found to be there. Iterate to look at it; iterating may raise `SourceError`."""

    kind: SourceKind
    where: str
    """As the user named it: make it safe before showing it."""
    look: Callable[[], Iterator[Sighting]]

    @property
    def still(self) -> bool:
        """Each sighting is final: no better one follows."""
        return self.kind not in MOVING

    def __iter__(self) -> Iterator[Sighting]:
        return self.look()


def open_source(spec: str, *, stdin: TextIO | None = None) -> Source:
    """Find out what a user named.

    `spec`: a code text (`PDC1:...`, also as a scanner types it into a French session), `-` for lines of standard
    input, `camera:0`, `http://127.0.0.1:PORT/...`, or a file: picture, PDF, video, `.txt`, `.cbor`.
    Raises `SourceError`: which fault, where, and what to do, in one line.
    """
    if spec == "-":
        stream = stdin if stdin is not None else sys.stdin
        if stream is None:  # closed by whoever started us
            raise SourceError(SourceFault.ABSENT, spec, "standard input is closed; give a file or a text")
        return Source(kind=SourceKind.LINES, where=spec, look=lambda: texts.input_sightings(stream))
    if texts.is_code_text(spec):
        return _given(SourceKind.TEXT, spec, texts.text_sighting(texts.without_terminator(spec)))
    if spec.startswith("camera:"):
        return _camera(spec)
    if "://" in spec:
        return _stream(spec)
    return _file(spec)


def open_recording(name: str, data: bytes) -> Source:
    """Find out what a file is that is in memory; its name counts as that of a file on disk does.

    Raises `SourceError` as `open_source` does for a file.
    """
    if not data:
        raise SourceError(SourceFault.EMPTY, name, "choose another file")
    if is_video(data[:HEAD_BYTES]):
        return Source(kind=SourceKind.VIDEO, where=name, look=lambda: _video_in_memory(name, data))
    return _small_file(BytesIO(data), data[:HEAD_BYTES], name)


def live_sightings(source: FrameSource, seconds: float = LIVE_SECONDS) -> Iterator[Sighting]:
    """Yield a sighting for each frame of a camera, for at most `seconds`. Raises `SourceError` where it is lost."""
    from verifier.capture.camera import Camera, CameraState
    from verifier.capture.decoders import read_codes

    camera, start = Camera(source), time.monotonic()
    try:
        while (now := time.monotonic()) - start < seconds:
            poll = camera.poll(now)
            if poll.state in (CameraState.LOST, CameraState.STUCK):
                raise poll.error or SourceError(SourceFault.CAMERA_LOST, source.label, "check the camera's plug")
            if poll.frame is not None:
                reading = read_codes(poll.frame.frame)
                yield Sighting(label=poll.frame.label, seconds=poll.frame.seconds, reading=reading)
    finally:
        camera.close()


def _camera(spec: str) -> Source:
    from verifier.capture.devices import LiveCamera

    number = spec.removeprefix("camera:")
    if not (number.isascii() and number.isdigit() and len(number) <= 3):
        raise SourceError(SourceFault.NO_CAMERA, spec, "write camera:0 for the first camera")
    camera = LiveCamera(int(number))
    return Source(kind=SourceKind.CAMERA, where=spec, look=lambda: live_sightings(camera))


def _stream(spec: str) -> Source:
    from verifier.capture.mjpeg import MjpegStream

    stream = MjpegStream(spec)
    return Source(kind=SourceKind.STREAM, where=spec, look=lambda: live_sightings(stream))


def _file(spec: str) -> Source:
    """Look at the first bytes, and take the rest at once, but for a video."""
    with open_regular(spec, VIDEO_BYTES) as file:
        head = file.read(HEAD_BYTES)
        if is_video(head):
            return Source(kind=SourceKind.VIDEO, where=spec, look=lambda: _video(spec))
        return _small_file(file, head, spec)


def _small_file(file: BinaryIO, head: bytes, spec: str) -> Source:
    if is_picture(head):
        picture = load_picture(read_all(file, spec, PICTURE_BYTES), spec)
        return Source(kind=SourceKind.PICTURE, where=spec, look=lambda: iter((_picture_sighting(picture),)))
    if is_pdf(head):
        data = read_all(file, spec, PDF_BYTES)
        return Source(kind=SourceKind.PDF, where=spec, look=lambda: pdf_sightings(data, spec))
    if texts.is_code_file(head) or spec.lower().endswith(".txt"):
        sightings = tuple(texts.file_sightings(read_all(file, spec, texts.TEXT_BYTES), spec))
        return Source(kind=SourceKind.LINES, where=spec, look=lambda: iter(sightings))
    if spec.lower().endswith(".cbor"):
        return _given(SourceKind.MESSAGE, spec, texts.cose_sighting(read_all(file, spec, texts.COSE_BYTES)))
    raise SourceError(SourceFault.UNKNOWN_KIND, spec, "give a PNG, JPEG, WebP, PDF, AVI, MP4, WebM, .txt or .cbor file")


def _given(kind: SourceKind, where: str, sighting: Sighting) -> Source:
    return Source(kind=kind, where=where, look=lambda: iter((sighting,)))


def _picture_sighting(picture: Image) -> Sighting:
    return Sighting(label="picture", seconds=0.0, reading=read_picture(picture))


def _video_in_memory(name: str, data: bytes) -> Iterator[Sighting]:
    with in_memory(data) as file:
        yield from video_sightings(file, name)


def _video(spec: str) -> Iterator[Sighting]:
    with open_regular(spec, VIDEO_BYTES) as file:
        yield from video_sightings(file, spec)
