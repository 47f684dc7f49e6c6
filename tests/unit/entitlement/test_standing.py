"""Measures on record, their hours, and what a vehicle that needs no title makes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from credential.reason import Reason, VerdictClass
from tests.unit.entitlement.stops import CAR, COACH, judged, reasons, right
from verifier.entitlement.standing import REASONS, Limit, Measure, Standing

NIGHT = datetime(2026, 12, 1, 22, 10)  # noqa: DTZ001 - the wall clock in Paris carries no zone
MEASURES = [each for each in Measure if each not in (Measure.NONE, Measure.TITLE_LOST, Measure.RESTRICTED)]
UNTITLED = {"birth_date": date(1980, 1, 1)}


@pytest.mark.parametrize("measure", MEASURES)
def test_a_measure_holds_from_its_hour_to_its_hour(measure: Measure) -> None:
    standing = Standing(measure=measure, begins=NIGHT, ends=NIGHT.replace(hour=23, minute=0))
    at = {"2026-12-01 22:09": [], "2026-12-01 22:10": [REASONS[measure]], "2026-12-01 22:59": [REASONS[measure]]}
    for moment, expected in at.items():
        assert reasons(CAR, at=moment, standing=standing) == expected
    assert reasons(CAR, at="2026-12-01 23:00", standing=standing) == [Reason.STATUS_MEASURE_ENDED]


@pytest.mark.parametrize("measure", MEASURES)
def test_a_measure_without_dates_is_in_force(measure: Measure) -> None:
    assert reasons(CAR, standing=Standing(measure=measure)) == [REASONS[measure]]
    unknown = measure is Measure.UNKNOWN
    assert (REASONS[measure].verdict_class is VerdictClass.FAIL_STATUS) is not unknown


def test_a_restriction_ends_with_its_measure() -> None:
    standing = Standing(measure=Measure.RESTRICTED, begins=NIGHT, ends=NIGHT.replace(hour=23, minute=0))
    no_interlock = f"{CAR},interlock=no"
    assert reasons(no_interlock, at="2026-12-01 22:09", standing=standing) == []
    assert reasons(no_interlock, at="2026-12-01 22:10", standing=standing) == [Reason.INTERLOCK_MISSING]
    assert reasons(no_interlock, at="2026-12-01 23:00", standing=standing) == [Reason.STATUS_MEASURE_ENDED]


def test_a_dated_record_is_said_beside_its_measure() -> None:
    stale = Standing(stale="60 h")
    assert reasons(CAR, standing=stale) == [Reason.STATUS_STALE]
    suspended = replace(stale, measure=Measure.SUSPENDED)
    assert reasons(CAR, standing=suspended) == [Reason.SUSPENDED, Reason.STATUS_STALE]


@pytest.mark.parametrize("use", ["company", "haulage", "coach", "taxi", "civil_security", "farm"])
def test_a_limited_suspension_spares_work(use: str) -> None:
    limited = Standing(measure=Measure.SUSPENDED, limit=Limit.RECORDED)
    at_work = f"{CAR},use={use}"
    context = "prefect_medical_certificate=shown"
    assert reasons(at_work, standing=limited, context=context)[0] is Reason.SUSPENSION_PARTIAL
    assert reasons(at_work, standing=replace(limited, limit=Limit.NONE))[0] is Reason.SUSPENDED
    for paper in ("court_decision", "employer_proof"):
        assert reasons(at_work, standing=limited, context=f"{paper}=none")[0] is Reason.SUSPENDED
        for state in ("shown", "not_carried"):
            found = reasons(at_work, standing=limited, context=f"{paper}={state}")
            assert Reason.SUSPENSION_PARTIAL in found


BOTH = "court_decision=shown,employer_proof=shown"


@pytest.mark.parametrize(
    ("limit", "context", "reason"),
    [
        (Limit.RECORDED, BOTH, Reason.EXEMPTION_TO_CHECK),
        (Limit.RECORDED, "court_decision=shown", Reason.SUSPENSION_PARTIAL),
        (Limit.RECORDED, "employer_proof=shown", Reason.SUSPENSION_PARTIAL),
        (Limit.RECORDED, "court_decision=shown,employer_proof=not_carried", Reason.SUSPENSION_PARTIAL),
        (Limit.SHOWN, BOTH, Reason.SUSPENSION_PARTIAL),  # the paper alone says so: the record has to be asked
        (Limit.NONE, BOTH, Reason.SUSPENDED),
    ],
)
def test_both_papers_of_a_recorded_limit_leave_them_to_be_read(limit: Limit, context: str, reason: Reason) -> None:
    standing = Standing(measure=Measure.SUSPENDED, limit=limit)
    assert reasons(f"{CAR},use=company", standing=standing, context=context) == [reason]


def test_a_limited_suspension_does_not_spare_private_driving() -> None:
    limited = Standing(measure=Measure.SUSPENDED, limit=Limit.RECORDED)
    assert reasons(CAR, standing=limited) == [Reason.SUSPENDED]
    assert reasons("B", standing=limited) == [Reason.SUSPENDED]
    assert reasons(f"{CAR},use=company", standing=replace(limited, measure=Measure.ANNULLED)) == [Reason.ANNULLED]


@pytest.mark.parametrize("measure", [*MEASURES, Measure.RESTRICTED])
def test_a_vehicle_without_title_waits_for_the_court_where_a_measure_is_recorded(measure: Measure) -> None:
    found = reasons("kind=moped", right("none"), standing=Standing(measure=measure), **UNTITLED)
    assert found == [Reason.COURT_BAN_TO_CHECK, Reason.NO_TITLE_NEEDED]
    over = Standing(measure=measure, ends=NIGHT.replace(day=1, hour=1))
    assert Reason.COURT_BAN_TO_CHECK in reasons("kind=moped", right("none"), standing=over, **UNTITLED)
    ahead = Standing(measure=measure, begins=NIGHT)
    assert reasons("kind=moped", right("none"), standing=ahead, **UNTITLED) == [Reason.NO_TITLE_NEEDED]


def test_a_vehicle_without_title_is_free_where_the_record_is_clean() -> None:
    for standing in (Standing(), Standing(measure=Measure.TITLE_LOST)):
        assert reasons("kind=moped", right("none"), standing=standing, **UNTITLED) == [Reason.NO_TITLE_NEEDED]
    stale = reasons("kind=moped", right("none"), standing=Standing(stale="60 h"), **UNTITLED)
    assert stale == [Reason.STATUS_STALE, Reason.NO_TITLE_NEEDED]


def test_the_way_without_title_is_milder_than_a_suspended_one() -> None:
    suspended = Standing(measure=Measure.SUSPENDED)
    assert reasons("kind=moped", standing=suspended, **UNTITLED) == [Reason.COURT_BAN_TO_CHECK, Reason.NO_TITLE_NEEDED]
    born_later = {"birth_date": date(1988, 1, 1)}
    assert reasons("kind=moped", standing=suspended, **born_later) == [
        Reason.SUSPENDED,
        Reason.COVERED_BY_EQUIVALENCE,
    ]


@pytest.mark.parametrize(
    ("authenticity", "expected"),
    [("proven", []), ("failed", [Reason.NOT_AUTHENTIC]), ("not_checked", [Reason.AUTHENTICITY_UNPROVEN])],
)
def test_authenticity_comes_before_everything(authenticity: str, expected: list[Reason]) -> None:
    context = f"authenticity={authenticity}"
    assert reasons(CAR, context=context) == expected
    untitled = reasons("kind=moped", right("none"), context=context, **UNTITLED)
    assert untitled == [*expected, Reason.NO_TITLE_NEEDED]
    judgement = judged(COACH, context=context, standing=Standing(measure=Measure.SUSPENDED))
    assert [*judgement.reasons] == (expected or [Reason.SUSPENDED])
    assert (judgement.verdict_class is VerdictClass.UNTRUSTED) is bool(expected)
