"""The trust store in memory: immutable, verified, and asked by dictionary look-ups alone.

It is made from what a store holds by `assemble`, which verifies all of it: signatures, paths, dates.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from credential.cose import VerifiedPayload
from trust_store.admission import Signers, TokenFault, admit_anchors, admit_signers, admit_token
from trust_store.anchor import Anchor
from trust_store.block_list import BlockList, parse_block_list
from trust_store.certificate import Certificate
from trust_store.clock import latest
from trust_store.holdings import Holdings
from trust_store.list_file import ListFile
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.settings import limits_of
from trust_store.signed_list import ListKind, read_list_signer, verify_list
from trust_store.signers import DocumentSigner, StatusSigner
from trust_store.staleness import STALENESS, Grade, Staleness
from trust_store.status import Shard, StatusAbsence, StatusAnswer
from trust_store.transport import Transport
from trust_store.trust_list import TrustList, parse_trust_list

if TYPE_CHECKING:
    from trust_store.vical import Vical


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrustStore:
    """Whom we believe, and what we know of revocation, at one snapshot."""

    profile: Profile
    snapshot_id: str
    clock_floor: datetime | None
    anchors: tuple[Anchor, ...] = ()
    trust_list: TrustList | None = None
    block_list: BlockList | None = None
    list_signer_sha256: bytes | None = None
    signers: Mapping[bytes, tuple[DocumentSigner, ...]] = field(default_factory=dict)
    """Document signers by kid."""
    shards: Mapping[tuple[str, str], Shard] = field(default_factory=dict)
    """Status lists by URI and country."""
    blocked: frozenset[bytes] = frozenset()
    """SHA-256 of all certificates that are blocked themselves, or chain to an anchor that is."""
    foreign: tuple[Vical, ...] = ()
    """Foreign lists. Their anchors vouch for foreign documents alone."""
    foreign_shards: Mapping[tuple[str, str], Shard] = field(default_factory=dict)
    """Status lists that other States publish themselves, by URI and country."""
    staleness: Staleness = STALENESS
    """The administrator's thresholds."""
    administrator_sha256: bytes | None = None
    """SHA-256 of the key that signs the thresholds; None where the store's owner sets them."""
    transport: Transport | None = None
    """By what root updates are believed; None where none is pinned."""

    @classmethod
    def empty(cls, profile: Profile) -> TrustStore:
        """Make a store that believes nobody."""
        return assemble(Holdings(profile=profile))

    @property
    def is_empty(self) -> bool:
        """Whether no document signer is known: then no licence can be judged."""
        return not self.signers

    def signers_by_kid(self, kid: bytes) -> tuple[DocumentSigner, ...]:
        """Return the document signers that `kid` may mean, mostly one; all are to be tried."""
        return self.signers.get(kid, ())

    def is_blocked(self, certificate_sha256: bytes) -> bool:
        """Whether the certificate, or the anchor it chains to, is blocked."""
        return certificate_sha256 in self.blocked

    def foreign_anchors(self, document_type: str) -> tuple[Anchor, ...]:
        """Return the foreign anchors that may vouch for documents of a type."""
        anchors = (anchor for vical in self.foreign for anchor in vical.anchors)
        return tuple(anchor for anchor in anchors if document_type in anchor.document_types)

    def status(self, uri: str, idx: int, country: str) -> StatusAnswer:
        """Say what the list `uri` states at `idx` about a licence whose signer belongs to `country`.

        The list must be signed under a root of the same country. Whether a statement is too old, or past its
        `exp`, is the caller's to ask of it.
        """
        shard = self.shard((uri, country))
        if shard is None:
            has_another = any(name[0] == uri for name in (*self.shards, *self.foreign_shards))
            return StatusAbsence.WRONG_COUNTRY if has_another else StatusAbsence.NO_LIST
        if self.is_blocked(shard.signer.certificate_sha256):
            return StatusAbsence.SIGNER_BLOCKED
        return shard.answer(idx)

    def shard(self, name: tuple[str, str]) -> Shard | None:
        """Return the status list of a name: of our publisher's and the State's own, the one issued later."""
        ours, theirs = self.shards.get(name), self.foreign_shards.get(name)
        if ours is None or theirs is None:
            return ours or theirs
        return theirs if theirs.issued_at > ours.issued_at else ours

    def ages(self, now: datetime) -> dict[str, timedelta]:
        """Say how old `trust_list`, `block_list` and the oldest `status` list are; an absent one is left out."""
        issued = {
            "trust_list": self.trust_list.issued_at if self.trust_list else None,
            "block_list": self.block_list.issued_at if self.block_list else None,
            "status": min((shard.issued_at for shard in self.shards.values()), default=None),
        }
        return {name: now - moment for name, moment in issued.items() if moment is not None}

    def grades(self, now: datetime) -> dict[str, Grade]:
        """Grade the lists of `ages` by the thresholds in force; the block list, which only adds up, is always fresh."""
        graded = {"trust_list": self.staleness.grade_trust_list, "status": self.staleness.grade}
        return {name: graded[name](age) if name in graded else Grade.FRESH for name, age in self.ages(now).items()}


def assemble(holdings: Holdings) -> TrustStore:
    """Verify everything that a store holds. Raises `TrustStoreError` for whatever does not verify."""
    if holdings.list_signer is None or holdings.trust_list is None:
        return _assemble_empty(holdings)
    list_signer = read_list_signer(holdings.list_signer)
    _, trust_list = read_trust_list(holdings.trust_list, list_signer, holdings.profile)
    block_list = None if holdings.block_list is None else read_block_list(holdings.block_list, list_signer)[1]
    if block_list is not None and not block_list.blocked <= holdings.blocked:
        raise _corrupt("a blocked certificate is missing")
    anchors, _ = admit_anchors(trust_list)
    signers, refused = admit_signers(holdings.signers, anchors)
    if refused:
        raise _corrupt("a signer has no path any more")
    shards = _shards(holdings.status_tokens, signers)
    foreign = _foreign(holdings)
    foreign_shards = _foreign_shards(holdings, anchors, foreign)
    issued = [trust_list.issued_at, *(shard.issued_at for shard in shards.values())]
    return TrustStore(
        profile=holdings.profile,
        snapshot_id=holdings.snapshot_id(),
        clock_floor=latest((holdings.floor, block_list.issued_at if block_list else None, *issued)),
        anchors=anchors,
        trust_list=trust_list,
        block_list=block_list,
        list_signer_sha256=list_signer.sha256,
        signers=signers.document,
        shards=shards,
        blocked=blocked_with_paths(holdings.blocked, signers, (each.signer for each in foreign_shards.values())),
        foreign=foreign,
        foreign_shards=foreign_shards,
        staleness=limits_of(holdings),
        administrator_sha256=_sha256(holdings.administrator),
        transport=holdings.transport,
    )


def read_trust_list(data: bytes, list_signer: Certificate, profile: Profile) -> tuple[VerifiedPayload, TrustList]:
    """Verify and read a trust list for a store of `profile`. Raises `TrustStoreError`."""
    payload = verify_list(ListKind.TRUST_LIST, data, list_signer)
    trust_list = parse_trust_list(payload)
    is_specimen_in_production = profile is Profile.PRODUCTION and list_signer.is_specimen
    if trust_list.profile is not profile or is_specimen_in_production:
        raise TrustStoreError(Refusal.WRONG_PROFILE, f"the list is not for a store of the profile {profile.value}")
    _require_valid(list_signer, trust_list.issued_at)
    return payload, trust_list


def read_block_list(data: bytes, list_signer: Certificate) -> tuple[VerifiedPayload, BlockList]:
    """Verify and read a block list. Raises `TrustStoreError`."""
    payload = verify_list(ListKind.BLOCK_LIST, data, list_signer)
    block_list = parse_block_list(payload)
    _require_valid(list_signer, block_list.issued_at)
    return payload, block_list


def blocked_with_paths(
    blocked: frozenset[bytes], signers: Signers, others: Iterable[StatusSigner] = ()
) -> frozenset[bytes]:
    """Add to the blocked certificates those of signers, and of `others`, whose anchor is blocked."""
    ours = [signer for group in (*signers.document.values(), *signers.status.values()) for signer in group]
    known = (*ours, *others)
    return blocked | {signer.certificate_sha256 for signer in known if signer.anchor_sha256 in blocked}


def _assemble_empty(holdings: Holdings) -> TrustStore:
    parts = (holdings.list_signer, holdings.trust_list, holdings.block_list)
    if any(parts) or holdings.blocked or holdings.signers or holdings.status_tokens:
        raise _corrupt("data without the list that vouches for it")
    foreign = _foreign(holdings)
    return TrustStore(
        profile=holdings.profile,
        snapshot_id=holdings.snapshot_id(),
        clock_floor=holdings.floor,
        foreign=foreign,
        foreign_shards=_foreign_shards(holdings, (), foreign),
        staleness=limits_of(holdings),
        administrator_sha256=_sha256(holdings.administrator),
        transport=holdings.transport,
    )


def _require_valid(list_signer: Certificate, issued_at: datetime) -> None:
    if not list_signer.window.covers(issued_at):
        raise TrustStoreError(Refusal.LIST_SIGNER_INVALID, "it was not valid on the date of the list it signed")


def _shards(tokens: tuple[bytes, ...], signers: Signers) -> dict[tuple[str, str], Shard]:
    shards: dict[tuple[str, str], Shard] = {}
    file = ListFile()
    for token in tokens:
        outcome = admit_token(token, signers.status, file)
        if isinstance(outcome, TokenFault):
            raise _corrupt(f"a status list does not verify any more ({outcome.value})")
        if outcome.name in shards:
            raise _corrupt("two status lists of one name")
        shards[outcome.name] = outcome
    return shards


def _foreign(holdings: Holdings) -> tuple[Vical, ...]:
    if not holdings.vicals:
        return ()
    # Here and not above: few stores hold one.
    from trust_store.foreign import read_foreign

    return tuple(read_foreign(piece, holdings.profile)[0] for piece in holdings.vicals)


def _foreign_shards(
    holdings: Holdings, own: tuple[Anchor, ...], foreign: tuple[Vical, ...]
) -> dict[tuple[str, str], Shard]:
    if not holdings.foreign_status:
        return {}
    # The same.
    from trust_store.foreign_status import anchors_for_status, read_foreign_shards

    return read_foreign_shards(holdings.foreign_status, anchors_for_status(own, foreign))


def _sha256(content: bytes | None) -> bytes | None:
    return None if content is None else hashlib.sha256(content).digest()


def _corrupt(detail: str) -> TrustStoreError:
    return TrustStoreError(Refusal.STORE_CORRUPT, detail)
