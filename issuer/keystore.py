"""The issuer's private keys in a folder: one encrypted file a key, readable by its owner only.

A store is of one of three kinds, said by a marker file in the folder: encrypted PKCS#8 (no marker), PKCS#12
(`pkcs12`), or insecure test keys in the clear (`insecure-test-keys`). A key is never overwritten, and a file of
another kind is refused. Keys in hardware: `issuer.token_keys`.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from issuer import pkcs8, pkcs12

MARKER: Final = "insecure-test-keys"
ENVIRONMENT_VARIABLE: Final = "CARTON_ROSE_PASSPHRASE"
_MARKER_TEXT: Final = (
    "The keys in this folder are not encrypted. They are SPECIMEN test keys: trust nothing they sign.\n"
)
NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_FILE_LIMIT: Final = 16_384  # bytes; an encrypted P-384 key is about 400
_PASSPHRASE_LIMIT: Final = 1023  # bytes; OpenSSL reads no more
_SEED_MINIMUM: Final = 16  # bytes


class KeystoreError(Exception):
    """A key cannot be read or kept as asked; the text says what, where, and what to do."""


class Protection(StrEnum):
    """How the keys of one folder lie on the disk."""

    ENCRYPTED = "encrypted"
    PKCS12 = "pkcs12"
    HARDWARE = "hardware"
    INSECURE_TEST = "insecure-test-keys"


class Curve(StrEnum):
    """The curves of our own forms."""

    P256 = "P-256"
    P384 = "P-384"

    def parameters(self) -> ec.SECP256R1 | ec.SECP384R1:
        """Return the curve as `cryptography` knows it."""
        return ec.SECP256R1() if self is Curve.P256 else ec.SECP384R1()


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


def passphrase_from(environment: Mapping[str, str]) -> Callable[[], bytes] | None:
    """Answer with the passphrase of CARTON_ROSE_PASSPHRASE, or return None where that is not set."""
    value = environment.get(ENVIRONMENT_VARIABLE)
    return None if value is None else lambda: os.fsencode(value)


class KeyStore:
    """A folder of private keys, each kept under a name of lower-case letters, digits and hyphens."""

    def __init__(self, folder: Path, protection: Protection, passphrase: Callable[[], bytes] | None) -> None:
        self._folder = folder
        self._protection = protection
        self._ask = passphrase
        self._secret: bytes | None = None

    @classmethod
    def create(cls, folder: Path, protection: Protection, passphrase: Callable[[], bytes] | None = None) -> KeyStore:
        """Make an empty store. `passphrase` is called at most once, when it is first needed.

        Raises KeystoreError when the folder exists and is not empty, or cannot be made.
        """
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise KeystoreError(f"{folder}: is not empty; choose another folder for the keys")
            folder.chmod(0o700)
            if protection is Protection.INSECURE_TEST:
                write_private_file(folder / MARKER, _MARKER_TEXT.encode())
            if protection is Protection.PKCS12:
                write_private_file(folder / Protection.PKCS12.value, b"The keys in this folder are PKCS#12 files.\n")
        except OSError as error:
            raise KeystoreError(
                f"{folder}: cannot be made ({error.strerror}); check the path and its rights"
            ) from error
        return cls(folder, protection, passphrase)

    @classmethod
    def open(cls, folder: Path, passphrase: Callable[[], bytes] | None = None) -> KeyStore:
        """Open a store that `create` made. Raises KeystoreError when there is none."""
        if not folder.is_dir():
            raise KeystoreError(f"{folder}: is no folder of keys; make one with `issuer init`")
        marked = (kind for kind in (Protection.INSECURE_TEST, Protection.PKCS12) if (folder / kind.value).exists())
        return cls(folder, next(marked, Protection.ENCRYPTED), passphrase)

    @property
    def protection(self) -> Protection:
        """How the keys lie on the disk."""
        return self._protection

    def names(self) -> tuple[str, ...]:
        """List the keys in the order of their names."""
        return tuple(sorted(path.stem for path in self._folder.glob(f"*{self._suffix}")))

    def generate(self, name: str, curve: Curve) -> ec.EllipticCurvePrivateKey:
        """Make a random key and keep it. Raises KeystoreError, also when the name is taken."""
        return self._keep(name, ec.generate_private_key(curve.parameters()))

    def derive_specimen(self, name: str, seed: bytes, curve: Curve) -> ec.EllipticCurvePrivateKey:
        """Derive a key from a seed and keep it: only in a store of insecure test keys. Raises KeystoreError."""
        if self._protection is not Protection.INSECURE_TEST:
            raise KeystoreError(f"{self._folder}: derived keys are for samples; use a store of insecure test keys")
        return self._keep(name, derive_specimen_key(name, seed, curve))

    def load(self, name: str) -> ec.EllipticCurvePrivateKey:
        """Read a key. Raises KeystoreError: absent, damaged, another kind of key, or a wrong passphrase."""
        path = self._path(name)
        text = _read(path)
        if _kind_of(text) is not self._protection:
            raise KeystoreError(f"{path}: is not of this store's kind ({self._protection.value}); restore the folder")
        key = self._decode(path, text)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise KeystoreError(f"{path}: is no elliptic-curve key; restore the file")
        return key

    def _decode(self, path: Path, text: bytes) -> object:
        secret = self._passphrase()
        try:
            if self._protection is Protection.PKCS12:
                return pkcs12.decrypt(text, secret)
            return serialization.load_pem_private_key(text, secret)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            self._secret = None
            hint = "restore the file" if secret is None else f"is {ENVIRONMENT_VARIABLE} right, the file undamaged?"
            raise KeystoreError(f"{path}: cannot be read; {hint}") from error

    def _keep(self, name: str, key: ec.EllipticCurvePrivateKey) -> ec.EllipticCurvePrivateKey:
        path = self._path(name)
        if path.exists():
            raise KeystoreError(f"{path}: exists; a key is never overwritten, choose another name")
        self._require_same_passphrase()
        secret = self._passphrase()
        if self._protection is Protection.PKCS12 and secret is not None:
            content = pkcs12.encrypt(name, key, secret)
        else:
            content = encode_key(key, secret)
        try:
            write_private_file(path, content)
        except OSError as error:
            raise KeystoreError(
                f"{path}: cannot be written ({error.strerror}); check the disk and its rights"
            ) from error
        return key

    def _require_same_passphrase(self) -> None:
        """Open one key that is there, so that a mistyped passphrase cannot lock the next one away."""
        if self._protection is not Protection.INSECURE_TEST and self._secret is None:
            for name in self.names()[:1]:
                self.load(name)

    def _passphrase(self) -> bytes | None:
        """Return the passphrase, asked for once; None in a store of insecure test keys."""
        if self._protection is Protection.INSECURE_TEST:
            return None
        if self._secret is None:
            self._secret = self._ask() if self._ask is not None else b""
        if not 0 < len(self._secret) <= _PASSPHRASE_LIMIT:
            self._secret = None
            wanted = f"1 to {_PASSPHRASE_LIMIT} bytes"
            raise KeystoreError(f"{self._folder}: a passphrase of {wanted} is needed; set {ENVIRONMENT_VARIABLE}")
        return self._secret

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise KeystoreError(f"key name {name!r}: lower-case letters, digits and hyphens are wanted, 64 at most")
        return self._folder / f"{name}{self._suffix}"

    @property
    def _suffix(self) -> str:
        return ".p12" if self._protection is Protection.PKCS12 else ".pem"


def encode_key(key: ec.EllipticCurvePrivateKey, secret: bytes | None) -> bytes:
    """Write a key as PKCS#8 PEM, encrypted with `secret`, or in the clear where that is None."""
    form, clear = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    if secret is None:
        return key.private_bytes(serialization.Encoding.PEM, form, clear)
    der = key.private_bytes(serialization.Encoding.DER, form, clear)
    salt, iv = secrets.token_bytes(pkcs8.SALT_BYTES), secrets.token_bytes(pkcs8.IV_BYTES)
    return pkcs8.encrypt(der, secret, salt=salt, iv=iv, rounds=pkcs8.ROUNDS)


def _kind_of(content: bytes) -> Protection:
    """Tell how a key file is protected, from how it begins."""
    if content.startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----"):
        return Protection.ENCRYPTED
    return Protection.INSECURE_TEST if content.startswith(b"-----") else Protection.PKCS12


def _read(path: Path) -> bytes:
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
