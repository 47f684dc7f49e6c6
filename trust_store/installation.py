"""The rules of an update: what a store holds and a publication together become, or why nothing changes.

All in memory and without side effect. In this order:

1. The publisher is the pinned one, or one that came after it by its own word; the first update pins it.
2. The trust list is signed by it, of the store's profile, and not dated after this terminal's clock.
3. It does not go back (neither date nor issue number), nor is there another of the same number.
4. The same for the block list. What was blocked stays blocked.
5. Anchors, signers and status lists are let in one by one; those that are not are reported.
6. No status list goes back. One that the publication leaves out is kept, and so are signers.
7. What came out verifies as a whole, just as it will when the store is opened.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from trust_store.admission import Refused, admit_anchors, admit_signers
from trust_store.certificate import Certificate
from trust_store.fields import malformed
from trust_store.holdings import Holdings
from trust_store.progress import Issue, advance
from trust_store.publication import Publication
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.report import InstallReport
from trust_store.signed_list import read_list_signer
from trust_store.store import TrustStore, assemble, blocked_with_paths, read_block_list, read_trust_list
from trust_store.succession import follow
from trust_store.token_rules import TokenRules
from trust_store.trust_list import TrustList


def merge(
    held: Holdings, publication: Publication, now: datetime, pin: bytes | None = None
) -> tuple[Holdings, InstallReport]:
    """Apply a publication to what is held. Raises `TrustStoreError`; see the module for the order.

    `now` is the terminal's clock, aware; `pin` the SHA-256 of the publisher's certificate, where it is known by
    another way than the publication.
    """
    list_signer = _require_publisher(held, publication, now, pin)
    trust_message, trust_list = _next_trust_list(held, publication, list_signer, now)
    block_message, blocked = _next_block_list(held, publication, list_signer, now)
    anchors, refused_anchors = admit_anchors(trust_list)
    offered, refused_signers = admit_signers(publication.signers, anchors)
    kept, withdrawn_signers = admit_signers(held.signers, anchors)
    signers, _ = admit_signers({*offered.certificates, *kept.certificates}, anchors)
    rules = TokenRules(signers=signers.status, blocked=blocked_with_paths(blocked, signers), now=now)
    tokens = rules.merge(held.status_tokens, publication.status_tokens)
    merged = Holdings(
        profile=held.profile,
        list_signer=list_signer.der,
        trust_list=trust_message,
        block_list=block_message,
        blocked=blocked,
        signers=signers.certificates,
        status_tokens=tokens.tokens,
        floor=held.floor,
        transport=held.transport,
        vicals=held.vicals,
        settings=held.settings,
        administrator=held.administrator,
        foreign_status=held.foreign_status,
    )
    merged = _without_unvouched(merged)
    store = assemble(merged)
    refused = (*refused_anchors, *refused_signers, *tokens.refused)
    report = _report(held, store, merged, refused, (*withdrawn_signers, *tokens.withdrawn))
    # The floor outlives the lists that raised it.
    return replace(merged, floor=store.clock_floor), report


def _require_publisher(held: Holdings, publication: Publication, now: datetime, pin: bytes | None) -> Certificate:
    list_signer = read_list_signer(publication.list_signer)
    fingerprint = list_signer.sha256.hex()
    if held.list_signer is not None:
        follow(read_list_signer(held.list_signer), list_signer, publication.successions, now)
    if pin is not None and pin != list_signer.sha256:
        raise TrustStoreError(
            Refusal.LIST_SIGNER_NOT_PINNED, f"the update's publisher is {fingerprint}, not {pin.hex()}"
        )
    return list_signer


def _next_trust_list(
    held: Holdings, publication: Publication, list_signer: Certificate, now: datetime
) -> tuple[bytes, TrustList]:
    def issue(message: bytes, signer: Certificate) -> Issue:
        return Issue.of_trust_list(message, *read_trust_list(message, signer, held.profile))

    before = None if held.trust_list is None else issue(held.trust_list, _held_signer(held, list_signer))
    message = advance(before, issue(publication.trust_list, list_signer), now).message
    return message, read_trust_list(message, list_signer, held.profile)[1]


def _next_block_list(
    held: Holdings, publication: Publication, list_signer: Certificate, now: datetime
) -> tuple[bytes | None, frozenset[bytes]]:
    if publication.block_list is None:
        if held.block_list is not None and held.list_signer != list_signer.der:
            raise malformed("a new publisher, and no block list that it signed")
        return held.block_list, held.blocked

    def issue(message: bytes, signer: Certificate) -> Issue:
        return Issue.of_block_list(message, *read_block_list(message, signer))

    before = None if held.block_list is None else issue(held.block_list, _held_signer(held, list_signer))
    message = advance(before, issue(publication.block_list, list_signer), now).message
    return message, read_block_list(message, list_signer)[1].applied_to(held.blocked)


def _held_signer(held: Holdings, otherwise: Certificate) -> Certificate:
    """Return who signed the lists that are held: the publisher before this update."""
    return otherwise if held.list_signer is None else read_list_signer(held.list_signer)


def _without_unvouched(merged: Holdings) -> Holdings:
    if not merged.foreign_status:
        return merged
    # Here and not above: few stores hold any.
    from trust_store.foreign_status import without_unvouched

    return without_unvouched(merged)


def _report(
    held: Holdings, store: TrustStore, merged: Holdings, refused: tuple[Refused, ...], withdrawn: tuple[Refused, ...]
) -> InstallReport:
    if store.trust_list is None or store.list_signer_sha256 is None:
        raise TypeError("a store that was just merged has a trust list")
    document_signers = sum(len(group) for group in store.signers.values())
    return InstallReport(
        profile=store.profile,
        list_signer_sha256=store.list_signer_sha256,
        is_newly_pinned=held.list_signer is None,
        is_successor=held.list_signer not in (None, merged.list_signer),
        has_changed=held.snapshot_id() != store.snapshot_id,
        issued_at=store.trust_list.issued_at,
        issue_id=store.trust_list.issue_id,
        anchors=len(store.anchors),
        document_signers=document_signers,
        status_signers=len(merged.signers) - document_signers,
        status_lists=len(store.shards),
        blocked=len(store.blocked),
        refused=refused,
        withdrawn=withdrawn,
        snapshot_id=store.snapshot_id,
        transport=store.transport,
        clock_floor=store.clock_floor,
    )
