"""Cases in a tar archive, plain or with gzip, read in place."""

from __future__ import annotations

import gzip
import io
import tarfile
import zlib
from typing import BinaryIO, Final, cast

from verifier.replay.shelf import MAX_ENTRIES, ShelfError, Tally, Wary, bounded, too_many

MAX_GZIPPED: Final = 256 << 20
"""Bytes of a tar inside gzip: it cannot be read in place, so it is unpacked into memory."""
_CHUNK: Final = 1 << 20
_FAULTS: Final = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, OverflowError, RecursionError)


class TarShelf:
    """A tar archive. Nothing is unpacked but the file that is asked for, and that into memory."""

    def __init__(self, file: BinaryIO, label: str) -> None:
        self.label = label
        self._file = file
        try:
            self._archive = tarfile.TarFile(fileobj=cast(BinaryIO, Wary(file)), mode="r")
            self._members = _members(self._archive)
        except ShelfError:
            raise
        except _FAULTS as error:
            raise _damaged(error, label) from error
        self.names = tuple(sorted(self._members))

    def read(self, name: str, limit: int) -> bytes:
        """Read one file."""
        try:
            with self.open(name) as file:
                return bounded(file, name, limit)
        except ShelfError:
            raise
        except _FAULTS as error:
            raise _damaged(error, name) from error

    def open(self, name: str) -> BinaryIO:
        """Open one file."""
        member = self._members.get(name)
        opened = None if member is None else self._archive.extractfile(member)
        if opened is None:
            raise ShelfError(f"{name}: not in the archive")
        return cast(BinaryIO, opened)

    def close(self) -> None:
        """Close the archive."""
        self._archive.close()
        self._file.close()


def is_tar(head: bytes) -> bool:
    """Tell a tar archive by its mark (POSIX ustar, at 257)."""
    return head[257:262] == b"ustar"


def is_gzip(head: bytes) -> bool:
    """Tell gzip by its first bytes (RFC 1952 section 2.3.1)."""
    return head.startswith(b"\x1f\x8b")


def gunzip(file: BinaryIO, label: str) -> BinaryIO:
    """Unpack gzip into memory. Raises ShelfError above `MAX_GZIPPED` bytes, or where it is damaged."""
    out = io.BytesIO()
    try:
        with gzip.GzipFile(fileobj=file) as unpacked:
            while out.tell() <= MAX_GZIPPED and (chunk := unpacked.read(_CHUNK)):
                out.write(chunk)
    except _FAULTS as error:
        raise _damaged(error, label) from error
    if out.tell() > MAX_GZIPPED:
        raise ShelfError(f"{label}: more than {MAX_GZIPPED >> 20} MiB in gzip; gunzip it and give the tar")
    out.seek(0)
    return out


def _members(archive: tarfile.TarFile) -> dict[str, tarfile.TarInfo]:
    tally, members, seen = Tally(), dict[str, tarfile.TarInfo](), 0
    while (member := archive.next()) is not None:
        archive.members.clear()  # type: ignore[attr-defined] # the stub lacks it; tarfile keeps each one, ours are enough
        seen += 1
        if seen > MAX_ENTRIES:
            raise too_many()
        if member.isdir() and member.name in ("", "."):
            continue
        name = member.name.removeprefix("./")
        if member.type not in (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.DIRTYPE):
            raise ShelfError(f"the archive is refused: a link or device in it ({name!r})")
        tally.add(name, member.size)
        if member.isreg():
            members[name] = member
    return members


def _damaged(error: Exception, name: str) -> ShelfError:
    return ShelfError(f"{name}: a damaged archive ({type(error).__name__})")
