"""Token Status List, CWT form (draft-ietf-oauth-status-list-20): the bytes, not the trust in them.

A list packs one status of 1, 2, 4 or 8 bits per licence, least significant bits first, and is deflated with zlib.
What a status means is DESIGN section 4.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any, Final

from credential import cbor
from credential.cose import VerifiedPayload
from credential.reason import CredentialError, Reason

SHARD_SIZE: Final = 1 << 20
"""Licences in one list; France's 45 million licences make 43 lists."""
STATUS_BITS: Final = 4
MAX_INFLATED: Final = 1 << 20
"""Bytes: the largest list that is read, 2^20 entries of 8 bits. A bomb stops here."""
MAX_TOKEN: Final = 2 << 20
"""Bytes of one signed list: an incompressible list of `MAX_INFLATED` and its frame."""
STATUS_LIST_TYPE: Final = "application/statuslist+cwt"
MAX_TIME: Final = 253_402_300_799
"""9999-12-31T23:59:59Z, the last second that a datetime can hold."""

_SUB, _EXP, _IAT, _TTL, _STATUS_LIST = 2, 4, 6, 65534, 65533


class Status(IntEnum):
    """The status values of DESIGN section 4; 0 to 2 are the draft's, the others application-specific."""

    VALID = 0
    INVALID = 1
    SUSPENDED = 2
    RESTRICTED = 3
    INVALIDATED = 12
    ANNULLED = 13
    RETAINED = 14
    LOST_OR_STOLEN = 15


@dataclass(frozen=True, slots=True)
class StatusList:
    """A list in its packed form: `bits` per entry, first entry in the lowest bits of the first byte."""

    bits: int
    packed: bytes

    @classmethod
    def of(cls, entries: Iterable[tuple[int, int]], *, size: int = SHARD_SIZE, bits: int = STATUS_BITS) -> StatusList:
        """Pack `entries` of (index, status); every index not named is 0. Raises ValueError out of range."""
        packed = bytearray(size * bits // 8)
        per_byte = 8 // bits
        for index, status in entries:
            if not 0 <= index < size or not 0 <= status < 1 << bits:
                raise ValueError(f"index {index}, status {status}: outside a list of {size} entries of {bits} bits")
            packed[index // per_byte] |= status << (index % per_byte * bits)
        return cls(bits, bytes(packed))

    @classmethod
    def inflate(cls, bits: int, lst: bytes | memoryview) -> StatusList:
        """Inflate a compressed list within `MAX_INFLATED`. Raises TOO_LARGE or MALFORMED."""
        if type(bits) is not int or bits not in (1, 2, 4, 8):
            raise CredentialError(Reason.MALFORMED, "status list: bits is none of 1, 2, 4, 8")
        inflater = zlib.decompressobj()
        try:
            packed = inflater.decompress(lst, MAX_INFLATED)
        except zlib.error as error:
            raise CredentialError(Reason.MALFORMED, "status list: zlib") from error
        if inflater.unconsumed_tail:
            raise CredentialError(Reason.TOO_LARGE, f"status list: inflates to more than {MAX_INFLATED} bytes")
        if not inflater.eof or inflater.unused_data:
            raise CredentialError(Reason.MALFORMED, "status list: cut short, or bytes after its end")
        return cls(bits, packed)

    def deflate(self) -> bytes:
        """Compress by run lengths alone: zlib and its faster relatives then give the same bytes.

        A list is mostly zeros, so little is lost: 4 % at one entry in a hundred set, less than nothing below.
        """
        compressor = zlib.compressobj(9, strategy=zlib.Z_RLE)
        return compressor.compress(self.packed) + compressor.flush()

    def __len__(self) -> int:
        return len(self.packed) * 8 // self.bits

    def lookup(self, index: int) -> int | None:
        """Return the status at `index`, or None when the list does not reach so far."""
        if not 0 <= index < len(self):
            return None
        per_byte = 8 // self.bits
        return self.packed[index // per_byte] >> (index % per_byte * self.bits) & ((1 << self.bits) - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusToken:
    """The verified claims of a signed list. Times are seconds since 1970; `lst` is still deflated."""

    uri: str
    iat: int
    exp: int | None
    ttl: int | None
    bits: int
    lst: bytes | memoryview

    @classmethod
    def parse(cls, payload: VerifiedPayload) -> StatusToken:
        """Read the claims (draft section 5.2). Raises MALFORMED."""
        claims = cbor.decode(payload, limit=MAX_TOKEN)
        if type(claims) is not dict:
            raise CredentialError(Reason.MALFORMED, "status list: the payload is no map")
        status_list = claims.get(_STATUS_LIST)
        if type(status_list) is not dict:
            raise CredentialError(Reason.MALFORMED, "status list: claim 65533 is missing")
        uri, bits, lst = claims.get(_SUB), status_list.get("bits"), status_list.get("lst")
        if type(uri) is not str or type(bits) is not int or type(lst) is not bytes:
            raise CredentialError(Reason.MALFORMED, "status list: sub, bits or lst is missing or of another type")
        iat = _time(claims, _IAT)
        if iat is None:
            raise CredentialError(Reason.MALFORMED, "status list: iat is missing")
        return cls(uri=uri, iat=iat, exp=_time(claims, _EXP), ttl=_time(claims, _TTL), bits=bits, lst=lst)

    def encode(self) -> bytes:
        """Write the payload that `parse` reads."""
        claims: dict[int, Any] = {_SUB: self.uri, _IAT: self.iat}
        if self.exp is not None:
            claims[_EXP] = self.exp
        if self.ttl is not None:
            claims[_TTL] = self.ttl
        claims[_STATUS_LIST] = {"bits": self.bits, "lst": bytes(self.lst)}
        return cbor.encode(claims)

    def within(self, message: bytes) -> StatusToken:
        """The same claims, their list a view of the signed `message` that holds it: lists are not kept twice."""
        place = message.find(self.lst)
        return self if place < 0 else replace(self, lst=memoryview(message)[place : place + len(self.lst)])

    def inflate(self) -> StatusList:
        """Inflate the list, within its bound."""
        return StatusList.inflate(self.bits, self.lst)


def _time(claims: dict[Any, Any], label: int) -> int | None:
    if label not in claims:
        return None
    value = claims[label]
    if type(value) is not int or not 0 <= value <= MAX_TIME:
        raise CredentialError(Reason.MALFORMED, f"status list: claim {label} is no time")
    return value
