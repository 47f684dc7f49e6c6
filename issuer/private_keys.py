"""The seam between the office and its private keys: files (`issuer.keystore`) or hardware (`issuer.token_keys`).

A key is whatever signs as `cryptography`'s EllipticCurvePrivateKey does. Certificates, messages, lists and TUF's
metadata are all signed through that one method, so none of them knows where a key lies.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ec

    from issuer.keystore import Curve, Protection

SETTING: Final = "token"


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
