"""Attacks on revocation: stale, missing, foreign and short lists, and status values without a meaning."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from credential.claims import StatusReference
from credential.reason import Outcome, Reason
from credential.status_list import SHARD_SIZE
from issuer.publish import STATUS_LIFE
from issuer.samples.scene import NOW, PUBLISHED, SHOWN
from tests.world import DRIVER, World, trusting
from verifier.verdict import Verdict

SECOND = timedelta(seconds=1)


def aged(world: World, age: timedelta) -> Verdict:
    """A living code `age` after the lists were signed."""
    now = PUBLISHED + age
    return world.check(world.code(at=now), now=now)


@pytest.mark.parametrize(
    ("age", "outcome", "reasons"),
    [
        (timedelta(hours=24) - SECOND, Outcome.PASSED, set()),
        (timedelta(hours=24) + SECOND, Outcome.PASSED, set()),  # its age is shown; that is no finding
        (timedelta(days=7), Outcome.PASSED, set()),
        (timedelta(days=7) + SECOND, Outcome.ATTENTION, {Reason.STATUS_STALE}),
        (timedelta(days=30), Outcome.ATTENTION, {Reason.STATUS_STALE}),
        (timedelta(days=30) + SECOND, Outcome.INDETERMINATE, {Reason.STATUS_UNKNOWN, Reason.TRUST_LIST_STALE}),
    ],
    ids=str,
)
def test_what_a_list_says_fades_with_its_age(
    world: World, age: timedelta, outcome: Outcome, reasons: set[Reason]
) -> None:
    verdict = aged(world, age)
    assert verdict.outcome is outcome
    assert set(verdict.reasons) == reasons


def test_a_list_past_its_own_end_says_nothing_however_young_it_is(world: World) -> None:
    (name, shard), *_ = [each for each in world.trust.shards.items() if each[0][1] == "FR"]
    short = type(shard)(token=replace(shard.token, exp=shard.token.iat + 60), data=shard.data, signer=shard.signer)
    trust = replace(world.trust, shards={**world.trust.shards, name: short})
    before, at_end = PUBLISHED + timedelta(seconds=59), PUBLISHED + timedelta(seconds=60)
    assert world.check(world.code(at=before), now=before, trust=trust).outcome is Outcome.PASSED
    assert world.check(world.code(at=at_end), now=at_end, trust=trust).reasons == (Reason.STATUS_UNKNOWN,)


def test_lists_are_published_to_outlive_what_a_verifier_believes() -> None:
    assert timedelta(days=30) < STATUS_LIFE


def test_a_suspension_in_a_list_that_is_too_old_is_neither_believed_nor_forgotten(world: World) -> None:
    """A stale list never says valid and never says suspended: the officer asks elsewhere."""
    now = PUBLISHED + timedelta(days=31)
    reasons = world.check(world.code("P09", at=now), now=now).reasons
    assert Reason.STATUS_UNKNOWN in reasons
    assert Reason.SUSPENDED not in reasons


def test_a_suspension_in_a_dated_list_still_holds(world: World) -> None:
    now = PUBLISHED + timedelta(days=29)
    verdict = world.check(world.code("P09", at=now), now=now)
    assert verdict.reasons == (Reason.SUSPENDED, Reason.STATUS_STALE)
    assert verdict.outcome is Outcome.FAILED


@pytest.mark.parametrize("idx", [SHARD_SIZE, SHARD_SIZE + 1, 2**32, 2**63])
def test_an_index_off_the_list_is_neither_valid_nor_revoked(world: World, idx: int) -> None:
    uri = _place(world).uri
    code = world.changed_code(lambda claims: replace(claims, status=StatusReference(uri=uri, idx=idx)))
    assert is_unknown(world.check(code))


def test_the_last_index_of_a_list_is_on_it(world: World) -> None:
    place = StatusReference(uri=_place(world).uri, idx=SHARD_SIZE - 1)
    code = world.changed_code(lambda claims: replace(claims, status=place))
    assert world.check(code).outcome is Outcome.PASSED


@pytest.mark.parametrize("uri", ["https://fr.example/s/999", "https://de.example/s/0", "x", "HTTPS://FR.EXAMPLE/S/0"])
def test_a_list_that_is_absent_or_another_countrys_says_nothing(world: World, uri: str) -> None:
    code = world.changed_code(lambda claims: replace(claims, status=StatusReference(uri=uri, idx=7)))
    assert is_unknown(world.check(code))


def test_a_licence_without_status_is_never_valid(world: World) -> None:
    assert is_unknown(world.check(world.changed_code(lambda claims: replace(claims, status=None))))


def test_a_list_whose_signer_is_blocked_says_nothing(world: World) -> None:
    shard = next(shard for (_, country), shard in world.trust.shards.items() if country == "FR")
    trust = replace(world.trust, blocked=frozenset({shard.signer.certificate_sha256}))
    assert is_unknown(world.check(world.code(), trust=trust))


def test_a_store_without_lists_says_nothing(world: World) -> None:
    assert is_unknown(world.check(world.code(), trust=replace(world.trust, shards={})))


@pytest.mark.parametrize("value", range(16))
def test_only_the_value_zero_is_valid(world: World, value: int) -> None:
    known = {
        0: set(),
        1: {Reason.REVOKED},
        2: {Reason.SUSPENDED},
        3: {Reason.INTERLOCK_ONLY},
        12: {Reason.INVALIDATED},
        13: {Reason.ANNULLED},
        14: {Reason.RETAINED},
        15: {Reason.LOST_OR_STOLEN},
    }
    trust = trusting(world.scene.publication(PUBLISHED, {DRIVER: value}))
    verdict = world.check(world.code(), trust=trust)
    assert set(verdict.reasons) == known.get(value, {Reason.STATUS_UNKNOWN})
    assert (verdict.outcome is Outcome.PASSED) == (value == 0)


def test_all_that_is_wrong_is_said(world: World) -> None:
    over = int(NOW.timestamp())
    code = world.changed_code(lambda claims: replace(claims, exp=over), at=SHOWN, person_id="P09")
    verdict = world.check(code, vehicle="D")
    assert verdict.reasons == (Reason.EXPIRED, Reason.SUSPENDED, Reason.CATEGORY_NOT_HELD)


def is_unknown(verdict: Verdict) -> bool:
    return verdict.reasons == (Reason.STATUS_UNKNOWN,) and verdict.outcome is Outcome.INDETERMINATE


def _place(world: World) -> StatusReference:
    status = world.licences[DRIVER].claims.status
    assert status is not None
    return status
