"""What a terminal judged by is kept: each state of its store goes into an archive, up to a bound.

1. Before a change the state that is held is archived, and after it the one that came. A power cut in between loses
   neither: the next change begins with the first step again.
2. The archive keeps to its bound: the oldest snapshots go, in the order in which they came, whatever the clock said
   then. The newest stays, however large it is.
3. No change hangs on it: what cannot be archived is told, and the change stands.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from trust_store.archive import PIECES, SNAPSHOTS, keep, pieces_of, snapshot_ids
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.storage import is_begun, read_holdings

try:
    import fcntl
except ModuleNotFoundError:  # pragma: no cover - Windows: two updates of one store at a time are not kept apart there
    fcntl = None  # type: ignore[assignment] # the module is absent there

LOCK: Final = ".lock"
MEGABYTE: Final = 1 << 20
_APART: Final = 2_000_000_000
"""Nanoseconds between two snapshots' times, which only put them in order: FAT knows even seconds alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archiving:
    """Where states of trust are kept, and how many bytes of pieces at most; 0: none is kept."""

    folder: Path
    limit: int


def beside(store: Path) -> Path:
    """The archive of a store for which nothing else is said: ``trust.snapshots`` beside ``trust.sqlite``."""
    return store.with_suffix(".snapshots")


@contextmanager
def archived(store: Path, archiving: Archiving, notice: Callable[[TrustStoreError], None]) -> Iterator[None]:
    """Archive what the store at `store` holds before and after the body changes it.

    `notice` is told what could not be archived, once. What the body raises goes on, and then nothing came.
    """
    failed = _attempt(store, archiving)
    yield
    failed = _attempt(store, archiving) or failed
    if failed is not None:
        notice(failed)


def archive_state(store: Path, archiving: Archiving) -> None:
    """Archive the state that a store holds as the newest, and let the oldest go. Raises `TrustStoreError`."""
    holdings = read_holdings(store)
    with _locked(archiving.folder) as folder:
        newest = keep(holdings, folder)
        _put_last(folder, newest)
        trim(folder, archiving.limit)
        for name in (PIECES, SNAPSHOTS):
            _synchronise(folder / name)


def archive_once(store: Path, folder: Path) -> str:
    """Archive the state that a store holds, and return its snapshot's id; nothing goes. Raises `TrustStoreError`."""
    holdings = read_holdings(store)
    with _locked(folder):
        return keep(holdings, folder)


def trim(folder: Path, limit: int) -> None:
    """Let the oldest snapshots go until the pieces of the others take at most `limit` bytes; the newest stays.

    Lists go first, so that a snapshot that is listed has all its pieces. Raises OSError.
    """
    kept: set[str] = set()
    size = 0
    lists = _newest_first(folder)
    for place, listed in enumerate(lists):
        more = set(pieces_of(listed)) - kept
        size += _size(folder, more)
        if place and size > limit:
            for gone in reversed(lists[place:]):
                gone.unlink()
            break
        kept |= more
    for path in (folder / PIECES).iterdir():
        if path.name not in kept:  # also what a power cut left half written
            path.unlink()


def _attempt(store: Path, archiving: Archiving) -> TrustStoreError | None:
    if not archiving.limit or not is_begun(store):
        return None
    try:
        archive_state(store, archiving)
    except TrustStoreError as error:
        # A store that is damaged is told of by whoever opens it next, which is the body or the officer's check.
        return None if error.refusal is Refusal.STORE_CORRUPT else error
    return None


def _newest_first(folder: Path) -> list[Path]:
    lists = [folder / SNAPSHOTS / name for name in snapshot_ids(folder)]
    return sorted(lists, key=lambda path: path.stat().st_mtime_ns, reverse=True)


def _put_last(folder: Path, snapshot: str) -> None:
    """Date a snapshot's list after all others: a terminal's clock may go back, the order of its snapshots does not."""
    listed = folder / SNAPSHOTS / snapshot
    others = [path.stat().st_mtime_ns for path in _newest_first(folder) if path != listed]
    last = max(others, default=0)
    if listed.stat().st_mtime_ns <= last:
        os.utime(listed, ns=(last + _APART, last + _APART))


def _size(folder: Path, pieces: set[str]) -> int:
    paths = [folder / PIECES / piece for piece in pieces]
    return sum(path.stat().st_size for path in paths if path.exists())


@contextmanager
def _locked(folder: Path) -> Iterator[Path]:
    """Make the archive, and keep others from letting pieces go that are just being listed.

    The system lets go when a process dies. Raises `TrustStoreError` TARGET_UNWRITABLE, for the body too.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            if fcntl is not None:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield folder
        finally:
            os.close(descriptor)
    except OSError as error:
        raise TrustStoreError(Refusal.TARGET_UNWRITABLE, f"{folder.name}: {error.strerror}") from error


def _synchronise(folder: Path) -> None:
    """Wait until the disk has a folder's entries."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
