"""The auditor's desk: a key that opens evidence, and the case that comes out of it.

The key is a PKCS#12 file under a passphrase, or for tests a PEM in the clear. What is inside evidence was chosen by
whoever made it, so nothing in it names a file: names come from the SHA-256 of the sealed file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import PrivateFormat, pkcs12

from credential.keys import VerificationKey
from trust_store.plain_files import read_plain
from trust_store.refusal import TrustStoreError
from verifier.evidence.content import Opened, decode_filed
from verifier.evidence.fault import EvidenceError, EvidenceFault
from verifier.evidence.filing import write_new
from verifier.evidence.seal import MAX_EVIDENCE, unseal
from verifier.journal.keys import encode_private, key_sha256, request_for
from verifier.replay.case import Recording
from verifier.replay.codec import encode_case

ENCRYPTED: Final = "auditor.p12"
CLEAR: Final = "auditor.pem"
REQUEST: Final = "request.pem"
ROUNDS: Final = 600_000  # OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256
_MAX_KEY: Final = 16_384
_KINDS: Final = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"%PDF-", ".pdf"),
)
_RIFF: Final = {b"AVI ": ".avi", b"WEBP": ".webp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What an opened evidence became."""

    case: Path
    frame: Path | None


def make_key(folder: Path, passphrase: bytes | None, rounds: int = ROUNDS) -> tuple[Path, Path]:
    """Make an auditor's key and its request for a certificate; None keeps the key in the clear.

    Raises EvidenceError EXISTS, UNWRITABLE.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name, content = (CLEAR, encode_private(key)) if passphrase is None else (ENCRYPTED, _p12(key, passphrase, rounds))
    return write_new(folder, name, content), write_new(
        folder, REQUEST, request_for(key, "Carton Rose SPECIMEN auditor")
    )


def load_key(path: Path, ask: Callable[[], bytes]) -> ec.EllipticCurvePrivateKey:
    """Load an auditor's key; `ask` gives the passphrase where one is needed.

    Raises EvidenceError KEY_UNREADABLE, PASSPHRASE.
    """
    content = _read(path, _MAX_KEY, EvidenceFault.KEY_UNREADABLE)
    is_clear = content.startswith(b"-----BEGIN")
    try:
        if is_clear:
            key: object = serialization.load_pem_private_key(content, None)
        else:
            key = pkcs12.load_key_and_certificates(content, ask())[0]
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        fault = EvidenceFault.KEY_UNREADABLE if is_clear else EvidenceFault.PASSPHRASE
        raise EvidenceError(fault, path.name) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise EvidenceError(EvidenceFault.KEY_UNREADABLE, f"{path.name}: not on P-256")
    return key


def open_evidence(
    path: Path, key: ec.EllipticCurvePrivateKey, terminal: VerificationKey | None, out: Path
) -> tuple[Opened, Written]:
    """Open one file and write its case, and its frame, into `out`. No file there is replaced. Raises EvidenceError."""
    data = _read(path, MAX_EVIDENCE, EvidenceFault.UNREADABLE)
    opened = decode_filed(unseal(data, key), key_sha256(key.public_key()), terminal)
    stem = f"evidence-{hashlib.sha256(data).hexdigest()[:16]}"
    case = write_new(out, f"{stem}.case", encode_case(opened.filed.case))
    frame = opened.filed.frame
    written = None if frame is None else write_new(out, f"{stem}-frame{_ending(frame)}", frame.data)
    return opened, Written(case=case, frame=written)


def _ending(frame: Recording) -> str:
    """Name the kind by the first bytes, never by the name that it came with."""
    if frame.data.startswith(b"RIFF"):
        return _RIFF.get(frame.data[8:12], ".bin")
    return next((ending for magic, ending in _KINDS if frame.data.startswith(magic)), ".bin")


def _p12(key: ec.EllipticCurvePrivateKey, passphrase: bytes, rounds: int) -> bytes:
    form = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(rounds)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(b"auditor", key, None, None, form.build(passphrase))


def _read(path: Path, limit: int, fault: EvidenceFault) -> bytes:
    try:
        return read_plain(path, limit)
    except TrustStoreError as error:
        raise EvidenceError(fault, error.detail) from error
