"""Cases in a zip archive, read in place."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from typing import IO, BinaryIO, Final, cast

from verifier.replay.shelf import MAX_ENTRIES, ShelfError, Tally, bounded, too_many

_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_COMMENT: Final = 1 << 16
MAX_DIRECTORY: Final = 32 << 20
"""Bytes of the central directory: 100,000 entries of 300 bytes. More is not handed to a library that reads it whole."""
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
"""General purpose bits 0, 6 and 13 (APPNOTE 4.4.4): encrypted, strongly, masked headers."""
_FAULTS: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


class ZipShelf:
    """A zip archive. Nothing is unpacked but the file that is asked for, and that into memory."""

    def __init__(self, file: BinaryIO, label: str) -> None:
        self.label = label
        self._file = file
        _require_small_directory(file)
        try:
            self._archive = zipfile.ZipFile(file)
        except _FAULTS as error:
            raise ShelfError(f"{label}: a damaged zip archive ({type(error).__name__})") from error
        tally = Tally()
        entries = self._archive.infolist()
        for entry in entries:
            _require_plain(entry)
            tally.add(entry.filename, entry.file_size)
        self.names = tuple(sorted(entry.filename for entry in entries if not entry.is_dir()))

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
        try:
            opened: IO[bytes] = self._archive.open(name)
        except KeyError as error:
            raise ShelfError(f"{name}: not in the archive") from error
        except _FAULTS as error:
            raise _damaged(error, name) from error
        return cast(BinaryIO, opened)

    def close(self) -> None:
        """Close the archive."""
        self._archive.close()
        self._file.close()


def is_zip(head: bytes) -> bool:
    """Tell a zip archive by its first bytes; one that begins with something else is none here."""
    return head.startswith((b"PK\x03\x04", _END))


def _require_small_directory(file: BinaryIO) -> None:
    """Read the end record (APPNOTE 4.3.16) before a library makes an object of each entry. Raises ShelfError."""
    end = file.seek(0, 2)
    file.seek(max(0, end - _END_SIZE - _COMMENT))
    tail = file.read(_END_SIZE + _COMMENT)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise ShelfError("a damaged zip archive: it has no end")
    entries, size = struct.unpack("<HI", tail[at + 10 : at + 16])
    # 0xFFFF and 0xFFFFFFFF point to a Zip64 record, which only an archive beyond our bounds needs.
    if entries == 0xFFFF or entries > MAX_ENTRIES or size > MAX_DIRECTORY:
        raise too_many()
    file.seek(0)


def _require_plain(entry: zipfile.ZipInfo) -> None:
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise ShelfError(f"the archive is refused: a link or device in it ({entry.filename!r})")
    if entry.flag_bits & _ENCRYPTED:
        raise ShelfError(f"the archive is refused: a password is on it ({entry.filename!r}); give it without")
    if entry.compress_type not in _METHODS:
        raise ShelfError(f"the archive is refused: compressed in an unusual way ({entry.filename!r}); use plain zip")


def _damaged(error: Exception, name: str) -> ShelfError:
    return ShelfError(f"{name}: damaged ({type(error).__name__})")
