"""Device keys of test phones, as PEM files: encrypted like the office's keys, or in the clear for tests.

A real phone keeps its key in hardware and never shows it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from issuer.key_files import encode_key, write_private_file
from issuer.keystore import ENVIRONMENT_VARIABLE
from issuer.private_keys import KeystoreError, Protection

FILE_LIMIT: Final = 16_384

Passphrase = Callable[[], bytes] | None


def load_or_make(path: Path, protection: Protection, passphrase: Passphrase) -> ec.EllipticCurvePrivateKey:
    """Read the phone's key from `path`, or make one there if there is no such file. Raises KeystoreError."""
    if path.exists():
        return load(path, passphrase)
    key = ec.generate_private_key(ec.SECP256R1())
    secret = None if protection is Protection.INSECURE_TEST else _secret(passphrase, path)
    try:
        write_private_file(path, encode_key(key, secret))
    except OSError as error:
        raise KeystoreError(f"{path}: cannot be written ({error.strerror}); check the folder and its rights") from error
    return key


def load(path: Path, passphrase: Passphrase) -> ec.EllipticCurvePrivateKey:
    """Read a P-256 private key in PEM. Raises KeystoreError."""
    try:
        with path.open("rb") as stream:
            text = stream.read(FILE_LIMIT)
    except OSError as error:
        raise KeystoreError(f"{path}: cannot be read ({error.strerror}); give the phone's key file") from error
    secret = _secret(passphrase, path) if b"BEGIN ENCRYPTED PRIVATE KEY" in text else None
    try:
        key = serialization.load_pem_private_key(text, secret)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeystoreError(f"{path}: is no private key in PEM, or the passphrase is another; check both") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
        raise KeystoreError(f"{path}: a phone's key is on P-256; make one with issuer mint")
    return key


def _secret(passphrase: Passphrase, path: Path) -> bytes:
    secret = passphrase() if passphrase else b""
    if not secret:
        raise KeystoreError(f"{path}: a passphrase is needed; set {ENVIRONMENT_VARIABLE}")
    return secret
