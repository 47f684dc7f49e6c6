"""Attacks with time: clocks that are wrong, dates that overflow, and the edges of days in Paris."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credential.claims import LicenceClaims
from credential.reason import Outcome, Reason
from credential.status_list import MAX_TIME
from issuer.samples.scene import MADE, NOW, PUBLISHED
from tests.world import World
from trust_store.clock import CLOCK_SKEW

SECOND = timedelta(seconds=1)
CLOSES = datetime(2028, 1, 31, 7, tzinfo=UTC)
"""The document signer's last second: 456 days after an hour before the office was made."""


def reasons_at(world: World, now: datetime, **changes: object) -> set[Reason]:
    """What is said at `now` about an attestation in which the issuer signed other values."""
    text = world.paper(lambda claims: replace(claims, **changes))  # type: ignore[arg-type] # fields of the claims
    return set(world.check(text, now=now).reasons)


def test_a_clock_before_the_newest_list_passes_nothing(world: World) -> None:
    assert world.trust.clock_floor == PUBLISHED
    edge = PUBLISHED - CLOCK_SKEW
    behind = world.check(world.code(at=edge - SECOND), now=edge - SECOND)
    assert Reason.CLOCK_BEHIND in behind.reasons
    assert behind.outcome is Outcome.INDETERMINATE
    assert Reason.CLOCK_BEHIND not in world.check(world.code(at=edge), now=edge).reasons


@pytest.mark.parametrize("now", [datetime(1970, 1, 1, tzinfo=UTC), datetime.min.replace(tzinfo=UTC)])
def test_a_clock_that_was_reset_passes_nothing_and_calls_nothing_premature(world: World, now: datetime) -> None:
    verdict = world.check(world.attestation.text, now=now)
    assert verdict.reasons == (Reason.CLOCK_BEHIND, Reason.HOLDER_NOT_PROVEN)


def test_what_was_over_by_the_floor_is_over_for_a_clock_that_is_behind(world: World) -> None:
    text = world.paper(lambda claims: replace(claims, exp=int(PUBLISHED.timestamp())))
    verdict = world.check(text, now=PUBLISHED - timedelta(days=400))
    assert {Reason.CLOCK_BEHIND, Reason.EXPIRED} <= set(verdict.reasons)
    assert verdict.outcome is Outcome.FAILED


@pytest.mark.parametrize("days", [31, 365, 3650, 36_500])
def test_a_clock_that_is_ahead_passes_nothing(world: World, days: int) -> None:
    verdict = world.check(world.attestation.text, now=NOW + timedelta(days=days))
    assert verdict.outcome in (Outcome.INDETERMINATE, Outcome.FAILED)
    assert {Reason.STATUS_UNKNOWN, Reason.TRUST_LIST_STALE} <= set(verdict.reasons)


def test_a_code_from_the_future_of_our_clock_is_not_live(world: World) -> None:
    ahead = world.check(world.code(at=NOW + timedelta(days=20)))
    assert ahead.reasons == (Reason.PRESENTATION_STALE,)


def test_expiry_is_the_first_second_that_is_over(world: World) -> None:
    over = int(NOW.timestamp())
    assert Reason.EXPIRED in reasons_at(world, NOW, exp=over)
    assert Reason.EXPIRED not in reasons_at(world, NOW - SECOND, exp=over)
    assert Reason.EXPIRED not in reasons_at(world, NOW - timedelta(microseconds=1), exp=over)


@pytest.mark.parametrize("field", ["iat", "nbf"])
def test_a_beginning_more_than_the_skew_ahead_is_premature(world: World, field: str) -> None:
    begins = int(NOW.timestamp()) + 120
    changes = {"iat": begins, "nbf": None} if field == "iat" else {"nbf": begins, "iat": begins}
    assert Reason.NOT_YET_VALID not in reasons_at(world, NOW, **changes)
    assert Reason.NOT_YET_VALID in reasons_at(world, NOW - SECOND, **changes)


@pytest.mark.parametrize("over", [2**31 - 1, 2**31, 2**32 - 1, 2**32, 951_782_400, 1_835_395_200, MAX_TIME])
def test_ends_beyond_32_bits_and_on_leap_days_are_kept_to_the_second(world: World, over: int) -> None:
    """2038, 2106, 29 February 2000 and 2028, and the last second of the year 9999."""
    text = world.paper(lambda claims: replace(claims, iat=over - 86_400, exp=over))
    at = datetime.fromtimestamp(over, UTC)
    if at - SECOND > PUBLISHED:
        assert Reason.EXPIRED not in world.check(text, now=at - SECOND).reasons
    verdict = world.check(text, now=at)
    assert Reason.EXPIRED in verdict.reasons
    assert Reason.INTERNAL_ERROR not in verdict.reasons


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.datetimes(), st.timedeltas(min_value=timedelta(hours=-14), max_value=timedelta(hours=14)))
def test_no_clock_makes_us_fail(world: World, moment: datetime, offset: timedelta) -> None:
    zone = timezone(timedelta(minutes=offset // timedelta(minutes=1)))
    verdict = world.check(world.attestation.text, now=moment.replace(tzinfo=zone))
    assert verdict.outcome is not Outcome.PASSED
    assert Reason.INTERNAL_ERROR not in verdict.reasons


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59.999999+00:00"])
def test_the_first_and_last_moment_of_all_are_judged(world: World, text: str) -> None:
    verdict = world.check(world.attestation.text, now=datetime.fromisoformat(text))
    assert Reason.INTERNAL_ERROR not in verdict.reasons
    assert verdict.claims is not None


def test_the_zone_of_the_clock_changes_nothing(world: World) -> None:
    here = world.check(world.code(), now=NOW)
    assert world.check(world.code(), now=NOW.astimezone(timezone(timedelta(hours=13)))) == here


@pytest.mark.parametrize(
    ("last_day", "ends"),
    [
        (date(2026, 12, 1), datetime(2026, 12, 1, 23, tzinfo=UTC)),  # winter: UTC+1
        (date(2027, 7, 14), datetime(2027, 7, 14, 22, tzinfo=UTC)),  # summer: UTC+2
        (date(2027, 3, 27), datetime(2027, 3, 27, 23, tzinfo=UTC)),  # the eve of the change
        (date(2027, 3, 28), datetime(2027, 3, 28, 22, tzinfo=UTC)),  # a day of 23 hours
        (date(2027, 10, 30), datetime(2027, 10, 30, 22, tzinfo=UTC)),
        (date(2027, 10, 31), datetime(2027, 10, 31, 23, tzinfo=UTC)),  # a day of 25 hours
        (date(2026, 12, 31), datetime(2026, 12, 31, 23, tzinfo=UTC)),
        (date(2028, 2, 29), datetime(2028, 2, 29, 23, tzinfo=UTC)),
    ],
    ids=str,
)
def test_a_date_holds_until_the_end_of_its_day_in_paris(world: World, last_day: date, ends: datetime) -> None:
    def ending(claims: LicenceClaims) -> LicenceClaims:
        held = tuple(replace(each, expiry_date=last_day) for each in claims.driving_privileges)
        return replace(claims, expiry_date=last_day, driving_privileges=held)

    text = world.paper(ending)
    # A category that is over may go on by a medical opinion (R.221-11 III), which the officer has to ask for.
    over = {Reason.TITLE_EXPIRED, Reason.DOCUMENT_NOT_SHOWN}
    assert not over & set(world.check(text, now=ends - SECOND, vehicle="B").reasons)
    assert over <= set(world.check(text, now=ends, vehicle="B").reasons)


def test_the_signer_must_be_valid_when_it_signed_and_now(world: World) -> None:
    opens = int(MADE.timestamp()) - 3600
    assert Reason.SIGNER_EXPIRED not in reasons_at(world, NOW, iat=opens)
    assert Reason.SIGNER_EXPIRED in reasons_at(world, NOW, iat=opens - 1)
    later = int(CLOSES.timestamp()) + 86_400
    assert Reason.SIGNER_EXPIRED not in reasons_at(world, CLOSES, exp=later)
    assert Reason.SIGNER_EXPIRED in reasons_at(world, CLOSES + SECOND, exp=later)


def test_an_attestation_lives_four_months_at_most(world: World) -> None:
    begins = int(NOW.timestamp()) - 60
    longest = 124 * 86_400 + 3600
    assert Reason.VALIDITY_TOO_LONG not in reasons_at(world, NOW, iat=begins, exp=begins + longest)
    assert Reason.VALIDITY_TOO_LONG in reasons_at(world, NOW, iat=begins, exp=begins + longest + 1)


def test_a_licence_on_a_phone_may_live_longer(world: World) -> None:
    code = world.changed_code(lambda claims: replace(claims, exp=claims.iat + 200 * 86_400))
    assert world.check(code).outcome is Outcome.PASSED


def test_a_right_that_was_issued_tomorrow_in_order_of_times_is_malformed(world: World) -> None:
    for changes in ({"exp": 5, "iat": 5}, {"exp": 4, "iat": 5}, {"nbf": 6, "iat": 5, "exp": 9}):
        assert reasons_at(world, NOW, **changes) == {Reason.MALFORMED}
