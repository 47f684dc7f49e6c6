"""The word of a status list and its age: what one list said is never what another says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from credential.status_list import Status
from trust_store.staleness import STALENESS
from trust_store.status import StatusStatement
from verifier.assess import standing_of
from verifier.entitlement.standing import Measure

ISSUED = datetime(2026, 12, 1, 5, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ATTENTION, UNKNOWN = (timedelta(seconds=each) for each in (STALENESS.status_attention, STALENESS.status_unknown))


@pytest.mark.parametrize(
    ("value", "measure"),
    [(Status.VALID, Measure.NONE), (Status.SUSPENDED, Measure.SUSPENDED), (7, Measure.UNKNOWN), (255, Measure.UNKNOWN)],
)
def test_a_list_is_fresh_stale_and_silent_at_its_own_seconds(value: int, measure: Measure) -> None:
    status = StatusStatement(value=value, issued_at=ISSUED, expires_at=None)
    for _ in range(2):
        assert standing_of(status, ISSUED + ATTENTION).measure is measure
        assert standing_of(status, ISSUED + ATTENTION).stale == ""
        assert standing_of(status, ISSUED + ATTENTION + SECOND).measure is measure
        assert standing_of(status, ISSUED + ATTENTION + SECOND).stale != ""
        assert standing_of(status, ISSUED + UNKNOWN).measure is measure
        assert standing_of(status, ISSUED + UNKNOWN + SECOND).measure is Measure.UNKNOWN
        assert standing_of(status, ISSUED + ATTENTION).detail == f"status {int(value)}"


def test_a_list_past_its_end_or_under_other_thresholds_is_not_taken_for_the_fresh_one() -> None:
    status = StatusStatement(value=Status.VALID, issued_at=ISSUED, expires_at=None)
    ending, strict = replace(status, expires_at=ISSUED + SECOND), replace(STALENESS, status_attention=1)
    for _ in range(2):
        assert standing_of(status, ISSUED + 2 * SECOND).measure is Measure.NONE
        assert standing_of(ending, ISSUED + 2 * SECOND).measure is Measure.UNKNOWN
        assert standing_of(status, ISSUED + 2 * SECOND, strict).stale != ""


def test_each_of_two_lists_says_its_own_word() -> None:
    valid, revoked = (StatusStatement(value=each, issued_at=ISSUED, expires_at=None) for each in (0, Status.ANNULLED))
    for _ in range(2):
        assert [standing_of(each, ISSUED).measure for each in (valid, revoked)] == [Measure.NONE, Measure.ANNULLED]
