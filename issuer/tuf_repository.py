"""The publication as a TUF repository (specification 1.0.34): signed so that a terminal notices any old or mixed copy.

Roles: root (three keys, two must sign, and a change must be signed by the old and by the new ones), targets (trust
list, publisher's and signers' certificates, successions), daily (delegated by targets: status lists and block list,
and nothing else), snapshot, timestamp. So the key that signs every day cannot change an anchor or a signer.

Files: ``metadata/N.root.json``, ``metadata/N.targets.json`` and so on, ``metadata/timestamp.json``, and the targets
under ``targets/`` with their SHA-256 before the name (consistent snapshots): a reader never meets half a change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeVar

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from securesystemslib.signer import Signature, Signer, SSlibKey
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Role,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.serialization.json import JSONSerializer

from trust_store.publication import BLOCK_LIST, LIST_SIGNER, SIGNERS, STATUS, SUCCESSIONS, TRUST_LIST, Publication

if TYPE_CHECKING:
    from securesystemslib.signer import Key

ROOT_LIFE: Final = timedelta(days=730)
TARGETS_LIFE: Final = timedelta(days=365)
DAILY_LIFE: Final = timedelta(days=35)
"""As long as a status list tells anything (DESIGN section 4: 30 days), and some days for the journey."""
TIMESTAMP_LIFE: Final = timedelta(days=30)
"""How old a stick may be. A clock alone tells freshness there; the lists' ages grade it further."""
ROOT_THRESHOLD: Final = 2
_Signed = TypeVar("_Signed", Targets, Timestamp, Snapshot)
DAILY_PATHS: Final = (f"{STATUS[0]}/*{STATUS[1]}", BLOCK_LIST)


class RoleName(StrEnum):
    """The roles of the repository, as TUF calls them; `DAILY` is ours."""

    ROOT = "root"
    TARGETS = "targets"
    SNAPSHOT = "snapshot"
    TIMESTAMP = "timestamp"
    DAILY = "daily"


Keys = Mapping[RoleName, Sequence[ec.EllipticCurvePrivateKey]]
"""The private keys of each role: three of root, one of each other. Any that signs ECDSA will do, also in hardware."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What one publication is numbered and dated; `version` grows with every publication."""

    version: int
    at: datetime


def make_root(keys: Keys, edition: Edition, outgoing: Sequence[ec.EllipticCurvePrivateKey] = ()) -> bytes:
    """Make a root that names the keys of all top roles, signed by its own keys and by those that go out."""
    roles = (RoleName.ROOT, RoleName.TARGETS, RoleName.SNAPSHOT, RoleName.TIMESTAMP)
    named = {role: [_public(key) for key in keys[role]] for role in roles}
    root = Root(
        version=edition.version,
        expires=edition.at + ROOT_LIFE,
        keys={key.keyid: key for group in named.values() for key in group},
        roles={
            role.value: Role([key.keyid for key in group], ROOT_THRESHOLD if role is RoleName.ROOT else 1)
            for role, group in named.items()
        },
        consistent_snapshot=True,
    )
    distinct = {_public(key).keyid: key for key in (*keys[RoleName.ROOT], *outgoing)}
    return _signed(root, list(distinct.values()))


def make_repository(roots: Mapping[int, bytes], keys: Keys, publication: Publication, edition: Edition) -> Files:
    """Make every file of a repository, by its path."""
    lasting, daily = split(publication)
    targets = Targets(
        version=edition.version,
        expires=edition.at + TARGETS_LIFE,
        targets=_target_files(lasting),
        delegations=_delegations(keys[RoleName.DAILY]),
    )
    metadata = {RoleName.TARGETS: _signed(targets, keys[RoleName.TARGETS])}
    return {
        **{f"metadata/{version}.root.json": content for version, content in roots.items()},
        **_placed(lasting),
        **renew(metadata, keys, daily, edition),
    }


def renew(lasting: Mapping[RoleName, bytes], keys: Keys, daily: Files, edition: Edition) -> Files:
    """Sign what changes every day, beside the targets role that stays as it is in `lasting`."""
    role = Targets(version=edition.version, expires=edition.at + DAILY_LIFE, targets=_target_files(daily))
    metadata = {RoleName.TARGETS: lasting[RoleName.TARGETS], RoleName.DAILY: _signed(role, keys[RoleName.DAILY])}
    snapshot = Snapshot(
        version=edition.version,
        expires=edition.at + DAILY_LIFE,
        meta={f"{name.value}.json": _meta(content) for name, content in metadata.items()},
    )
    metadata[RoleName.SNAPSHOT] = _signed(snapshot, keys[RoleName.SNAPSHOT])
    timestamp = Timestamp(
        version=edition.version,
        expires=edition.at + TIMESTAMP_LIFE,
        snapshot_meta=_meta(metadata[RoleName.SNAPSHOT]),
    )
    numbered = {f"metadata/{_version(content)}.{name.value}.json": content for name, content in metadata.items()}
    return {
        **numbered,
        **_placed(daily),
        "metadata/timestamp.json": _signed(timestamp, keys[RoleName.TIMESTAMP]),
    }


Files = Mapping[str, bytes]
"""Contents by path below the repository, or by target name."""


def split(publication: Publication) -> tuple[Files, Files]:
    """Name the targets of a publication: those of the targets role, and those of the daily role."""
    lasting = {TRUST_LIST: publication.trust_list, LIST_SIGNER: publication.list_signer}
    lasting |= {target_name(SIGNERS, content): content for content in publication.signers}
    lasting |= {target_name(SUCCESSIONS, content): content for content in publication.successions}
    daily = {target_name(STATUS, content): content for content in publication.status_tokens}
    if publication.block_list is not None:
        daily[BLOCK_LIST] = publication.block_list
    return lasting, daily


def target_name(kind: tuple[str, str], content: bytes) -> str:
    """Call a certificate or a status list by its own SHA-256, shortened."""
    folder, suffix = kind
    return f"{folder}/{hashlib.sha256(content).hexdigest()[:16]}{suffix}"


class DamagedMetadataError(ValueError):
    """Metadata that should be ours cannot be read."""


def targets_of(metadata: bytes) -> dict[str, str]:
    """Read which targets a role lists: the path of each below the repository, by name. Raises DamagedMetadataError."""
    listed = _read(Targets, metadata).targets
    return {name: _path(name, target.hashes["sha256"]) for name, target in listed.items()}


def metadata_paths(timestamp: bytes, read: Any) -> dict[RoleName, str]:  # noqa: ANN401 - any reader of a path
    """Follow a timestamp to the metadata that are current: their paths, by role. Raises DamagedMetadataError."""
    version = _read(Timestamp, timestamp).snapshot_meta.version
    paths = {RoleName.SNAPSHOT: f"metadata/{version}.snapshot.json"}
    for name, meta in _read(Snapshot, read(paths[RoleName.SNAPSHOT])).meta.items():
        paths[RoleName(name.removesuffix(".json"))] = f"metadata/{meta.version}.{name}"
    return paths


class _RoleSigner(Signer):
    """Lets any ECDSA key of ours sign metadata, also one that lies in hardware."""

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        self._key = key

    @property
    def public_key(self) -> Key:
        """The public half, as TUF names it."""
        return _public(self._key)

    @classmethod
    def from_priv_key_uri(cls, priv_key_uri: str, public_key: Key, secrets_handler: object = None) -> Signer:
        """Keys come from the key store alone."""
        raise NotImplementedError(f"{priv_key_uri}: keys come from the key store")

    def sign(self, payload: bytes) -> Signature:
        """Sign deterministically (RFC 6979), as every signature of the issuer; hardware may do otherwise."""
        signature = self._key.sign(payload, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
        return Signature(self.public_key.keyid, signature.hex())


def _public(key: ec.EllipticCurvePrivateKey) -> SSlibKey:
    return SSlibKey.from_crypto(key.public_key())


def _signed(content: Any, keys: Sequence[ec.EllipticCurvePrivateKey]) -> bytes:  # noqa: ANN401 - one of TUF's roles
    content.expires = content.expires.replace(microsecond=0)
    metadata = Metadata(content)
    for key in keys:
        metadata.sign(_RoleSigner(key), append=True)
    return metadata.to_bytes(JSONSerializer(compact=True))


def _delegations(keys: Sequence[ec.EllipticCurvePrivateKey]) -> Delegations:
    public = [_public(key) for key in keys]
    role = DelegatedRole(RoleName.DAILY.value, [key.keyid for key in public], 1, True, list(DAILY_PATHS))
    return Delegations({key.keyid: key for key in public}, {role.name: role})


def _target_files(contents: Files) -> dict[str, TargetFile]:
    return {name: TargetFile.from_data(name, content, ["sha256"]) for name, content in sorted(contents.items())}


def _meta(metadata: bytes) -> MetaFile:
    return MetaFile.from_data(_version(metadata), metadata, ["sha256"])


def _version(metadata: bytes) -> int:
    version: int = Metadata.from_bytes(metadata).signed.version
    return version


def _read(kind: type[_Signed], metadata: bytes) -> _Signed:
    try:
        content = Metadata.from_bytes(metadata).signed
    except RepositoryError as error:
        raise DamagedMetadataError(str(error)) from error
    if not isinstance(content, kind):
        raise DamagedMetadataError(f"{kind.__name__} is wanted")
    return content


def _placed(contents: Files) -> Files:
    return {_path(name, hashlib.sha256(content).hexdigest()): content for name, content in contents.items()}


def _path(name: str, sha256: str) -> str:
    folder, slash, file = name.rpartition("/")
    return f"targets/{folder}{slash}{sha256}.{file}"
