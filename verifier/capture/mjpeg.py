"""Read a stream of JPEG pictures over HTTP from this machine (`multipart/x-mixed-replace`, or one picture).

Written against sockets: redirects are not followed, every wait is short, and every length has a limit.
"""

from __future__ import annotations

import re
import select
import socket
import time
from typing import TYPE_CHECKING, Final

from verifier.capture.addresses import LoopbackAddress, loopback_address
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.news import SourceEvent, SourceNews

if TYPE_CHECKING:
    from verifier.capture.frame import Frame

CONNECT_SECONDS: Final = 2.0
READ_SECONDS: Final = 0.2
HEAD_BYTES: Final = 16 * 1024
PICTURE_BYTES: Final = 8 * 1024 * 1024
_LENGTH: Final = re.compile(rb"(?im)^content-length:[ \t]*([0-9]{1,9})[ \t]*\r?$")
_BOUNDARY: Final = re.compile(rb"(?im)^content-type:[^\r\n]*boundary=\"?-*([^\"\r\n;]+?)-*[\"\r;]")
_JPEG_START: Final = b"\xff\xd8"
_JPEG_END: Final = b"\xff\xd9"


class PartReader:
    """Cut a stream of bytes into JPEG pictures. `feed` raises ValueError where a limit is passed."""

    def __init__(self, boundary: bytes = b"") -> None:
        self._buffer = bytearray()
        self._boundary = boundary

    def feed(self, data: bytes) -> list[bytes]:
        """Take in the next bytes; return the pictures that they complete."""
        self._buffer += data
        pictures: list[bytes] = []
        while (picture := self._next()) is not None:
            pictures.append(picture)
        if len(self._buffer) > PICTURE_BYTES:
            raise ValueError("a picture of the stream is too large")
        return pictures

    @property
    def is_between(self) -> bool:
        """Whether no picture is begun; where nothing follows the last one, its own mark ends it."""
        return _JPEG_START not in self._buffer or self._buffer.rstrip(b"\r\n").endswith(_JPEG_END)

    def _next(self) -> bytes | None:
        """Take one whole picture off the buffer."""
        start = self._buffer.find(_JPEG_START)
        if start < 0:
            return None
        end = self._end(start)
        if end < 0 or end > len(self._buffer):
            return None
        picture = bytes(self._buffer[start:end])
        del self._buffer[:end]
        return picture

    def _end(self, start: int) -> int:
        """Find where the picture ends: by its stated length, by the next boundary, or by JPEG's own mark."""
        lengths = _LENGTH.findall(self._buffer, 0, start)
        if lengths:
            return start + int(lengths[-1])
        if self._boundary:  # the mark may also stand inside, after a thumbnail
            return self._buffer.find(self._boundary, start)
        mark = self._buffer.find(_JPEG_END, start)
        return mark + len(_JPEG_END) if mark >= 0 else -1


class MjpegStream:
    """A camera that a program on this machine serves over HTTP."""

    is_camera = True

    def __init__(self, url: str) -> None:
        """Take the address. Raises `SourceError` ADDRESS_REFUSED unless it is of this machine."""
        self._address = loopback_address(url)
        self.label = str(self._address)
        self._socket: socket.socket | None = None
        self._parts = PartReader()
        self._waiting: list[bytes] = []
        self._has_ended = False
        """The stream came to its end, and is not there again yet."""
        self._news: SourceNews | None = None

    def open(self) -> None:
        """Connect and read the head of the answer, within 2 s each. Raises `SourceError` NO_ANSWER."""
        self.close()
        try:
            self._socket = socket.create_connection((self._address.host, self._address.port), CONNECT_SECONDS)
            head, rest = _exchange(self._socket, self._address)
            self._socket.settimeout(READ_SECONDS)
            boundary = _BOUNDARY.search(head)
            self._parts = PartReader(boundary.group(1) if boundary else b"")
            self._waiting = self._parts.feed(rest)
        except (OSError, ValueError) as error:
            self.close()
            raise SourceError(SourceFault.NO_ANSWER, self.label, "start the program that serves the camera") from error
        if self._has_ended:
            self._has_ended = False
            self._news = SourceNews(what=SourceEvent.STREAM_AGAIN, label=self.label)

    def read(self) -> Frame | None:
        """Return the newest picture, None if none came within 0.2 s. Raises `SourceError` CAMERA_LOST, STREAM_ENDED."""
        end = time.monotonic() + READ_SECONDS
        while (left := end - time.monotonic()) > 0 and self._receive(0.0 if self._waiting else left):
            pass  # what has arrived already is taken in too: the last of it is now
        if not self._waiting:
            return None
        newest = self._waiting[-1]
        self._waiting = []
        return self._decode(newest)

    def close(self) -> None:
        """Hang up. Closing twice is no error."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _receive(self, seconds: float) -> bool:
        """Take in what arrives within `seconds`; False if nothing does."""
        if self._socket is None:
            raise self._lost()
        try:
            if not select.select([self._socket], [], [], seconds)[0]:
                return False
            data = self._socket.recv(256 * 1024)
            self._waiting += self._parts.feed(data)
        except (OSError, ValueError) as error:
            raise self._lost() from error
        if not data and not self._waiting:
            raise self._ended() if self._parts.is_between else self._lost()
        return bool(data)

    def _decode(self, data: bytes) -> Frame | None:
        """Decode one JPEG to grey; None for a broken one: the next is on its way."""
        from verifier.capture.pictures import is_picture, load_frame

        try:
            return load_frame(data, self.label) if is_picture(data) else None
        except SourceError:
            return None

    def news(self) -> SourceNews | None:
        """Tell once that the stream had ended and is there again."""
        news, self._news = self._news, None
        return news

    def _ended(self) -> SourceError:
        """The other side hung up between two pictures."""
        self._has_ended = True
        return SourceError(SourceFault.STREAM_ENDED, self.label, "start the program that serves the camera")

    def _lost(self) -> SourceError:
        return SourceError(SourceFault.CAMERA_LOST, self.label, "start the program that serves the camera")


def _exchange(connection: socket.socket, address: LoopbackAddress) -> tuple[bytes, bytes]:
    """Ask for the stream; return the head of the answer and what came after it. Raises OSError or ValueError.

    HTTP/1.0 is asked for because its answers are never chunked.
    """
    request = f"GET {address.path} HTTP/1.0\r\nHost: {address.host}:{address.port}\r\nAccept: */*\r\n\r\n"
    connection.sendall(request.encode("ascii"))
    end = time.monotonic() + CONNECT_SECONDS
    answer = bytearray()
    while (cut := answer.find(b"\r\n\r\n")) < 0:
        data = connection.recv(4096)
        answer += data
        if not data or len(answer) > HEAD_BYTES or time.monotonic() > end:
            raise ValueError("no head of an HTTP answer")
    if not re.match(rb"HTTP/1\.[01] 200[ \r]", answer):
        raise ValueError("the answer is not 200 OK")
    return bytes(answer[: cut + 2]), bytes(answer[cut + 4 :])
