"""What an update did, told to whoever ran it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from trust_store.admission import Refused
from trust_store.profile import Profile
from trust_store.transport import Transport


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallReport:
    """The store after an update, and what was not let in. Every count is of the whole store."""

    profile: Profile
    list_signer_sha256: bytes
    """The publisher's fingerprint, to be compared with what the publisher says by another way."""
    is_newly_pinned: bool
    """Whether this update pinned it: the one moment in which a false publisher would not be noticed."""
    is_successor: bool
    """Whether the publisher is another than before, by the word of the one before."""
    has_changed: bool
    issued_at: datetime
    issue_id: int
    anchors: int
    document_signers: int
    status_signers: int
    status_lists: int
    blocked: int
    refused: tuple[Refused, ...]
    """Of this update: anchors, signers and status lists that were not let in."""
    withdrawn: tuple[Refused, ...]
    """Held until now, and no longer vouched for by the new trust list."""
    snapshot_id: str
    transport: Transport | None
    """The root by which the update was believed; None for one that came without TUF."""
    clock_floor: datetime | None
