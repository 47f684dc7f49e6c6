"""The terminal's own keys: one that signs, made at the first start and certified by the issuer, and one for digests.

They lie in a folder beside the journal (`journal.sqlite` has `journal.keys`), for their owner only.

What the digest holds back. A printed attestation has one code for four months, so a plain hash of it would let anybody
who has a copy ask a journal "was this person checked, and when?". The digest is an HMAC under a key of the record,
which is derived from the terminal's digest key. Without that key no scan can be tested against a record, and two
records of one person do not look alike. Whoever has the terminal's key folder can test a code that he also has;
evidence carries the key of its own record alone.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from credential import cbor
from credential.keys import VerificationKey
from verifier.journal.fault import JournalError, JournalFault

SIGNING: Final = "signing.pem"
DIGEST: Final = "digest.key"
REQUEST: Final = "request.pem"
DIGEST_BYTES: Final = 32
_LIMIT: Final = 4096  # bytes of a key file; one of P-256 takes about 240


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalKeys:
    """Both keys. `repr` shows neither."""

    signing: ec.EllipticCurvePrivateKey
    digest_key: bytes

    def __repr__(self) -> str:
        return f"TerminalKeys({self.fingerprint[:16]})"

    @property
    def kid(self) -> bytes:
        """The first 8 bytes of SHA-256 of the public key."""
        return key_sha256(self.signing.public_key())[:8]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the public key (DER, SubjectPublicKeyInfo) in hexadecimal: what this terminal is called."""
        return key_sha256(self.signing.public_key()).hex()

    @property
    def public_der(self) -> bytes:
        """The public key as DER, SubjectPublicKeyInfo."""
        return public_der(self.signing.public_key())

    @property
    def verification(self) -> VerificationKey:
        """The key that verifies what this terminal signs."""
        return VerificationKey.of(self.signing.public_key())

    def record_key(self, journal: bytes, number: int) -> bytes:
        """The key, 32 bytes, under which record `number` of the journal `journal` hashes what was scanned."""
        return hmac.digest(self.digest_key, b"carton-rose record\0" + journal + number.to_bytes(8, "big"), "sha256")


def digest_of(record_key: bytes, texts: Sequence[str]) -> bytes:
    """Hash the texts of a scan, in their order, under the key of their record: 32 bytes."""
    return hmac.digest(record_key, cbor.encode(list(texts)), "sha256")


def key_sha256(key: ec.EllipticCurvePublicKey) -> bytes:
    """SHA-256 of a public key as DER, SubjectPublicKeyInfo."""
    return hashlib.sha256(public_der(key)).digest()


def public_der(key: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as DER, SubjectPublicKeyInfo."""
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def keys_folder(journal: Path) -> Path:
    """The folder of the keys that belong to a journal."""
    return journal.with_suffix(".keys")


def load_or_make_keys(folder: Path) -> TerminalKeys:
    """Load the keys, or make them on the first start. Raises JournalError."""
    if not folder.exists():
        try:
            _make(folder)
        except OSError as error:
            raise JournalError(JournalFault.UNWRITABLE, f"{folder.name}: {error.strerror}") from error
    return load_keys(folder)


def load_keys(folder: Path) -> TerminalKeys:
    """Load the keys. Raises JournalError: KEYS_ABSENT, KEYS_UNREADABLE, KEYS_EXPOSED."""
    digest_key = _read(folder / DIGEST)
    try:
        signing = serialization.load_pem_private_key(_read(folder / SIGNING), None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise JournalError(JournalFault.KEYS_UNREADABLE, f"{folder.name}/{SIGNING}") from error
    if not isinstance(signing, ec.EllipticCurvePrivateKey) or not isinstance(signing.curve, ec.SECP256R1):
        raise JournalError(JournalFault.KEYS_UNREADABLE, f"{folder.name}/{SIGNING}: not on P-256")
    if len(digest_key) != DIGEST_BYTES:
        raise JournalError(JournalFault.KEYS_UNREADABLE, f"{folder.name}/{DIGEST}: not {DIGEST_BYTES} bytes")
    return TerminalKeys(signing=signing, digest_key=digest_key)


def encode_private(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Write a private key as PKCS#8 PEM, in the clear: a terminal starts without anybody to type a passphrase."""
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


def request_for(key: ec.EllipticCurvePrivateKey, name: str) -> bytes:
    """Make a request for a certificate (PKCS#10, PEM), which `issuer certify` takes."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    request = x509.CertificateSigningRequestBuilder().subject_name(subject).sign(key, hashes.SHA256())
    return request.public_bytes(serialization.Encoding.PEM)


def write_private(path: Path, content: bytes) -> None:
    """Write a new file for its owner only (0600), and wait until the disk has it. Raises OSError."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(descriptor)


def _make(folder: Path) -> None:
    """Make the folder whole or not at all; where two processes do, the first one's stays."""
    key = ec.generate_private_key(ec.SECP256R1())
    files = {
        SIGNING: encode_private(key),
        DIGEST: secrets.token_bytes(DIGEST_BYTES),
        REQUEST: request_for(key, "Carton Rose SPECIMEN terminal"),
    }
    temporary = folder.with_name(f".{folder.name}.{secrets.token_hex(8)}")
    temporary.mkdir(mode=0o700)
    for name, content in files.items():
        write_private(temporary / name, content)
    synchronise(temporary)
    try:
        temporary.rename(folder)
    except OSError:
        _remove(temporary, files)
        if not folder.is_dir():
            raise
    synchronise(folder.parent)


def _remove(folder: Path, names: Sequence[str] | dict[str, bytes]) -> None:
    for name in names:
        (folder / name).unlink(missing_ok=True)
    folder.rmdir()


def synchronise(folder: Path) -> None:
    """Wait until the disk has a folder's entries."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read(path: Path) -> bytes:
    place = f"{path.parent.name}/{path.name}"
    try:
        with path.open("rb") as stream:
            mode = os.fstat(stream.fileno()).st_mode
            content = stream.read(_LIMIT + 1)
    except FileNotFoundError as error:
        raise JournalError(JournalFault.KEYS_ABSENT, place) from error
    except OSError as error:
        raise JournalError(JournalFault.KEYS_UNREADABLE, f"{place}: {error.strerror}") from error
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise JournalError(JournalFault.KEYS_EXPOSED, place)
    if len(content) > _LIMIT:
        raise JournalError(JournalFault.KEYS_UNREADABLE, f"{place}: too large")
    return content
