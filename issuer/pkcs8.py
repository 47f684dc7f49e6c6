"""Encrypted PKCS#8 with a passphrase stretched 600,000 times.

`cryptography`'s own BestAvailableEncryption stretches it 2,048 times (measured in 50.0.2) and takes no other number,
which is little against guessing. What is written here is the same standard form (RFC 8018 PBES2: PBKDF2 with
HMAC-SHA-256, AES-256-CBC; RFC 5958), so `cryptography` and OpenSSL read it with the passphrase alone.
"""

from __future__ import annotations

import base64
import hashlib
import textwrap
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

ROUNDS: Final = 600_000  # OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256
SALT_BYTES: Final = 16
IV_BYTES: Final = 16

# Object identifiers in DER, from RFC 8018 Appendix C.
_PBES2: Final = bytes.fromhex("06092a864886f70d01050d")
_PBKDF2: Final = bytes.fromhex("06092a864886f70d01050c")
_HMAC_SHA256: Final = bytes.fromhex("06082a864886f70d0209")
_AES_256_CBC: Final = bytes.fromhex("060960864801650304012a")
_NULL: Final = b"\x05\x00"


def encrypt(private_key_info: bytes, passphrase: bytes, *, salt: bytes, iv: bytes, rounds: int) -> bytes:
    """Encrypt an unencrypted PKCS#8 key (DER) and return it as PEM.

    `salt` and `iv` are random, 16 bytes each; `rounds` is `ROUNDS` but in tests.
    """
    if len(salt) != SALT_BYTES or len(iv) != IV_BYTES:
        raise ValueError(f"salt and iv have {SALT_BYTES} and {IV_BYTES} bytes")
    key = hashlib.pbkdf2_hmac("sha256", passphrase, salt, rounds, dklen=32)
    padder = PKCS7(algorithms.AES.block_size).padder()
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    encrypted = encryptor.update(padder.update(private_key_info) + padder.finalize()) + encryptor.finalize()
    return _pem(_sequence(_algorithm(salt, iv, rounds), _octets(encrypted)))


def _algorithm(salt: bytes, iv: bytes, rounds: int) -> bytes:
    stretching = _sequence(_octets(salt), _integer(rounds), _sequence(_HMAC_SHA256, _NULL))
    return _sequence(_PBES2, _sequence(_sequence(_PBKDF2, stretching), _sequence(_AES_256_CBC, _octets(iv))))


def _sequence(*parts: bytes) -> bytes:
    return _tagged(0x30, b"".join(parts))


def _octets(content: bytes) -> bytes:
    return _tagged(0x04, content)


def _integer(number: int) -> bytes:
    return _tagged(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _tagged(tag: int, content: bytes) -> bytes:
    length = len(content)
    if length < 0x80:
        return bytes([tag, length]) + content
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + content


def _pem(der: bytes) -> bytes:
    lines = textwrap.wrap(base64.b64encode(der).decode("ascii"), 64)
    return "\n".join(
        ["-----BEGIN ENCRYPTED PRIVATE KEY-----", *lines, "-----END ENCRYPTED PRIVATE KEY-----", ""]
    ).encode()
