"""Attacks in front of the camera: two codes, exchanged codes, another driver's second code, frozen pictures."""

from __future__ import annotations

from datetime import timedelta

import pytest

from credential.reason import Outcome, Reason
from issuer.samples.scene import NOW
from tests.world import DRIVER, World
from verifier.session import MAX_REMEMBERED, Session

OTHER = "P21"


def session(world: World, **asked: str) -> Session:
    return Session(trust=world.trust, **asked)  # type: ignore[arg-type] # the nonce alone


def test_two_codes_in_one_frame_give_no_verdict(world: World) -> None:
    verdict = session(world).see([world.code(), world.code(OTHER)], 0.0, NOW)
    assert verdict is not None
    assert verdict.reasons == (Reason.SEVERAL_CODES,)
    assert verdict.claims is None


@pytest.mark.parametrize("other", ["HTTPS://EXAMPLE.ORG", "", "PDC1:", "PDC2:ABC"])
def test_a_code_of_another_kind_beside_the_licence_gives_no_verdict(world: World, other: str) -> None:
    for texts in ([world.code(), other], [other, world.code()]):
        verdict = session(world).see(texts, 0.0, NOW)
        assert verdict is not None
        assert verdict.reasons == (Reason.SEVERAL_CODES,)


def test_two_second_codes_in_one_frame_give_no_verdict(world: World) -> None:
    texts = [world.code(), world.companion(), world.companion(OTHER)]
    verdict = session(world).see(texts, 0.0, NOW)
    assert verdict is not None
    assert verdict.reasons == (Reason.SEVERAL_CODES,)


def test_the_same_code_twice_in_one_frame_is_one_code(world: World) -> None:
    verdict = session(world).see([world.code(), world.code()], 0.0, NOW)
    assert verdict is not None
    assert verdict.outcome is Outcome.PASSED


def test_both_codes_of_one_licence_in_one_frame_are_one_check(world: World) -> None:
    verdict = session(world).see([world.companion(), world.code()], 0.0, NOW)
    assert verdict is not None
    assert verdict.outcome is Outcome.PASSED
    assert verdict.claims is not None
    assert verdict.claims.portrait == world.licences[DRIVER].claims.portrait


def test_a_second_code_waits_for_its_licence(world: World) -> None:
    road = session(world)
    assert road.see([world.companion()], 0.0, NOW) is None
    assert road.companion_waits()
    verdict = road.see([world.code()], 1.0, NOW)
    assert verdict is not None
    assert verdict.claims is not None
    assert verdict.claims.portrait is not None


def test_a_frame_without_codes_is_no_verdict(world: World) -> None:
    assert session(world).see([], 0.0, NOW) is None


def test_the_last_drivers_portrait_is_not_shown_beside_the_next_driver(world: World) -> None:
    road = session(world)
    road.see([world.companion(OTHER), world.code(OTHER)], 0.0, NOW)
    verdict = road.see([world.code()], 1.0, NOW)
    assert verdict is not None
    assert verdict.outcome is Outcome.PASSED
    assert verdict.claims is not None
    assert (verdict.claims.family_name, verdict.claims.portrait) == ("Quatrevaux", None)


def test_a_companion_swapped_in_afterwards_is_not_shown(world: World) -> None:
    road = session(world)
    road.see([world.code(), world.companion()], 0.0, NOW)
    verdict = road.see([world.companion(OTHER)], 1.0, NOW)
    assert verdict is not None
    assert verdict.reasons == (Reason.COMPANION_MISMATCH,)
    assert verdict.claims is not None
    assert verdict.claims.portrait is None


def test_the_last_drivers_codes_prove_nothing_about_the_next(world: World) -> None:
    """An old picture of one phone, held up after another's, does not inherit its advance."""
    late = NOW - timedelta(hours=1)
    road = session(world)
    road.see([world.code(OTHER, late)], 0.0, NOW)
    verdict = road.see([world.code(at=late + timedelta(seconds=8))], 8.0, NOW)
    assert verdict is not None
    assert verdict.reasons == (Reason.PRESENTATION_STALE,)
    again = road.see([world.code(at=late + timedelta(seconds=8))], 9.0, NOW)
    assert again is not None
    assert again.reasons == (Reason.PRESENTATION_STALE,)


def test_a_living_phone_with_a_wrong_clock_is_told_from_a_picture_of_one(world: World) -> None:
    late = NOW - timedelta(hours=1)
    living, frozen = session(world), session(world)
    for second in range(0, 10, 2):
        moment = timedelta(seconds=second)
        alive = living.see([world.code(at=late + moment)], float(second), NOW + moment)
        dead = frozen.see([world.code(at=late)], float(second), NOW + moment)
    assert alive is not None
    assert alive.reasons == (Reason.CLOCKS_DISAGREE,)
    assert dead is not None
    assert dead.reasons == (Reason.PRESENTATION_REPLAYED,)


def test_between_stills_no_time_passes_that_could_prove_anything(world: World) -> None:
    late = NOW - timedelta(hours=1)
    road = session(world)
    road.see([world.code(at=late)], None, NOW)
    verdict = road.see([world.code(at=late + timedelta(seconds=6))], None, NOW)
    assert verdict is not None
    assert verdict.reasons == (Reason.PRESENTATION_STALE,)


def test_a_code_that_is_not_believed_leaves_no_trace_in_the_advance(world: World) -> None:
    """A forged code cannot lay a track for a replayed one to follow."""
    late = NOW - timedelta(hours=1)
    iat = int(late.timestamp())
    road = session(world)
    forged = road.see([world.presented(key_of="P99", iat=iat - 6)], 0.0, NOW)
    assert forged is not None
    assert forged.reasons == (Reason.KEY_BINDING_INVALID,)
    verdict = road.see([world.presented(iat=iat)], 6.0, NOW)
    assert verdict is not None
    assert verdict.reasons == (Reason.PRESENTATION_STALE,)


def test_a_session_that_forgets_holds_nothing_of_the_driver(world: World) -> None:
    road = session(world)
    road.see([world.code(), world.companion()], 0.0, NOW)
    road.forget()
    assert road.see([], 1.0, NOW) is None
    assert not road.companion_waits()
    assert "PDC1:" not in repr(road).replace(repr(road.trust), "")


def test_the_memory_of_a_session_is_bounded(world: World) -> None:
    road = session(world)
    for number in range(MAX_REMEMBERED + 5):
        road._remember(number, float(number))
    assert len(road._seen) == MAX_REMEMBERED
