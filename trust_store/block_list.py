"""The block list: certificates never to be believed again. Signed by the list signer, and sticky.

A store keeps the union of all block lists it has seen: a later list that leaves a certificate out does not unblock
it. (A health pass revoked one day was valid again the next, in the field, because a list was simply replaced.)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from credential import cbor
from credential.cose import VerifiedPayload
from trust_store.fields import malformed, read_fields, tdate

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


def encode_block_list(block_list: BlockList) -> bytes:
    """Write the payload, to be signed by `signed_list.sign_list`. The time is aware and in whole seconds."""
    return cbor.encode(
        {
            "version": VERSION,
            "date": tdate(block_list.issued_at),
            "sequence": block_list.sequence,
            "blocked": sorted(block_list.blocked),
        }
    )


def parse_block_list(payload: VerifiedPayload) -> BlockList:
    """Read a verified payload. Raises `TrustStoreError` MALFORMED."""
    fields = read_fields(payload, _PLACE)
    if fields.text("version") != VERSION:
        raise malformed(f"{_PLACE}: version {VERSION} is the one read here")
    items = fields.items("blocked")
    if len(items) > MAX_BLOCKED:
        raise malformed(f"{_PLACE}: {len(items)} certificates where at most {MAX_BLOCKED} are read")
    blocked = frozenset(item for item in items if type(item) is bytes and len(item) == _DIGEST)
    if len(blocked) != len(items):
        raise malformed(f"{_PLACE}: blocked must be different SHA-256 digests, {_DIGEST} bytes each")
    return BlockList(issued_at=fields.moment("date"), sequence=fields.count("sequence"), blocked=blocked)
