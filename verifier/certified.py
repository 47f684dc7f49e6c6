"""Certificates of terminals and auditors: read from a file, and believed only under an anchor of the trust store."""

from __future__ import annotations

from enum import Enum, unique
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from credential.display import display_safe
from credential.language import Bilingual, Language
from trust_store.certificate import Certificate, CertificateError, read_certificate
from trust_store.path import PathError, Role, VerifiedPath, verify_path
from trust_store.plain_files import read_plain
from trust_store.profile import MAX_CERTIFICATE
from trust_store.refusal import TrustStoreError

if TYPE_CHECKING:
    from trust_store.store import TrustStore

_MAX_FILE: Final = 2 * MAX_CERTIFICATE  # PEM takes four thirds of DER


@unique
class Unfit(Enum):
    """Why a certificate is not believed."""

    UNREADABLE = "unreadable"
    NO_PATH = "no_path"
    BLOCKED = "blocked"
    NOT_NOW = "not_now"
    CURVE = "curve"


class CertifiedError(Exception):
    """A certificate is not what it has to be. Show `detail` through `display_safe`."""

    def __init__(self, unfit: Unfit, detail: str) -> None:
        super().__init__(f"{unfit.value}: {detail}")
        self.unfit = unfit
        self.detail = detail


UNFIT: Final[dict[Unfit, Bilingual]] = {
    Unfit.UNREADABLE: Bilingual(
        "ce certificat ne se lit pas ; demandez-le à l'émetteur",
        "this certificate cannot be read; ask the issuer for it",
    ),
    Unfit.NO_PATH: Bilingual(
        "aucune ancre du magasin ne répond de ce certificat dans ce rôle ; mettez le magasin à jour ou demandez-en un",
        "no anchor of the store vouches for this certificate in this role; update the store or ask for another",
    ),
    Unfit.BLOCKED: Bilingual(
        "ce certificat est bloqué ; demandez-en un autre à l'émetteur",
        "this certificate is blocked; ask the issuer for another",
    ),
    Unfit.NOT_NOW: Bilingual(
        "ce certificat n'est pas valable à cette heure ; vérifiez l'horloge ou demandez-en un autre",
        "this certificate is not valid at this time; check the clock or ask for another",
    ),
    Unfit.CURVE: Bilingual(
        "la clé de ce certificat n'est pas sur P-256 ; demandez-en un autre",
        "the key of this certificate is not on P-256; ask for another",
    ),
}


def unfit_line(error: CertifiedError, language: Language) -> str:
    """Word it as one line: its code, where, what to do."""
    return f"({error.unfit.value}) [{display_safe(error.detail)}] {UNFIT[error.unfit].in_(language)}."


def certified(path: Path, trust: TrustStore, role: Role) -> VerifiedPath:
    """Read a certificate (DER or PEM) and find its anchor. Its dates are the caller's to ask. Raises CertifiedError."""
    leaf = _read(path)
    try:
        found = verify_path(leaf, trust.anchors, role)
    except PathError as error:
        raise CertifiedError(Unfit.NO_PATH, f"{path.name}: {error.fault.value}") from error
    if trust.is_blocked(leaf.sha256) or trust.is_blocked(found.anchor.certificate.sha256):
        raise CertifiedError(Unfit.BLOCKED, path.name)
    public_key(found)
    return found


def public_key(path: VerifiedPath) -> ec.EllipticCurvePublicKey:
    """The P-256 key of a certificate. Raises CertifiedError CURVE."""
    key = path.leaf.key
    if key is None or not isinstance(key.curve, ec.SECP256R1):
        raise CertifiedError(Unfit.CURVE, path.leaf.common_name)
    return key


def _read(path: Path) -> Certificate:
    try:
        content = read_plain(path, _MAX_FILE)
        if content.startswith(b"-----BEGIN"):
            content = x509.load_pem_x509_certificate(content).public_bytes(Encoding.DER)
        return read_certificate(content)
    except (TrustStoreError, CertificateError, ValueError) as error:
        raise CertifiedError(Unfit.UNREADABLE, path.name) from error
