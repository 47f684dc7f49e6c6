"""Which anchors, signers and status lists are let in, each judged alone.

One that is not let in is named with its faults and does not keep the others out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, unique
from typing import Final, TypeAlias

from credential.cose import Header, Sign1, VerifiedPayload
from credential.reason import CredentialError
from credential.status_list import MAX_TOKEN, STATUS_LIST_TYPE, StatusToken
from trust_store.anchor import Anchor, AnchorFault, check_anchor
from trust_store.certificate import Certificate, CertificateError, read_certificate
from trust_store.list_file import ListFile
from trust_store.path import PathError, PathFault, Role, VerifiedPath, verify_path
from trust_store.profile import Profile
from trust_store.signers import DocumentSigner, StatusSigner
from trust_store.status import Shard, moment
from trust_store.trust_list import TrustList, TrustListEntry

_ROLES: Final[dict[tuple[str, ...], Role]] = {
    (role.value,): role for role in (Role.DOCUMENT_SIGNER, Role.STATUS_SIGNER)
}


@unique
class TokenFault(Enum):
    """Why a status list is not let in."""

    MALFORMED = "malformed"
    SIGNER_UNKNOWN = "signer_unknown"
    SIGNER_NOT_VALID_THEN = "signer_not_valid_then"
    SIGNER_BLOCKED = "signer_blocked"
    SIGNATURE_INVALID = "signature_invalid"


Fault: TypeAlias = AnchorFault | PathFault | TokenFault


@unique
class Kind(Enum):
    """What was not let in."""

    ANCHOR = "anchor"
    SIGNER = "signer"
    STATUS_LIST = "status_list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """One thing that was not let in. `name` quotes it: show it only through ``display_safe``."""

    kind: Kind
    name: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signers:
    """The signers with a path, by kid; a kid may name several."""

    certificates: tuple[bytes, ...]
    """Their DER, each once, in the order of their digests."""
    document: Mapping[bytes, tuple[DocumentSigner, ...]]
    status: Mapping[bytes, tuple[StatusSigner, ...]]


def admit_anchors(trust_list: TrustList) -> tuple[tuple[Anchor, ...], tuple[Refused, ...]]:
    """Judge every entry of a verified trust list."""
    anchors: list[Anchor] = []
    refused: list[Refused] = []
    for place, entry in enumerate(trust_list.entries):
        try:
            root = read_certificate(entry.certificate)
        except CertificateError:
            name = f"entry {place} ({entry.issuing_country})"
            refused.append(Refused(kind=Kind.ANCHOR, name=name, faults=(AnchorFault.UNREADABLE,)))
            continue
        faults = (*check_anchor(root), *_entry_faults(entry, root, trust_list.profile))
        if faults:
            refused.append(Refused(kind=Kind.ANCHOR, name=root.common_name, faults=faults))
        else:
            anchors.append(_anchor(entry, root, trust_list.profile))
    return tuple(anchors), tuple(refused)


def admit_signers(certificates: Iterable[bytes], anchors: tuple[Anchor, ...]) -> tuple[Signers, tuple[Refused, ...]]:
    """Find the path of every signer's certificate."""
    paths: dict[bytes, VerifiedPath] = {}
    refused: list[Refused] = []
    for der in certificates:
        name = hashlib.sha256(der).hexdigest()[:32]
        try:
            leaf = read_certificate(der)
            name = leaf.common_name
            path = verify_path(leaf, anchors, _role_of(leaf))
            paths[leaf.sha256] = path
        except CertificateError:
            refused.append(Refused(kind=Kind.SIGNER, name=name, faults=(PathFault.UNREADABLE,)))
        except PathError as error:
            refused.append(Refused(kind=Kind.SIGNER, name=name, faults=(error.fault,)))
    return _by_role([paths[digest] for digest in sorted(paths)]), tuple(refused)


def admit_token(
    data: bytes, signers: Mapping[bytes, tuple[StatusSigner, ...]], file: ListFile | None = None
) -> Shard | TokenFault:
    """Verify one status list, in this order: shape, signer, signature, claims, the signer's validity at `iat`.

    `file` is where the list will be inflated when it is asked. Whether the signer is blocked, and whether an older
    list is replaced, is the caller's to decide.
    """
    try:
        message = Sign1.decode(data, limit=MAX_TOKEN)
        kid = message.protected.get(Header.KID)
        wanted = {Header.ALG: message.algorithm, Header.KID: kid, Header.TYP: STATUS_LIST_TYPE}
        if type(kid) is not bytes or message.protected != wanted or message.unprotected:
            return TokenFault.MALFORMED
        found = _verify(message, signers.get(kid, ()))
        if found is None:
            return TokenFault.SIGNATURE_INVALID if kid in signers else TokenFault.SIGNER_UNKNOWN
        signer, payload = found
        token = StatusToken.parse(payload)
    except CredentialError:
        return TokenFault.MALFORMED
    if not signer.covers(moment(token.iat)):
        return TokenFault.SIGNER_NOT_VALID_THEN
    return Shard(token=token, data=data, signer=signer, file=file)


def is_readable(shard: Shard) -> bool:
    """Whether the list inflates within its bounds. Asked once, when it comes in."""
    try:
        shard.token.inflate()
    except CredentialError:
        return False
    return True


def _verify(message: Sign1, candidates: tuple[StatusSigner, ...]) -> tuple[StatusSigner, VerifiedPayload] | None:
    for signer in candidates:
        try:
            return signer, message.verify(signer.key)
        except CredentialError:
            continue
    return None


def _entry_faults(entry: TrustListEntry, root: Certificate, profile: Profile) -> tuple[AnchorFault, ...]:
    faults: list[AnchorFault] = []
    if profile is Profile.PRODUCTION and root.is_specimen:
        faults.append(AnchorFault.TEST_ANCHOR)
    if not entry.agrees_with(root):
        faults.append(AnchorFault.ENTRY_DISAGREES)
    return tuple(faults)


def _anchor(entry: TrustListEntry, root: Certificate, profile: Profile) -> Anchor:
    return Anchor(
        certificate=root,
        country=entry.issuing_country,
        document_types=entry.document_types,
        profile=profile,
    )


def _role_of(leaf: Certificate) -> Role:
    role = _ROLES.get(leaf.purposes)
    if role is None:
        raise PathError(PathFault.ROLE)
    return role


def _by_role(paths: list[VerifiedPath]) -> Signers:
    document: dict[bytes, tuple[DocumentSigner, ...]] = {}
    status: dict[bytes, tuple[StatusSigner, ...]] = {}
    for path in paths:
        kid = path.leaf.kid
        if path.role is Role.DOCUMENT_SIGNER:
            document[kid] = (*document.get(kid, ()), DocumentSigner.of(path))
        else:
            status[kid] = (*status.get(kid, ()), StatusSigner.of(path))
    return Signers(certificates=tuple(path.leaf.der for path in paths), document=document, status=status)
