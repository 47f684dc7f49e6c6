"""Private keys derived from a seed, so that samples are the same byte for byte each time."""

from __future__ import annotations

from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from issuer.private_keys import Curve, KeystoreError

_SEED_MINIMUM: Final = 16  # bytes


def derive_specimen_key(name: str, seed: bytes, curve: Curve) -> ec.EllipticCurvePrivateKey:
    """Derive a private key from a seed, for SPECIMEN samples only: who knows the seed can sign.

    HKDF-SHA256 gives 128 bits more than the order has, and they are reduced mod n - 1, plus 1 (FIPS 186-5 A.2.1).
    Raises KeystoreError for a seed of fewer than 16 bytes.
    """
    if len(seed) < _SEED_MINIMUM:
        raise KeystoreError(f"the seed has {len(seed)} bytes: give {_SEED_MINIMUM} or more")
    parameters = curve.parameters()
    length = (parameters.key_size + 128) // 8
    context = f"{curve.value} {name}".encode()
    wide = HKDF(hashes.SHA256(), length, salt=b"carton-rose SPECIMEN key", info=context).derive(seed)
    scalar = int.from_bytes(wide, "big") % (parameters.group_order - 1) + 1
    return ec.derive_private_key(scalar, parameters)
