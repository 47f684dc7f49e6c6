"""Where the trust data of cases come from: publications in a catalogue, archives of snapshots, archives in a source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from trust_store.archive import Reader, pack, take
from trust_store.holdings import Holdings
from trust_store.installation import merge
from trust_store.profile import Profile
from trust_store.publication import (
    BLOCK_LIST,
    LIST_SIGNER,
    MAX_FILE,
    MAX_FILES,
    SIGNERS,
    STATUS,
    TARGETS,
    TRUST_LIST,
    Publication,
)
from trust_store.refusal import Refusal, TrustStoreError
from verifier.replay.case import DAMAGED, FAULTY, CaseError
from verifier.replay.shelf import Shelf, ShelfError

_NO_CLOCK: Final = datetime(9999, 1, 1, tzinfo=UTC)
"""The clock at which a catalogue's trust data are taken in: none of them may be from a future."""
_EMPTY: Final = "none"
_WORD: Final = re.compile("[a-z0-9-]+", re.ASCII)
_HASHED: Final = re.compile(r"[0-9a-f]{64}\.")


class Snapshots:
    """Finds snapshots by their ids and gives them as packed bytes. Reads each once."""

    def __init__(self, readers: tuple[Reader, ...] = ()) -> None:
        self._readers = list(readers)
        self._packed: dict[str, bytes] = {}

    def add_reader(self, reader: Reader) -> None:
        """Look into one more archive."""
        self._readers.append(reader)

    def keep(self, holdings: Holdings) -> str:
        """Take in a snapshot that is at hand, and return its id."""
        snapshot = holdings.snapshot_id()
        if snapshot not in self._packed:
            self._packed[snapshot] = pack(holdings)
        return snapshot

    def packed(self, snapshot: str) -> bytes | None:
        """Return a snapshot's bytes; None where no archive has it. Raises CaseError for one that is damaged."""
        if snapshot not in self._packed:
            for reader in self._readers:
                try:
                    self._packed[snapshot] = pack(take(snapshot, reader))
                    break
                except TrustStoreError as error:
                    if error.refusal is not Refusal.SOURCE_UNREADABLE:
                        raise CaseError(error.detail) from error
        return self._packed.get(snapshot)


class Publications:
    """The publications of one shelf, each taken in as a new terminal of the test profile takes it in."""

    def __init__(self, shelf: Shelf, snapshots: Snapshots) -> None:
        self._shelf = shelf
        self._snapshots = snapshots
        self._known: dict[str, str] = {}

    def snapshot(self, folder: str, word: str) -> str:
        """Return the id of the snapshot that a sample calls `word`; its publication lies in `folder`.

        Raises CaseError: there is no such publication, or it is not taken in.
        """
        if word in (DAMAGED, FAULTY):
            return word
        name = f"{folder}{word}/"
        if name not in self._known:
            self._known[name] = self._snapshots.keep(self._holdings(name, word))
        return self._known[name]

    def _holdings(self, name: str, word: str) -> Holdings:
        empty = Holdings(profile=Profile.TEST)
        if word == _EMPTY:
            return empty
        if not _WORD.fullmatch(word):
            raise CaseError(f"trust data {word!r}: a plain folder name of a-z, 0-9 and hyphens is wanted")
        try:
            return merge(empty, publication_of(self._shelf, name), _NO_CLOCK, None)[0]
        except TrustStoreError as error:
            raise CaseError(f"trust data {word}: {error}") from error


def publication_of(shelf: Shelf, folder: str) -> Publication:
    """Read a publication, unverified, from a folder of a shelf; a file's name may have its hash in front."""
    names = _names(shelf, f"{folder}{TARGETS}/") or _names(shelf, folder)
    if TRUST_LIST not in names or LIST_SIGNER not in names:
        raise ShelfError(f"{folder}: not there; give the whole folder, with its scans/ and trust/")
    block_list = names.get(BLOCK_LIST)
    return Publication(
        trust_list=shelf.read(names[TRUST_LIST], MAX_FILE),
        block_list=None if block_list is None else shelf.read(block_list, MAX_FILE),
        list_signer=shelf.read(names[LIST_SIGNER], MAX_FILE),
        signers=_all(shelf, names, *SIGNERS),
        status_tokens=_all(shelf, names, *STATUS),
    )


def _names(shelf: Shelf, folder: str) -> dict[str, str]:
    """Map the plain names below a folder to those on the shelf."""
    found = {}
    for name in shelf.names:
        if name.startswith(folder):
            inner, _, last = name[len(folder) :].rpartition("/")
            found[f"{inner}/{last}" if inner else _HASHED.sub("", last, count=1)] = name
    return found


def _all(shelf: Shelf, names: Mapping[str, str], folder: str, suffix: str) -> tuple[bytes, ...]:
    wanted = [name for plain, name in names.items() if plain.startswith(f"{folder}/") and plain.endswith(suffix)]
    if len(wanted) > MAX_FILES:
        raise ShelfError(f"{folder}: more than {MAX_FILES} files")
    return tuple(shelf.read(name, MAX_FILE) for name in wanted)
