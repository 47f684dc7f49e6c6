"""Attacks with old codes: a picture of a phone, a frozen code, codes that run at another pace.

A code whose `iat` is near our clock is live. Any other must advance as the terminal's own monotonic clock does.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from credential.reason import Outcome, Reason
from issuer.samples.scene import NOW
from tests.world import World
from verifier.freshness import LIVE, PATIENCE, TOLERANCE
from verifier.scan import PastPresentation
from verifier.verdict import Verdict

HOUR = 3600
LATE = int(NOW.timestamp()) - HOUR
"""The `iat` of a code from a phone whose clock is an hour behind, or from a picture taken an hour ago."""


def seen(iat: int, seconds_ago: float) -> PastPresentation:
    return PastPresentation(iat=iat, seconds_ago=seconds_ago)


def after(world: World, *earlier: PastPresentation, iat: int = LATE) -> Verdict:
    return world.check(world.presented(iat=iat), earlier=earlier)


@pytest.mark.parametrize("apart", [0, LIVE, -LIVE])
def test_a_code_near_our_clock_is_live(world: World, apart: int) -> None:
    assert after(world, iat=int(NOW.timestamp()) - apart).outcome is Outcome.PASSED


@pytest.mark.parametrize("apart", [LIVE + 1, -LIVE - 1, HOUR, -HOUR])
def test_one_code_away_from_our_clock_cannot_be_told(world: World, apart: int) -> None:
    verdict = after(world, iat=int(NOW.timestamp()) - apart)
    assert verdict.reasons == (Reason.PRESENTATION_STALE,)
    assert verdict.outcome is Outcome.INDETERMINATE


@pytest.mark.parametrize("drift", [0.0, 1.9, -1.9, TOLERANCE, -TOLERANCE])
def test_a_code_that_advances_as_time_does_is_alive(world: World, drift: float) -> None:
    verdict = after(world, seen(LATE - 6, 6.0 + drift))
    assert verdict.reasons == (Reason.CLOCKS_DISAGREE,)
    assert verdict.outcome is Outcome.ATTENTION


@pytest.mark.parametrize(
    ("earlier_iat", "seconds_ago"),
    [
        (LATE, PATIENCE),  # the same code, five seconds later: a picture
        (LATE, 60.0),
        (LATE - 60, 6.0),  # ten times too fast
        (LATE - 6, 60.0),  # ten times too slow
        (LATE - 6, 6.0 + TOLERANCE + 0.1),
        (LATE - 6, 6.0 - TOLERANCE - 0.1),
        (LATE + 6, 6.0),  # backwards
        (LATE + 1, 0.0),
        (LATE - 2 * HOUR, 6.0),  # another recording
    ],
)
def test_a_code_that_does_not_advance_as_time_does_is_replayed(
    world: World, earlier_iat: int, seconds_ago: float
) -> None:
    verdict = after(world, seen(earlier_iat, seconds_ago))
    assert verdict.reasons == (Reason.PRESENTATION_REPLAYED,)
    assert verdict.outcome is Outcome.FAILED


@pytest.mark.parametrize("seconds_ago", [0.0, 1.0, PATIENCE - 0.1])
def test_the_same_code_a_moment_later_proves_nothing_yet(world: World, seconds_ago: float) -> None:
    assert after(world, seen(LATE, seconds_ago)).reasons == (Reason.PRESENTATION_STALE,)


def test_the_longest_distance_counts(world: World) -> None:
    """A small step hides a wrong pace within the tolerance; the whole way since the first code does not."""
    slow = [seen(LATE - 2, 4.0), seen(LATE - 10, 40.0)]
    assert after(world, *slow).reasons == (Reason.PRESENTATION_REPLAYED,)
    assert after(world, *reversed(slow)).reasons == (Reason.PRESENTATION_REPLAYED,)


def test_a_film_that_starts_again_is_replayed(world: World) -> None:
    looped = [seen(LATE, 8.0), seen(LATE + 2, 6.0), seen(LATE + 4, 4.0), seen(LATE + 6, 2.0)]
    assert after(world, *looped).reasons == (Reason.PRESENTATION_REPLAYED,)


def test_a_live_code_needs_no_earlier_one(world: World) -> None:
    """Within the thirty seconds nothing is asked of the codes before it: that is what live means."""
    live = int(NOW.timestamp()) - 4
    assert after(world, seen(live, 9.0), iat=live).outcome is Outcome.PASSED


def test_an_answered_nonce_proves_the_moment_better_than_any_clock(world: World) -> None:
    verdict = world.check(world.presented(iat=LATE, cnonce=b"K7QF"), nonce="K7QF")
    assert verdict.reasons == (Reason.CLOCKS_DISAGREE,)


def test_a_token_that_says_when_it_ends_has_ended_then(world: World) -> None:
    now = int(NOW.timestamp())
    assert world.check(world.presented(iat=now - 9, exp=now + 1)).outcome is Outcome.PASSED
    over = world.check(world.presented(iat=now - 9, exp=now))
    assert over.reasons == (Reason.PRESENTATION_STALE,)


@pytest.mark.parametrize("iat", [0, 1, -1, -(1 << 62), 1 << 62])
def test_an_absurd_time_of_the_phone_is_refused(world: World, iat: int) -> None:
    verdict = after(world, iat=iat)
    assert verdict.reasons[0] in (Reason.KEY_BINDING_INVALID, Reason.MALFORMED)
    assert verdict.claims is None


def test_the_same_scan_at_the_same_moment_gives_the_same_verdict(world: World) -> None:
    text = world.code(at=NOW - timedelta(seconds=10))
    assert world.check(text) == world.check(text)
