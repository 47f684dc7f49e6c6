"""Signatures by pycose, on the pure-Python `ecdsa`: no line in common with `credential.cose` or OpenSSL."""

from __future__ import annotations

from typing import Any, Final

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from pycose.algorithms import Es256, Es384
from pycose.keys.ec2 import EC2Key

_CURVES: Final = {"secp256r1": ("P_256", Es256, {-7, -9}), "secp384r1": ("P_384", Es384, {-35, -51})}
"""For each curve pycose's name, its algorithm, and the numbers it goes by; ESP256 and ESP384 are not known to it."""


class RefusedError(Exception):
    """The second opinion does not accept; the text says why."""


def message_of(item: Any) -> list[Any]:  # noqa: ANN401 - what cbor2 makes of a stranger's bytes
    """Take a COSE_Sign1 apart: protected bytes, unprotected map, payload, signature. Raises RefusedError."""
    if not isinstance(item, cbor2.CBORTag) or item.tag != 18 or len(item.value) != 4:
        raise RefusedError("no COSE_Sign1")
    return list(item.value)


def header_of(message: list[Any]) -> dict[Any, Any]:
    """Decode the protected header. Raises RefusedError."""
    header = cbor2.loads(message[0])
    if not isinstance(header, dict) or 2 in header:
        raise RefusedError("a header that is no map, or asks for what we do not know")
    return header


def require_signature(message: list[Any], key: ec.EllipticCurvePublicKey) -> None:
    """Ask pycose whether the signature fits. Raises RefusedError."""
    name, algorithm, numbers = _CURVES[key.curve.name]
    if header_of(message).get(1) not in numbers:
        raise RefusedError("another algorithm than the key's")
    public, size = key.public_numbers(), (key.curve.key_size + 7) // 8
    x, y = (number.to_bytes(size, "big") for number in (public.x, public.y))
    signed = cbor2.dumps(["Signature1", message[0], b"", message[2]])  # RFC 9052 section 4.4
    if not algorithm.verify(key=EC2Key(crv=name, x=x, y=y), data=signed, signature=message[3]):
        raise RefusedError("the signature does not hold")
