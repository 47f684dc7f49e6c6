"""A TUF repository in memory and a terminal that updates from it: what the public conformance suite calls repo, client.

The repository holds a true publication, so that what the terminal accepts is really installed. Each role can be
changed and published wrongly. The terminal's store is compared byte for byte after each refusal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib import parse

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from securesystemslib.signer import Signature, SSlibKey
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Key,
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.serialization.json import JSONSerializer

from tests.unit.trust_store.pki_for_tests import DAY, NOW, Publisher, key
from tests.unit.trust_store.tuf_for_tests import MemorySource
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.storage import open_store, read_holdings
from trust_store.transport import version_of
from trust_store.updating import update

TOP = ("root", "targets", "snapshot", "timestamp")


def public(private: ec.EllipticCurvePrivateKey) -> Key:
    return SSlibKey.from_crypto(private.public_key())


@dataclass
class Repository:
    """The signed roles, who signs each, and the files as they are served."""

    compute_hashes: bool = True
    files: dict[str, bytes] = field(default_factory=dict)
    signers: dict[str, list[ec.EllipticCurvePrivateKey]] = field(default_factory=dict)
    mds: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        expires = NOW + 30 * DAY
        self.root = Root(expires=expires, consistent_snapshot=True)
        self.targets = Targets(expires=expires)
        self.snapshot = Snapshot(expires=expires, meta={"targets.json": MetaFile(1)})
        self.timestamp = Timestamp(expires=expires, snapshot_meta=MetaFile(1))
        self.mds = {"targets": self.targets}
        for role in TOP:
            self.signers[role] = []
            self.add_key(role)
        for name, content in self.lasting().items():
            self.add_artifact("targets", content, name)
        self.publish_root()
        self.publish("targets", "snapshot", "timestamp", bump=False)

    def lasting(self, publisher: Publisher | None = None) -> dict[str, bytes]:
        made = (publisher or Publisher()).publish()
        files = {"trust-list.cbor": made.trust_list, "list-signer.der": made.list_signer}
        files |= {f"signers/{number}.der": content for number, content in enumerate(made.signers)}
        return files

    def add_key(self, role: str, name: str | None = None) -> None:
        private = key(name or f"{role} {len(self.signers[role])} of the simulator")
        self.signers[role].append(private)
        self.delegator(role).add_key(public(private), role)

    def delegator(self, role: str) -> Root | Targets:
        return self.root if role in TOP else self.targets

    def rotate_keys(self, role: str) -> None:
        old = list(self.signers[role])
        self.signers[role].clear()
        for number, private in enumerate(old):
            self.delegator(role).revoke_key(public(private).keyid, role)
            self.add_key(role, f"{role} {number} rotated")

    def add_artifact(self, role: str, content: bytes, name: str) -> None:
        target = TargetFile.from_data(name, content, ["sha256"])
        self.mds[role].targets[name] = target
        self.files[target_path(name, content)] = content

    def add_delegation(self, name: str, paths: Sequence[str], targets: Targets) -> None:
        if self.targets.delegations is None:
            self.targets.delegations = Delegations({}, {})
        assert self.targets.delegations.roles is not None
        self.targets.delegations.roles[name] = DelegatedRole(name, [], 1, False, list(paths))
        self.mds[name] = targets
        self.signers[name] = []
        self.add_key(name)

    def publish_root(self) -> None:
        self.files[f"metadata/{self.root.version}.root.json"] = self.signed("root", self.root)

    def bump_root(self) -> None:
        self.root.version += 1
        self.publish_root()

    def publish(self, *roles: str, bump: bool = True) -> None:
        """Sign roles in the order given, each entered with its version where its hash is told."""
        for role in roles:
            content = {**self.mds, "snapshot": self.snapshot, "timestamp": self.timestamp}[role]
            content.version += 1 if bump else 0
            signed = self.signed(role, content)
            if role == "timestamp":
                self.files["metadata/timestamp.json"] = signed
                continue
            self.files[f"metadata/{content.version}.{parse.quote(role, '')}.json"] = signed
            meta = MetaFile.from_data(content.version, signed, ["sha256"])
            if not self.compute_hashes:
                meta = MetaFile(content.version)
            if role == "snapshot":
                self.timestamp.snapshot_meta = meta
            else:
                self.snapshot.meta[f"{role}.json"] = meta

    def update_snapshot(self) -> None:
        self.publish("snapshot", "timestamp")

    def update_timestamp(self) -> None:
        self.publish("timestamp")

    def signed(self, role: str, content: Any) -> bytes:  # noqa: ANN401 - one of TUF's roles
        metadata = Metadata(content)
        payload = metadata.signed_bytes
        for private in self.signers[role]:
            keyid = public(private).keyid
            signature = private.sign(payload, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
            metadata.signatures[keyid] = Signature(keyid, signature.hex())
        return metadata.to_bytes(JSONSerializer(compact=True))


@dataclass
class Client:
    """A terminal with a store."""

    path: Path
    source: MemorySource
    first_root: bytes

    def refresh(self, now: datetime = NOW) -> Refusal | None:
        """Update; None when it was accepted. A refusal has changed nothing."""
        before = self.path.read_bytes() if self.path.exists() else None
        self.source.asked.clear()
        try:
            update(self.path, self.source, now, Profile.TEST, first_root=self.first_root)
        except TrustStoreError as error:
            assert (self.path.read_bytes() if self.path.exists() else None) == before
            assert [each for each in self.path.parent.iterdir() if each != self.path] == []
            return error.refusal
        return None

    def version(self, role: str) -> int:
        transport = read_holdings(self.path).transport
        assert transport is not None
        assert transport.snapshot is not None
        if role in {"root", "timestamp", "snapshot"}:
            return version_of(getattr(transport, role))
        return Metadata[Snapshot].from_bytes(transport.snapshot).signed.meta[f"{role}.json"].version

    def trust_list_issue(self) -> int:
        trust_list = open_store(self.path).trust_list
        assert trust_list is not None
        return trust_list.issue_id


def start(tmp_path: Path, repo: Repository) -> Client:
    """A terminal that has the repository's first root, and no store yet."""
    folder = tmp_path / "terminal"
    folder.mkdir()
    return Client(folder / "trust.sqlite", MemorySource(repo.files), repo.files["metadata/1.root.json"])


def target_path(name: str, content: bytes) -> str:
    folder, slash, file = name.rpartition("/")
    return f"targets/{folder}{slash}{hashlib.sha256(content).hexdigest()}.{file}"
