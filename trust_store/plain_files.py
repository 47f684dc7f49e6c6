"""Reading files from a medium that somebody else filled: plain files only, and never more than was agreed.

No symbolic link inside the folder is followed, nothing but a regular file is opened, and no read blocks on a pipe or
a device.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from trust_store.refusal import Refusal, TrustStoreError

Check = Callable[[os.stat_result], None]
"""What else is asked of a file: whose it is, who may write it."""
_CHUNK: Final = 1 << 16

# 0 where the system has no such flag (Windows has neither pipes in folders nor links without privilege).
_OPEN_FLAGS: Final = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


def read_plain(path: Path, limit: int, check: Check | None = None) -> bytes:
    """Read one regular file once; what is verified later is this buffer, not the file.

    `check` is asked about the file that was opened, and may raise. Raises `TrustStoreError`: SOURCE_UNREADABLE,
    SOURCE_UNSAFE, or SOURCE_TOO_LARGE above `limit` bytes.
    """
    content = bytearray()
    for chunk in plain_chunks(path, check):
        content += chunk
        if len(content) > limit:
            raise TrustStoreError(Refusal.SOURCE_TOO_LARGE, f"{shown(path)}: more than {limit} bytes")
    return bytes(content)


def plain_chunks(path: Path, check: Check | None = None) -> Iterator[bytes]:
    """Read one regular file piece by piece, so that the caller can stop. Raises as `read_plain` does."""
    try:
        # Asked before it is opened, so that a device is not even woken; asked again of what was opened.
        _require_regular(path, path.lstat().st_mode)
        descriptor = os.open(path, _OPEN_FLAGS)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            _require_regular(path, status.st_mode)
            if check is not None:
                check(status)
            while chunk := file.read(_CHUNK):
                yield chunk
    except OSError as error:
        raise unreadable(path, error) from error


def require_plain_folder(path: Path) -> None:
    """Refuse a link or a file in place of a folder. Raises FileNotFoundError, or `TrustStoreError`."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        raise
    except OSError as error:
        raise unreadable(path, error) from error
    if not stat.S_ISDIR(mode):
        raise TrustStoreError(Refusal.SOURCE_UNSAFE, f"{path.name}: a folder is wanted, not a link or a file")


def list_plain(folder: Path, limit: int) -> list[Path]:
    """List a folder in the order of its names. Raises SOURCE_TOO_LARGE above `limit` entries."""
    paths: list[Path] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                paths.append(folder / entry.name)
                if len(paths) > limit:
                    raise TrustStoreError(Refusal.SOURCE_TOO_LARGE, f"{folder.name}: more than {limit} entries")
    except OSError as error:
        raise unreadable(folder, error) from error
    return sorted(paths)


def shown(path: Path) -> str:
    """Call a file by its name and its folder's."""
    return f"{path.parent.name}/{path.name}"


def unreadable(path: Path, error: OSError) -> TrustStoreError:
    """Say that the medium does not give the file."""
    return TrustStoreError(Refusal.SOURCE_UNREADABLE, f"{shown(path)}: {error.strerror or type(error).__name__}")


def _require_regular(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise TrustStoreError(Refusal.SOURCE_UNSAFE, f"{shown(path)}: not a regular file")
