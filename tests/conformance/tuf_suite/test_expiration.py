"""The cases of the public TUF conformance suite's test_expiration.py and test_delegated_expiration.py, by name."""

from __future__ import annotations

from tuf.api.metadata import Targets

from tests.conformance.tuf_suite.simulator import Client, Repository
from tests.unit.trust_store.pki_for_tests import DAY, NOW, SHARD_URI, status_token
from trust_store.refusal import Refusal
from trust_store.status import StatusStatement
from trust_store.storage import open_store


def test_root_expired(client: Client, repo: Repository) -> None:
    """The suite wants the new root kept; here nothing of a refused update is."""
    assert client.refresh() is None
    repo.root.expires = NOW - DAY
    repo.bump_root()
    repo.publish("targets", "snapshot", "timestamp")
    assert client.refresh() is Refusal.EXPIRED
    assert [client.version(role) for role in ("root", "timestamp", "snapshot")] == [1, 1, 1]


def test_expired_root_between_is_passed(client: Client, repo: Repository) -> None:
    assert client.refresh() is None
    repo.root.expires = NOW - DAY
    repo.bump_root()
    repo.root.expires = NOW + DAY
    repo.bump_root()
    assert client.refresh() is None
    assert client.version("root") == 3


def test_snapshot_expired(client: Client, repo: Repository) -> None:
    assert client.refresh() is None
    repo.snapshot.expires = NOW - 5 * DAY
    repo.update_snapshot()
    assert client.refresh() is Refusal.EXPIRED
    assert client.version("snapshot") == 1


def test_targets_expired(client: Client, repo: Repository) -> None:
    assert client.refresh() is None
    repo.targets.expires = NOW - 5 * DAY
    repo.publish("targets", "snapshot", "timestamp")
    assert client.refresh() is Refusal.EXPIRED
    assert client.version("targets") == 1


def test_timestamp_expired(client: Client, repo: Repository) -> None:
    assert client.refresh() is None
    repo.timestamp.expires = NOW - 5 * DAY
    repo.update_timestamp()
    assert client.refresh() is Refusal.EXPIRED
    assert client.version("timestamp") == 1


def test_expired_metadata(client: Client, repo: Repository) -> None:
    """Expired metadata that are held still serve to verify newer ones."""
    repo.timestamp.expires = NOW + 7 * DAY
    repo.update_timestamp()
    assert client.refresh() is None
    repo.timestamp.expires = NOW + 21 * DAY
    repo.publish("targets", "snapshot", "timestamp")
    assert client.refresh(NOW + 18 * DAY) is None
    assert [client.version(role) for role in ("targets", "timestamp", "snapshot")] == [2, 3, 2]


def test_held_metadata_that_expired_are_no_update(client: Client, repo: Repository) -> None:
    assert client.refresh() is None
    assert client.refresh(NOW + 60 * DAY) is Refusal.EXPIRED


def test_clock_turned_back_revives_nothing(client: Client, repo: Repository) -> None:
    """Beside the suite: the clock floor, raised by the newest list held, judges as well as the clock."""
    assert client.refresh() is None
    repo.timestamp.expires = NOW - 2 * DAY
    repo.update_timestamp()
    assert client.refresh(NOW - 400 * DAY) is Refusal.EXPIRED


def delegate(repo: Repository, days: int, uris: tuple[str, ...] = (SHARD_URI,)) -> None:
    repo.add_delegation("daily", ["status/*"], Targets(expires=NOW + days * DAY))
    for number, uri in enumerate(uris):
        repo.add_artifact("daily", status_token(uri=uri, at=NOW - DAY), f"status/{number}.cwt")
    repo.publish("daily", "targets", "snapshot", "timestamp")


def test_delegated_targets_expired(client: Client, repo: Repository) -> None:
    delegate(repo, -1)
    assert client.refresh() is Refusal.EXPIRED
    assert not client.path.exists()


def test_expired_local_delegated_targets(client: Client, repo: Repository) -> None:
    delegate(repo, 7)
    assert client.refresh() is None
    assert client.refresh(NOW + 18 * DAY) is Refusal.EXPIRED


def test_expired_local_delegated_targets_updates(client: Client, repo: Repository) -> None:
    delegate(repo, 7)
    assert client.refresh() is None
    repo.mds["daily"].expires = NOW + 21 * DAY
    repo.add_artifact("daily", status_token(uri="https://fr.example/s/2", at=NOW), "status/2.cwt")
    repo.publish("daily", "snapshot", "timestamp")
    assert client.refresh(NOW + 18 * DAY) is None
    answer = open_store(client.path).status("https://fr.example/s/2", 5, "FR")
    assert isinstance(answer, StatusStatement)
