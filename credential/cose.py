"""COSE_Sign1 (RFC 9052), decoded strictly and verified on `cryptography`.

A message is untrusted until ``verify`` has returned its payload as a `VerifiedPayload`; mypy refuses the
unverified bytes where a `VerifiedPayload` is due.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, NewType

from cryptography.hazmat.primitives.asymmetric import ec

from credential import cbor
from credential.cbor import MAPS, CBORTag
from credential.exact import Parts
from credential.keys import VerificationKey, sign_raw
from credential.reason import CredentialError, Reason

VerifiedPayload = NewType("VerifiedPayload", bytes)
"""Payload bytes whose signature held under a trusted key. Made by `Sign1.verify` alone."""


class Header:
    """Labels of header parameters (IANA COSE registry; 170 is the SD-CWT draft's)."""

    ALG: Final = 1
    CRIT: Final = 2
    KID: Final = 4
    KCWT: Final = 13
    TYP: Final = 16
    SD_CLAIMS: Final = 17
    X5CHAIN: Final = 33
    SD_ALG: Final = 170


NOTHING: Final[Mapping[Any, Any]] = {}
"""An empty unprotected header."""
SIGN1_TAG: Final = 18
_MESSAGE_TAGS: Final = frozenset({SIGN1_TAG})


@dataclass(frozen=True, slots=True)
class Sign1:
    """A decoded COSE_Sign1 (tag 18). Nothing in it is verified."""

    protected_bytes: bytes
    protected: Mapping[Any, Any]
    unprotected: Mapping[Any, Any]
    unverified_payload: bytes
    signature: bytes

    @classmethod
    def decode(cls, data: bytes, *, limit: int = cbor.MAX_MESSAGE, nested: bool = False) -> Sign1:
        """Decode one tagged COSE_Sign1.

        `nested` admits tag 18 inside the protected header (`kcwt`). Raises MALFORMED, TOO_LARGE or
        ALGORITHM_NOT_ALLOWED (no algorithm in the protected header).
        """
        return cls.of_item(cbor.decode(data, limit=limit, tags=_MESSAGE_TAGS), nested=nested)

    @classmethod
    def of_item(cls, item: object, *, nested: bool = False) -> Sign1:
        """Take a strictly decoded CBOR item as COSE_Sign1 (RFC 9052 section 4.2)."""
        if type(item) is not CBORTag or item.tag != SIGN1_TAG:
            raise CredentialError(Reason.MALFORMED, "COSE: not a COSE_Sign1 with tag 18")
        parts = item.value
        if type(parts) not in (list, tuple) or len(parts) != 4:
            raise CredentialError(Reason.MALFORMED, "COSE: not an array of four")
        protected_bytes, unprotected, payload, signature = parts
        if (
            type(protected_bytes) is not bytes
            or type(payload) is not bytes
            or type(signature) is not bytes
            or not isinstance(unprotected, MAPS)
        ):
            raise CredentialError(Reason.MALFORMED, "COSE: a part of the wrong type")
        protected = _protected(protected_bytes, nested)
        if Header.CRIT in unprotected:
            raise CredentialError(Reason.MALFORMED, "COSE: crit outside the protected header")
        if unprotected and not protected.keys().isdisjoint(unprotected):
            raise CredentialError(Reason.MALFORMED, "COSE: a parameter in both headers")
        return cls(protected_bytes, protected, unprotected, payload, signature)

    @classmethod
    def of_parts(cls, parts: Parts) -> Sign1:
        """Take a message that was taken apart by its exact shape; its protected header is decoded strictly."""
        return cls(parts.protected, protected_header(parts.protected), NOTHING, parts.payload, parts.signature)

    @property
    def algorithm(self) -> int:
        """The algorithm that the protected header names."""
        algorithm: int = self.protected[Header.ALG]
        return algorithm

    def verify(self, key: VerificationKey, external_aad: bytes = b"") -> VerifiedPayload:
        """Verify with `key` and return the payload. Raises ALGORITHM_NOT_ALLOWED or SIGNATURE_INVALID."""
        message = sig_structure(self.protected_bytes, self.unverified_payload, external_aad)
        key.verify_raw(self.algorithm, message, self.signature)
        return VerifiedPayload(self.unverified_payload)


def sig_structure(protected: bytes, payload: bytes, external_aad: bytes = b"") -> bytes:
    """Build the bytes that a COSE_Sign1 signature covers (RFC 9052 section 4.4)."""
    parts = (cbor.encode_bytes(protected), cbor.encode_bytes(external_aad), cbor.encode_bytes(payload))
    return b"\x84\x6aSignature1" + b"".join(parts)


def sign(
    protected: Mapping[int, object],
    payload: bytes,
    private_key: ec.EllipticCurvePrivateKey,
    *,
    unprotected: Mapping[int, object] | None = None,
    deterministic: bool = False,
) -> bytes:
    """Sign `payload` and encode the tagged message. `protected` names the algorithm under `Header.ALG`."""
    protected_bytes = cbor.encode(dict(protected))
    algorithm = protected[Header.ALG]
    if type(algorithm) is not int:
        algorithm = int(str(algorithm))
    signature = sign_raw(algorithm, sig_structure(protected_bytes, payload), private_key, deterministic=deterministic)
    return cbor.encode(CBORTag(SIGN1_TAG, [protected_bytes, dict(unprotected or {}), payload, signature]))


def _protected(data: bytes, nested: bool) -> Mapping[Any, Any]:
    # A kcwt header differs with every presentation; all others repeat with each signer.
    return _decode_protected(data, _MESSAGE_TAGS) if nested else protected_header(data)


@lru_cache(maxsize=256)
def protected_header(data: bytes) -> Mapping[Any, Any]:
    """Decode a protected header, which every message of one signer has in common. Raises as `Sign1.decode` does."""
    return MappingProxyType(_decode_protected(data, frozenset()))


def _decode_protected(data: bytes, tags: frozenset[int]) -> dict[Any, Any]:
    header = cbor.decode(data, tags=tags)
    if type(header) is not dict:
        raise CredentialError(Reason.MALFORMED, "COSE: a protected header that is no map")
    if Header.CRIT in header:
        raise CredentialError(Reason.MALFORMED, "COSE: crit, of which none is understood here")
    if type(header.get(Header.ALG)) is not int:
        raise CredentialError(Reason.ALGORITHM_NOT_ALLOWED, "COSE: no algorithm in the protected header")
    return header
