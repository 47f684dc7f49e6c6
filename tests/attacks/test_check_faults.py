"""Faults of our own: they are said to be ours, never green and never red, and nothing is raised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import pytest

from credential.reason import Outcome, Reason
from issuer.samples.scene import NOW
from tests.world import World
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.store import TrustStore
from verifier.check import check
from verifier.scan import Scan
from verifier.verdict import Verdict


class Broken:
    """A trust store in which one look-up fails."""

    def __init__(self, store: TrustStore, part: str, error: BaseException) -> None:
        self._store, self._part, self._error = store, part, error

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the store has under that name
        if name == self._part:
            raise self._error
        return getattr(self._store, name)


def is_ours(verdict: Verdict) -> bool:
    return (
        verdict.outcome is Outcome.INDETERMINATE
        and verdict.reasons == (Reason.INTERNAL_ERROR,)
        and verdict.claims is None
    )


@pytest.mark.parametrize("part", ["signers_by_kid", "is_blocked", "status", "clock_floor", "trust_list"])
@pytest.mark.parametrize("error", [RuntimeError("a bug"), KeyError("x"), OSError(5, "disk"), RecursionError()])
def test_a_faulty_store_is_our_fault(world: World, part: str, error: Exception) -> None:
    trust = Broken(world.trust, part, error)
    assert is_ours(check(Scan(text=world.code()), trust, NOW))  # type: ignore[arg-type] # a broken store is the point


@pytest.mark.parametrize(
    "stage",
    [
        "authenticate.unwrap",
        "authenticate.decode_form",
        "authenticate._verify_issued",
        "authenticate._claims",
        "authenticate.require_bound_times",
        "assess.judge_freshness",
        "assess.judge_status",
        "work.judge_entitlement",
    ],
)
def test_a_fault_in_any_stage_is_our_fault(world: World, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    code = world.code()

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError(stage)

    monkeypatch.setattr(f"verifier.{stage}", fail)
    assert is_ours(world.check(code))


@pytest.mark.parametrize("refusal", Refusal)
def test_a_store_that_does_not_open_judges_nobody(world: World, refusal: Refusal) -> None:
    for text in (world.code(), world.attestation.text, "HTTPS://EXAMPLE.ORG"):
        verdict = world.check(text, trust=TrustStoreError(refusal, "a detail"))
        assert verdict.reasons == (Reason.TRUST_STORE_UNUSABLE,)
        assert verdict.outcome is Outcome.INDETERMINATE


@pytest.mark.parametrize(
    "damage",
    [
        lambda store: replace(store, signers=MappingProxyType({})),
        lambda store: replace(store, shards={}),
        lambda store: replace(store, clock_floor=datetime(2100, 1, 1, tzinfo=UTC)),
    ],
    ids=["no signers", "no status lists", "a floor in the future"],
)
def test_a_store_with_a_part_missing_passes_nobody(world: World, damage: Callable[[TrustStore], TrustStore]) -> None:
    for text in (world.code(), world.attestation.text):
        verdict = world.check(text, trust=damage(world.trust))
        assert verdict.outcome in (Outcome.INDETERMINATE, Outcome.FAILED)


def test_interruptions_are_not_swallowed(world: World) -> None:
    trust = Broken(world.trust, "status", KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        check(Scan(text=world.code()), trust, NOW)  # type: ignore[arg-type] # a broken store is the point
