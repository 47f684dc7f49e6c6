"""A record holds what DESIGN section 6 names, reads back as it was signed, and nothing else reads as one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from credential import cbor
from credential.cose import Sign1, sign
from credential.reason import CredentialError
from tests.unit.journal.journals import BEGIN, ENTRY, JOURNAL, TERMINAL, entry, journal_of, keys
from tests.world import World
from verifier.documents.card_line import read_card_line
from verifier.entitlement.context import (
    UNKNOWN_CONTEXT,
    Authenticity,
    Context,
    Document,
    DocumentName,
    Opinion,
    Paper,
    Presented,
)
from verifier.entitlement.context_words import KEYS
from verifier.entitlement.holder import TitleForm
from verifier.journal.answer import PortraitAnswer
from verifier.journal.chain import BentError, Chain, verified_record
from verifier.journal.circumstances import circumstance_words
from verifier.journal.fault import Bend
from verifier.journal.record import Record, decode_signed, entry_of, is_agent, protected_header, sign_record

FULL = replace(
    ENTRY, circumstances=("motorway=yes", "medical_opinion=shown"), portrait=PortraitAnswer.DIFFERS, amends=6
)
RECORD = Record(number=7, previous=bytes(32), floor=BEGIN, entry=FULL, digest=bytes(range(32)))


VERSION_1 = Path(__file__).parent / "records-of-version-1.txt"
CARD = read_card_line("D1FRA13AA000026181231MARTIN<<9")
EVERYTHING = Context(
    sunrise=time(8, 17),
    sunset=time(17, 12),
    passengers=3,
    distance_from_home_km=12.5,
    speed_kmh=91,
    motorway=True,
    accompanied_by_holder=False,
    alcohol_detected=False,
    wears_correction=True,
    uses_aid=False,
    authenticity=Authenticity.FAILED,
    documents={
        name: Document(state=Paper.SHOWN, dated=date(2026, 11, 17), outcome=Opinion.UNFIT) for name in DocumentName
    },
    presented=Presented(form=TitleForm.PREFECT_EAD_ORDER, number="A1", issued=date(2026, 11, 1)),
    residence_since=date(2026, 1, 17),
    card=CARD,
)


def content() -> list[Any]:
    return list(cbor.decode(Sign1.decode(sign_record(RECORD, TERMINAL)).unverified_payload))


def signed(payload: object) -> bytes:
    return sign(protected_header(TERMINAL.kid, "crj-record"), cbor.encode(payload), TERMINAL.signing)


def test_a_record_reads_back() -> None:
    message = sign_record(RECORD, TERMINAL)
    assert verified_record(7, message, TERMINAL.verification) == RECORD
    assert len(message) < 320
    first = replace(RECORD, floor=None, entry=replace(ENTRY, status_age=None, agent="", reasons=(), snapshot=""))
    assert verified_record(7, sign_record(first, TERMINAL), TERMINAL.verification) == first


@pytest.mark.parametrize("answer", [None, *PortraitAnswer])
def test_every_answer_reads_back(answer: PortraitAnswer | None) -> None:
    answered = replace(RECORD, entry=replace(FULL, portrait=answer, amends=None))
    assert verified_record(7, sign_record(answered, TERMINAL), TERMINAL.verification) == answered


def test_every_circumstance_of_the_vocabulary_reads_back() -> None:
    words = circumstance_words(EVERYTHING)
    assert len({word.partition("=")[0] for word in words}) == len(KEYS) + len(DocumentName) + 3
    stated = replace(RECORD, entry=replace(FULL, circumstances=words))
    assert verified_record(7, sign_record(stated, TERMINAL), TERMINAL.verification) == stated


def test_a_record_says_of_figures_dates_and_papers_no_more_than_that_they_were_stated() -> None:
    words = " ".join(circumstance_words(EVERYTHING))
    assert "passengers=3" in words
    assert "distance_from_home_km=stated" in words
    for told in ("12", "17", "91", "2026", "A1", CARD.number, CARD.name):
        assert told not in words.replace("training_125", "").replace("practice_2006_2010", ""), told


def test_nothing_stated_is_nothing_recorded() -> None:
    assert circumstance_words(UNKNOWN_CONTEXT) == ()
    assert circumstance_words(Context(motorway=False, passengers=0)) == ("passengers=0", "motorway=no")


def test_records_of_the_first_version_verify_and_read_as_they_did() -> None:
    """Two records as the program wrote them before records had circumstances and answers."""
    first, second = (bytes.fromhex(line) for line in VERSION_1.read_text().split())
    chain, one = Chain.beginning(JOURNAL).follow(1, first, TERMINAL.verification)
    chain, two = chain.follow(2, second, TERMINAL.verification)
    assert (one.entry, two.entry) == (entry(1), entry(2))
    later = chain.next(replace(FULL, amends=2), bytes(32))
    assert chain.follow(3, sign_record(later, TERMINAL), TERMINAL.verification)[1] == later


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
    "a version to come": lambda parts: [3, *parts[1:]],
    "version true": lambda parts: [True, *parts[1:12]],
    "version 1 with what version 2 added": lambda parts: [1, *parts[1:]],
    "version 2 without it": lambda parts: parts[:12],
    "number 0": lambda parts: [2, 0, *parts[2:]],
    "number true": lambda parts: [2, True, *parts[2:]],
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
    "a short digest": lambda parts: [*parts[:11], b"1", *parts[12:]],
    "circumstances of text": lambda parts: [*parts[:12], "motorway=yes", *parts[13:]],
    "a circumstance without a value": lambda parts: [*parts[:12], ["motorway"], *parts[13:]],
    "a circumstance that is a sentence": lambda parts: [*parts[:12], ["name=Jean Dupont"], *parts[13:]],
    "a circumstance that is a formula": lambda parts: [*parts[:12], ["=1+1"], *parts[13:]],
    "a circumstance of numbers": lambda parts: [*parts[:12], [1], *parts[13:]],
    "too many circumstances": lambda parts: [*parts[:12], ["a=b"] * 33, *parts[13:]],
    "an answer that nobody can give": lambda parts: [*parts[:13], "perhaps", parts[14]],
    "an answer that is yes": lambda parts: [*parts[:13], True, parts[14]],
    "it amends itself": lambda parts: [*parts[:14], 7],
    "it amends one to come": lambda parts: [*parts[:14], 8],
    "it amends none": lambda parts: [*parts[:14], 0],
    "it amends true": lambda parts: [*parts[:14], True],
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
