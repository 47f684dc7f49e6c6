"""What a publisher publishes: the lists, the certificates and the status lists, as bytes that nobody has verified.

On a stick, in a folder or on a web server it lies under fixed names::

    trust-list.cbor   block-list.cbor (may be absent)   list-signer.der   signers/*.der   status/*.cwt
    successions/*.cbor (where the publisher's certificate has changed)

In a repository that an issuer published they are below ``targets/``, each file's name preceded by the SHA-256 of its
content. An update reads a repository through TUF (`trust_store.updating`). `read_directory` reads the same files and
verifies nothing of TUF: an auditor's replay and a linter want exactly that. Everything after works on `Publication`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from trust_store.plain_files import list_plain, read_plain, require_plain_folder
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
SUCCESSIONS: Final = ("successions", ".cbor")
TARGETS: Final = "targets"
"""The folder of a repository in which the files lie."""

_HASHED: Final = re.compile(r"[0-9a-f]{64}\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One state of the published trust data, unverified. Certificates are DER, lists and tokens COSE_Sign1."""

    trust_list: bytes
    block_list: bytes | None
    list_signer: bytes
    signers: tuple[bytes, ...]
    status_tokens: tuple[bytes, ...]
    successions: tuple[bytes, ...] = ()
    """How the list signer came after those before it (`trust_store.succession`)."""


def read_directory(folder: Path) -> Publication:
    """Read a publication from `folder`.

    Raises `TrustStoreError`: SOURCE_UNREADABLE (a file is missing or the medium fails), SOURCE_UNSAFE (a link, pipe
    or device under one of our names), SOURCE_TOO_LARGE, MALFORMED (a repository that holds two states).
    """
    budget = Budget()
    base = _base(folder)
    block_list = _file(base, BLOCK_LIST)
    return Publication(
        trust_list=_read(_file(base, TRUST_LIST), budget),
        block_list=_read(block_list, budget) if os.path.lexists(block_list) else None,
        list_signer=_read(_file(base, LIST_SIGNER), budget),
        signers=tuple(_read_all(base, *SIGNERS, budget)),
        status_tokens=tuple(_read_all(base, *STATUS, budget)),
        successions=tuple(_read_all(base, *SUCCESSIONS, budget)),
    )


class Budget:
    """How many bytes may still be read."""

    def __init__(self) -> None:
        self.left = MAX_TOTAL

    def spend(self, size: int) -> None:
        """Count `size` bytes. Raises `TrustStoreError` SOURCE_TOO_LARGE."""
        self.left -= size
        if self.left < 0:
            raise TrustStoreError(Refusal.SOURCE_TOO_LARGE, f"more than {MAX_TOTAL} bytes in all")


def _base(folder: Path) -> Path:
    try:
        require_plain_folder(folder / TARGETS)
    except FileNotFoundError:
        return folder
    return folder / TARGETS


def _file(base: Path, name: str) -> Path:
    """Find a list under its name, or under its name with a hash in front."""
    if os.path.lexists(base / name) or not base.is_dir():
        return base / name
    found = [path for path in list_plain(base, MAX_FILES) if _HASHED.sub("", path.name, count=1) == name]
    if len(found) > 1:
        raise TrustStoreError(Refusal.MALFORMED, f"{name}: {len(found)} of them; only an update can choose")
    return found[0] if found else base / name


def _read_all(folder: Path, name: str, suffix: str, budget: Budget) -> Iterator[bytes]:
    """Read the files of one sub-folder in the order of their names; none when it is absent."""
    part = folder / name
    try:
        require_plain_folder(part)
    except FileNotFoundError:
        return
    for path in list_plain(part, MAX_FILES):
        if path.suffix == suffix:
            yield _read(path, budget)


def _read(path: Path, budget: Budget) -> bytes:
    content = read_plain(path, MAX_FILE)
    budget.spend(len(content))
    return content
