"""Attacks with what was once genuine: older, mixed, forked and frozen editions, and two updates at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.attacks.updates_for_tests import PUBLICATION, first_store, newer, refusal_of, take
from tests.unit.trust_store.pki_for_tests import DAY, NOW, Publisher, status_token
from tests.unit.trust_store.tuf_for_tests import MemorySource, repository
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.storage import open_store
from trust_store.updating import update


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return first_store(tmp_path)


def test_mixed_repository_is_refused(store: Path) -> None:
    """Mix and match: the targets of one edition under the snapshot of another."""
    take(store, MemorySource(newer(2)))
    files = newer(3)
    files["metadata/3.targets.json"] = newer(2)["metadata/2.targets.json"]
    assert refusal_of(store, MemorySource(files)) is Refusal.HASH_MISMATCH


def test_older_stick_is_a_rollback(store: Path) -> None:
    take(store, MemorySource(newer(3)))
    assert refusal_of(store, MemorySource(newer(2))) is Refusal.ROLLBACK


def test_status_list_older_than_the_one_held_is_refused(store: Path) -> None:
    older = replace(PUBLICATION, status_tokens=(status_token(at=NOW - 3 * DAY),))
    assert refusal_of(store, MemorySource(repository(older, version=2))) is Refusal.ROLLBACK


def test_status_list_of_the_same_second_with_other_content_is_a_fork(store: Path) -> None:
    forked = replace(PUBLICATION, status_tokens=(status_token(at=NOW - DAY, entries=((5, 0),)),))
    assert refusal_of(store, MemorySource(repository(forked, version=2))) is Refusal.FORK


def test_same_version_with_other_content_is_a_fork(store: Path) -> None:
    files = repository(Publisher(issue_id=2, sequence=2, issued_at=NOW).publish(), version=1)
    assert refusal_of(store, MemorySource(files)) is Refusal.FORK


def test_freeze_is_noticed_when_the_timestamp_ends(store: Path) -> None:
    before = store.read_bytes()
    with pytest.raises(TrustStoreError) as refusal:
        update(store, MemorySource(repository()), NOW + 31 * DAY, Profile.TEST)
    assert refusal.value.refusal is Refusal.EXPIRED
    assert store.read_bytes() == before


def test_other_update_in_between_is_noticed(store: Path) -> None:
    class Raced(MemorySource):
        def chunks(self, name: str) -> Iterator[bytes]:
            if name.endswith("2.daily.json"):
                take(store, MemorySource(newer(3)))
            return super().chunks(name)

    with pytest.raises(TrustStoreError) as refusal:
        take(store, Raced(newer(2)))
    assert refusal.value.refusal is Refusal.STORE_CHANGED
    assert open_store(store).trust_list is not None
    assert refusal_of(store, MemorySource(newer(2))) is Refusal.ROLLBACK


def test_what_is_held_is_not_read_again(store: Path) -> None:
    source = MemorySource(newer())
    take(store, source)
    assert [name for name in source.asked if name.endswith((".cwt", "signers"))] == []
