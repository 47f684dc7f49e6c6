"""A private key as a file: read whole, written whole or not at all, for its owner only."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from issuer import pkcs8
from issuer.private_keys import KeystoreError, Protection

_FILE_LIMIT: Final = 16_384  # bytes; an encrypted P-384 key is about 400


def encode_key(key: ec.EllipticCurvePrivateKey, secret: bytes | None) -> bytes:
    """Write a key as PKCS#8 PEM, encrypted with `secret`, or in the clear where that is None."""
    form, clear = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    if secret is None:
        return key.private_bytes(serialization.Encoding.PEM, form, clear)
    der = key.private_bytes(serialization.Encoding.DER, form, clear)
    salt, iv = secrets.token_bytes(pkcs8.SALT_BYTES), secrets.token_bytes(pkcs8.IV_BYTES)
    return pkcs8.encrypt(der, secret, salt=salt, iv=iv, rounds=pkcs8.ROUNDS)


def kind_of(content: bytes) -> Protection:
    """Tell how a key file is protected, from how it begins."""
    if content.startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----"):
        return Protection.ENCRYPTED
    return Protection.INSECURE_TEST if content.startswith(b"-----") else Protection.PKCS12


def read_key_file(path: Path) -> bytes:
    """Read what a key file holds. Raises KeystoreError: absent, unreadable, or too large to be a key."""
    if not path.is_file():
        raise KeystoreError(f"{path}: there is no such key; `issuer init` makes the keys")
    try:
        with path.open("rb") as stream:
            text = stream.read(_FILE_LIMIT + 1)
    except OSError as error:
        raise KeystoreError(f"{path}: cannot be read ({error.strerror}); check its rights") from error
    if len(text) > _FILE_LIMIT:
        raise KeystoreError(f"{path}: is too large to be a key; restore the file")
    return text


def write_private_file(path: Path, content: bytes) -> None:
    """Put a new file in place whole or not at all, for its owner only (0600), and wait until the disk has it."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with open(descriptor, "wb") as stream:  # noqa: PTH123 - an open descriptor, not a path
            stream.write(content)
            stream.flush()
            os.fsync(descriptor)
        temporary.rename(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
        raise
    _synchronise(path.parent)


def _synchronise(folder: Path) -> None:
    """Wait until the disk has the folder's new entry."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
