"""What a status list cannot say is taken from the title and from the officer: the end of an order, a limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from credential.claims import DrivingPrivilege, LicenceClaims
from credential.labels import TitleFormat
from credential.reason import Reason
from tests.world import World
from verifier.entitlement.believed import holder_of, judge_entitlement
from verifier.entitlement.context import UNKNOWN_CONTEXT, Context, Document, DocumentName, Paper, Presented
from verifier.entitlement.holder import TitleForm
from verifier.entitlement.standing import VALID, Measure, Standing
from verifier.entitlement.vehicle import Vehicle

NOON = datetime(2026, 12, 1, 11, tzinfo=UTC)
TODAY = date(2026, 12, 1)
RESTRICTED = Standing(measure=Measure.RESTRICTED)
SUSPENDED = Standing(measure=Measure.SUSPENDED)
NO_INTERLOCK = Vehicle.parse("kind=car,mass=1500,seats=4,interlock=no")
WORK = Vehicle.parse("kind=car,mass=1500,seats=4,use=company")
FIT = Document(state=Paper.SHOWN)


@pytest.fixture
def licence(world: World) -> LicenceClaims:
    held = (DrivingPrivilege(category="B", issue_date=date(2019, 1, 1)),)
    return replace(world.attestation.claims, driving_privileges=held)


def reasons(
    claims: LicenceClaims,
    standing: Standing,
    *,
    vehicle: Vehicle = NO_INTERLOCK,
    context: Context = UNKNOWN_CONTEXT,
    now: datetime = NOON,
) -> set[Reason]:
    return {each.reason for each in judge_entitlement(claims, vehicle, now.timestamp(), standing, context)}


@pytest.mark.parametrize("title", [TitleFormat.PREFECT_EAD_ORDER, TitleFormat.CARD_2013])
def test_restriction_without_interlock_is_refused_whatever_title_is_shown(
    licence: LicenceClaims, title: TitleFormat
) -> None:
    assert Reason.INTERLOCK_MISSING in reasons(replace(licence, title_format=title), RESTRICTED)


def test_order_ends_the_restriction_at_midnight_after_its_last_day(licence: LicenceClaims) -> None:
    order = replace(licence, title_format=TitleFormat.PREFECT_EAD_ORDER, expiry_date=TODAY)
    last_minute = datetime(2026, 12, 1, 22, 59, tzinfo=UTC)
    midnight = datetime(2026, 12, 1, 23, 0, tzinfo=UTC)
    assert Reason.INTERLOCK_MISSING in reasons(order, RESTRICTED, now=last_minute)
    assert Reason.STATUS_MEASURE_ENDED in reasons(order, RESTRICTED, now=midnight)


def test_end_that_the_record_states_counts_before_the_titles(licence: LicenceClaims) -> None:
    order = replace(licence, title_format=TitleFormat.PREFECT_EAD_ORDER, expiry_date=date(2027, 6, 1))
    ended = replace(RESTRICTED, ends=datetime(2026, 11, 1))  # noqa: DTZ001 - the wall clock in Paris carries no zone
    assert Reason.STATUS_MEASURE_ENDED in reasons(order, ended)


def test_another_titles_date_is_no_end_of_a_restriction(licence: LicenceClaims) -> None:
    over = replace(licence, expiry_date=date(2026, 11, 1))
    assert Reason.STATUS_MEASURE_ENDED not in reasons(over, RESTRICTED)


def test_card_shown_beside_an_order_should_be_held_by_the_administration(licence: LicenceClaims) -> None:
    order = replace(licence, title_format=TitleFormat.PREFECT_EAD_ORDER, expiry_date=date(2027, 6, 1))
    card = Context(presented=Presented(form=TitleForm.CARD_2013))
    assert Reason.TITLE_SHOULD_BE_HELD in reasons(order, RESTRICTED, context=card)
    assert Reason.TITLE_SHOULD_BE_HELD not in reasons(licence, RESTRICTED, context=card)


def test_order_does_not_end_a_suspension(licence: LicenceClaims) -> None:
    order = replace(licence, title_format=TitleFormat.PREFECT_EAD_ORDER, expiry_date=date(2026, 11, 1))
    assert Reason.SUSPENDED in reasons(order, SUSPENDED)


def test_limit_that_a_shown_decision_states_spares_work_and_nothing_else(licence: LicenceClaims) -> None:
    shown = Context(documents={DocumentName.COURT_DECISION: FIT, DocumentName.EMPLOYER_PROOF: FIT})
    private = replace(WORK, use=NO_INTERLOCK.use)
    assert Reason.SUSPENSION_PARTIAL in reasons(licence, SUSPENDED, vehicle=WORK, context=shown)
    assert Reason.SUSPENDED in reasons(licence, SUSPENDED, vehicle=private, context=shown)
    assert Reason.SUSPENDED in reasons(licence, SUSPENDED, vehicle=WORK)


def test_holder_is_what_the_claims_say(licence: LicenceClaims) -> None:
    claims = replace(licence, birth_date_as_printed="00.00.1991")
    holder = holder_of(claims)
    assert (holder.birth_date, holder.birth_date_as_printed) == (claims.birth_date, "00.00.1991")
    assert (holder.title.number, holder.title.issued, holder.title.expires) == (
        claims.document_number,
        claims.issue_date,
        claims.expiry_date,
    )
    assert [(each.category, each.issued, each.expires, each.codes) for each in holder.rights] == [
        ("B", date(2019, 1, 1), None, ())
    ]


def test_word_of_the_list_stands_as_it_is_for_any_other_title(licence: LicenceClaims) -> None:
    assert reasons(licence, VALID) == set()
