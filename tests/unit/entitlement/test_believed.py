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
from verifier.entitlement.believed import judge_entitlement
from verifier.entitlement.context import Context, Document, DocumentName, Paper
from verifier.entitlement.standing import VALID
from verifier.entitlement.vehicle import Vehicle
from verifier.entitlement.vocabulary import StatementError

NOON = datetime(2026, 12, 1, 11, tzinfo=UTC)
TODAY, YESTERDAY = date(2026, 12, 1), date(2026, 11, 30)
NO_OPINION = Context(documents={DocumentName.MEDICAL_OPINION: Document(state=Paper.NONE)})
B = DrivingPrivilege(category="B", issue_date=date(2019, 1, 1))


def findings(
    world: World,
    *held: DrivingPrivilege,
    vehicle: str | None = None,
    **changes: Any,  # noqa: ANN401 - claims
) -> list[tuple[Reason, str]]:
    claims: LicenceClaims = replace(world.attestation.claims, driving_privileges=held, **changes)
    stated = None if vehicle is None else Vehicle(category=vehicle)
    found = judge_entitlement(claims, stated, NOON.timestamp(), VALID, NO_OPINION)
    return [(each.reason, each.detail) for each in found]


def test_a_category_without_a_date_is_held(world: World) -> None:
    assert findings(world, B, vehicle="B") == []


@pytest.mark.parametrize("category", [each for each in CATEGORIES if each not in ("B", "B1", "AM")])
def test_a_category_that_b_does_not_cover_is_not_held(world: World, category: str) -> None:
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
    assert findings(world, *held) == [(check, "78"), (Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK, "95")]


def test_a_code_printed_twice_is_one_thing_to_do(world: World) -> None:
    held = (replace(B, codes=("01",)), DrivingPrivilege(category="C", codes=("01",)))
    assert findings(world, *held, codes_all_categories=("01",)) == [(Reason.RESTRICTION_TO_CHECK, "01")]


def test_a_code_that_gives_a_right_is_no_restriction(world: World) -> None:
    assert findings(world, replace(B, codes=("96",))) == []


@pytest.mark.parametrize("code", ["45", "72", "79.06", "80", "101", "104", "105"])
def test_a_code_without_a_rule_of_its_own_is_for_the_officer_to_look_at(world: World, code: str) -> None:
    assert findings(world, replace(B, codes=(code,))) == [(Reason.RESTRICTION_TO_CHECK, code)]


def test_a_code_that_nobody_knows_is_never_ignored(world: World) -> None:
    assert findings(world, replace(B, codes=("999",))) == [(Reason.RESTRICTION_TO_CHECK, "999")]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("106(2026-06-15/2029-06-15)", Reason.PROBATIONARY),
        ("106(2023-12-02/2026-12-02)", Reason.PROBATIONARY),
        ("106(2023-12-01/2026-12-01)", Reason.PROBATION_ENDS_TODAY),  # the texts do not settle that day
        ("106(2023-11-30/2026-11-30)", None),
        ("106.24/06/13 - 24.06.16", None),
        ("106.24/06/24 - 24.06.27", Reason.PROBATIONARY),
        ("106", Reason.PROBATIONARY),  # a period that is not told is not over
        ("106(soon)", Reason.PROBATIONARY),
        ("106(2023-11-30/2026-11-31)", Reason.PROBATIONARY),  # no such day: its end is not told
        ("106(2026-12-02/2029-12-02)", None),  # it has not begun
    ],
)
def test_probation_lasts_to_the_end_of_its_printed_period(world: World, code: str, reason: Reason | None) -> None:
    expected = [(reason, code)] if reason else []
    assert findings(world, B, codes_all_categories=(code,)) == expected


@pytest.mark.parametrize("code", ["105", "106", "106(2020-01-01/2023-01-01)", "107"])
def test_another_states_national_code_has_no_french_meaning(world: World, code: str) -> None:
    """106 means something else in Switzerland; 105 is no exemption in Germany (FACTS 1.4, notes)."""
    found = findings(world, B, codes_all_categories=(code,), issuing_country="DE")
    assert found == [(Reason.NATIONAL_CODE_FOREIGN, code)]


@pytest.mark.parametrize("title", TitleFormat)
def test_what_kind_of_title_it_is_is_said_where_it_matters(world: World, title: TitleFormat) -> None:
    expected = {
        TitleFormat.CEPC: [Reason.DOCUMENT_NOT_SHOWN],  # it stands for a licence beside an identity document
        TitleFormat.ADCS: [Reason.TEMPORARY_TITLE],
        TitleFormat.LOSS_RECEIPT: [Reason.TEMPORARY_TITLE],
        TitleFormat.PREFECT_EAD_ORDER: [Reason.INTERLOCK_ONLY, Reason.TEMPORARY_TITLE],
        TitleFormat.FOREIGN_NON_EU: [Reason.RECOGNITION_TO_CHECK],
    }
    assert [reason for reason, _ in findings(world, B, title_format=title)] == expected.get(title, [])


@pytest.mark.parametrize("text", ["B", "b", " B ", "category=B", "CATEGORY = b"])
def test_a_vehicle_is_stated_by_its_category(text: str) -> None:
    assert Vehicle.parse(text) == Vehicle(category="B")


@pytest.mark.parametrize("text", ["", "Z", "category=", "mass=3500", "B=category", "category=B,C", "=", "\x1b[2J"])
def test_a_vehicle_that_is_not_understood_is_refused(text: str) -> None:
    with pytest.raises(StatementError):
        Vehicle.parse(text)
