"""A record holds what DESIGN section 6 names, reads back as it was signed, and nothing else reads as one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from credential import cbor
from credential.cose import Sign1, sign
from credential.reason import CredentialError
from tests.unit.journal.journals import BEGIN, ENTRY, TERMINAL, journal_of, keys
from tests.world import World
from verifier.journal.chain import BentError, verified_record
from verifier.journal.fault import Bend
from verifier.journal.record import Record, decode_signed, entry_of, is_agent, protected_header, sign_record

RECORD = Record(number=7, previous=bytes(32), floor=BEGIN, entry=ENTRY, digest=bytes(range(32)))


def content() -> list[Any]:
    return list(cbor.decode(Sign1.decode(sign_record(RECORD, TERMINAL)).unverified_payload))


def signed(payload: object) -> bytes:
    return sign(protected_header(TERMINAL.kid, "crj-record"), cbor.encode(payload), TERMINAL.signing)


def test_a_record_reads_back() -> None:
    message = sign_record(RECORD, TERMINAL)
    assert verified_record(7, message, TERMINAL.verification) == RECORD
    assert len(message) < 300
    first = replace(RECORD, floor=None, entry=replace(ENTRY, status_age=None, agent="", reasons=(), snapshot=""))
    assert verified_record(7, sign_record(first, TERMINAL), TERMINAL.verification) == first


def test_signing_is_deterministic() -> None:
    assert sign_record(RECORD, TERMINAL) == sign_record(RECORD, TERMINAL)


def test_an_entry_of_a_verdict_names_form_outcome_and_reasons_and_no_person(world: World) -> None:
    verdict = world.check(world.code(), vehicle="D")
    made = entry_of(verdict, at=BEGIN + timedelta(milliseconds=300), agent="ag-7", snapshot="00", status_age=9)
    assert (made.form, made.outcome, made.reasons) == ("presentation", "FAILED", ("CATEGORY_NOT_HELD",))
    assert made.at == BEGIN
    assert verdict.claims is not None
    assert verdict.claims.family_name not in repr(made)


@pytest.mark.parametrize("agent", ["", "a", "ag-7", "A.b_c-9", "x" * 32])
def test_pseudonyms(agent: str) -> None:
    assert is_agent(agent)


@pytest.mark.parametrize("agent", ["=1+1", "-a", "é", "a b", "a\n", "a\x1b", "x" * 33, "@x", "A١"])
def test_what_is_no_pseudonym(agent: str) -> None:
    assert not is_agent(agent)


CHANGES: dict[str, Callable[[list[Any]], object]] = {
    "another version": lambda parts: [2, *parts[1:]],
    "number 0": lambda parts: [1, 0, *parts[2:]],
    "number true": lambda parts: [1, True, *parts[2:]],
    "a short previous": lambda parts: [*parts[:2], b"", *parts[3:]],
    "a time of text": lambda parts: [*parts[:3], "now", *parts[4:]],
    "a time beyond 9999": lambda parts: [*parts[:3], 1 << 60, *parts[4:]],
    "a negative time": lambda parts: [*parts[:3], -1, *parts[4:]],
    "a floor of text": lambda parts: [*parts[:4], "", *parts[5:]],
    "an agent that is a formula": lambda parts: [*parts[:5], "=1+1", *parts[6:]],
    "an agent of bytes": lambda parts: [*parts[:5], b"a", *parts[6:]],
    "a form with a line end": lambda parts: [*parts[:6], "a\n", *parts[7:]],
    "a verdict with a space": lambda parts: [*parts[:7], "ALL RIGHT", *parts[8:]],
    "reasons of text": lambda parts: [*parts[:8], "EXPIRED", *parts[9:]],
    "a reason of numbers": lambda parts: [*parts[:8], [1], *parts[9:]],
    "too many reasons": lambda parts: [*parts[:8], ["A"] * 65, *parts[9:]],
    "a snapshot in capitals": lambda parts: [*parts[:9], "ABC", *parts[10:]],
    "an age of text": lambda parts: [*parts[:10], "1", *parts[11:]],
    "a short digest": lambda parts: [*parts[:11], b"1"],
    "a part too many": lambda parts: [*parts, None],
    "a part too few": lambda parts: parts[:-1],
    "a map": lambda parts: {1: parts},
    "text": lambda _parts: "record",
}


@pytest.mark.parametrize("change", CHANGES)
def test_signed_by_the_terminal_and_still_no_record(change: str) -> None:
    with pytest.raises(BentError) as refused:
        verified_record(7, signed(CHANGES[change](content())), TERMINAL.verification)
    assert refused.value.bend is Bend.MALFORMED


@pytest.mark.parametrize("typ", ["crj-head", "crj-evidence", 61])
def test_what_the_terminal_signs_otherwise_is_no_record(typ: object) -> None:
    message = sign({1: -7, 4: TERMINAL.kid, 16: typ}, cbor.encode(content()), TERMINAL.signing)
    with pytest.raises(CredentialError):
        decode_signed(message, "crj-record")


def test_an_unprotected_header_is_no_record() -> None:
    message = sign(protected_header(TERMINAL.kid, "crj-record"), b"", TERMINAL.signing, unprotected={4: b"12345678"})
    with pytest.raises(CredentialError):
        decode_signed(message, "crj-record")


def test_the_digests_of_one_code_differ_and_only_the_terminals_key_tells_them() -> None:
    one, two = (journal_of(2).terminal.record_key(bytes(16), number) for number in (1, 2))
    assert one != two
    assert one != keys("thief").record_key(bytes(16), 1)
    assert one != journal_of(2).terminal.record_key(bytes(15) + b"\x01", 1)
