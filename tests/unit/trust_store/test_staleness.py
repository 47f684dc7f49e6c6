"""The administrator's thresholds: what is read, what is refused, and where they count."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from credential.reason import Reason
from issuer.samples.scene import NOW as SCENE_NOW
from tests.world import World
from trust_store.holdings import Holdings
from trust_store.installation import merge
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.staleness import DAY, HOUR, MAX_SETTINGS, STALENESS, Grade, Staleness, parse_settings
from trust_store.store import assemble


@pytest.mark.parametrize(
    ("seconds", "grade"),
    [
        (-HOUR, Grade.FRESH),
        (DAY, Grade.FRESH),
        (DAY + 1, Grade.SHOWN),
        (7 * DAY, Grade.SHOWN),
        (7 * DAY + 1, Grade.ATTENTION),
        (30 * DAY, Grade.ATTENTION),
        (30 * DAY + 1, Grade.UNKNOWN),
    ],
)
def test_each_threshold_belongs_to_the_better_grade(seconds: int, grade: Grade) -> None:
    assert STALENESS.grade(timedelta(seconds=seconds)) is grade


def test_what_a_file_does_not_name_stays_as_it_is() -> None:
    assert parse_settings(b"") == STALENESS
    assert parse_settings(b"status_attention_days = 3") == Staleness(status_attention=3 * DAY)


@pytest.mark.parametrize(
    "content",
    [
        b"status_attention_days = 0",
        b"status_attention_days = -1",
        b"status_attention_days = 1.5",
        b"status_attention_days = true",
        b"status_attention_days = '7'",
        b"status_unknown_days = 367",
        b"status_unknown_days = 99999999999999999999",
        b"status_attention_days = 31",
        b"status_shown_hours = 200",
        b"status_days = 7",
        b"[status]\nattention_days = 7",
        b"=",
        b"\xff",
        b"#" * (MAX_SETTINGS + 1),
    ],
)
def test_other_settings_are_refused(content: bytes) -> None:
    with pytest.raises(TrustStoreError) as refusal:
        parse_settings(content)
    assert refusal.value.refusal is Refusal.SETTINGS_INVALID


def test_thresholds_of_the_store_decide_the_verdict(world: World) -> None:
    held, _ = merge(Holdings(profile=Profile.TEST), world.publication, SCENE_NOW)
    strict = replace(held, settings=b"status_shown_hours = 1\nstatus_attention_days = 1\nstatus_unknown_days = 1")
    later = SCENE_NOW + timedelta(days=2)
    text = world.attestation.text
    assert Reason.STATUS_UNKNOWN not in world.check(text, trust=assemble(held), now=later).reasons
    assert Reason.STATUS_UNKNOWN in world.check(text, trust=assemble(strict), now=later).reasons
