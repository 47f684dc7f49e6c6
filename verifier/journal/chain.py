"""The chain: what must hold of a record, given the one before it.

One step at a time, so that an auditor can go on from any state that he has verified. Steps, in this order:

1. The row has the next number.
2. The message is a record of a version that we know, by the header's word of this terminal.
3. The terminal's signature holds.
4. The record was signed under this number.
5. It names the hash of the record before it; the first names the journal.
6. It states the latest time before it. (A clock that goes back is not hidden: `Record.is_behind`.)
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from credential.keys import VerificationKey
from credential.reason import CredentialError
from verifier.journal.fault import Bend
from verifier.journal.parsing import parse_record
from verifier.journal.record import TYPE, Entry, Record, decode_signed

JOURNAL_ID_BYTES: Final = 16


class BentError(Exception):
    """A record does not hold. `number` is its place, counted from 1."""

    def __init__(self, number: int, bend: Bend) -> None:
        super().__init__(f"record {number}: {bend.value}")
        self.number = number
        self.bend = bend


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """All that the next record depends on."""

    journal: bytes
    """The journal's id, 16 random bytes."""
    number: int
    """Of the last record; 0 before the first."""
    hash: bytes
    """SHA-256 of the last record's message."""
    latest: datetime | None
    """The latest time that any record states."""

    @classmethod
    def beginning(cls, journal: bytes) -> Chain:
        """The state before the first record."""
        return cls(journal=journal, number=0, hash=_sha256(b"carton-rose journal\0" + journal), latest=None)

    def follow(self, number: int, message: bytes, key: VerificationKey) -> tuple[Chain, Record]:
        """Verify the next row. Raises BentError."""
        place = self.number + 1
        if number != place:
            raise BentError(*((place, Bend.MISSING) if number > place else (number, Bend.SURPLUS)))
        record = verified_record(place, message, key)
        if record.number != place:
            raise BentError(place, Bend.MISPLACED)
        if record.previous != self.hash:
            raise BentError(place, Bend.CHAIN)
        if record.floor != self.latest:
            raise BentError(place, Bend.CLOCK)
        return self.after(record, message), record

    def next(self, entry: Entry, digest: bytes) -> Record:
        """Put an entry in its place: behind the last record."""
        return Record(number=self.number + 1, previous=self.hash, floor=self.latest, entry=entry, digest=digest)

    def after(self, record: Record, message: bytes) -> Chain:
        """The state behind a record."""
        return Chain(journal=self.journal, number=record.number, hash=_sha256(message), latest=record.latest)


def verified_record(place: int, message: bytes, key: VerificationKey) -> Record:
    """Verify one message by itself. Raises BentError MALFORMED or SIGNATURE."""
    try:
        decoded = decode_signed(message, TYPE)
    except CredentialError as error:
        raise BentError(place, Bend.MALFORMED) from error
    try:
        payload = decoded.verify(key)
    except CredentialError as error:
        raise BentError(place, Bend.SIGNATURE) from error
    try:
        return parse_record(payload)
    except CredentialError as error:
        raise BentError(place, Bend.MALFORMED) from error


def _sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
