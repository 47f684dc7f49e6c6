"""The administrator's thresholds: what is read, what is refused, and where they count."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from credential.reason import Reason
from issuer.samples.scene import NOW as SCENE_NOW
from tests.unit.trust_store.pki_for_tests import NOW, Publisher
from tests.world import World
from trust_store.cli import cli
from trust_store.holdings import Holdings
from trust_store.installation import merge
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.staleness import DAY, HOUR, MAX_SETTINGS, STALENESS, Grade, Staleness, parse_settings
from trust_store.storage import install, open_store
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


def test_settings_lie_in_the_store_and_in_its_snapshot(tmp_path: Path) -> None:
    store, settings = tmp_path / "trust.sqlite", tmp_path / "settings.toml"
    install(store, Publisher().publish(), NOW, Profile.TEST)
    before = open_store(store)
    settings.write_bytes(b"status_attention_days = 3\n")
    done = CliRunner().invoke(cli, ["set", str(settings), "--store", str(store)])
    assert done.exit_code == 0, done.output
    after = open_store(store)
    assert after.staleness.status_attention == 3 * DAY
    assert after.snapshot_id != before.snapshot_id
    install(store, Publisher(issue_id=2, sequence=2).publish(), NOW, Profile.TEST)
    assert open_store(store).staleness == after.staleness, "an update leaves the settings as they are"


def test_wrong_settings_change_nothing(tmp_path: Path) -> None:
    store, settings = tmp_path / "trust.sqlite", tmp_path / "settings.toml"
    install(store, Publisher().publish(), NOW, Profile.TEST)
    before = store.read_bytes()
    settings.write_bytes(b"status_attention_days = 99\n")
    done = CliRunner().invoke(cli, ["set", str(settings), "--store", str(store)])
    assert (done.exit_code, store.read_bytes()) == (1, before)


def test_thresholds_of_the_store_decide_the_verdict(world: World) -> None:
    held, _ = merge(Holdings(profile=Profile.TEST), world.publication, SCENE_NOW)
    strict = replace(held, settings=b"status_shown_hours = 1\nstatus_attention_days = 1\nstatus_unknown_days = 1")
    later = SCENE_NOW + timedelta(days=2)
    text = world.attestation.text
    assert Reason.STATUS_UNKNOWN not in world.check(text, trust=assemble(held), now=later).reasons
    assert Reason.STATUS_UNKNOWN in world.check(text, trust=assemble(strict), now=later).reasons
