"""A record as it is read: strictly, word by word, whatever version it is of.

A journal outlives the program that wrote it. A version adds parts behind those of the one before it and never changes
what a part says, so that a chain of records of several versions verifies as one of a single version does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final, TypeGuard

from credential import cbor
from credential.cose import VerifiedPayload
from credential.reason import CredentialError, Reason
from verifier.journal.answer import PortraitAnswer
from verifier.journal.record import AGENT, HASH_BYTES, MAX_RECORD, Entry, Record, is_moment, moment

_WORD: Final = re.compile(r"[A-Za-z_]{1,64}", re.ASCII)
_CIRCUMSTANCE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}=[a-z0-9_]{1,24}", re.ASCII)
_SNAPSHOT: Final = re.compile(r"[0-9a-f]{0,16}", re.ASCII)
MAX_REASONS: Final = 64
MAX_CIRCUMSTANCES: Final = 32
PARTS: Final = {1: 12, 2: 15}
"""How many parts a record of each version has."""


def parse_record(payload: VerifiedPayload) -> Record:
    """Read a record of any version whose signature held. Raises CredentialError MALFORMED."""
    parts = cbor.decode(payload, limit=MAX_RECORD)
    if not isinstance(parts, list | tuple) or not parts or type(parts[0]) is not int:
        raise CredentialError(Reason.MALFORMED, "no journal record")
    if PARTS.get(parts[0]) != len(parts):
        raise CredentialError(Reason.MALFORMED, f"no journal record of version {' or '.join(map(str, PARTS))}")
    record = _first_parts(parts[1 : PARTS[1]])
    later = parts[PARTS[1] :]
    return replace(record, entry=_with_answers(record, *later)) if later else record


def _first_parts(parts: Sequence[Any]) -> Record:
    """Read what every version has."""
    number, previous, at, floor, agent, form, outcome, reasons, snapshot, age, digest = parts
    if not (
        _is_count(number)
        and _are_hashes(previous, digest)
        and is_moment(at)
        and (floor is None or is_moment(floor))
        and (age is None or type(age) is int)
        and isinstance(reasons, list | tuple)
    ):
        raise CredentialError(Reason.MALFORMED, "a record whose parts are of other kinds")
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
    return Record(
        number=number,
        previous=previous,
        floor=None if floor is None else moment(floor),
        entry=entry,
        digest=digest,
    )


def _with_answers(record: Record, circumstances: object, portrait: object, amends: object) -> Entry:
    """Read what version 2 added: what the officer stated and answered."""
    if not isinstance(circumstances, list | tuple) or len(circumstances) > MAX_CIRCUMSTANCES:
        raise CredentialError(Reason.MALFORMED, "circumstances that no terminal writes")
    if not all(type(word) is str and _CIRCUMSTANCE.fullmatch(word) for word in circumstances):
        raise CredentialError(Reason.MALFORMED, "a circumstance that no terminal writes")
    if amends is not None and not (_is_count(amends) and amends < record.number):
        raise CredentialError(Reason.MALFORMED, "a record amends one before it")
    return replace(
        record.entry,
        circumstances=tuple(circumstances),
        portrait=None if portrait is None else _answer(portrait),
        amends=amends,
    )


def _answer(word: object) -> PortraitAnswer:
    try:
        return PortraitAnswer(word)
    except ValueError as error:
        raise CredentialError(Reason.MALFORMED, "an answer that no officer can give") from error


def _is_count(value: object) -> TypeGuard[int]:
    return type(value) is int and value > 0


def _are_hashes(*values: object) -> bool:
    return all(type(value) is bytes and len(value) == HASH_BYTES for value in values)


def _require_words(words: Iterable[Any], agent: object, snapshot: object) -> None:
    texts = list(words)
    fits = len(texts) <= MAX_REASONS + 2 and all(type(word) is str and _WORD.fullmatch(word) for word in texts)
    if not fits or type(agent) is not str or type(snapshot) is not str:
        raise CredentialError(Reason.MALFORMED, "a record with words that no terminal writes")
    if not AGENT.fullmatch(agent) or not _SNAPSHOT.fullmatch(snapshot):
        raise CredentialError(Reason.MALFORMED, "a record with a pseudonym or snapshot that no terminal writes")
