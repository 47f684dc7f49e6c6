"""Lists move forward: neither their date nor their number goes back, and a number stands for one content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from trust_store.block_list import BlockList
from trust_store.clock import is_ahead
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.trust_list import TrustList


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One issue of a list, with the message it came in and the payload that the message signs."""

    name: str
    issued_at: datetime
    number: int
    payload: bytes
    message: bytes

    @classmethod
    def of_trust_list(cls, message: bytes, payload: bytes, trust_list: TrustList) -> Issue:
        """Take a trust list as an issue."""
        issued_at, number = trust_list.issued_at, trust_list.issue_id
        return cls(name="trust list", issued_at=issued_at, number=number, payload=payload, message=message)

    @classmethod
    def of_block_list(cls, message: bytes, payload: bytes, block_list: BlockList) -> Issue:
        """Take a block list as an issue."""
        issued_at, number = block_list.issued_at, block_list.sequence
        return cls(name="block list", issued_at=issued_at, number=number, payload=payload, message=message)


def advance(held: Issue | None, offered: Issue, now: datetime) -> Issue:
    """Return the issue to hold from here on. Raises `TrustStoreError` DATED_IN_FUTURE, ROLLBACK or FORK.

    The same issue offered again is the held one: its message too, as anyone can change an ECDSA signature into
    another valid one, and no stick may change what a snapshot is called.
    """
    if is_ahead(offered.issued_at, now):
        raise TrustStoreError(
            Refusal.DATED_IN_FUTURE,
            f"{offered.name} of {offered.issued_at.isoformat()}; this clock says {now.isoformat(timespec='seconds')}",
        )
    if held is None:
        return offered
    if offered.number < held.number or offered.issued_at < held.issued_at:
        raise TrustStoreError(
            Refusal.ROLLBACK,
            f"{offered.name} number {offered.number} of {offered.issued_at.isoformat()}; "
            f"held here: number {held.number} of {held.issued_at.isoformat()}",
        )
    if offered.number > held.number:
        return offered
    if offered.payload != held.payload:
        raise TrustStoreError(Refusal.FORK, f"{offered.name} number {offered.number} differs from the one held here")
    return held
