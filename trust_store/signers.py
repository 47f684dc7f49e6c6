"""Signers with a verified path: whom a licence or a status list may be signed by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from credential.keys import VerificationKey
from trust_store.path import Role, VerifiedPath
from trust_store.profile import Profile
from trust_store.window import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signer:
    kid: bytes
    """8 bytes; a hint for look-up. Two signers may share it, and then both are tried."""
    certificate_sha256: bytes
    key: VerificationKey
    country: str
    window: Window
    """When the certificate and its anchor are both valid."""
    anchor_sha256: bytes
    profile: Profile
    document_types: tuple[str, ...]

    @property
    def not_before(self) -> datetime:
        """The first second of `window`."""
        return self.window.not_before

    @property
    def not_after(self) -> datetime:
        """The last second of `window`, inclusive."""
        return self.window.not_after

    def covers(self, now: datetime) -> bool:
        """Whether the signer is valid at `now`."""
        return self.window.covers(now)

    @classmethod
    def _of(cls, path: VerifiedPath, role: Role) -> Self:
        if path.role is not role:
            raise TypeError(f"a {cls.__name__} is made from a path in the role {role.name}")
        return cls(
            kid=path.leaf.kid,
            certificate_sha256=path.leaf.sha256,
            key=VerificationKey.of(path.leaf.parsed.public_key()),
            country=path.anchor.country,
            window=path.window,
            anchor_sha256=path.anchor.certificate.sha256,
            profile=path.anchor.profile,
            document_types=path.anchor.document_types,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSigner(_Signer):
    """May sign licences and attestations of `country`, of the types in `document_types`."""

    @classmethod
    def of(cls, path: VerifiedPath) -> Self:
        """Make the signer that `path` proves."""
        return cls._of(path, Role.DOCUMENT_SIGNER)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusSigner(_Signer):
    """May sign the status lists of `country`."""

    @classmethod
    def of(cls, path: VerifiedPath) -> Self:
        """Make the signer that `path` proves."""
        return cls._of(path, Role.STATUS_SIGNER)
