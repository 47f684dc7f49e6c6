"""The seam between the office and its private keys: files (`issuer.keystore`) or hardware (`issuer.token_keys`).

A key is whatever signs as `cryptography`'s EllipticCurvePrivateKey does. Certificates, messages, lists and TUF's
metadata are all signed through that one method, so none of them knows where a key lies.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Protocol

from cryptography.hazmat.primitives.asymmetric import ec

SETTING: Final = "token"
NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
"""What a key may be called."""


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


class PrivateKeys(Protocol):
    """Private keys under names of lower-case letters, digits and hyphens. Every method raises KeystoreError."""

    @property
    def protection(self) -> Protection:
        """How the keys lie where they lie."""

    def names(self) -> tuple[str, ...]:
        """List the keys in the order of their names."""

    def generate(self, name: str, curve: Curve) -> ec.EllipticCurvePrivateKey:
        """Make a random key and keep it; a name that is taken is refused."""

    def derive_specimen(self, name: str, seed: bytes, curve: Curve) -> ec.EllipticCurvePrivateKey:
        """Derive a key from a seed and keep it: only where keys are insecure test keys."""

    def load(self, name: str) -> ec.EllipticCurvePrivateKey:
        """Return a key that can sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenAddress:
    """A PKCS#11 token: the module that speaks to it (a shared library), and the label it was initialised with."""

    module: Path
    label: str

    def to_json(self) -> dict[str, str]:
        """Write the address as the office notes it."""
        return {"module": str(self.module), "label": self.label}


def token_noted(settings: dict[str, Any]) -> TokenAddress | None:
    """Read the address that an office has noted; None for an office whose keys are files."""
    noted = settings.get(SETTING)
    return None if noted is None else TokenAddress(module=Path(noted["module"]), label=noted["label"])


def open_keys(folder: Path, settings: dict[str, Any], secret: Callable[[], bytes] | None) -> PrivateKeys:
    """Open the keys of an office. `secret` is the passphrase of its files, or the PIN of its token."""
    from issuer.keystore import KeyStore

    address = token_noted(settings)
    if address is None:
        return KeyStore.open(folder, secret)
    from issuer.token_keys import TokenKeys

    return TokenKeys.open(address, secret)
