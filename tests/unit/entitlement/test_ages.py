"""The ages from which a French title is good for a vehicle, one day to either side; and what nothing covers."""

from __future__ import annotations

from datetime import date

import pytest

from credential.reason import Reason, VerdictClass
from tests.unit.entitlement.stops import (
    BIG_TRICYCLE,
    CAR,
    COACH,
    LORRY,
    MOPED,
    MOTORCYCLE,
    QUADRICYCLE,
    SET_OF_96,
    TRICYCLE,
    judged,
    reasons,
    right,
)
from verifier.entitlement.vehicle import Use, Vehicle

COVERED, LEGACY = [Reason.COVERED_BY_EQUIVALENCE], [Reason.LEGACY_RIGHT]
NOT_HELD = [Reason.CATEGORY_NOT_HELD]
QUALIFICATION = [Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK]


@pytest.mark.parametrize(
    ("category", "years"),
    [
        ("AM", 14), ("A1", 16), ("B1", 16), ("B", 17), ("A2", 18), ("A", 20), ("BE", 18), ("C1", 18), ("C1E", 18),
    ],
)  # fmt: skip  # a table: a row a line
def test_no_french_title_is_good_below_the_minimum_age(category: str, years: int) -> None:
    vehicle, held = Vehicle(category=category), right(category, None)
    reached = date(2026 - years, 12, 1)
    assert reasons(vehicle, held, birth_date=reached) == []
    assert reasons(vehicle, held, birth_date=date(2026 - years, 12, 2)) == [Reason.AGE_BELOW_MINIMUM]
    assert reasons(vehicle, held, birth_date=date(2026 - years, 12, 2), issuing_country="DE") == []


@pytest.mark.parametrize("category", ["C", "CE", "D1", "D1E", "D", "DE"])
@pytest.mark.parametrize("codes", [(), ("95(2030-01-01)",)])
def test_the_qualification_that_lowers_an_age_is_asked_for(category: str, codes: tuple[str, ...]) -> None:
    """R.221-5: 21 or 24 years, without prejudice to R.3314-4 of the code des transports, which says 18."""
    usual = 24 if category.startswith("D") and "1" not in category else 21
    vehicle, held = Vehicle(category=category, use=Use.PRIVATE), right(category, None, None, *codes)
    born = {years: date(2026 - years, 12, 1) for years in (usual, 18)}
    day_later = {years: date(2026 - years, 12, 2) for years in (usual, 18)}
    assert reasons(vehicle, held, birth_date=born[usual]) == []
    assert reasons(vehicle, held, birth_date=day_later[usual]) == QUALIFICATION
    assert reasons(vehicle, held, birth_date=born[18]) == QUALIFICATION
    assert reasons(vehicle, held, birth_date=day_later[18]) == [Reason.AGE_BELOW_MINIMUM]
    assert reasons(vehicle, held, birth_date=day_later[18], issuing_country="DE") == []


@pytest.mark.parametrize(("vehicle", "category"), [(LORRY, "C"), (COACH, "D")])
@pytest.mark.parametrize("use", ["haulage", "coach"])
def test_a_paid_trip_asks_for_the_qualification_once(vehicle: str, category: str, use: str) -> None:
    young = judged(f"{vehicle},use={use}", right(category, None), birth_date=date(2008, 12, 1))
    assert [(each.reason, each.detail) for each in young.findings] == [(*QUALIFICATION, "95")]


def test_an_unpaid_trip_asks_for_it_by_its_code() -> None:
    (finding,) = judged(LORRY, right("C", None), birth_date=date(2008, 12, 1)).findings
    assert (*QUALIFICATION, "95", "") == (finding.reason, finding.detail, finding.code)


def test_the_smaller_vehicle_asks_for_its_own_age() -> None:
    at_18 = {"birth_date": date(2008, 12, 1)}
    assert reasons("kind=lorry,mass=7500,seats=2", right("C"), **at_18) == []
    assert reasons("kind=lorry,mass=7501,seats=2", right("C"), **at_18) == QUALIFICATION


def test_the_age_that_counts_is_that_of_the_vehicle() -> None:
    assert reasons(MOPED, right("B"), birth_date=date(2012, 12, 1)) == COVERED
    assert reasons(MOPED, right("B"), birth_date=date(2012, 12, 2)) == [Reason.AGE_BELOW_MINIMUM, *COVERED]


@pytest.mark.parametrize(
    ("born", "issued", "expected"),
    [
        ("2005-12-01", "2024-01-01", []),
        ("2005-12-02", "2024-01-01", [Reason.AGE_BELOW_MINIMUM]),
        ("2005-12-02", None, [Reason.AGE_BELOW_MINIMUM]),
        ("2005-12-02", "2013-01-19", [Reason.AGE_BELOW_MINIMUM]),
        ("2005-12-02", "2013-01-18", []),  # A from before 2013 asks for no age (R.221-8 I)
    ],
)
def test_a_tricycle_over_15_kw_asks_for_21(born: str, issued: str | None, expected: list[Reason]) -> None:
    assert reasons(BIG_TRICYCLE, right("A", issued), birth_date=date.fromisoformat(born)) == expected


def test_an_unknown_day_of_birth_counts_as_the_latest() -> None:
    young = {"birth_date": date(2009, 1, 1), "birth_date_as_printed": "00.00.2009"}
    assert reasons(CAR, right("B", None), **young) == [Reason.AGE_BELOW_MINIMUM]
    assert reasons(CAR, right("B", None), **young, at="2026-12-31 08:00") == []


def test_what_is_true_all_the_same_is_said_beside_a_category_that_is_not_held() -> None:
    judgement = judged(COACH, right("B", "2013-07-01", None, "78"), codes_all=("01", "106(2025-01-01/2028-01-01)"))
    assert judgement.verdict_class is VerdictClass.FAIL_CATEGORY
    assert judgement.reasons == (Reason.CATEGORY_NOT_HELD,)
    assert judgement.other_reasons == (Reason.PROBATIONARY, Reason.RESTRICTION_TO_CHECK)
    assert (judgement.codes, judgement.need, judgement.ground) == ((), "D", None)


def test_nobody_is_entitled_without_a_right() -> None:
    for stated in (CAR, SET_OF_96, LORRY, COACH, MOTORCYCLE, TRICYCLE, QUADRICYCLE):
        assert reasons(stated, right("none")) == NOT_HELD
