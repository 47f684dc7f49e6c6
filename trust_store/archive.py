"""An archive of snapshots: every state of trust that a store had, by its name, so that a scan can be judged again.

A folder. Pieces lie once under their own SHA-256, however many snapshots hold them; a snapshot is a list of pieces::

    pieces/<64 hex digits>      one certificate, list or status token, as it was signed
    snapshots/<16 hex digits>   lines of "kind sha256", in order; the name is `Holdings.snapshot_id`

What is read back is verified from the bytes up: each piece against its name, the whole against the snapshot's. Clock
floor and transport are no part of a snapshot, and are not kept.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from credential import cbor
from credential.reason import CredentialError
from trust_store.holdings import Holdings
from trust_store.plain_files import read_plain
from trust_store.publication import MAX_FILE, MAX_TOTAL
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.rows import SEAL, Row, holdings_of, names_of, rows_of, seal_of

PIECES: Final = "pieces"
SNAPSHOTS: Final = "snapshots"
SNAPSHOT_ID: Final = re.compile(r"[0-9a-f]{16}", re.ASCII)
MAX_LIST: Final = 1 << 20
"""Bytes of one list of pieces: ten thousand of them."""
_LINE: Final = re.compile(r"([a-z-]{1,32}) ([0-9a-f]{64})", re.ASCII)

Reader = Callable[[str, int], bytes]
"""Reads a file by its name in the archive, at most so many bytes. Raises `TrustStoreError`."""


def keep(holdings: Holdings, folder: Path) -> str:
    """Put what a store holds into the archive, and return its snapshot's id; what is there already is left alone.

    Raises `TrustStoreError` TARGET_UNWRITABLE.
    """
    rows = _rows(holdings)
    listed = "".join(f"{row.kind} {row.sha256.hex()}\n" for row in rows)
    try:
        for row in rows:
            _write(folder / PIECES / row.sha256.hex(), row.body)
        # Last, so that a snapshot that is listed has all its pieces.
        _write(folder / SNAPSHOTS / holdings.snapshot_id(), listed.encode())
    except OSError as error:
        raise TrustStoreError(Refusal.TARGET_UNWRITABLE, f"{folder.name}: {error.strerror}") from error
    return holdings.snapshot_id()


def snapshot_ids(folder: Path) -> tuple[str, ...]:
    """List the snapshots of an archive. Raises `TrustStoreError` SOURCE_UNREADABLE."""
    try:
        names = sorted(path.name for path in (folder / SNAPSHOTS).iterdir())
    except OSError as error:
        raise TrustStoreError(Refusal.SOURCE_UNREADABLE, f"{folder.name}: no archive of snapshots") from error
    return tuple(name for name in names if SNAPSHOT_ID.fullmatch(name))


def pieces_of(listed: Path) -> tuple[str, ...]:
    """Name the pieces of a snapshot by its list; none for one that is no list. Raises OSError."""
    found = [_LINE.fullmatch(line) for line in listed.read_bytes().decode("ascii", "replace").splitlines()]
    return tuple(match[2] for match in found if match is not None)


def take(snapshot: str, read: Reader) -> Holdings:
    """Read a snapshot from an archive and verify that it is the one of that name.

    Raises `TrustStoreError`: SOURCE_UNREADABLE where it is not there, STORE_CORRUPT where it is not what its name says.
    """
    if not SNAPSHOT_ID.fullmatch(snapshot):
        raise TrustStoreError(Refusal.SOURCE_UNREADABLE, "a snapshot is named by 16 hexadecimal digits")
    left = MAX_TOTAL
    rows = []
    for line in read(f"{SNAPSHOTS}/{snapshot}", MAX_LIST).decode("ascii", "replace").splitlines():
        found = _LINE.fullmatch(line)
        if found is None:
            raise _corrupt(snapshot)
        body = read(f"{PIECES}/{found[2]}", min(MAX_FILE, left))
        left -= len(body)
        rows.append(Row(found[1], bytes.fromhex(found[2]), body))
    return _verified(snapshot, rows)


def reader_of(folder: Path) -> Reader:
    """Read an archive that is a folder."""
    return lambda name, limit: read_plain(folder / name, limit)


def pack(holdings: Holdings) -> bytes:
    """Write a snapshot as one piece of bytes, to hand it to another process."""
    return cbor.encode([[row.kind, row.body] for row in _rows(holdings)])


def unpack(snapshot: str, data: bytes) -> Holdings:
    """Read what `pack` writes. Raises `TrustStoreError` STORE_CORRUPT."""
    try:
        pairs = cbor.decode(data, limit=2 * MAX_TOTAL)
        rows = [Row(str(kind), _sha256(body), body) for kind, body in pairs]
    except (CredentialError, ValueError, TypeError) as error:
        raise _corrupt(snapshot) from error
    return _verified(snapshot, rows)


def _rows(holdings: Holdings) -> list[Row]:
    return [row for row in rows_of(replace(holdings, floor=None, transport=None)) if row.kind != SEAL]


def _verified(snapshot: str, rows: list[Row]) -> Holdings:
    seal = seal_of(names_of(rows))
    holdings = holdings_of([*rows, Row(SEAL, _sha256(seal), seal)])
    if holdings.snapshot_id() != snapshot:
        raise _corrupt(snapshot)
    return holdings


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; one of that name has that content already."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def _sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _corrupt(snapshot: str) -> TrustStoreError:
    return TrustStoreError(Refusal.STORE_CORRUPT, f"snapshot {snapshot}: not what its name says")
