"""What a store holds, as bytes, and the names that are computed from it. Nothing here is verified."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from credential import cbor
from trust_store.profile import Profile
from trust_store.transport import Transport


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """The content of a store. Tuples are in the order of their elements' SHA-256, each element once."""

    profile: Profile
    list_signer: bytes | None = None
    """The pinned publisher's certificate, DER; None until the first update."""
    trust_list: bytes | None = None
    block_list: bytes | None = None
    """The latest block list, signed. `blocked` may hold more than it."""
    blocked: frozenset[bytes] = frozenset()
    """SHA-256 of every certificate ever blocked: the union of all lists seen."""
    signers: tuple[bytes, ...] = ()
    status_tokens: tuple[bytes, ...] = ()
    floor: datetime | None = None
    """The clock floor in whole seconds."""
    settings: bytes | None = None
    """The administrator's thresholds (`trust_store.settings`), TOML or signed; None for those by default."""
    administrator: bytes | None = None
    """The key whose word alone counts for settings, DER; None where the store's owner's does."""
    vicals: tuple[bytes, ...] = ()
    """Foreign lists with their terms (`trust_store.foreign`)."""
    foreign_status: tuple[bytes, ...] = ()
    """Status lists of other States with their signers (`trust_store.foreign_status`)."""
    transport: Transport | None = None
    """TUF's trusted metadata; None where no root is pinned."""

    def snapshot_id(self) -> str:
        """Name this state of trust: 16 hex digits of SHA-256 over its content.

        Without the floor, which rises with every check that is recorded, and without the transport's metadata, which
        are renewed daily: what is believed changes with neither.
        """
        content: list[object] = [
            self.profile.value,
            _digest(self.list_signer),
            _digest(self.trust_list),
            _digest(self.block_list),
            sorted(self.blocked),
            sorted(_sha256(each) for each in self.signers),
            sorted(_sha256(each) for each in self.status_tokens),
        ]
        if self.vicals:
            content.append(sorted(_sha256(each) for each in self.vicals))
        if self.foreign_status:
            content.append({"foreign_status": sorted(_sha256(each) for each in self.foreign_status)})
        if self.settings is not None:
            content.append(_sha256(self.settings))
        if self.administrator is not None:
            content.append({"administrator": _sha256(self.administrator)})
        return _sha256(cbor.encode(content)).hex()[:16]


def in_order(elements: frozenset[bytes]) -> tuple[bytes, ...]:
    """Put elements in the one order that `Holdings` has them in."""
    return tuple(sorted(elements, key=_sha256))


def _digest(content: bytes | None) -> bytes:
    return b"" if content is None else _sha256(content)


def _sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
