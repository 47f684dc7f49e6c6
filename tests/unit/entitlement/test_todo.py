"""The officer's to-do list: what decides first, then the codes as they are looked at."""

from __future__ import annotations

import pytest

from credential.reason import Reason
from tests.unit.entitlement.stops import CAR, LORRY, judged, right
from verifier.entitlement.codes import all_codes
from verifier.entitlement.todo import ROUNDS, todo
from verifier.verdict import Finding


def codes_in_order(*codes: str) -> list[str]:
    return [each.code for each in todo(judged("kind=car,mass=1900,seats=4", codes_all=codes).findings)]


def test_codes_come_as_an_officer_looks() -> None:
    rounds = ["01.06", "10.02", "78", "69", "106", "61", "63", "66", "67", "62", "64", "65", "68", "02", "03.01"]
    rounds += ["79.03", "80", "81", "97", "50", "51", "45", "40.11", "44.01", "999", "71"]
    assert codes_in_order(*rounds[::-1]) == rounds


def test_old_forms_come_where_the_new_ones_do() -> None:
    assert codes_in_order("05.03", "05.01", "107") == ["107", "05.01", "05.03"]


def test_what_decides_comes_first() -> None:
    held = right("C", "2013-07-01", "2026-11-30", "95(2027-01-01)", "01")
    judgement = judged(f"{LORRY},use=haulage", held)
    assert [each.reason for each in todo(judgement.findings)] == [
        Reason.DOCUMENT_NOT_SHOWN,
        Reason.RESTRICTION_TO_CHECK,
        Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK,
    ]


def test_a_title_comes_before_the_codes() -> None:
    judgement = judged(CAR, codes_all=("01",), context="presented=ADCS")
    assert [each.reason for each in todo(judgement.findings)] == [Reason.TEMPORARY_TITLE, Reason.RESTRICTION_TO_CHECK]


@pytest.mark.parametrize(
    ("reason", "before"),
    [
        (Reason.INTERLOCK_ONLY, "61"),
        (Reason.PROBATIONARY, "61"),
        (Reason.PROBATION_ENDS_TODAY, "61"),
        (Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK, "70"),
        (Reason.PROFESSIONAL_QUALIFICATION_EXPIRED, "70"),
        (Reason.DUPLICATE_TITLE, None),
    ],
)
def test_reasons_without_a_code_have_the_place_of_theirs(reason: Reason, before: str | None) -> None:
    look = Reason.RESTRICTION_TO_CHECK
    ends = [Finding(look, "01", "01"), Finding(look, before or "70", before or "70")]
    middle = todo([*ends, Finding(reason)])
    place = [each.reason for each in middle].index(reason)
    assert place == (1 if before else 2)


def test_what_fails_passes_or_is_about_the_document_is_nothing_to_do() -> None:
    findings = [
        Finding(Reason.SUSPENDED),
        Finding(Reason.LEGACY_RIGHT),
        Finding(Reason.HOLDER_NOT_PROVEN),
        Finding(Reason.STATUS_UNKNOWN),
    ]
    assert todo(findings) == ()


def test_no_code_stands_in_two_rounds_and_each_has_words() -> None:
    codes = [code for group in ROUNDS for code in group]
    assert len(set(codes)) == len(codes)
    assert set(codes) <= set(all_codes())
