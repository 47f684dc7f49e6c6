"""A COSE_Sign1 in exactly the shape that our own forms have, taken apart without a general decoder.

Nearly every scan of ours has this shape, and five slices take it apart three times faster than a decoder. It is a
short cut and nothing more: whatever is not exactly so gets None and goes to the general, strict decoder, and what is
accepted here the general decoder accepts with the same parts (tests/property/test_exact.py holds both together).
"""

from __future__ import annotations

from typing import Final, NamedTuple

_SIGN1: Final = b"\xd2\x84"  # tag 18, an array of four
_TOKEN_HEADERS: Final = {b"\xa3\x01\x26\x0d": -7, b"\xa3\x01\x28\x0d": -9}  # {alg: ES256 or ESP256, kcwt: ...
_TOKEN_TYPE: Final = b"\x10\x19\x01\x26"  # ..., typ: 294}
_TOKEN_CLAIMS: Final = b"\xa2\x03\x6eroadside-check\x06\x1a"  # {aud: "roadside-check", iat: of four bytes}
_LEAST_OF_FOUR_BYTES: Final = 0x10000


class Parts(NamedTuple):
    """The parts of a message with an empty unprotected header; `end` is where it ends in the input.

    A tuple: made for each scan, in half the time of a frozen dataclass.
    """

    protected: bytes
    payload: bytes
    signature: bytes
    end: int


def split_message(data: bytes, at: int = 0) -> Parts | None:
    """Take the message at `at` apart; None when it has another shape."""
    if data[at : at + 2] != _SIGN1:
        return None
    protected = _byte_string(data, at + 2)
    if protected is None or data[protected[1] : protected[1] + 1] != b"\xa0":
        return None
    payload = _byte_string(data, protected[1] + 1)
    signature = None if payload is None else _byte_string(data, payload[1])
    if payload is None or signature is None:
        return None
    return Parts(protected[0], payload[0], signature[0], signature[1])


def split_token_header(protected: bytes) -> tuple[int, Parts] | None:
    """Take the protected header of a key binding token apart: its algorithm, and the licence in it."""
    algorithm = _TOKEN_HEADERS.get(protected[:4])
    licence = None if algorithm is None else split_message(protected, 4)
    if algorithm is None or licence is None or protected[licence.end :] != _TOKEN_TYPE:
        return None
    return algorithm, licence


def split_token_claims(payload: bytes) -> int | None:
    """Return the `iat` of a token that says nothing else but that it is for a roadside check; None for any other."""
    size = len(_TOKEN_CLAIMS)
    if len(payload) != size + 4 or payload[:size] != _TOKEN_CLAIMS:
        return None
    iat = int.from_bytes(payload[size:], "big")
    return iat if iat >= _LEAST_OF_FOUR_BYTES else None


def _byte_string(data: bytes, at: int) -> tuple[bytes, int] | None:
    """Read a byte string whose length is in its shortest form; its content and where it ends."""
    head = data[at : at + 3]
    if not head:
        return None
    kind = head[0]
    if 0x40 <= kind < 0x58:
        start, size = at + 1, kind & 0x1F
    elif len(head) < 3:
        return None
    elif kind == 0x58 and head[1] >= 24:
        start, size = at + 2, head[1]
    elif kind == 0x59 and head[1]:
        start, size = at + 3, head[1] << 8 | head[2]
    else:
        return None
    content = data[start : start + size]
    return (content, start + size) if len(content) == size else None
