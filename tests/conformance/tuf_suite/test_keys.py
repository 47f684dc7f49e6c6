"""The cases of the public TUF conformance suite's test_keys.py and test_updater_key_rotations.py, by their names."""

from __future__ import annotations

from dataclasses import dataclass
from urllib import parse

import pytest

from tests.conformance.tuf_suite.simulator import Client, Repository, public
from tests.unit.trust_store.pki_for_tests import key
from trust_store.refusal import Refusal

SIGNERS = [key(f"conformance {number}") for number in range(10)]


@dataclass(frozen=True)
class MdVersion:
    keys: list[int]
    threshold: int
    sigs: list[int]
    accepted: bool = True


ALL = [0, 1, 2, 3, 4]
ROOT_CASES = {
    "1-of-1-key-rotation": [MdVersion([1], 1, [1]), MdVersion([2], 1, [2, 1]), MdVersion([2], 1, [2])],
    "1-of-1-key-rotation-unused-signatures": [
        MdVersion([1], 1, [3, 1, 4]),
        MdVersion([2], 1, [3, 2, 1, 4]),
        MdVersion([2], 1, [3, 2, 4]),
    ],
    "3-of-5-sign-with-different-keycombos": [
        MdVersion(ALL, 3, [0, 2, 4]),
        MdVersion(ALL, 3, [0, 4, 1]),
        MdVersion(ALL, 3, [0, 1, 3]),
        MdVersion(ALL, 3, [0, 1, 3]),
    ],
    "3-of-5-one-key-rotated": [MdVersion(ALL, 3, [0, 2, 4]), MdVersion([0, 1, 3, 4, 5], 3, [0, 4, 1])],
    "3-of-5-one-key-rotated-with-intermediate-step": [
        MdVersion(ALL, 3, [0, 2, 4]),
        MdVersion([0, 1, 3, 4, 5], 3, [0, 2, 4, 5]),
        MdVersion([0, 1, 3, 4, 5], 3, [0, 4, 5]),
    ],
    "3-of-5-all-keys-rotated-with-intermediate-step": [
        MdVersion(ALL, 3, [0, 2, 4]),
        MdVersion([5, 6, 7, 8, 9], 3, [0, 2, 4, 5, 6, 7]),
        MdVersion([5, 6, 7, 8, 9], 3, [5, 6, 7]),
    ],
    "1-of-3-threshold-increase-to-2-of-3": [MdVersion([1, 2, 3], 1, [1]), MdVersion([1, 2, 3], 2, [1, 2])],
    "2-of-3-threshold-decrease-to-1-of-3": [
        MdVersion([1, 2, 3], 2, [1, 2]),
        MdVersion([1, 2, 3], 1, [1, 2]),
        MdVersion([1, 2, 3], 1, [1]),
    ],
    "1-of-2-threshold-increase-to-2-of-2": [MdVersion([1], 1, [1]), MdVersion([1, 2], 2, [1, 2])],
    "1-of-1-key-rotation-fail-not-signed-with-old-key": [
        MdVersion([1], 1, [1]),
        MdVersion([2], 1, [2, 3, 4], accepted=False),
    ],
    "1-of-1-key-rotation-fail-not-signed-with-new-key": [
        MdVersion([1], 1, [1]),
        MdVersion([2], 1, [1, 3, 4], accepted=False),
    ],
    "3-of-5-one-key-rotate-fails-not-signed-with-3-new-keys": [
        MdVersion(ALL, 3, [0, 2, 4]),
        MdVersion([0, 1, 3, 4, 5], 3, [0, 2, 4], accepted=False),
    ],
    "3-of-5-one-key-rotate-fails-not-signed-with-3-old-keys": [
        MdVersion(ALL, 3, [0, 2, 4]),
        MdVersion([0, 1, 3, 4, 5], 3, [0, 4, 5], accepted=False),
    ],
    "1-of-3-threshold-bump-to-2-of-3-fails-new-threshold-not-reached": [
        MdVersion([1, 2, 3], 1, [1]),
        MdVersion([1, 2, 3], 2, [2], accepted=False),
    ],
    "2-of-3-threshold-decr-to-1-of-3-fails-old-threshold-not-eached": [
        MdVersion([1, 2, 3], 2, [1, 2]),
        MdVersion([1, 2, 3], 1, [1], accepted=False),
    ],
}
OTHER_CASES = {
    "1-of-1-key-rotation": MdVersion([2], 1, [2]),
    "1-of-1-key-rotation-unused-signatures": MdVersion([1], 1, [3, 1, 4]),
    "1-of-1-key-rotation-fail-not-signed-with-new-key": MdVersion([2], 1, [1, 3, 4], accepted=False),
    "3-of-5-one-key-signature-wrong-not-signed-with-3-expected-keys": MdVersion(
        [0, 1, 3, 4, 5], 3, [0, 2, 4], accepted=False
    ),
    "2-of-5-one-key-signature-mising-threshold-not-reached": MdVersion([0, 1, 3, 4, 5], 3, [0, 4], accepted=False),
    "3-of-5-sign-first-combo": MdVersion(ALL, 3, [0, 2, 4]),
    "3-of-5-sign-second-combo": MdVersion(ALL, 3, [0, 4, 1]),
    "3-of-5-sign-third-combo": MdVersion(ALL, 3, [0, 1, 3]),
    "3-of-5-sign-fourth-combo": MdVersion(ALL, 3, [1, 2, 3]),
    "3-of-5-sign-fifth-combo": MdVersion(ALL, 3, [2, 3, 4]),
}


def assign(repo: Repository, role: str, version: MdVersion) -> None:
    for keyid in list(repo.root.roles[role].keyids):
        repo.root.revoke_key(keyid, role)
    repo.root.roles[role].threshold = version.threshold
    for number in version.keys:
        repo.root.add_key(public(SIGNERS[number]), role)
    repo.signers[role] = [SIGNERS[number] for number in version.sigs]


@pytest.mark.parametrize("versions", ROOT_CASES.values(), ids=ROOT_CASES.keys())
def test_root_rotation(client: Client, repo: Repository, versions: list[MdVersion]) -> None:
    for number, version in enumerate(versions, start=1):
        assign(repo, "root", version)
        repo.root.version = number
        repo.publish_root()
    client.first_root = repo.files["metadata/1.root.json"]
    if versions[-1].accepted:
        assert client.refresh() is None
        assert client.version("root") == len(versions)
    else:
        assert client.refresh() is Refusal.TOO_FEW_SIGNATURES


@pytest.mark.parametrize("version", OTHER_CASES.values(), ids=OTHER_CASES.keys())
@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
def test_non_root_rotations(client: Client, repo: Repository, role: str, version: MdVersion) -> None:
    assign(repo, role, version)
    repo.bump_root()
    repo.publish("targets", "snapshot", "timestamp")
    assert client.refresh() is (None if version.accepted else Refusal.TOO_FEW_SIGNATURES)
    assert client.path.exists() is version.accepted


def grow_snapshot_keys(client: Client, repo: Repository) -> None:
    repo.root.roles["snapshot"].threshold = 3
    repo.add_key("snapshot")
    repo.bump_root()
    repo.update_snapshot()
    assert client.refresh() is Refusal.TOO_FEW_SIGNATURES
    repo.add_key("snapshot")
    repo.add_key("snapshot")
    repo.bump_root()
    repo.update_snapshot()
    assert client.refresh() is None
    assert client.version("snapshot") == 3


def test_root_has_keys_but_not_snapshot(client: Client, repo: Repository) -> None:
    assert client.refresh() is None
    grow_snapshot_keys(client, repo)
    repo.root.roles["snapshot"].threshold = 5
    repo.root.roles["snapshot"].keyids.append(public(key("in root only")).keyid)
    repo.root.keys[public(key("in root only")).keyid] = public(key("in root only"))
    repo.bump_root()
    repo.update_snapshot()
    assert client.refresh() is Refusal.TOO_FEW_SIGNATURES
    assert client.version("snapshot") == 3


def test_wrong_hashing_algorithm(client: Client, repo: Repository) -> None:
    assert client.refresh() is None
    grow_snapshot_keys(client, repo)
    repo.add_key("snapshot")
    repo.root.roles["snapshot"].threshold = 5
    keyid = repo.root.roles["snapshot"].keyids[0]
    repo.root.keys[keyid].unrecognized_fields = {"keyid_hash_algorithms": ["md5"]}
    repo.bump_root()
    repo.update_snapshot()
    assert client.refresh() is None
    assert (client.version("root"), client.version("snapshot")) == (4, 4)


def test_snapshot_threshold(client: Client, repo: Repository) -> None:
    assert client.refresh() is None
    for _ in range(4):
        repo.add_key("snapshot")
    repo.root.roles["snapshot"].threshold = 6
    repo.bump_root()
    repo.update_snapshot()
    assert client.refresh() is Refusal.TOO_FEW_SIGNATURES
    assert client.version("snapshot") == 1


def test_duplicate_keys_root(client: Client, repo: Repository) -> None:
    """One key under many identifiers counts as often as it signs: once, as no identifier but its own is let in."""
    assert client.refresh() is None
    repo.root.roles["snapshot"].threshold = 6
    for _ in range(9):
        repo.root.add_key(public(key("again and again")), "snapshot")
    repo.signers["snapshot"].append(key("again and again"))
    repo.bump_root()
    repo.update_snapshot()
    assert client.refresh() is Refusal.TOO_FEW_SIGNATURES
    assert client.version("snapshot") == 1


@pytest.mark.parametrize("name", ["?", "#", "/delegatedrole", "../delegatedrole"])
def test_unusual_role_name(client: Client, repo: Repository, name: str) -> None:
    """From test_quoting_issues.py: the name of a role is quoted and leads nowhere else."""
    repo.add_delegation(name, ["*"], type(repo.targets)(expires=repo.targets.expires))
    repo.publish(name, "targets", "snapshot", "timestamp")
    assert client.refresh() is None
    assert f"metadata/2.{parse.quote(name, '')}.json" in client.source.asked
