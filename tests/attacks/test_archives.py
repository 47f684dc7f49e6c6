"""Archives that somebody made to hurt: each is refused as a whole, before a case is read and without a file written."""

from __future__ import annotations

import gzip
import io
import os
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from verifier.replay.case import CaseError
from verifier.replay.catalogue import Item, Unreadable, items_of
from verifier.replay.open_shelf import open_shelf
from verifier.replay.shelf import MAX_ENTRIES, MAX_MEMBER, ShelfError
from verifier.replay.snapshots import Snapshots
from verifier.replay.tar_shelf import MAX_GZIPPED

SAMPLE = b"expect: INDETERMINATE NOT_A_LICENCE\nnow: 2026-12-01T13:00:00Z\ntrust: none\n\nX\n"
NAMES = [
    "../a.sample",
    "scans/../../a.sample",
    "/etc/a.sample",
    "//server/a.sample",
    "C:/a.sample",
    "scans\\..\\a.sample",
    "scans//a.sample",
    "./../a.sample",
    "a\x1b[2J.sample",
    "a\n.sample",
    "x" * 301,
    "/".join("abcdefghijklmno") + ".sample",
    "inner.zip",
    "inner.tar.gz",
    "inner.TGZ",
    "inner.7z",
]


@pytest.fixture(autouse=True)
def _nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever an archive holds, no file appears: neither here nor where temporary files go."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    yield
    assert {path.name for path in tmp_path.rglob("*")} <= {"a.zip", "a.tar", "a.tgz"}


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    path = Path("a.zip")
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content, compress_type=method)
    return path


def tarred(*members: tuple[tarfile.TarInfo, bytes], gzipped: bool = False) -> Path:
    path = Path("a.tgz" if gzipped else "a.tar")
    with tarfile.open(path, "w:gz" if gzipped else "w") as archive:
        for member, content in members:
            if member.isreg():
                member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path


def member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


def items(path: Path) -> list[Item]:
    with closing(open_shelf(path)) as shelf:
        return list(items_of(shelf, Snapshots()))


def refused(path: Path) -> None:
    with pytest.raises(ShelfError):
        open_shelf(path)


def test_an_honest_archive_is_read() -> None:
    for path in (
        zipped(("scans/a.sample", SAMPLE), ("README.md", b"x")),
        tarred((member("scans", tarfile.DIRTYPE), b""), (member("scans/a.sample"), SAMPLE)),
        tarred((member("./scans/a.sample"), SAMPLE), gzipped=True),
    ):
        (item,) = items(path)
        assert not isinstance(item, Unreadable)
        assert item.case().texts == ("X",)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_leads_elsewhere_or_is_an_archive(name: str) -> None:
    refused(zipped((zipfile.ZipInfo(name), SAMPLE), method=zipfile.ZIP_STORED))
    if not name.startswith("./"):
        refused(tarred((member(name), SAMPLE)))


@pytest.mark.parametrize(
    "kind",
    [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.GNUTYPE_SPARSE],
)
def test_links_devices_and_holes_in_a_tar(kind: bytes) -> None:
    refused(tarred((member("a.sample", kind, "/etc/passwd"), b"")))


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK])
def test_links_and_devices_in_a_zip(mode: int) -> None:
    info = zipfile.ZipInfo("a.sample")
    info.external_attr = (mode | 0o777) << 16
    refused(zipped((info, b"/etc/passwd")))


@pytest.mark.parametrize("bit", [0x1, 0x40, 0x2000])
def test_a_password_is_on_it(bit: int) -> None:
    path = zipped(("a.sample", SAMPLE))
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.index(mark) + at
        flags = struct.unpack_from("<H", content, place)[0]
        struct.pack_into("<H", content, place, flags | bit)
    path.write_bytes(content)
    refused(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_compression(method: int) -> None:
    refused(zipped(("a.sample", SAMPLE), method=method))


def test_the_same_name_twice() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        path = zipped(("a.sample", SAMPLE), ("a.sample", SAMPLE))
    refused(path)
    refused(tarred((member("a.sample"), SAMPLE), (member("a.sample"), SAMPLE)))
    refused(tarred((member("a.sample"), SAMPLE), (member("./a.sample"), SAMPLE)))


def test_a_size_beyond_all_bounds_is_believed_by_nobody() -> None:
    path = zipped(("a.sample", SAMPLE))
    content = bytearray(path.read_bytes())
    struct.pack_into("<I", content, content.index(b"PK\x01\x02") + 24, 0xFFFFFFF0)
    path.write_bytes(content)
    (item,) = items(path)  # within the bound of one file, and the file itself is not so
    assert not isinstance(item, Unreadable)
    assert MAX_MEMBER > 0xFFFFFFF0
    huge = member("a.sample")
    huge.size = MAX_MEMBER + 1
    Path("a.tar").write_bytes(huge.tobuf(tarfile.GNU_FORMAT) + bytes(10240))
    refused(Path("a.tar"))


def test_a_member_that_says_less_than_it_holds_or_more_is_no_case() -> None:
    path = zipped(("a.sample", b"x" * 100_000))  # more than a sample may have
    assert [type(item) for item in items(path)] == [Unreadable]
    content = bytearray(path.read_bytes())
    place = content.index(b"PK\x01\x02")
    struct.pack_into("<I", content, place + 24, 10)
    path.write_bytes(content)
    assert [type(item) for item in items(path)] == [Unreadable]


def test_a_bomb_of_zeros_is_not_unpacked() -> None:
    path = zipped(("scans/a.png.expect", SAMPLE), ("scans/a.png", bytes(70 << 20)))
    assert path.stat().st_size < 1 << 20
    (item,) = items(path)
    assert isinstance(item, Unreadable)


def test_a_bomb_in_gzip_stops_at_its_bound() -> None:
    with gzip.open("a.tgz", "wb", compresslevel=1) as file:
        head = member("a.sample")
        head.size = MAX_GZIPPED * 2
        file.write(head.tobuf(tarfile.USTAR_FORMAT))
        for _ in range((MAX_GZIPPED >> 20) + 1):
            file.write(bytes(1 << 20))
    refused(Path("a.tgz"))


def test_a_million_entries_are_not_even_counted() -> None:
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 60_000_000, 0, 0)
    Path("a.zip").write_bytes(b"PK\x03\x04" + bytes(100) + end)
    refused(Path("a.zip"))
    head = member("d", tarfile.DIRTYPE).tobuf(tarfile.USTAR_FORMAT)
    Path("a.tar").write_bytes(head * (MAX_ENTRIES + 1) + bytes(1024))
    refused(Path("a.tar"))


def test_a_header_that_asks_for_the_whole_memory() -> None:
    for kind in (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME):
        head = member("x", kind)
        head.size = 1 << 40
        Path("a.tar").write_bytes(head.tobuf(tarfile.GNU_FORMAT) + bytes(2048))
        refused(Path("a.tar"))


@pytest.mark.parametrize(
    "make", [lambda: zipped(("scans/a.sample", SAMPLE)), lambda: tarred((member("a.sample"), SAMPLE))]
)
def test_an_archive_cut_or_changed_at_any_place_ends_in_a_case_or_in_one_clear_refusal(
    make: Callable[[], Path],
) -> None:
    path = make()
    content = path.read_bytes()
    places = range(0, len(content), max(1, len(content) // 150))
    for changed in (
        *(content[:place] for place in places),
        *(content[:place] + bytes((content[place] ^ 0xFF,)) + content[place + 1 :] for place in places),
    ):
        path.write_bytes(changed)
        try:
            items(path)
        except CaseError as error:
            assert "Traceback" not in str(error)


def test_neither_a_device_nor_a_pipe_is_opened(tmp_path: Path) -> None:
    refused(Path("/dev/zero"))
    os.mkfifo(tmp_path / "a.tar")
    refused(tmp_path / "a.tar")


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("linked")
    (folder / "a.sample").symlink_to("/etc/passwd")
    (item,) = items(folder)
    assert isinstance(item, Unreadable)
    assert tmp_path != folder
