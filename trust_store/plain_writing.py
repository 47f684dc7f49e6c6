"""Leaving a file on a medium that somebody else filled: no link is followed, and nothing that is there is replaced.

A file comes whole or not at all: it is written under another name, brought to the disk, and renamed. Hard links, which
would never replace anything, are unknown to the FAT of sticks; so the name is looked up just before. Two processes
that leave a file of one name at one instant may both believe that theirs stays.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Protocol

from trust_store.plain_files import read_plain, shown
from trust_store.refusal import Refusal, TrustStoreError

_FOLDER: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
_READABLE: Final = 0o644
"""Whoever takes the stick elsewhere is another user there."""


class Place(Protocol):
    """Takes small files by plain names, and gives them back. What it gives back is not believed."""

    def leave(self, name: str, content: bytes) -> None:
        """Leave a new file. Raises FileExistsError where that name is taken, `TrustStoreError` TARGET_UNWRITABLE."""

    def read(self, name: str, limit: int) -> bytes:
        """Read a file of at most `limit` bytes. Raises `TrustStoreError`."""

    def where(self, name: str) -> str:
        """Say where a file lies, to be shown by `display_safe`."""


class FolderPlace:
    """A folder, which is made where it is not there; never a link to one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def leave(self, name: str, content: bytes) -> None:
        """Write a new file, whole or not at all."""
        try:
            with _opened(self._folder) as descriptor:
                _leave(name, content, descriptor)
        except FileExistsError:
            raise
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise TrustStoreError(Refusal.TARGET_UNWRITABLE, f"{shown(self._folder)}: {why}") from error

    def read(self, name: str, limit: int) -> bytes:
        """Read a plain file."""
        return read_plain(self._folder / name, limit)

    def where(self, name: str) -> str:
        """Return the path."""
        return str(self._folder / name)


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    """Open a folder that is no link, so that whatever is done in it is done there and nowhere else."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from error
    descriptor = os.open(folder, _FOLDER)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _leave(name: str, content: bytes, folder: int) -> None:
    partial = f".{name}.{secrets.token_hex(4)}"
    try:
        _write(partial, content, folder)
        if _is_there(name, folder):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), name)
        os.rename(partial, name, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError:
        with suppress(OSError):  # the medium may be gone: the first fault is the one to tell
            os.unlink(partial, dir_fd=folder)
        raise
    _settle(folder)


def _write(name: str, content: bytes, folder: int) -> None:
    descriptor = os.open(name, _NEW, _READABLE, dir_fd=folder)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(descriptor)


def _is_there(name: str, folder: int) -> bool:
    try:
        os.lstat(name, dir_fd=folder)
    except FileNotFoundError:
        return False
    return True


def _settle(folder: int) -> None:
    """Wait until the medium has the folder's entries, where its file system knows how."""
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
