"""Where cases lie: a folder or an archive, both read by name and neither ever changed.

Nothing of an archive is written to a disk. What an honest archive never holds makes the whole of it refused before a
case is read: names that lead elsewhere, links, devices, passwords, archives in archives, more than the bounds below.
"""

from __future__ import annotations

import io
import os
import re
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from trust_store.plain_files import read_plain
from trust_store.refusal import TrustStoreError
from verifier.replay.case import CaseError
from verifier.replay.codec import MAX_RECORDING

MAX_ENTRIES: Final = 100_000
"""Files of an archive. A million scans come as lines of one file."""
MAX_NAME: Final = 300
MAX_DEPTH: Final = 12
MAX_UNPACKED: Final = 8 << 30
"""Bytes of all that an archive holds."""
MAX_MEMBER: Final = 4 << 30
"""Bytes of one file in an archive; only lines are read of one so large, and one by one."""
_NESTED: Final = re.compile(
    r"\.(zip|jar|tar|tgz|tbz2?|txz|gz|bz2|xz|zst|7z|rar|lz4?|cab|iso|ar|cpio)$", re.ASCII | re.IGNORECASE
)


class ShelfError(CaseError):
    """A source cannot be read, or an archive is refused as a whole."""


class Shelf(Protocol):
    """A folder or an archive."""

    label: str
    """The source's own name, without its path."""

    @property
    def names(self) -> Sequence[str]:
        """Its files, with ``/`` between folders, in order."""

    def read(self, name: str, limit: int) -> bytes:
        """Read one file. Raises ShelfError: it is not there, not readable, or longer than `limit`."""

    def open(self, name: str) -> BinaryIO:
        """Open one file to read it line by line. Raises ShelfError."""

    def close(self) -> None:
        """Let the source go."""


class FolderShelf:
    """A folder on the disk. Links in it are not followed."""

    def __init__(self, path: Path) -> None:
        self.label = path.absolute().name
        self._path = path
        self.names = tuple(sorted(_walk(path)))

    def read(self, name: str, limit: int) -> bytes:
        """Read one file."""
        try:
            return read_plain(self._path / name, limit)
        except TrustStoreError as error:
            raise ShelfError(error.detail) from error

    def open(self, name: str) -> BinaryIO:
        """Open one file."""
        return open_plain(self._path / name)

    def close(self) -> None:
        """Nothing is held open."""


class FileShelf:
    """One file that was named."""

    def __init__(self, path: Path) -> None:
        self.label = path.name
        self._path = path
        self.names = (path.name,)

    def read(self, name: str, limit: int) -> bytes:
        """Read the file, or the one beside it that it speaks of."""
        with open_plain(self._path.with_name(name)) as file:
            return bounded(file, name, limit)

    def open(self, name: str) -> BinaryIO:
        """Open the file."""
        return open_plain(self._path.with_name(name))

    def close(self) -> None:
        """Nothing is held open."""


def open_plain(path: Path) -> BinaryIO:
    """Open a regular file. Raises ShelfError."""
    try:
        if stat.S_ISREG(path.stat().st_mode):
            return path.open("rb")
    except (OSError, ValueError) as error:
        raise ShelfError(f"{path.name}: cannot be read ({type(error).__name__}); check name and rights") from error
    raise ShelfError(f"{path.name}: neither a file nor a folder")


def bounded(file: BinaryIO, name: str, limit: int) -> bytes:
    """Read a file of at most `limit` bytes. Raises ShelfError."""
    data = file.read(limit + 1)
    if len(data) > limit:
        raise ShelfError(f"{name}: more than {limit} bytes")
    return data


def require_name(name: str) -> None:
    """Refuse a name that leads elsewhere, that no folder can have, or that is of an archive. Raises ShelfError."""
    parts = name.rstrip("/").split("/")
    leads_elsewhere = name.startswith("/") or "\\" in name or ":" in name or not {"", ".", ".."}.isdisjoint(parts)
    if leads_elsewhere or not name.isprintable():
        raise ShelfError(f"the archive is refused: a name that leads out of it ({name!r})")
    if len(name) > MAX_NAME or len(parts) > MAX_DEPTH:
        raise ShelfError(f"the archive is refused: a name of more than {MAX_NAME} characters or {MAX_DEPTH} folders")
    if _NESTED.search(name):
        raise ShelfError(f"the archive is refused: an archive in it ({name!r}); give that one by itself")


class Tally:
    """What of the bounds is left while an archive is looked through."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._left = MAX_UNPACKED

    def add(self, name: str, size: int) -> None:
        """Count one file. Raises ShelfError."""
        require_name(name)
        self._left -= size
        if not 0 <= size <= MAX_MEMBER or self._left < 0:
            raise ShelfError(f"the archive is refused: it would unpack to more than {MAX_UNPACKED >> 30} GiB")
        if name in self._names:
            raise ShelfError(f"the archive is refused: two files of one name ({name!r})")
        self._names.add(name)
        if len(self._names) > MAX_ENTRIES:
            raise too_many()


def too_many() -> ShelfError:
    """Say that an archive holds too many files."""
    return ShelfError(f"the archive is refused: more than {MAX_ENTRIES} files; a million scans come as lines of .jsonl")


def readable(limit: int) -> int:
    """Bound what is asked for at once to what a recording may have."""
    return min(limit, MAX_RECORDING)


class Wary(io.RawIOBase):
    """A file that gives at most `MAX_RECORDING` bytes at once, so that no header can ask for the whole memory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        """Read `size` bytes. Raises ShelfError where that is without bound."""
        if not 0 <= size <= MAX_RECORDING:
            raise ShelfError("the archive is refused: a header that asks for too much memory")
        return self._file.read(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Say where it is."""
        return self._file.tell()

    def seekable(self) -> bool:
        """Tell that it can go to any place."""
        return True

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()


def _walk(path: Path) -> list[str]:
    names = []
    for folder, folders, files in os.walk(path, followlinks=False, onerror=_unreadable):
        folders.sort()
        base = Path(folder).relative_to(path)
        names += [(base / name).as_posix() for name in files]
    return names


def _unreadable(error: OSError) -> None:
    raise ShelfError(f"{Path(str(error.filename)).name}: cannot be read ({error.strerror})") from error
