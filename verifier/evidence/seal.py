"""The seal: HPKE (RFC 9180) to the auditor's public key, in base mode with one message.

DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. The key that seals is drawn anew and forgotten, so that nobody but
the auditor opens it, not even the terminal that made it. The file is the CBOR map::

    {"evidence": 1, "for": first 8 bytes of SHA-256 of the auditor's public key, "sealed": enc || ciphertext}

and the map without "sealed" is HPKE's `info`. It is not COSE_Encrypt0 with HPKE: that draft's Enc_structure goes into
HPKE's `aad`, which `cryptography` 50 does not let us state; what only resembles a standard would serve nobody.
"""

from __future__ import annotations

from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from credential import cbor
from credential.reason import CredentialError
from verifier.evidence.fault import EvidenceError, EvidenceFault
from verifier.journal.keys import key_sha256

VERSION: Final = 1
MAX_EVIDENCE: Final = 65 << 20
"""Bytes of one file: a recording of 64 MiB and what is said of it."""
_SUITE: Final = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def seal(content: bytes, to: ec.EllipticCurvePublicKey) -> bytes:
    """Seal `content` to a P-256 key. Raises EvidenceError TOO_LARGE."""
    if len(content) > MAX_EVIDENCE - 1024:
        raise EvidenceError(EvidenceFault.TOO_LARGE, f"{len(content)} bytes")
    head = _head(to)
    return cbor.encode({**head, "sealed": _SUITE.encrypt(content, to, cbor.encode(head))})


def unseal(data: bytes, key: ec.EllipticCurvePrivateKey) -> bytes:
    """Open what was sealed to `key`. Raises EvidenceError MALFORMED, OTHER_KEY, TAMPERED."""
    try:
        parts = cbor.decode(data, limit=MAX_EVIDENCE)
    except CredentialError as error:
        raise EvidenceError(EvidenceFault.MALFORMED, error.detail) from error
    head = _head(key.public_key())
    match parts:
        case {"evidence": 1, "for": bytes(kid), "sealed": bytes(sealed)} if len(parts) == 3:
            if kid != head["for"]:
                raise EvidenceError(EvidenceFault.OTHER_KEY, kid.hex())
        case _:
            raise EvidenceError(EvidenceFault.MALFORMED, "not of version 1")
    try:
        return _SUITE.decrypt(sealed, key, cbor.encode(head))
    except (InvalidTag, ValueError) as error:
        raise EvidenceError(EvidenceFault.TAMPERED, kid.hex()) from error


def _head(to: ec.EllipticCurvePublicKey) -> dict[str, object]:
    return {"evidence": VERSION, "for": key_sha256(to)[:8]}
