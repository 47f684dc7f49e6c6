"""Rights kept from before 1975, 1980, 1985 and 2013: one day, kilogram or seat to either side of what opens them."""

from __future__ import annotations

from datetime import date

import pytest

from credential.labels import CATEGORIES
from credential.reason import Reason
from tests.unit.entitlement.stops import (
    BIG_TRICYCLE,
    LIGHT_MOTORCYCLE,
    MOTORCYCLE,
    QUADRICYCLE,
    TRICYCLE,
    judged,
    reasons,
    right,
)
from verifier.entitlement.kept_rights import LEGACY_RIGHTS
from verifier.entitlement.vehicle import Vehicle

COVERED, LEGACY = [Reason.COVERED_BY_EQUIVALENCE], [Reason.LEGACY_RIGHT]
NOT_HELD = [Reason.CATEGORY_NOT_HELD]


@pytest.mark.parametrize("category", [each for each in CATEGORIES if each not in ("AM", "A1", "A2", "A")])
def test_any_category_from_before_march_1980_covers_light_motorcycles(category: str) -> None:
    assert reasons(LIGHT_MOTORCYCLE, right(category, "1980-02-29"), birth_date=date(1950, 1, 1)) == LEGACY
    assert LEGACY[0] not in reasons(LIGHT_MOTORCYCLE, right(category, "1980-03-01"), birth_date=date(1950, 1, 1))


def test_am_is_no_licence_of_before_1980() -> None:
    assert reasons(LIGHT_MOTORCYCLE, right("AM", "1979-01-01")) == NOT_HELD


@pytest.mark.parametrize(("registered", "opens"), [("1984-12-30", True), ("1984-12-31", False), (None, False)])
@pytest.mark.parametrize(("category", "issued"), [("B", "1979-01-01"), ("A1", "1984-12-31"), ("A1", "1980-03-01")])
def test_an_old_125_of_any_power_is_covered_by_old_rights(
    category: str, issued: str, registered: str | None, opens: bool
) -> None:
    stated = "kind=motorcycle,cc=125,power=15,kerb=120" + (f",first_registered={registered}" if registered else "")
    found = judged(stated, right(category, issued), birth_date=date(1950, 1, 1))
    assert found.need == "A2"
    assert [*found.reasons] == (LEGACY if opens else NOT_HELD)


@pytest.mark.parametrize(("category", "issued"), [("A1", "1985-01-01"), ("A1", "1980-02-29"), ("B", "1980-03-01")])
def test_an_old_125_is_not_covered_by_younger_rights(category: str, issued: str) -> None:
    stated = "kind=motorcycle,cc=125,power=15,kerb=120,first_registered=1984-12-30"
    found = reasons(stated, right(category, issued), birth_date=date(1950, 1, 1))
    # A1 of February 1980 is of the time when any category covered it.
    assert found == (LEGACY if issued == "1980-02-29" else NOT_HELD)


def test_an_old_motorcycle_over_125_is_not_light() -> None:
    stated = "kind=motorcycle,cc=126,power=11,kerb=120,first_registered=1980-01-01"
    assert reasons(stated, right("B", "1979-01-01"), birth_date=date(1950, 1, 1)) == NOT_HELD
    unknown = Vehicle.parse("kind=tricycle,power=16,kerb=120,first_registered=1980-01-01,cc=125")
    assert LEGACY[0] not in reasons(unknown, right("B", "1979-01-01"), birth_date=date(1950, 1, 1))


@pytest.mark.parametrize(
    ("issued", "opens"), [("1980-02-29", False), ("1980-03-01", True), ("1984-12-31", True), ("1985-01-01", False)]
)
@pytest.mark.parametrize("category", ["A2", "A3"])
def test_a2_or_a3_of_1980_to_1984_covers_every_motorcycle(category: str, issued: str, opens: bool) -> None:
    old = date(1950, 1, 1)
    assert reasons(MOTORCYCLE, right(category, issued), birth_date=old) == (LEGACY if opens else NOT_HELD)
    assert reasons(BIG_TRICYCLE, right(category, issued), birth_date=old) == NOT_HELD


@pytest.mark.parametrize(("issued", "opens"), [("1975-01-19", True), ("1975-01-20", False)])
@pytest.mark.parametrize(
    ("stated", "covered"),
    [
        ("kind=motorhome,mass=3501,seats=8", True),
        ("kind=car,mass=9000,seats=8,trailer=750", True),
        ("kind=van,mass=4000,seats=2", False),
        ("kind=lorry,mass=4000,seats=2", False),
        ("kind=motorhome,mass=4000,seats=9,length=7", False),
        ("kind=motorhome,mass=4000,seats=4,trailer=751", False),
    ],
)
def test_b_from_before_1975_covers_heavy_vehicles_for_people(
    issued: str, opens: bool, stated: str, covered: bool
) -> None:
    found = reasons(stated, right("B", issued), birth_date=date(1950, 1, 1))
    assert found == (LEGACY if opens and covered else NOT_HELD)


@pytest.mark.parametrize("category", ["A", "A1"])
@pytest.mark.parametrize(("issued", "opens"), [("2013-01-18", True), ("2013-01-19", False)])
def test_a_or_a1_from_before_2013_covers_quadricycles(category: str, issued: str, opens: bool) -> None:
    assert reasons(QUADRICYCLE, right(category, issued)) == (LEGACY if opens else NOT_HELD)
    assert reasons("kind=light_quadricycle", right(category, issued), birth_date=date(1988, 1, 1)) == COVERED


@pytest.mark.parametrize("category", ["B", "B1"])
@pytest.mark.parametrize(
    ("stated", "issued", "opens"),
    [
        ("kind=tricycle,power=15,kerb=550", "2013-01-18", True),
        ("kind=tricycle,power=15,kerb=550", "2013-01-19", False),
        ("kind=tricycle,power=15,kerb=551", "2013-01-18", False),
        ("kind=tricycle,power=15.1,kerb=550", "2013-01-18", False),
        (LIGHT_MOTORCYCLE, "2013-01-18", False),
    ],
)
def test_b_or_b1_from_before_2013_covers_small_tricycles(category: str, stated: str, issued: str, opens: bool) -> None:
    assert (Reason.LEGACY_RIGHT in reasons(stated, right(category, issued))) is opens


@pytest.mark.parametrize("row", LEGACY_RIGHTS, ids=lambda row: row.rule.text.en)
def test_kept_rights_are_frances_own(row: object) -> None:
    category = sorted(row.categories)[0]  # type: ignore[attr-defined] # a LegacyRight, from the table
    held = right(category, "1974-01-01")
    for stated in (LIGHT_MOTORCYCLE, MOTORCYCLE, "kind=motorhome,mass=4000,seats=4", QUADRICYCLE, TRICYCLE):
        assert Reason.LEGACY_RIGHT not in reasons(stated, held, issuing_country="DE")


def test_a_kept_right_without_a_date_is_none() -> None:
    assert reasons("kind=motorhome,mass=4000,seats=4", right("B", None)) == NOT_HELD


def test_a_kept_right_ends_with_the_category_that_carries_it() -> None:
    held = right("C", "1979-01-01", "2026-11-30")
    found = reasons(LIGHT_MOTORCYCLE, held, birth_date=date(1950, 1, 1), context="medical_opinion=none")
    assert found == [Reason.CATEGORY_EXPIRED, Reason.LEGACY_RIGHT]
