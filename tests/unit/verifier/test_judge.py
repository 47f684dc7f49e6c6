"""The right to drive as the licence itself tells it: category, dates, codes, kind of title."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from credential.claims import DrivingPrivilege, LicenceClaims
from credential.labels import CATEGORIES, TitleFormat
from credential.reason import Reason
from tests.world import World
from verifier.entitlement.judge import judge_entitlement
from verifier.entitlement.vehicle import Vehicle, VehicleError

NOON = datetime(2026, 12, 1, 11, tzinfo=UTC)
TODAY, YESTERDAY = date(2026, 12, 1), date(2026, 11, 30)
B = DrivingPrivilege(category="B", issue_date=date(2019, 1, 1))


def findings(
    world: World,
    *held: DrivingPrivilege,
    vehicle: str | None = None,
    **changes: Any,  # noqa: ANN401 - claims
) -> list[tuple[Reason, str]]:
    claims: LicenceClaims = replace(world.attestation.claims, driving_privileges=held, **changes)
    stated = None if vehicle is None else Vehicle(category=vehicle)
    return [(each.reason, each.detail) for each in judge_entitlement(claims, stated, NOON.timestamp())]


def test_a_category_without_a_date_is_held(world: World) -> None:
    assert findings(world, B, vehicle="B") == []


@pytest.mark.parametrize("category", [each for each in CATEGORIES if each != "B"])
def test_another_category_is_not_held(world: World, category: str) -> None:
    assert findings(world, B, vehicle=category) == [(Reason.CATEGORY_NOT_HELD, category)]


def test_no_category_at_all_is_none_held(world: World) -> None:
    assert findings(world, vehicle="B") == [(Reason.CATEGORY_NOT_HELD, "B")]


def test_days_are_inclusive(world: World) -> None:
    assert findings(world, replace(B, expiry_date=TODAY), vehicle="B", expiry_date=TODAY) == []
    assert findings(world, replace(B, expiry_date=YESTERDAY), vehicle="B") == [(Reason.CATEGORY_EXPIRED, "B")]
    assert findings(world, B, expiry_date=YESTERDAY) == [(Reason.TITLE_EXPIRED, "2026-11-30")]


def test_the_categorys_date_and_the_titles_date_are_not_mixed(world: World) -> None:
    held = (replace(B, expiry_date=YESTERDAY), DrivingPrivilege(category="C", expiry_date=TODAY))
    assert findings(world, *held, vehicle="C") == []
    assert findings(world, *held, vehicle="B", expiry_date=date(2040, 1, 1)) == [(Reason.CATEGORY_EXPIRED, "B")]


def test_a_category_held_twice_holds_if_one_line_does(world: World) -> None:
    held = (replace(B, expiry_date=YESTERDAY), B)
    assert findings(world, *held, vehicle="B") == []


def test_without_a_stated_vehicle_no_category_is_judged(world: World) -> None:
    assert findings(world, replace(B, expiry_date=YESTERDAY)) == []


def test_codes_of_the_stated_category_and_of_all_categories_are_to_be_checked(world: World) -> None:
    held = (replace(B, codes=("78",)), DrivingPrivilege(category="C", codes=("95",)))
    check = Reason.RESTRICTION_TO_CHECK
    assert findings(world, *held, vehicle="B", codes_all_categories=("01.06",)) == [(check, "01.06"), (check, "78")]
    assert findings(world, *held) == [(check, "78"), (check, "95")]


def test_a_code_printed_twice_is_one_thing_to_do(world: World) -> None:
    held = (replace(B, codes=("01",)), DrivingPrivilege(category="C", codes=("01",)))
    assert findings(world, *held, codes_all_categories=("01",)) == [(Reason.RESTRICTION_TO_CHECK, "01")]


def test_a_code_that_gives_a_right_is_no_restriction(world: World) -> None:
    assert findings(world, replace(B, codes=("96", "79.06", "105"))) == []


def test_a_code_that_nobody_knows_is_never_ignored(world: World) -> None:
    assert findings(world, replace(B, codes=("999",))) == [(Reason.RESTRICTION_TO_CHECK, "999")]


@pytest.mark.parametrize(
    ("code", "is_probationary"),
    [
        ("106(2026-06-15/2029-06-15)", True),
        ("106(2023-12-01/2026-12-01)", True),  # the last day is inclusive
        ("106(2023-11-30/2026-11-30)", False),
        ("106", True),  # a period that is not told is not over
        ("106(soon)", True),
        ("106(2023-11-30/2026-11-31)", True),
    ],
)
def test_probation_lasts_to_the_end_of_its_printed_period(world: World, code: str, is_probationary: bool) -> None:
    expected = [(Reason.PROBATIONARY, code)] if is_probationary else []
    assert findings(world, B, codes_all_categories=(code,)) == expected


@pytest.mark.parametrize("code", ["105", "106", "106(2020-01-01/2023-01-01)", "107"])
def test_another_states_national_code_has_no_french_meaning(world: World, code: str) -> None:
    """106 means something else in Switzerland; 105 is no exemption in Germany (FACTS 1.4, notes)."""
    found = findings(world, B, codes_all_categories=(code,), issuing_country="DE")
    assert found == [(Reason.RESTRICTION_TO_CHECK, code)]


@pytest.mark.parametrize("title", TitleFormat)
def test_what_kind_of_title_it_is_is_said_where_it_matters(world: World, title: TitleFormat) -> None:
    temporary = {TitleFormat.CEPC, TitleFormat.PREFECT_EAD_ORDER, TitleFormat.LOSS_RECEIPT}
    expected = dict.fromkeys(temporary, Reason.TEMPORARY_TITLE) | {
        TitleFormat.FOREIGN_NON_EU: Reason.RECOGNITION_TO_CHECK
    }
    reasons = [reason for reason, _ in findings(world, B, title_format=title)]
    assert reasons == ([expected[title]] if title in expected else [])


@pytest.mark.parametrize("text", ["B", "b", " B ", "category=B", "CATEGORY = b"])
def test_a_vehicle_is_stated_by_its_category(text: str) -> None:
    assert Vehicle.parse(text) == Vehicle(category="B")


@pytest.mark.parametrize("text", ["", "Z", "category=", "mass=3500", "B=category", "category=B,C", "=", "\x1b[2J"])
def test_a_vehicle_that_is_not_understood_is_refused(text: str) -> None:
    with pytest.raises(VehicleError):
        Vehicle.parse(text)
