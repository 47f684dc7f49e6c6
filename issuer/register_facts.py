"""What the register knows of status lists and of minted credentials, as facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from issuer.people import StatusWord


class MintedForm(StrEnum):
    """What an issuer mints."""

    ATTESTATION = "attestation"
    LICENCE = "licence"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReference:
    """A place in a status list: claim `status` of one credential."""

    uri: str
    idx: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """One status list: its `uri`, the country whose status signer signs it, and how many indices are in use."""

    uri: str
    country: str
    allotted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonStatus:
    """What the register says of a person, and since when; None: as imported."""

    word: StatusWord
    changed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """One credential taken back, whatever its person may do: `word` is INVALID or LOST_OR_STOLEN."""

    word: StatusWord
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MintedCredential:
    """The record of one credential: no content, only what names it.

    `signer_kid` has 8 bytes, `device_key_thumbprint` 32 (RFC 9679) or is None; times are seconds since 1970 UTC.
    """

    credential_id: str
    person_id: str
    form: MintedForm
    signer_kid: bytes
    iat: int
    exp: int
    status: StatusReference
    device_key_thumbprint: bytes | None
    revocation: Revocation | None = None
    """None while the credential stands or falls with its person's status."""
