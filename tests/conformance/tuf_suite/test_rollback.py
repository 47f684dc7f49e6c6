"""The cases of the public TUF conformance suite's test_rollback.py, by their names."""

from __future__ import annotations

import pytest

from tests.conformance.tuf_suite.simulator import Client, Repository
from trust_store.refusal import Refusal

HASHES = pytest.mark.parametrize("use_hashes", [False, True], ids=["basic", "with hashes"])


def test_simple_snapshot_rollback(client: Client, repo: Repository) -> None:
    repo.update_snapshot()
    assert client.refresh() is None
    repo.snapshot.version -= 1
    assert client.refresh() is None
    assert client.version("snapshot") == 2
    assert "metadata/1.snapshot.json" not in client.source.asked


def test_new_timestamp_version_rollback(client: Client, repo: Repository) -> None:
    repo.update_timestamp()
    assert client.refresh() is None
    repo.timestamp.version -= 1
    repo.publish("timestamp", bump=False)
    assert client.refresh() is Refusal.ROLLBACK
    assert client.version("timestamp") == 2


@HASHES
def test_snapshot_rollback(client: Client, repo: Repository, use_hashes: bool) -> None:
    repo.compute_hashes = use_hashes
    repo.update_snapshot()
    assert client.refresh() is None
    repo.snapshot.version = 1
    repo.publish("snapshot", bump=False)
    repo.update_timestamp()
    assert client.refresh() is Refusal.ROLLBACK
    assert (client.version("timestamp"), client.version("snapshot")) == (2, 2)


@HASHES
def test_targets_rollback(client: Client, repo: Repository, use_hashes: bool) -> None:
    repo.compute_hashes = use_hashes
    repo.publish("targets")
    repo.publish("targets", "snapshot", "timestamp")
    assert client.refresh() is None
    repo.targets.version = 1
    repo.publish("targets", bump=False)
    repo.update_snapshot()
    assert client.refresh() is Refusal.ROLLBACK
    assert client.version("targets") == 3


def test_removed_role_is_a_rollback(client: Client, repo: Repository) -> None:
    """Beside the suite: a snapshot that no longer names a role would let an older one in later."""
    repo.add_delegation("daily", ["status/*"], type(repo.targets)(expires=repo.targets.expires))
    repo.publish("daily", "targets", "snapshot", "timestamp")
    assert client.refresh() is None
    del repo.snapshot.meta["daily.json"]
    repo.update_snapshot()
    assert client.refresh() is Refusal.MALFORMED


def test_new_targets_fast_forward_recovery(client: Client, repo: Repository) -> None:
    repo.targets.version = 99
    repo.publish("targets", "snapshot", "timestamp")
    assert client.refresh() is None
    assert client.version("targets") == 100
    repo.rotate_keys("snapshot")
    repo.bump_root()
    repo.targets.version = 1
    repo.publish("targets", "snapshot", "timestamp")
    assert client.refresh() is None
    assert client.version("targets") == 2


def test_new_snapshot_fast_forward_recovery(client: Client, repo: Repository) -> None:
    repo.snapshot.version = 99998
    repo.update_snapshot()
    assert client.refresh() is None
    assert client.version("snapshot") == 99999
    repo.rotate_keys("snapshot")
    repo.rotate_keys("timestamp")
    repo.bump_root()
    repo.snapshot.version = 1
    repo.publish("snapshot", bump=False)
    repo.update_timestamp()
    assert client.refresh() is None
    assert client.version("snapshot") == 1


def test_new_timestamp_fast_forward_recovery(client: Client, repo: Repository) -> None:
    repo.timestamp.version = 99
    repo.update_timestamp()
    assert client.refresh() is None
    assert client.version("timestamp") == 100
    repo.rotate_keys("timestamp")
    repo.bump_root()
    repo.timestamp.version = 1
    repo.publish("timestamp", bump=False)
    assert client.refresh() is None
    assert client.version("timestamp") == 1


def test_new_snapshot_version_mismatch(client: Client, repo: Repository) -> None:
    repo.compute_hashes = False
    repo.snapshot.version += 1
    repo.files["metadata/1.snapshot.json"] = repo.signed("snapshot", repo.snapshot)
    repo.timestamp.snapshot_meta.hashes = None
    repo.timestamp.snapshot_meta.length = None
    repo.update_timestamp()
    assert client.refresh() is Refusal.ROLLBACK
    assert not client.path.exists()
