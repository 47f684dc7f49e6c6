"""The cases of the public TUF conformance suite's test_basic.py and test_file_download.py, by their names."""

from __future__ import annotations

import json

import pytest

from tests.conformance.tuf_suite.simulator import Client, Repository, target_path
from tests.unit.trust_store.pki_for_tests import NOW, Publisher
from trust_store.refusal import Refusal


def test_basic_init_and_refresh(client: Client, repo: Repository) -> None:
    assert client.refresh() is None
    assert client.source.asked[:4] == [
        "metadata/2.root.json",
        "metadata/timestamp.json",
        "metadata/1.snapshot.json",
        "metadata/1.targets.json",
    ]
    assert [client.version(role) for role in ("root", "timestamp", "snapshot", "targets")] == [1, 1, 1, 1]


def test_timestamp_content_changes(client: Client, repo: Repository) -> None:
    assert client.refresh() is None
    repo.timestamp.snapshot_meta.version = 100
    repo.publish("timestamp", bump=False)
    assert client.refresh() is Refusal.FORK
    assert client.version("timestamp") == 1


def test_timestamp_eq_versions_check(client: Client, repo: Repository) -> None:
    assert client.refresh() is None
    held = client.path.read_bytes()
    repo.timestamp.unrecognized_fields["other"] = "content"
    repo.publish("timestamp", bump=False)
    assert client.refresh() is Refusal.FORK
    assert client.path.read_bytes() == held


def test_new_targets_hash_mismatch(client: Client, repo: Repository) -> None:
    assert client.refresh() is None
    repo.targets.version += 1
    repo.snapshot.meta["targets.json"].version = repo.targets.version
    repo.files["metadata/2.targets.json"] = repo.signed("targets", repo.targets)
    repo.update_snapshot()
    assert client.refresh() is Refusal.HASH_MISMATCH
    assert (client.version("snapshot"), client.version("targets")) == (1, 1)


def test_new_targets_version_mismatch(client: Client, repo: Repository) -> None:
    assert client.refresh() is None
    repo.targets.version += 1
    repo.files["metadata/2.targets.json"] = repo.signed("targets", repo.targets)
    assert client.refresh() is None
    assert client.version("targets") == 1


def test_invalid_initial_root(client: Client) -> None:
    root = json.loads(client.first_root)
    del root["signed"]["version"]
    client.first_root = json.dumps(root).encode()
    assert client.refresh() is Refusal.MALFORMED
    assert client.source.asked == []


def test_unsigned_initial_root(client: Client) -> None:
    root = json.loads(client.first_root)
    root["signatures"][0]["sig"] = "3006020101020101"
    client.first_root = json.dumps(root).encode()
    assert client.refresh() is Refusal.TOO_FEW_SIGNATURES
    assert client.source.asked == []


def test_custom_fields(client: Client, repo: Repository) -> None:
    assert client.refresh() is None
    repo.root.unrecognized_fields["custom-field"] = "value"
    keyid = repo.root.roles["root"].keyids[0]
    repo.root.keys[keyid].unrecognized_fields["extra-field"] = {"a": 1, "b": 2}
    repo.root.roles["root"].unrecognized_fields["another-field"] = "value"
    repo.bump_root()
    assert client.refresh() is None
    assert client.version("root") == 2


def test_client_downloads_expected_file(client: Client) -> None:
    assert client.refresh() is None
    assert client.trust_list_issue() == 1


def test_client_downloads_expected_file_in_sub_dir(client: Client) -> None:
    assert client.refresh() is None
    assert [name for name in client.source.asked if name.startswith("targets/signers/")] != []


def test_implicit_refresh(client: Client, repo: Repository) -> None:
    """A publication that lacks what we look for is refused, and nothing of its metadata is kept."""
    del repo.targets.targets["trust-list.cbor"]
    repo.publish("targets", "snapshot", "timestamp")
    assert client.refresh() is Refusal.MALFORMED
    assert not client.path.exists()


@pytest.mark.parametrize("name", ["trust-list.cbor", "list-signer.der", "signers/0.der"])
def test_repository_substitutes_target_file(client: Client, repo: Repository, name: str) -> None:
    path = target_path(name, repo.lasting()[name])
    for malicious in (b"malicious", repo.files[path][:-1] + b"\0"):
        repo.files[path] = malicious
        assert client.refresh() is Refusal.HASH_MISMATCH


def test_multiple_changes_to_target(client: Client, repo: Repository) -> None:
    for issue in range(2, 8):
        content = repo.lasting(Publisher(issue_id=issue, issued_at=NOW))["trust-list.cbor"]
        repo.add_artifact("targets", content, "trust-list.cbor")
        repo.publish("targets", "snapshot", "timestamp")
        if issue % 2:
            continue
        assert client.refresh() is None
        assert client.trust_list_issue() == issue
        repo.targets.version += 1
        repo.files[target_path("trust-list.cbor", content)] = b"malicious"
        repo.publish("targets", "snapshot", "timestamp")
        assert client.refresh() is Refusal.HASH_MISMATCH
        assert client.trust_list_issue() == issue
        repo.files[target_path("trust-list.cbor", content)] = content
