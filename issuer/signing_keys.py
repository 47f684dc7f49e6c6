"""The office's private keys, each with the certificate that names it: made when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from issuer.certificate_files import load_certificate, store_certificate
from issuer.pki import Terms, serial_number

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

    from issuer.private_keys import Curve, PrivateKeys
    from issuer.randomness import Randomness

HEAD_START: Final = timedelta(hours=1)
"""Certificates begin an hour early: clocks differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A private key and the certificate that names it."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


class SigningKeys:
    """The certificates in `folder`, and their keys in `keys`, under one name each."""

    def __init__(
        self,
        folder: Path,
        keys: PrivateKeys,
        randomness: Randomness,
        exclusively: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._folder = folder
        self._keys = keys
        self._random = randomness
        self._exclusively = exclusively

    def held(
        self,
        name: str,
        curve: Curve,
        make: Callable[[ec.EllipticCurvePrivateKey, Terms], x509.Certificate],
        *,
        begins: datetime,
        life: timedelta,
    ) -> SigningKey:
        """Load a key and its certificate, or make both: valid for `life` from an hour before `begins` on."""
        path = self._folder / f"{name}.der"
        if not path.exists():
            with self._exclusively():
                if not path.exists():  # asked again: another may have made it in the meantime
                    return self._make(name, curve, make, begins=begins, life=life)
        return SigningKey(key=self._keys.load(name), certificate=load_certificate(path))

    def _make(
        self,
        name: str,
        curve: Curve,
        make: Callable[[ec.EllipticCurvePrivateKey, Terms], x509.Certificate],
        *,
        begins: datetime,
        life: timedelta,
    ) -> SigningKey:
        key = self.key(name, curve)
        first = begins - HEAD_START
        serial = serial_number(self._random.token(32), name)
        terms = Terms(name=f"{name} test", not_before=first, not_after=first + life, serial=serial)
        certificate = make(key, terms)
        store_certificate(self._folder / f"{name}.der", certificate)
        return SigningKey(key=key, certificate=certificate)

    def key(self, name: str, curve: Curve) -> ec.EllipticCurvePrivateKey:
        """Return a private key, made if there is none."""
        if name in self._keys.names():
            # The key was kept and the power went before its certificate was: go on from there.
            return self._keys.load(name)
        if self._random.seed is None:
            return self._keys.generate(name, curve)
        return self._keys.derive_specimen(name, self._random.seed.encode().ljust(16, b"\0"), curve)
