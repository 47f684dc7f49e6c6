"""Categories held, what they cover by their own definition and by equivalence (R.221-4, R.221-7)."""

from __future__ import annotations

from datetime import date

import pytest

from credential.labels import CATEGORIES
from credential.reason import Reason
from tests.unit.entitlement.stops import (
    CAR,
    judged,
    reasons,
    right,
)
from verifier.entitlement.equivalences import EQUIVALENCES, HELD
from verifier.entitlement.vehicle import Vehicle

COVERED, LEGACY = [Reason.COVERED_BY_EQUIVALENCE], [Reason.LEGACY_RIGHT]
NOT_HELD = [Reason.CATEGORY_NOT_HELD]


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_category_that_is_held_is_enough(category: str) -> None:
    judgement = judged(Vehicle(category=category), right(category), birth_date=date(1988, 1, 1))
    assert (judgement.findings, judgement.need, judgement.ground) == ((), category, HELD)


@pytest.mark.parametrize(("need", "held"), [("C1", "C"), ("C1E", "CE"), ("D1", "D"), ("D1E", "DE")])
def test_a_category_covers_the_smaller_one_by_its_own_definition(need: str, held: str) -> None:
    assert reasons(Vehicle(category=need), right(held)) == []
    assert reasons(Vehicle(category=held), right(need)) == NOT_HELD


@pytest.mark.parametrize("row", EQUIVALENCES, ids=lambda row: f"{row.carrier}->{row.need}")
def test_each_equivalence_holds_with_all_that_it_asks_for(row: object) -> None:
    need, carrier, also = row.need, row.carrier, row.also  # type: ignore[attr-defined] # an Equivalence, from the table
    both = [right(carrier), *([right(also)] if also else [])]
    assert reasons(Vehicle(category=need), *both, birth_date=date(1988, 1, 1)) == COVERED


COVERING = {
    "AM": set(CATEGORIES),
    "A1": {"A1", "A2", "A"},
    "A2": {"A2", "A"},
    "A": {"A"},
    "B1": {"B1", "B"},
    "B": {"B"},
    "BE": {"BE", "C1E", "CE", "D1E", "DE"},
    "C1": {"C1", "C"},
    "C1E": {"C1E", "CE"},
    "C": {"C"},
    "CE": {"CE"},
    "D1": {"D1", "D"},
    "D1E": {"D1E", "DE"},
    "D": {"D"},
    "DE": {"DE"},
}


@pytest.mark.parametrize("need", CATEGORIES)
def test_no_other_category_covers_it(need: str) -> None:
    """R.221-7 as a table written by hand: what one category alone covers."""
    born = date(1988, 1, 1)
    covering = {
        each for each in CATEGORIES if reasons(Vehicle(category=need), right(each), birth_date=born) != NOT_HELD
    }
    assert covering == COVERING[need]


@pytest.mark.parametrize(("need", "one", "other"), [("DE", "CE", "D"), ("D1E", "C1E", "D1"), ("D1E", "CE", "D")])
def test_an_equivalence_with_a_condition_counts_both_dates_and_both_codes(need: str, one: str, other: str) -> None:
    vehicle = Vehicle(category=need)
    assert reasons(vehicle, right(one), right(other)) == COVERED
    assert reasons(vehicle, right(one)) == NOT_HELD
    late = right(other, "2013-07-01", "2026-11-30")
    opinion = {"context": "medical_opinion=none"}
    assert reasons(vehicle, right(one), late, **opinion) == [Reason.CATEGORY_EXPIRED, *COVERED]
    assert reasons(vehicle, right(one, "2013-07-01", "2026-11-30"), right(other), **opinion) == [
        Reason.CATEGORY_EXPIRED,
        *COVERED,
    ]
    coded = right(other, "2013-07-01", None, "01")
    assert reasons(vehicle, right(one), coded) == [Reason.RESTRICTION_TO_CHECK, *COVERED]


def test_a_category_is_held_from_its_day_on() -> None:
    assert reasons(CAR, right("B", "2026-12-01")) == []
    assert reasons(CAR, right("B", "2026-12-02")) == NOT_HELD
    assert reasons(CAR, right("B", None)) == []


def test_the_mildest_way_wins_and_the_direct_one_on_a_tie() -> None:
    late = right("BE", "2013-07-01", "2026-11-30")
    vehicle = Vehicle(category="BE")
    assert reasons(vehicle, late, right("CE"), context="medical_opinion=none") == COVERED
    assert reasons(vehicle, right("BE"), right("CE")) == []
    # Both are PASS_CHECK: the direct way, although the other has fewer things to look at.
    coded = right("BE", "2013-07-01", None, "01", "78")
    judgement = judged(vehicle, coded, right("CE", "2013-07-01", None, "01"))
    assert judgement.codes == ("01", "78")
    assert judgement.other_reasons == ()


def test_a_category_held_twice_holds_if_one_line_does() -> None:
    assert reasons(CAR, right("B", "2013-07-01", "2026-11-30"), right("B")) == []
