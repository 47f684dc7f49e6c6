"""An issuing office: one folder with a register, keys and certificates, from which everything is made.

A test office plays the authority of every country whose people it holds: each country has a root, a document signer
and a status signer of its own. All of them say SPECIMEN.

Folder: ``office.json`` (what the office is), ``register.sqlite``, ``keys/`` and ``certificates/``.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from issuer.certificate_files import sha256_of
from issuer.generations import Generation, announce, generations, in_use
from issuer.keystore import KeyStore
from issuer.list_names import require_status_uri
from issuer.office_settings import STATUS_URI, OfficeSettings
from issuer.pki import Root, Terms, document_signer, iaca, list_signer, status_signer
from issuer.private_keys import SETTING, Curve, PrivateKeys, Protection, TokenAddress, open_keys
from issuer.randomness import Randomness
from issuer.signing_keys import SigningKey, SigningKeys

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec
    from sqlalchemy.engine import URL

    from issuer.register import Register

DOCUMENT_SIGNER: Final = "document-signer"
STATUS_SIGNER: Final = "status-signer"
IACA: Final = "iaca"
LIST_SIGNER: Final = "list-signer"
ROOT_LIFE: Final = timedelta(days=9 * 365)
"""Nine years, what ISO/IEC 18013-5 Annex B.1.2 recommends for a root of driving licences alone."""
SIGNER_LIFE: Final = timedelta(days=456)
"""A day under the 457 of Annex B.1.4."""


class Office:
    """An open office. Signers of a country are made the first time they are asked for."""

    def __init__(self, folder: Path, keys: PrivateKeys, settings: OfficeSettings, randomness: Randomness) -> None:
        self.folder = folder
        self.keys = keys
        self.random = randomness
        self._settings = settings
        self._named = SigningKeys(folder / "certificates", keys, randomness, settings.exclusively)

    @classmethod
    def create(
        cls,
        folder: Path,
        protection: Protection,
        at: datetime,
        *,
        passphrase: Callable[[], bytes] | None = None,
        register_url: str | None = None,
        seed: str | None = None,
        token: TokenAddress | None = None,
        status_uri: str | None = None,
    ) -> Office:
        """Make the folder with its keys, and the certificates for France. Raises OfficeError or KeystoreError."""
        settings = OfficeSettings.new(folder, at, register_url)
        if status_uri is not None:
            settings.noted[STATUS_URI] = require_status_uri(status_uri)
        keys = _make_keys(folder, protection, passphrase, token)
        (folder / "certificates").mkdir(parents=True, exist_ok=True)
        if token is not None:
            settings.noted[SETTING] = token.to_json()
        office = cls(folder, keys, settings, Randomness(seed))
        office.list_signer()
        office.document_signer("FR", at)
        office.status_signer("FR", at)
        settings.save()
        return office

    @classmethod
    def open(cls, folder: Path, *, passphrase: Callable[[], bytes] | None = None, seed: str | None = None) -> Office:
        """Open an office that `create` made. Raises OfficeError or KeystoreError."""
        settings = OfficeSettings.load(folder)
        return cls(folder, open_keys(folder / "keys", settings.noted, passphrase), settings, Randomness(seed))

    def exclusively(self) -> AbstractContextManager[None]:
        """Keep every other process and thread from changing the office or publishing while a `with` block runs."""
        return self._settings.exclusively()

    @property
    def made_at(self) -> datetime:
        """When the office was made; its certificates begin then."""
        return datetime.fromisoformat(self._settings.noted["made_at"])

    @property
    def blocked(self) -> tuple[str, ...]:
        """SHA-256 of blocked certificates, in hexadecimal."""
        return tuple(self._settings.noted["blocked"])

    def register(self) -> Register:
        """Open the register. Raises RegisterError."""
        from issuer.register import Register

        return Register.open(self.register_url, status_uri=self._settings.noted.get(STATUS_URI))

    @property
    def register_url(self) -> str | URL:
        """Where the register's database is; a PostgreSQL address may hold a password."""
        from issuer.register import sqlite_url

        noted: str | None = self._settings.noted["register"]
        return noted or sqlite_url(self.folder / "register.sqlite")

    @property
    def issue_id(self) -> int:
        """The number of the latest issue of the lists; 0 before the first."""
        issue_id: int = self._settings.noted["issue_id"]
        return issue_id

    def next_issue_id(self) -> int:
        """Count one more issue of the lists, and keep the count."""
        return self._settings.count("issue_id")

    def block(self, certificate: x509.Certificate) -> None:
        """Block a certificate from the next publication on. Terminals keep it blocked until `unblock` is published."""
        self._settings.move(sha256_of(certificate).hex(), "unblocked", "blocked")

    def unblock(self, certificate: x509.Certificate) -> None:
        """Take a block back: every later publication says so, as a terminal may miss some."""
        self._settings.move(sha256_of(certificate).hex(), "blocked", "unblocked")

    @property
    def unblocked(self) -> tuple[str, ...]:
        """SHA-256 of certificates that were blocked once and are not any more, in hexadecimal."""
        return tuple(self._settings.noted.get("unblocked", ()))

    def countries(self) -> tuple[str, ...]:
        """Return the countries that have a root, in order."""
        names = sorted(path.stem for path in (self.folder / "certificates").glob("*-iaca.der"))
        return tuple(name[:2].upper() for name in names)

    def root(self, country: str, at: datetime | None = None) -> Root:
        """Return the IACA root under which new signers of a country are made at `at`, made if there is none.

        None means the time when the office was made: its first root.
        """
        return self._root(country, in_use(self, _line(country, IACA), at or self.made_at))

    def document_signer(self, country: str, at: datetime | None = None) -> SigningKey:
        """Return the key that signs the country's licences at `at` (aware), made if there is none.

        None means the time when the office was made: its first signer.
        """
        line = _line(country, DOCUMENT_SIGNER)
        return self._signer(country, line, in_use(self, line, at or self.made_at), document_signer)

    def status_signer(self, country: str, at: datetime | None = None) -> SigningKey:
        """Return the key that signs the country's status lists at `at`, as `document_signer` does."""
        line = _line(country, STATUS_SIGNER)
        return self._signer(country, line, in_use(self, line, at or self.made_at), status_signer)

    def roll_over(self, country: str, role: str, at: datetime, used_from: datetime) -> x509.Certificate:
        """Make the next signer of `role`, published from the next publication on and used from `used_from` on.

        With role `IACA` it is the next root: signers that are announced from then on are made under it.
        """
        line = _line(country, role)
        with self.exclusively():
            generation = announce(self, line, at, used_from)
            if role == IACA:
                return self._root(country, generation).certificate
            return self._signer(country, line, generation, _MAKERS[role]).certificate

    def published_roots(self, country: str, at: datetime) -> tuple[x509.Certificate, ...]:
        """Return a country's roots that are not over at `at`, oldest first."""
        found = [self._root(country, each).certificate for each in generations(self, _line(country, IACA))]
        return tuple(each for each in found if each.not_valid_after_utc >= at)

    def published_signers(self, country: str, at: datetime) -> tuple[x509.Certificate, ...]:
        """Return the certificates of all signers of a country that are not over at `at`, document signers first."""
        found = [
            self._signer(country, line, generation, _MAKERS[role]).certificate
            for role in (DOCUMENT_SIGNER, STATUS_SIGNER)
            for line in (_line(country, role),)
            for generation in generations(self, line)
        ]
        return tuple(each for each in found if each.not_valid_after_utc >= at)

    def list_signer(self, at: datetime | None = None) -> SigningKey:
        """Return the key that signs the trust list and the block list at `at`; None: the first of them."""
        return self.list_signer_of(in_use(self, LIST_SIGNER, at or self.made_at))

    def list_signer_of(self, generation: Generation) -> SigningKey:
        """Return one of the list signers, made if there is none. `issuer.successions` links each to the next."""
        name = generation.name(LIST_SIGNER)
        return self._named.held(name, Curve.P256, list_signer, begins=generation.announced, life=ROOT_LIFE)

    def noted(self, name: str, default: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Return what the office has noted under `name`."""
        return self._settings.noted.get(name, default)

    def note(self, name: str, value: Any) -> None:  # noqa: ANN401 - whatever JSON holds
        """Note `value` under `name`, on the disk."""
        self._settings.note(name, value)

    def _root(self, country: str, generation: Generation) -> Root:
        held = self._named.held(
            generation.name(_line(country, IACA)),
            Curve.P384,
            lambda key, terms: iaca(key, country, terms),
            begins=generation.announced,
            life=ROOT_LIFE,
        )
        return Root(key=held.key, certificate=held.certificate)

    def _signer(self, country: str, line: str, generation: Generation, make: SignerMaker) -> SigningKey:
        root = self.root(country, generation.announced)
        return self._named.held(
            generation.name(line),
            Curve.P256,
            lambda key, terms: make(root, key.public_key(), terms),
            begins=generation.announced,
            life=SIGNER_LIFE,
        )

    def key(self, name: str, curve: Curve) -> ec.EllipticCurvePrivateKey:
        """Return a private key of the office, made if there is none."""
        return self._named.key(name, curve)


SignerMaker: TypeAlias = "Callable[[Root, ec.EllipticCurvePublicKey, Terms], x509.Certificate]"
_MAKERS: Final[dict[str, SignerMaker]] = {DOCUMENT_SIGNER: document_signer, STATUS_SIGNER: status_signer}


def _make_keys(
    folder: Path, protection: Protection, passphrase: Callable[[], bytes] | None, token: TokenAddress | None
) -> PrivateKeys:
    if token is None:
        return KeyStore.create(folder / "keys", protection, passphrase)
    from issuer.token_keys import TokenKeys

    return TokenKeys.open(token, passphrase)


def _line(country: str, role: str) -> str:
    return f"{country.lower()}-{role}"
