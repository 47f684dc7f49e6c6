"""One record: what a terminal says that it said. No name, number, portrait or place is in it.

A record is a COSE_Sign1 by the terminal's key over a CBOR array::

    [1, number, previous, at, floor, agent, form, verdict, [reason, ...], snapshot, status age or null, digest]

`previous` is the SHA-256 of the message before it, `at` whole seconds since 1970, `floor` the latest `at` of all
records before it (null in the first), `digest` a keyed hash of what was scanned (`verifier.journal.keys`). The
protected header is exactly alg, kid (first 8 bytes of SHA-256 of the public key) and typ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from credential import cbor
from credential.cose import Header, Sign1, VerifiedPayload, sign
from credential.keys import Algorithm
from credential.reason import CredentialError, Reason
from trust_store.clock import is_behind

if TYPE_CHECKING:
    from verifier.journal.keys import TerminalKeys
    from verifier.verdict import Verdict

VERSION: Final = 1
TYPE: Final = "crj-record"
MAX_RECORD: Final = 4096
"""Bytes of one record; one of three reasons takes about 250."""
MAX_REASONS: Final = 64
HASH_BYTES: Final = 32
_WORD: Final = re.compile(r"[A-Za-z_]{1,64}", re.ASCII)
_AGENT: Final = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]{0,31})?", re.ASCII)
_SNAPSHOT: Final = re.compile(r"[0-9a-f]{0,16}", re.ASCII)
_SECONDS: Final = range(253402300800)
"""Times that a datetime can hold: 1970 to 9999."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is recorded of one check. Words, not enums: a journal outlives the program that wrote it."""

    at: datetime
    """Aware; kept in whole seconds."""
    agent: str
    """The officer's pseudonym, or empty."""
    form: str
    outcome: str
    reasons: tuple[str, ...]
    snapshot: str
    """The id of the trust snapshot; empty where the store could not be used."""
    status_age: int | None
    """Seconds since the status list that named this licence was signed; None where none did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An entry in its place."""

    number: int
    previous: bytes
    floor: datetime | None
    """The latest time of all records before it; None in the first."""
    entry: Entry
    digest: bytes

    @property
    def latest(self) -> datetime:
        """The latest time of all records up to this one."""
        return self.entry.at if self.floor is None else max(self.entry.at, self.floor)

    @property
    def is_behind(self) -> bool:
        """Whether the clock stood before an earlier record."""
        return is_behind(self.entry.at, self.floor)


def is_agent(pseudonym: str) -> bool:
    """Whether this may stand for an officer: up to 32 of A-Z a-z 0-9 . _ -, or nothing."""
    return _AGENT.fullmatch(pseudonym) is not None


def entry_of(verdict: Verdict, *, at: datetime, agent: str, snapshot: str, status_age: int | None) -> Entry:
    """Reduce a verdict to what is recorded of it."""
    return Entry(
        at=at.astimezone(UTC).replace(microsecond=0),
        agent=agent,
        form=verdict.form.value,
        outcome=verdict.outcome.value,
        reasons=tuple(reason.value for reason in verdict.reasons),
        snapshot=snapshot,
        status_age=status_age,
    )


def sign_record(record: Record, keys: TerminalKeys) -> bytes:
    """Sign a record."""
    entry = record.entry
    content = [
        VERSION,
        record.number,
        record.previous,
        int(entry.at.timestamp()),
        None if record.floor is None else int(record.floor.timestamp()),
        entry.agent,
        entry.form,
        entry.outcome,
        list(entry.reasons),
        entry.snapshot,
        entry.status_age,
        record.digest,
    ]
    return sign(protected_header(keys.kid, TYPE), cbor.encode(content), keys.signing, deterministic=True)


def protected_header(kid: bytes, typ: str) -> dict[int, object]:
    """The protected header of everything that a terminal signs."""
    return {Header.ALG: int(Algorithm.ES256), Header.KID: kid, Header.TYP: typ}


def decode_signed(message: bytes, typ: str, limit: int = MAX_RECORD) -> Sign1:
    """Decode what a terminal signed, as yet unverified. Raises CredentialError MALFORMED or TOO_LARGE."""
    decoded = Sign1.decode(message, limit=limit)
    header = decoded.protected
    wanted = {Header.ALG: int(Algorithm.ES256), Header.KID: header.get(Header.KID), Header.TYP: typ}
    if header != wanted or decoded.unprotected:
        raise CredentialError(Reason.MALFORMED, f"the header is not that of a {typ}")
    return decoded


def parse_record(payload: VerifiedPayload) -> Record:
    """Read a record whose signature held. Raises CredentialError MALFORMED."""
    match cbor.decode(payload, limit=MAX_RECORD):
        case [1, number, previous, at, floor, agent, form, outcome, reasons, snapshot, age, digest] if (
            _is_count(number)
            and _are_hashes(previous, digest)
            and is_moment(at)
            and (floor is None or is_moment(floor))
            and (age is None or type(age) is int)
            and isinstance(reasons, list | tuple)
        ):
            _require_words([form, outcome, *reasons], agent, snapshot)
            entry = Entry(
                at=moment(at),
                agent=agent,
                form=form,
                outcome=outcome,
                reasons=tuple(reasons),
                snapshot=snapshot,
                status_age=age,
            )
            before = None if floor is None else moment(floor)
            return Record(number=number, previous=previous, floor=before, entry=entry, digest=digest)
        case _:
            raise CredentialError(Reason.MALFORMED, "no journal record of version 1")


def moment(seconds: int) -> datetime:
    """Seconds since 1970 as an aware time."""
    return datetime.fromtimestamp(seconds, UTC)


def _is_count(value: object) -> bool:
    return type(value) is int and value > 0


def is_moment(value: object) -> bool:
    """Whether a value from a message can be a time: whole seconds, 1970 to 9999."""
    return type(value) is int and value in _SECONDS


def _are_hashes(*values: object) -> bool:
    return all(type(value) is bytes and len(value) == HASH_BYTES for value in values)


def _require_words(words: Iterable[Any], agent: object, snapshot: object) -> None:
    texts = list(words)
    fits = len(texts) <= MAX_REASONS + 2 and all(type(word) is str and _WORD.fullmatch(word) for word in texts)
    if not fits or type(agent) is not str or type(snapshot) is not str:
        raise CredentialError(Reason.MALFORMED, "a record with words that no terminal writes")
    if not _AGENT.fullmatch(agent) or not _SNAPSHOT.fullmatch(snapshot):
        raise CredentialError(Reason.MALFORMED, "a record with a pseudonym or snapshot that no terminal writes")
