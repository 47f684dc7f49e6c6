"""One record: what a terminal says that it said. No name, number, portrait or place is in it.

A record is a COSE_Sign1 by the terminal's key over a CBOR array::

    [2, number, previous, at, floor, agent, form, verdict, [reason, ...], snapshot, status age or null, digest,
     [circumstance, ...], portrait or null, amends or null]

`previous` is the SHA-256 of the message before it, `at` whole seconds since 1970, `floor` the latest `at` of all
records before it (null in the first), `digest` a keyed hash of what was scanned (`verifier.journal.keys`). The
protected header is exactly alg, kid (first 8 bytes of SHA-256 of the public key) and typ.

`circumstance` is a word of what the officer stated (`verifier.journal.circumstances`), `portrait` the officer's answer
(null: nobody was asked), `amends` the number of the earlier record of the same check that this one stands in place of.
Records of version 1 end with the digest; they verify as before, in one chain with those of version 2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from credential import cbor
from credential.cose import Header, Sign1, sign
from credential.keys import Algorithm
from credential.reason import CredentialError, Reason
from trust_store.clock import is_behind
from verifier.entitlement.context import UNKNOWN_CONTEXT, Context
from verifier.journal.answer import PortraitAnswer
from verifier.journal.circumstances import circumstance_words

if TYPE_CHECKING:
    from verifier.journal.keys import TerminalKeys
    from verifier.verdict import Verdict

VERSION: Final = 2
TYPE: Final = "crj-record"
MAX_RECORD: Final = 4096
"""Bytes of one record; one of three reasons takes about 250."""
HASH_BYTES: Final = 32
AGENT: Final = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]{0,31})?", re.ASCII)
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
    circumstances: tuple[str, ...] = ()
    """What the officer stated of the stop."""
    portrait: PortraitAnswer | None = None
    """What the officer said of the face; None where nobody was asked, and in a record of version 1."""
    amends: int | None = None
    """The number of the earlier record of the same check that this one stands in place of."""


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
    return AGENT.fullmatch(pseudonym) is not None


def entry_of(
    verdict: Verdict,
    *,
    at: datetime,
    agent: str,
    snapshot: str,
    status_age: int | None,
    context: Context = UNKNOWN_CONTEXT,
    portrait: PortraitAnswer | None = None,
) -> Entry:
    """Reduce a verdict, and what the officer stated and answered, to what is recorded of them."""
    return Entry(
        at=at.astimezone(UTC).replace(microsecond=0),
        agent=agent,
        form=verdict.form.value,
        outcome=verdict.outcome.value,
        reasons=tuple(reason.value for reason in verdict.reasons),
        snapshot=snapshot,
        status_age=status_age,
        circumstances=circumstance_words(context),
        portrait=portrait,
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
        list(entry.circumstances),
        None if entry.portrait is None else entry.portrait.value,
        entry.amends,
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


def moment(seconds: int) -> datetime:
    """Seconds since 1970 as an aware time."""
    return datetime.fromtimestamp(seconds, UTC)


def is_moment(value: object) -> bool:
    """Whether a value from a message can be a time: whole seconds, 1970 to 9999."""
    return type(value) is int and value in _SECONDS
