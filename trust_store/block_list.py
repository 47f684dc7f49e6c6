"""The block list: certificates never to be believed again. Signed by the list signer, and sticky.

A store keeps the union of all block lists it has seen: a later list that leaves a certificate out does not unblock
it. (A health pass revoked one day was valid again the next, in the field, because a list was simply replaced.) What
was blocked by mistake comes back by an explicit word, `unblocked`, in a list that is signed like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from credential import cbor
from credential.cose import VerifiedPayload
from trust_store.fields import Fields, malformed, read_fields, tdate

VERSION: Final = "1.0"
MAX_BLOCKED: Final = 10_000
"""Certificates of one list: 340 KB, a third of what is read."""
_PLACE: Final = "block list"
_DIGEST: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockList:
    """A whole list. `blocked` holds the SHA-256 of certificates (signers or roots), `sequence` grows with each list."""

    issued_at: datetime
    sequence: int
    blocked: frozenset[bytes]
    unblocked: frozenset[bytes] = frozenset()
    """What is believed again, whichever list blocked it."""

    def applied_to(self, held: frozenset[bytes]) -> frozenset[bytes]:
        """Return what is blocked once this list is taken in by a store that blocks `held`."""
        return (held - self.unblocked) | self.blocked


def encode_block_list(block_list: BlockList) -> bytes:
    """Write the payload, to be signed by `signed_list.sign_list`. The time is aware and in whole seconds."""
    content: dict[str, object] = {
        "version": VERSION,
        "date": tdate(block_list.issued_at),
        "sequence": block_list.sequence,
        "blocked": sorted(block_list.blocked),
    }
    if block_list.unblocked:
        content["unblocked"] = sorted(block_list.unblocked)
    return cbor.encode(content)


def parse_block_list(payload: VerifiedPayload) -> BlockList:
    """Read a verified payload. Raises `TrustStoreError` MALFORMED."""
    fields = read_fields(payload, _PLACE)
    if fields.text("version") != VERSION:
        raise malformed(f"{_PLACE}: version {VERSION} is the one read here")
    blocked = _digests(fields, "blocked")
    unblocked = _digests(fields, "unblocked") if fields.has("unblocked") else frozenset()
    if blocked & unblocked:
        raise malformed(f"{_PLACE}: a certificate both blocked and unblocked")
    return BlockList(
        issued_at=fields.moment("date"), sequence=fields.count("sequence"), blocked=blocked, unblocked=unblocked
    )


def _digests(fields: Fields, name: str) -> frozenset[bytes]:
    items = fields.items(name)
    if len(items) > MAX_BLOCKED:
        raise malformed(f"{_PLACE}: {len(items)} certificates where at most {MAX_BLOCKED} are read")
    digests = frozenset(item for item in items if type(item) is bytes and len(item) == _DIGEST)
    if len(digests) != len(items):
        raise malformed(f"{_PLACE}: {name} must be different SHA-256 digests, {_DIGEST} bytes each")
    return digests
