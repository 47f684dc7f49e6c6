"""A camera served over HTTP by this machine."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.unit.capture import made
from verifier.capture.addresses import loopback_address
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.frame import Frame
from verifier.capture.mjpeg import PICTURE_BYTES, MjpegStream, PartReader
from verifier.capture.news import SourceEvent
from verifier.capture.sources import SourceKind, open_source

TEXT = made.text(200)
CODE = made.code(TEXT)
JPEG = made.encoded(CODE, ".jpg")
HEAD = b"HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=--edge\r\n\r\n"


def part(data: bytes, *, length: bool = True) -> bytes:
    stated = b"Content-Length: %d\r\n" % len(data) if length else b""
    return b"--edge\r\nContent-Type: image/jpeg\r\n" + stated + b"\r\n" + data + b"\r\n"


@contextmanager
def served(*pieces: bytes, hold: bool = False) -> Iterator[str]:
    """Serve one client with these bytes, then hang up, or hold the line."""
    server = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def serve() -> None:
        client, _ = server.accept()
        with client:
            client.recv(4096)
            for piece in pieces:
                client.sendall(piece)
            if hold:
                done.wait(5)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/video?a=1"
    finally:
        done.set()
        server.close()
        thread.join(2)


def first_frame(url: str) -> Frame | None:
    stream = MjpegStream(url)
    stream.open()
    try:
        return next((frame for _ in range(5) if (frame := stream.read()) is not None), None)
    finally:
        stream.close()


@pytest.mark.parametrize("length", [True, False])
def test_stream_is_read_as_a_source(length: bool) -> None:
    pieces = part(JPEG, length=length) * 3
    with served(HEAD, pieces[:1000], pieces[1000:], b"--edge", hold=True) as url:
        source = open_source(url)
        assert (source.kind, source.still) == (SourceKind.STREAM, False)
        looks = iter(source)
        assert next(looks).reading.texts == (TEXT,)
        looks.close()  # type: ignore[attr-defined]  # a generator behind the Iterator


@pytest.mark.parametrize("end", [b"--edge--\r\n", b""])
def test_stream_that_ends_between_two_pictures_has_ended(end: bytes) -> None:
    with served(HEAD, part(JPEG) + part(JPEG, length=bool(end)) + end) as url, pytest.raises(SourceError) as caught:
        list(open_source(url))
    assert caught.value.what is SourceFault.STREAM_ENDED


def test_stream_that_is_cut_in_a_picture_is_a_lost_camera() -> None:
    with served(HEAD, part(JPEG) + part(JPEG)[:-100]) as url, pytest.raises(SourceError) as caught:
        list(open_source(url))
    assert caught.value.what is SourceFault.CAMERA_LOST


def test_stream_that_had_ended_and_is_back_says_so_once() -> None:
    stream = None
    for turn in range(2):
        with served(HEAD, part(JPEG)) as url:
            if stream is None:
                stream = MjpegStream(url)
            else:
                stream._address = loopback_address(url)  # a server would come back where it was
            stream.open()
            told = (stream.news(), stream.news())
            assert [each.what for each in told if each] == [SourceEvent.STREAM_AGAIN] * turn
            with pytest.raises(SourceError):
                for _ in range(20):
                    stream.read()
    assert stream is not None
    stream.close()


def test_broken_picture_is_passed_over() -> None:
    with served(HEAD, part(JPEG[:50]), hold=True) as url:
        assert first_frame(url) is None


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/\r\n\r\n",
        b"HTTP/1.1 404 Not Found\r\n\r\n",
        b"SSH-2.0-x\r\n\r\n",
        b"",
        b"HTTP/1.0 200 OK\r\n" + b"X: y\r\n" * 10_000,
    ],
)
def test_other_answer_than_pictures_is_refused(answer: bytes) -> None:
    with served(answer) as url, pytest.raises(SourceError) as caught:
        MjpegStream(url).open()
    assert caught.value.what is SourceFault.NO_ANSWER


def test_nobody_listening_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(SourceError) as caught:
        MjpegStream(f"http://localhost:{port}/").open()
    assert caught.value.what is SourceFault.NO_ANSWER


def test_newest_of_several_pictures_is_given() -> None:
    old = made.encoded(made.as_frame(CODE * 0), ".jpg")
    with served(HEAD + part(old) + part(JPEG), hold=True) as url:
        frame = first_frame(url)
    assert frame is not None
    assert frame.max() > 200


def test_thumbnail_inside_a_picture_does_not_cut_it() -> None:
    picture = b"\xff\xd8 head \xff\xd8 thumbnail \xff\xd9 rest \xff\xd9"
    assert PartReader(b"edge").feed(part(picture)) == [picture]


def test_stream_cut_anywhere_gives_the_same_pictures() -> None:
    stream = part(JPEG) * 2
    for cut in range(0, len(stream), 97):
        reader = PartReader(b"edge")
        assert reader.feed(stream[:cut]) + reader.feed(stream[cut:]) == [JPEG, JPEG]


def test_endless_picture_is_refused() -> None:
    reader = PartReader()
    with pytest.raises(ValueError, match="too large"):
        reader.feed(b"\xff\xd8" + bytes(PICTURE_BYTES))
    with pytest.raises(ValueError, match="too large"):
        PartReader().feed(b"Content-Length: 999999999\r\n\r\n\xff\xd8" + bytes(PICTURE_BYTES))
