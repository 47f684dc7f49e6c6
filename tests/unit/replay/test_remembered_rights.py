"""The right to drive that a replay remembers is the one of that very moment, on both sides of every limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from credential.claims import DrivingPrivilege, LicenceClaims
from credential.labels import TitleFormat
from credential.reason import Reason
from tests.catalogue import cases
from tests.world import World
from verifier.entitlement.believed import judge_entitlement
from verifier.entitlement.context import UNKNOWN_CONTEXT, Context
from verifier.entitlement.standing import VALID, Measure, Standing
from verifier.entitlement.vehicle import Vehicle
from verifier.replay.remembered import MOST_JUDGED, Remembered
from verifier.verdict import Finding

CAR = Vehicle.parse("kind=car,mass=1500,seats=4,use=private,gearbox=manual")
LAST_DAY = date(2026, 12, 1)
MIDNIGHT = datetime(2026, 12, 1, 23, tzinfo=UTC)
"""The first moment of 2 December in Paris."""
SECOND = timedelta(seconds=1)


@pytest.fixture
def licence(world: World) -> LicenceClaims:
    return replace(world.attestation.claims, driving_privileges=(DrivingPrivilege(category="B"),))


def held(work: Remembered, claims: LicenceClaims, now: datetime, standing: Standing = VALID) -> tuple[Finding, ...]:
    """What the memory says of a car, once it is sure that this is what the judgement says."""
    said = tuple(work.entitlement(claims, CAR, now.timestamp(), standing, UNKNOWN_CONTEXT))
    assert said == tuple(judge_entitlement(claims, CAR, now.timestamp(), standing, UNKNOWN_CONTEXT))
    return said


def reasons(found: tuple[Finding, ...]) -> set[Reason]:
    return {each.reason for each in found}


@pytest.mark.parametrize("steps", [(-1, 0, -1), (0, -1, 0)], ids=["forwards", "backwards"])
def test_a_category_ends_at_midnight_in_paris_also_in_memory(licence: LicenceClaims, steps: tuple[int, ...]) -> None:
    ending = replace(licence, driving_privileges=(DrivingPrivilege(category="B", expiry_date=LAST_DAY),))
    work = Remembered()
    for step in steps:
        over = Reason.DOCUMENT_NOT_SHOWN in reasons(held(work, ending, MIDNIGHT + step * SECOND))
        assert over is (step == 0)


def test_an_order_ends_at_midnight_in_paris_also_in_memory(licence: LicenceClaims) -> None:
    order = replace(licence, title_format=TitleFormat.PREFECT_EAD_ORDER, expiry_date=LAST_DAY)
    work, restricted = Remembered(), Standing(measure=Measure.RESTRICTED)
    for _ in range(2):
        assert Reason.INTERLOCK_ONLY in reasons(held(work, order, MIDNIGHT - SECOND, restricted))
        assert Reason.STATUS_MEASURE_ENDED in reasons(held(work, order, MIDNIGHT, restricted))


@pytest.mark.parametrize("printed", ["61", "05.01", "61.", " 61 "])
def test_daylight_is_judged_to_the_minute_whatever_is_remembered(licence: LicenceClaims, printed: str) -> None:
    by_day = replace(licence, codes_all_categories=(printed,))
    work = Remembered()
    quarter_past_ten = datetime(2026, 12, 1, 9, 15, tzinfo=UTC)
    for _ in range(2):
        assert Reason.DAYLIGHT_DOUBTFUL in reasons(held(work, by_day, quarter_past_ten - SECOND))
        assert Reason.RESTRICTION_TO_CHECK in reasons(held(work, by_day, quarter_past_ten))


def test_a_measure_ends_at_its_hour_whatever_is_remembered(licence: LicenceClaims) -> None:
    retained = Standing(measure=Measure.RETAINED, ends=datetime(2026, 12, 1, 22, 10))  # noqa: DTZ001 - the wall clock in Paris
    work, end = Remembered(), datetime(2026, 12, 1, 21, 10, tzinfo=UTC)
    for _ in range(2):
        assert Reason.RETAINED in reasons(held(work, licence, end - SECOND, retained))
        assert Reason.STATUS_MEASURE_ENDED in reasons(held(work, licence, end, retained))


def test_another_status_is_another_judgement(licence: LicenceClaims) -> None:
    work = Remembered()
    for _ in range(2):
        assert Reason.SUSPENDED not in reasons(held(work, licence, MIDNIGHT))
        assert Reason.SUSPENDED in reasons(held(work, licence, MIDNIGHT, Standing(measure=Measure.SUSPENDED)))
        assert Reason.STATUS_STALE in reasons(held(work, licence, MIDNIGHT, Standing(stale="old")))


def test_another_vehicle_is_another_judgement(licence: LicenceClaims) -> None:
    """Asked in turn, about the same licence, moment and status."""
    work, lorry = Remembered(), Vehicle.parse("category=C")
    for vehicle in (CAR, lorry, CAR, None, lorry, None):
        said = tuple(work.entitlement(licence, vehicle, MIDNIGHT.timestamp(), VALID, UNKNOWN_CONTEXT))
        assert (Reason.CATEGORY_NOT_HELD in reasons(said)) is (vehicle is lorry)


def test_what_an_officer_saw_is_never_answered_from_memory(licence: LicenceClaims) -> None:
    coded = replace(licence, codes_all_categories=("01",))
    work, now = Remembered(), MIDNIGHT.timestamp()
    bare = Context(wears_correction=False)
    assert Reason.RESTRICTION_TO_CHECK in reasons(held(work, coded, MIDNIGHT))
    assert Reason.RESTRICTION_BREACHED in reasons(tuple(work.entitlement(coded, CAR, now, VALID, bare)))


def test_another_licence_of_equal_words_does_not_inherit_a_judgement(licence: LicenceClaims) -> None:
    """Objects of claims come and go, and Python gives an address again: the memory holds what it speaks of."""
    work = Remembered(most=2)
    for number in range(50):
        category = "BC"[number % 2]
        claims = replace(licence, driving_privileges=(DrivingPrivilege(category=category),))
        assert (Reason.CATEGORY_NOT_HELD in reasons(held(work, claims, MIDNIGHT))) is (category == "C")


def test_what_is_remembered_of_a_licence_is_bounded(licence: LicenceClaims) -> None:
    work = Remembered(most=3)
    for number in range(5):
        claims = replace(licence, sub=f"specimen-{number}")
        for hour in range(3 * MOST_JUDGED):
            held(work, claims, MIDNIGHT + timedelta(hours=hour))
    assert len(work._licences) <= 3
    assert all(len(each.judged) <= MOST_JUDGED for each in work._licences.values())


def test_every_sample_is_judged_the_same_at_any_moment_with_one_memory(world: World) -> None:
    """Every licence of the samples at moments around its own dates, there and back."""
    work = Remembered()
    people = [each.claims for each in world.licences.values()]
    vehicles = [None, *{case.vehicle for case in cases().values() if case.vehicle is not None}]
    for claims in people:
        days = {claims.expiry_date, *(each.expiry_date for each in claims.driving_privileges if each.expiry_date)}
        moments = [datetime(each.year, each.month, each.day, 22, 30, tzinfo=UTC) for each in sorted(days)]
        for now in [*moments, *(each + timedelta(hours=1) for each in moments), *moments]:
            for vehicle in vehicles:
                asked = (claims, vehicle, now.timestamp(), VALID, UNKNOWN_CONTEXT)
                assert tuple(work.entitlement(*asked)) == tuple(judge_entitlement(*asked))
