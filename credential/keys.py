"""Public keys that may verify, each bound to the algorithms it may be used with.

The algorithm is a property of the trusted key; the header of a message only has to agree (RFC 9053 section 2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

from credential.reason import CredentialError, Reason


class Algorithm(IntEnum):
    """COSE algorithms (IANA registry; the ESP and Ed25519 forms are RFC 9864)."""

    ES256 = -7
    ES384 = -35
    ES512 = -36
    EDDSA = -8
    ESP256 = -9
    ESP384 = -51
    ESP512 = -52
    ED25519 = -19


@dataclass(frozen=True, slots=True)
class _Curve:
    """How signatures of one curve look: `size` bytes each of r and s, below the group order."""

    algorithms: frozenset[int]
    size: int
    order: int
    scheme: ec.ECDSA


_CURVES: Final = {
    "secp256r1": _Curve(
        frozenset({Algorithm.ES256, Algorithm.ESP256}),
        32,
        0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
        ec.ECDSA(hashes.SHA256()),
    ),
    "secp384r1": _Curve(
        frozenset({Algorithm.ES384, Algorithm.ESP384}),
        48,
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
        ec.ECDSA(hashes.SHA384()),
    ),
    "secp521r1": _Curve(
        frozenset({Algorithm.ES512, Algorithm.ESP512}),
        66,
        0x01FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFA51868783BF2F966B7FCC0148F709A5D03BB5C9B8899C47AEBB6FB71E91386409,
        ec.ECDSA(hashes.SHA512()),
    ),
}
_P256: Final = _CURVES["secp256r1"]
_EDWARDS: Final = frozenset({Algorithm.EDDSA, Algorithm.ED25519})


@dataclass(frozen=True, slots=True, eq=False)
class VerificationKey:
    """A public key with the only algorithms it answers to. Make it with `of`, `of_point` or `of_cose_key`."""

    public_key: ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey
    algorithms: frozenset[int]
    curve: _Curve | None

    @classmethod
    def of(cls, public_key: PublicKeyTypes) -> VerificationKey:
        """Wrap a key of `cryptography`. Raises ALGORITHM_NOT_ALLOWED for other curves and for RSA."""
        if isinstance(public_key, ed25519.Ed25519PublicKey):
            return cls(public_key, _EDWARDS, None)
        if isinstance(public_key, ec.EllipticCurvePublicKey) and public_key.curve.name in _CURVES:
            curve = _CURVES[public_key.curve.name]
            return cls(public_key, curve.algorithms, curve)
        raise CredentialError(Reason.ALGORITHM_NOT_ALLOWED, "a key that is none of P-256, P-384, P-521, Ed25519")

    @classmethod
    def of_cose_key(cls, cose_key: Mapping[Any, Any]) -> VerificationKey:
        """Read a COSE_Key (RFC 9053 section 7.1) that is P-256: every device key. `y` may be a bool (7.1.1).

        Raises MALFORMED: another type, another curve, a further parameter, a point off the curve.
        """
        if set(cose_key) != {1, -1, -2, -3} or cose_key[1] != 2 or cose_key[-1] != 1 or cose_key[-1] is True:
            raise CredentialError(Reason.MALFORMED, "cnf: a COSE_Key that is not exactly EC2, P-256, x and y")
        x, y = cose_key[-2], cose_key[-3]
        if type(x) is not bytes or len(x) != 32:
            raise CredentialError(Reason.MALFORMED, "cnf: x is not 32 bytes")
        if type(y) is bool:
            point = (b"\x03" if y else b"\x02") + x
        elif type(y) is bytes and len(y) == 32:
            point = b"\x04" + x + y
        else:
            raise CredentialError(Reason.MALFORMED, "cnf: y is neither 32 bytes nor a sign")
        try:
            key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        except ValueError as error:
            raise CredentialError(Reason.MALFORMED, "cnf: a point that is not on P-256") from error
        return cls(key, _P256.algorithms, _P256)

    def verify_raw(self, algorithm: int, message: bytes, signature: bytes) -> None:
        """Check a COSE signature: raw r || s for ECDSA (RFC 9053 section 2.1), 64 bytes for Ed25519.

        Raises ALGORITHM_NOT_ALLOWED (the header contradicts the key) or SIGNATURE_INVALID.
        """
        if algorithm not in self.algorithms:
            raise CredentialError(Reason.ALGORITHM_NOT_ALLOWED, f"algorithm {algorithm} is not one of this key's")
        try:
            if self.curve is None:
                self.public_key.verify(signature, message)  # type: ignore[call-arg] # no curve: an Ed25519 key
            else:
                self.public_key.verify(_der(self.curve, signature), message, self.curve.scheme)  # type: ignore[call-arg] # a curve: an EC key
        except (InvalidSignature, UnsupportedAlgorithm) as error:
            raise CredentialError(Reason.SIGNATURE_INVALID, "the signature does not fit the content") from error


def cose_key(public_key: ec.EllipticCurvePublicKey) -> dict[int, int | bytes | bool]:
    """Write a P-256 public key as COSE_Key with the sign of y only, 33 bytes shorter than with y."""
    numbers = public_key.public_numbers()
    return {1: 2, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: bool(numbers.y & 1)}


def raw_signature(der: bytes, size: int) -> bytes:
    """Turn the DER of `cryptography` into r || s of `size` bytes each."""
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

    r, s = decode_dss_signature(der)
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def sign_raw(algorithm: int, message: bytes, private_key: ec.EllipticCurvePrivateKey, *, deterministic: bool) -> bytes:
    """Sign as COSE does: r || s. `deterministic` (RFC 6979) makes samples reproducible.

    Raises ValueError when `algorithm` is not one of the key's: the issuer's mistake, not a scan's.
    """
    curve = _CURVES.get(private_key.curve.name)
    if curve is None or algorithm not in curve.algorithms:
        raise ValueError(f"algorithm {algorithm} does not belong to the key's curve {private_key.curve.name}")
    scheme = ec.ECDSA(curve.scheme.algorithm, deterministic_signing=deterministic)
    return raw_signature(private_key.sign(message, scheme), curve.size)


def _der(curve: _Curve, signature: bytes) -> bytes:
    """Check length and range of r || s, then write it as DER."""
    size = curve.size
    if len(signature) != 2 * size:
        raise CredentialError(Reason.SIGNATURE_INVALID, f"{len(signature)} bytes of signature, not {2 * size}")
    r = int.from_bytes(signature[:size], "big")
    s = int.from_bytes(signature[size:], "big")
    if not (0 < r < curve.order and 0 < s < curve.order):
        raise CredentialError(Reason.SIGNATURE_INVALID, "r or s is out of range")
    return _sequence(_integer(signature[:size]) + _integer(signature[size:]))


def _integer(big_endian: bytes) -> bytes:
    """DER INTEGER of an unsigned number that is not 0."""
    digits = big_endian.lstrip(b"\0")
    if digits[0] & 0x80:
        digits = b"\0" + digits
    return bytes((0x02, len(digits))) + digits


def _sequence(content: bytes) -> bytes:
    size = len(content)
    head = bytes((0x30, size)) if size < 128 else bytes((0x30, 0x81, size))
    return head + content
