"""A private key alone in a PKCS#12 file (RFC 7292), as other tools want it: PBES2, AES-256, HMAC-SHA-256."""

from __future__ import annotations

from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import (
    PBES,
    load_key_and_certificates,
    serialize_key_and_certificates,
)

ROUNDS: Final = 600_000  # OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256


def encrypt(name: str, key: ec.EllipticCurvePrivateKey, passphrase: bytes, *, rounds: int = ROUNDS) -> bytes:
    """Write `key` under the friendly name `name`."""
    form = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(rounds)
        .key_cert_algorithm(PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
    )
    return serialize_key_and_certificates(name.encode(), key, None, None, form.build(passphrase))


def decrypt(content: bytes, passphrase: bytes | None) -> object:
    """Read the key of a file. Raises ValueError for a wrong passphrase or a damaged file."""
    return load_key_and_certificates(content, passphrase)[0]
