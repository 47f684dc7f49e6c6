"""Cases as files: what is written is read again, and nothing else is."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from credential import cbor
from credential.reason import Outcome, Reason
from tests.catalogue import cases
from verifier.documents.card_line import read_card_line, write_card_line
from verifier.entitlement.context import Context, Document, DocumentName, Opinion, Paper, Presented
from verifier.entitlement.holder import TitleForm
from verifier.entitlement.vehicle import Gearbox, Use, Vehicle, VehicleKind
from verifier.replay.case import Case, CaseError, Expectation, Recording
from verifier.replay.codec import case_json, case_of, case_of_line, decode_case, encode_case, line_of
from verifier.scan import PastPresentation

NOW = datetime(2026, 12, 1, 13, 0, 0, 250_000, tzinfo=UTC)
FULL = Case(
    id="stop 17",
    now=NOW,
    trust="0123456789abcdef",
    texts=("PDC1:A B", "PDD1:C"),
    floor=datetime(2026, 12, 1, 12, tzinfo=UTC),
    vehicle=Vehicle(
        kind=VehicleKind.CAR,
        mass_kg=1900,
        passenger_seats=4,
        first_registered=date(2001, 2, 3),
        gearbox=Gearbox.MANUAL,
        interlock=False,
        adaptations=frozenset({"10.02", "32.01"}),
        use=Use.TAXI,
    ),
    context=Context(
        sunrise=time(8, 30),
        passengers=2,
        motorway=True,
        documents={
            DocumentName.MEDICAL_OPINION: Document(state=Paper.SHOWN, dated=date(2026, 10, 12), outcome=Opinion.FIT),
            DocumentName.ID: Document(state=Paper.NONE),
        },
        presented=Presented(form=TitleForm.CARD_2013, number="13AA00002", issued=date(2013, 9, 16)),
        residence_since=date(2025, 1, 1),
        card=read_card_line(write_card_line("13AA00002", date(2030, 1, 2), "SPECIMEN")),
    ),
    nonce="K7QF",
    earlier=(PastPresentation(iat=1796130000, seconds_ago=6.123456789012345),),
    expectation=Expectation(outcome=Outcome.FAILED, reasons=(Reason.EXPIRED,), digest="ab"),
)


def test_every_field_is_written_and_read() -> None:
    assert case_of_line(line_of(FULL)) == FULL
    assert decode_case(encode_case(FULL)) == FULL


def test_a_recording_comes_with_its_bytes() -> None:
    picture = Case(id="p", now=NOW, trust="damaged", recording=Recording(name="a.png", data=b"\x00\xff"))
    assert decode_case(encode_case(picture)) == picture
    with pytest.raises(CaseError):
        line_of(picture)
    with pytest.raises(CaseError):
        case_of(case_json(picture))


@pytest.mark.parametrize("name", cases())
def test_every_sample_is_the_same_case_after_a_file(name: str) -> None:
    case = cases()[name]
    assert decode_case(encode_case(case)) == case


@pytest.mark.parametrize(
    "change",
    [
        {"id": None},
        {"id": ""},
        {"id": "x" * 401},
        {"id": 7},
        {"now": "2026-12-01T13:00:00"},
        {"now": "yesterday"},
        {"trust": 1},
        {"texts": []},
        {"texts": ["a", "b", "c"]},
        {"texts": "PDC1:"},
        {"texts": [b"x".hex(), 5]},
        {"recording": "a.png"},
        {"floor": "never"},
        {"vehicle": {"kind": "hovercraft"}},
        {"vehicle": "B"},
        {"context": {"facts": {"passengers": "two"}}},
        {"context": {"weather": "rain"}},
        {"context": {"mrz": "D1FRA"}},
        {"nonce": 5},
        {"earlier": [[True, 1.0]]},
        {"earlier": [[1, False]]},
        {"earlier": [[1]]},
        {"earlier": 5},
        {"expect": {"outcome": "GENUINE", "reasons": []}},
        {"expect": {"outcome": "FAILED", "reasons": ["NO_SUCH"]}},
        {"expect": {"outcome": "FAILED"}},
        {"expect": {"outcome": "FAILED", "reasons": [], "digest": 5}},
        {"expect": {"outcome": "FAILED", "reasons": {"EXPIRED": 1}}},
        {"expect": {"outcome": "FAILED", "reasons": [["EXPIRED"]]}},
        {"expect": {"outcome": 1, "reasons": []}},
        {"expect": {"outcome": "FAILED", "reasons": [], "other": 1}},
        {"expect": ["outcome", "reasons"]},
        {"comment": "what it is"},
    ],
)
def test_what_is_not_well_formed_is_refused(change: dict[str, object]) -> None:
    content = {**case_json(FULL), **change}
    if change == {"id": None}:
        del content["id"]
    with pytest.raises(CaseError):
        case_of(content)


@pytest.mark.parametrize(
    "line", [b"", b"{", b"[]", b"null", b'{"id":NaN}', b"\xff\xfe", b"[" * 100_000, b" " * 300_000]
)
def test_lines_that_are_no_case_are_refused(line: bytes) -> None:
    with pytest.raises(CaseError):
        case_of_line(line)


def test_numbers_that_json_does_not_have_are_refused() -> None:
    text = json.dumps(case_json(FULL)).replace("6.123456789012345", "NaN")
    assert "NaN" in text
    with pytest.raises(CaseError):
        case_of_line(text.encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        cbor.encode([1]),
        cbor.encode({"case": 1}),
        cbor.encode({"case": "{}"}),
        cbor.encode({"case": "{}", "x": 1}),
    ],
)
def test_files_that_are_no_case_are_refused(data: bytes) -> None:
    with pytest.raises(CaseError):
        decode_case(data)


def test_a_case_is_of_texts_or_of_a_recording_and_not_of_both() -> None:
    recording = Recording(name="a.png", data=b"x")
    for changes in ({"texts": ()}, {"recording": recording}, {"texts": (), "recording": recording}):
        with pytest.raises(CaseError):
            replace(FULL, **changes)
    with pytest.raises(CaseError):
        replace(FULL, now=datetime(2026, 12, 1, 13))  # noqa: DTZ001 - a moment without zone is what must be refused
