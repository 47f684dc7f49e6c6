"""The issuer's private keys in a folder: one encrypted file a key, readable by its owner only.

A store is of one of three kinds, said by a marker file in the folder: encrypted PKCS#8 (no marker), PKCS#12
(`pkcs12`), or insecure test keys in the clear (`insecure-test-keys`). A key is never overwritten, and a file of
another kind is refused. Keys in hardware: `issuer.token_keys`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from issuer import pkcs12
from issuer.key_files import encode_key, kind_of, read_key_file, write_private_file
from issuer.private_keys import NAME, Curve, KeystoreError, Protection
from issuer.specimen_keys import derive_specimen_key

MARKER: Final = "insecure-test-keys"
ENVIRONMENT_VARIABLE: Final = "CARTON_ROSE_PASSPHRASE"
_MARKER_TEXT: Final = (
    "The keys in this folder are not encrypted. They are SPECIMEN test keys: trust nothing they sign.\n"
)
_PASSPHRASE_LIMIT: Final = 1023  # bytes; OpenSSL reads no more


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
        text = read_key_file(path)
        if kind_of(text) is not self._protection:
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
