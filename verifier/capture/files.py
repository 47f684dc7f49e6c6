"""Open a file that a user names: never wait, never follow it somewhere else, never read more than is allowed."""

from __future__ import annotations

import io
import os
import stat
from pathlib import Path
from typing import BinaryIO, Final

from verifier.capture.errors import SourceError, SourceFault

KIBIBYTE: Final = 1024
MEBIBYTE: Final = 1024 * KIBIBYTE


def open_regular(path: str, most_bytes: int) -> BinaryIO:
    """Open a regular file for reading. Symbolic links are followed: the user named this one.

    Raises `SourceError`: ABSENT, FORBIDDEN, DIRECTORY, NOT_REGULAR, EMPTY, TOO_LARGE.
    """
    try:
        _require_regular(Path(path).stat().st_mode, path)  # before opening: to open a device can act on it
        descriptor = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
        )
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SourceError(SourceFault.ABSENT, path, "check the name") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise SourceError(SourceFault.FORBIDDEN, path, f"check the rights ({type(error).__name__})") from error
    return _checked(os.fdopen(descriptor, "rb"), path, most_bytes)


def in_memory(data: bytes) -> BinaryIO:
    """Make a file of bytes that never touch a disk; where the system can (Linux), one that other libraries can open."""
    if not hasattr(os, "memfd_create"):
        return io.BytesIO(data)
    file = os.fdopen(os.memfd_create("recording"), "w+b")
    file.write(data)
    file.seek(0)
    return file


def read_all(file: BinaryIO, path: str, most_bytes: int) -> bytes:
    """Read an open file from its start. Raises `SourceError`: TOO_LARGE, DAMAGED."""
    try:
        file.seek(0)
        data = file.read(most_bytes + 1)
    except OSError as error:
        raise SourceError(SourceFault.DAMAGED, path, "copy it anew from where it came") from error
    if len(data) > most_bytes:
        raise _too_large(path, most_bytes)
    return data


def _checked(file: BinaryIO, path: str, most_bytes: int) -> BinaryIO:
    """Look again at what was opened: between look and opening it may have been exchanged."""
    found = os.fstat(file.fileno())
    try:
        _require_regular(found.st_mode, path)
        _require_size(found.st_size, path, most_bytes)
    except SourceError:
        file.close()
        raise
    return file


def _require_size(size: int, path: str, most_bytes: int) -> None:
    if size == 0:
        raise SourceError(SourceFault.EMPTY, path, "choose another file")
    if size > most_bytes:
        raise _too_large(path, most_bytes)


def _require_regular(mode: int, path: str) -> None:
    if stat.S_ISDIR(mode):
        raise SourceError(SourceFault.DIRECTORY, path, "name a file in it")
    if not stat.S_ISREG(mode):
        raise SourceError(SourceFault.NOT_REGULAR, path, "name a file, or `-` for standard input")


def _too_large(path: str, most_bytes: int) -> SourceError:
    allowed = f"{most_bytes // MEBIBYTE} MiB" if most_bytes >= MEBIBYTE else f"{most_bytes // KIBIBYTE} KiB"
    return SourceError(SourceFault.TOO_LARGE, path, f"at most {allowed} are read")
