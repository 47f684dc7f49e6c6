"""Files and names that are made to stop, fill or mislead the reader."""

from __future__ import annotations

import io
import os
import resource
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.unit.capture import made
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.files import open_regular
from verifier.capture.pictures import load_picture
from verifier.capture.sources import open_source
from verifier.capture.texts import TEXT_BYTES

CODE = made.code(made.text(100))


def fault_of(spec: str | Path) -> SourceFault:
    with pytest.raises(SourceError) as caught:
        list(open_source(str(spec)))
    return caught.value.what


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of_size(width: int, height: int, *extra: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + b"".join(extra) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def webp(first: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", 4 + len(first)) + b"WEBP" + first


def test_fifo_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.png")
    start = time.monotonic()
    assert fault_of(tmp_path / "a.png") is SourceFault.NOT_REGULAR
    assert time.monotonic() - start < 1.0


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_device_is_refused(device: str) -> None:
    assert fault_of(device) is SourceFault.NOT_REGULAR


def test_link_to_a_fifo_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a.png").symlink_to(tmp_path / "pipe")
    assert fault_of(tmp_path / "a.png") is SourceFault.NOT_REGULAR


def test_file_exchanged_for_a_fifo_between_look_and_opening_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    regular = written(tmp_path, "a.png", b"x")
    os.mkfifo(tmp_path / "pipe")
    opened = os.open
    monkeypatch.setattr(os, "open", lambda _, flags: opened(tmp_path / "pipe", flags))
    with pytest.raises(SourceError) as caught:
        open_regular(str(regular), 10)
    assert caught.value.what is SourceFault.NOT_REGULAR


@pytest.mark.parametrize("name", ["a\0b.png", "x" * 5000, "loop.png"])
def test_name_the_system_refuses_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop.png").symlink_to(tmp_path / "loop.png")
    assert fault_of(f"{tmp_path}/{name}") is SourceFault.FORBIDDEN


@pytest.mark.parametrize(
    ("name", "size"), [("a.png", 33 << 20), ("a.pdf", 33 << 20), ("a.txt", TEXT_BYTES + 1), ("a.cbor", 65 << 10)]
)
def test_oversized_file_is_refused(tmp_path: Path, name: str, size: int) -> None:
    heads = {"a.png": b"\x89PNG\r\n\x1a\n", "a.pdf": b"%PDF-1.7", "a.txt": b"PDC1:", "a.cbor": b"\xd2"}
    path = written(tmp_path, name, heads[name])
    os.truncate(path, size)
    assert fault_of(path) is SourceFault.TOO_LARGE


def test_ten_gigabytes_are_refused_unread(tmp_path: Path) -> None:
    path = written(tmp_path, "a.avi", b"RIFF\0\0\0\0AVI ")
    os.truncate(path, 10 << 30)
    start = time.monotonic()
    assert fault_of(path) is SourceFault.TOO_LARGE
    assert time.monotonic() - start < 1.0


@pytest.mark.parametrize(("width", "height"), [(100_000, 100_000), (10_000, 9_000), (7_100, 7_100), (2**31 - 1, 1)])
def test_png_of_giant_dimensions_is_refused(tmp_path: Path, width: int, height: int) -> None:
    assert fault_of(written(tmp_path, "a.png", png_of_size(width, height))) is SourceFault.TOO_LARGE


GIANT_CANVAS = b"VP8X" + struct.pack("<I", 10) + bytes(4) + (16382).to_bytes(3, "little") + (8000).to_bytes(3, "little")
GIANT_LOSSLESS = b"VP8L" + struct.pack("<I", 5) + b"\x2f" + struct.pack("<I", 16382 | (8000 << 14)) + b"\0"
GIANT_LOSSY = b"VP8 " + struct.pack("<I", 10) + bytes(3) + b"\x9d\x01\x2a" + struct.pack("<HH", 16383, 8000)


@pytest.mark.parametrize("first", [GIANT_CANVAS, GIANT_LOSSLESS, GIANT_LOSSY])
def test_small_webp_that_asks_for_much_memory_is_refused_before_it_is_opened(first: bytes) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(SourceError) as caught:
        load_picture(webp(first), "a.webp")
    assert caught.value.what is SourceFault.TOO_LARGE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # KiB


def test_webp_that_hides_its_size_behind_another_chunk_is_refused() -> None:
    with pytest.raises(SourceError) as caught:
        load_picture(webp(b"JUNK" + struct.pack("<I", 0) + GIANT_LOSSLESS), "a.webp")
    assert caught.value.what is SourceFault.DAMAGED


def test_png_text_bomb_is_refused(tmp_path: Path) -> None:
    bomb = chunk(b"zTXt", b"k\0\0" + zlib.compress(bytes(80 << 20)))
    assert fault_of(written(tmp_path, "a.png", png_of_size(10, 10, bomb))) is SourceFault.DAMAGED


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp"])
def test_picture_cut_off_is_said(tmp_path: Path, suffix: str) -> None:
    data = made.encoded(made.on_desk(CODE), suffix)
    assert fault_of(written(tmp_path, "a", data[: len(data) // 2])) is SourceFault.DAMAGED


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(b"GIF89a" + bytes(40), id="gif"),
        pytest.param(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n", id="eps"),
        pytest.param(b"BM" + bytes(60), id="bmp"),
        pytest.param(b"II*\0" + bytes(60), id="tiff"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="svg"),
        pytest.param(b"#EXTM3U\nhttp://192.0.2.1/a.ts\n", id="play list"),
        pytest.param(b"ffconcat version 1.0\nfile /etc/hostname\n", id="concat list"),
        pytest.param(b"MZ" + bytes(60), id="program"),
        pytest.param(b"\x89PN", id="three bytes"),
    ],
)
def test_other_format_is_refused_even_under_a_picture_name(tmp_path: Path, head: bytes) -> None:
    assert fault_of(written(tmp_path, "a.png", head)) is SourceFault.UNKNOWN_KIND


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(500), made.pdf([CODE])[:2000]])
def test_broken_pdf_is_said(tmp_path: Path, data: bytes) -> None:
    assert fault_of(written(tmp_path, "a.pdf", data)) is SourceFault.DAMAGED


def test_pdf_page_of_five_metres_is_rendered_small(tmp_path: Path) -> None:
    data = made.pdf([CODE]).replace(b"/MediaBox [ 0 0 595.2756 841.8898 ]", b"/MediaBox [ 0 0 14400.00 14400.00 ]")
    assert b"14400" in data
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    list(open_source(str(written(tmp_path, "a.pdf", data))))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000  # KiB


@pytest.mark.parametrize("name", ["a.avi", "a.mp4"])
def test_broken_video_is_said(tmp_path: Path, name: str) -> None:
    whole = Path(made.avi(tmp_path / name, [CODE] * 5)).read_bytes()
    assert fault_of(written(tmp_path, "cut", whole[:200])) is SourceFault.DAMAGED
    assert fault_of(written(tmp_path, "head", whole[:12])) is SourceFault.DAMAGED


def test_broken_video_puts_no_library_message_on_the_terminal(tmp_path: Path) -> None:
    cut = written(tmp_path, "cut", Path(made.avi(tmp_path / "a.mp4", [CODE] * 5)).read_bytes()[:200])
    program = (
        "import sys; from verifier.capture.sources import open_source, SourceError\n"
        "try: list(open_source(sys.argv[1]))\n"
        "except SourceError: print('said')"
    )
    done = subprocess.run([sys.executable, "-c", program, str(cut)], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("said\n", "")


HARM_VIDEOS = """
import random, sys
from pathlib import Path
from verifier.capture.sources import SourceError, open_source

whole = Path(sys.argv[1]).read_bytes()
harmed = Path(sys.argv[1]).with_name("harmed")
for seed in range(40):
    chooser, data = random.Random(seed), bytearray(whole)
    for _ in range(chooser.randint(1, 12)):
        at = chooser.randrange(len(data))
        if chooser.random() < 0.6:
            data[at] = chooser.randrange(256)
        else:
            del data[at : at + 60]
    harmed.write_bytes(data)
    try:
        list(open_source(str(harmed)))
    except SourceError:
        pass
print("alive")
"""


def test_harmed_videos_do_not_crash_the_process(tmp_path: Path) -> None:
    """Of OpenCV's two ways to open a file, one dies of such files; in a process of its own for that."""
    video = made.avi(tmp_path / "a.avi", [CODE] * 4)
    done = subprocess.run([sys.executable, "-c", HARM_VIDEOS, video], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "alive\n")


def test_text_that_is_no_text_is_said(tmp_path: Path) -> None:
    assert fault_of(written(tmp_path, "a.txt", b"PDC1:\xff\xfe")) is SourceFault.UNKNOWN_KIND


@given(st.data())
@settings(max_examples=60, derandomize=True, deadline=None)
def test_harmed_picture_raises_our_error_or_none(data: st.DataObject) -> None:
    suffix = data.draw(st.sampled_from([".png", ".jpg", ".webp"]))
    harmed = bytearray(made.encoded(CODE, suffix))
    for _ in range(data.draw(st.integers(1, 8))):
        harmed[data.draw(st.integers(12, len(harmed) - 1))] = data.draw(st.integers(0, 255))
    try:
        load_picture(bytes(harmed), "a")
    except SourceError as error:
        assert error.what in (SourceFault.DAMAGED, SourceFault.TOO_LARGE)


def test_what_a_library_finds_odd_in_a_picture_is_not_written_to_the_terminal(tmp_path: Path) -> None:
    """A photograph of two pictures whose directory leads nowhere: Pillow warns of it, in lines of its own."""
    two = io.BytesIO()
    page = Image.fromarray(CODE)
    page.save(two, "MPO", save_all=True, append_images=[page])
    path = written(tmp_path, "a.jpg", two.getvalue().replace(b"MPF\0II*\0\x08", b"MPF\0II*\0\xff", 1))
    program = "import sys; from verifier.capture.sources import open_source; list(open_source(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_reading_one_picture_loads_neither_numpy_nor_opencv(tmp_path: Path) -> None:
    path = written(tmp_path, "a.png", made.png(CODE))
    program = (
        "import sys; from verifier.capture.sources import open_source;"
        "found = [s.reading.texts for s in open_source(sys.argv[1])]; assert found[0];"
        "print([name for name in ('numpy', 'cv2', 'pypdfium2', 'pyzbar', 'textual') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
