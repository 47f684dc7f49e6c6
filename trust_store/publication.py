"""What a publisher publishes: the lists, the certificates and the status lists, as bytes that nobody has verified.

On a stick, in a folder or on a web server it lies under fixed names::

    trust-list.cbor   block-list.cbor (may be absent)   list-signer.der   signers/*.der   status/*.cwt

This is the seam for transports: whatever brings the files, everything after it works on a `Publication`.
Reading follows no symbolic link inside the folder, opens nothing but regular files, never blocks on a pipe or a
device, and stops at a size for each file, for all together, and at a number of files. Other files are passed over.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from trust_store.refusal import Refusal, TrustStoreError

MAX_FILE: Final = 16 << 20
"""Bytes of one file (security notes, section 9 row 27)."""
MAX_FILES: Final = 2_000
"""Entries of one folder; France's 45 million licences make 43 status lists."""
MAX_TOTAL: Final = 256 << 20
"""Bytes of a whole publication, held in memory: 256 incompressible status lists fill half of it."""

TRUST_LIST: Final = "trust-list.cbor"
BLOCK_LIST: Final = "block-list.cbor"
LIST_SIGNER: Final = "list-signer.der"
SIGNERS: Final = ("signers", ".der")
STATUS: Final = ("status", ".cwt")

# 0 where the system has no such flag (Windows has neither pipes in folders nor links without privilege).
_OPEN_FLAGS: Final = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One state of the published trust data, unverified. Certificates are DER, lists and tokens COSE_Sign1."""

    trust_list: bytes
    block_list: bytes | None
    list_signer: bytes
    signers: tuple[bytes, ...]
    status_tokens: tuple[bytes, ...]


def read_directory(folder: Path) -> Publication:
    """Read a publication from `folder`.

    Raises `TrustStoreError`: SOURCE_UNREADABLE (a file is missing or the medium fails), SOURCE_UNSAFE (a link, pipe
    or device under one of our names), SOURCE_TOO_LARGE.
    """
    budget = _Budget()
    block_list = folder / BLOCK_LIST
    return Publication(
        trust_list=_read(folder / TRUST_LIST, budget),
        block_list=_read(block_list, budget) if os.path.lexists(block_list) else None,
        list_signer=_read(folder / LIST_SIGNER, budget),
        signers=tuple(_read_all(folder, *SIGNERS, budget)),
        status_tokens=tuple(_read_all(folder, *STATUS, budget)),
    )


class _Budget:
    """How many bytes may still be read."""

    def __init__(self) -> None:
        self.left = MAX_TOTAL

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise TrustStoreError(Refusal.SOURCE_TOO_LARGE, f"more than {MAX_TOTAL} bytes in all")


def _read_all(folder: Path, name: str, suffix: str, budget: _Budget) -> Iterator[bytes]:
    """Read the files of one sub-folder in the order of their names; none when it is absent."""
    part = folder / name
    try:
        mode = part.lstat().st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise _unreadable(part, error) from error
    if not stat.S_ISDIR(mode):
        raise TrustStoreError(Refusal.SOURCE_UNSAFE, f"{name}: a folder is wanted, not a link or a file")
    for path in sorted(_list(part)):
        if path.suffix == suffix:
            yield _read(path, budget)


def _list(part: Path) -> list[Path]:
    paths: list[Path] = []
    try:
        with os.scandir(part) as entries:
            for entry in entries:
                paths.append(part / entry.name)
                if len(paths) > MAX_FILES:
                    raise TrustStoreError(Refusal.SOURCE_TOO_LARGE, f"{part.name}: more than {MAX_FILES} entries")
    except OSError as error:
        raise _unreadable(part, error) from error
    return paths


def _read(path: Path, budget: _Budget) -> bytes:
    """Read one regular file once; what is verified later is this buffer, not the file."""
    place = f"{path.parent.name}/{path.name}"
    try:
        # Asked before it is opened, so that a device is not even woken; asked again of what was opened.
        if not stat.S_ISREG(path.lstat().st_mode):
            raise TrustStoreError(Refusal.SOURCE_UNSAFE, f"{place}: not a regular file")
        descriptor = os.open(path, _OPEN_FLAGS)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise TrustStoreError(Refusal.SOURCE_UNSAFE, f"{place}: not a regular file")
            content = file.read(MAX_FILE + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
    if len(content) > MAX_FILE:
        raise TrustStoreError(Refusal.SOURCE_TOO_LARGE, f"{place}: more than {MAX_FILE} bytes")
    budget.spend(len(content))
    return content


def _unreadable(path: Path, error: OSError) -> TrustStoreError:
    reason = error.strerror or type(error).__name__
    return TrustStoreError(Refusal.SOURCE_UNREADABLE, f"{path.parent.name}/{path.name}: {reason}")
