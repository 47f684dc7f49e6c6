"""An X.509 certificate of a stranger, read once and completely.

`cryptography` parses many parts of a certificate only when they are asked for, and each can fail in its own way.
Here all are asked for at once, and every failure is one `CertificateError`: later code meets plain values.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeVar

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID, ObjectIdentifier

from trust_store.profile import MAX_CERTIFICATE, SPECIMEN_MARK
from trust_store.window import Window

_Value = TypeVar("_Value", bound=x509.ExtensionType)

# All that cryptography 50 was seen to raise on altered certificates; the last four are no ValueErrors.
_PARSE_ERRORS: Final = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
    UserWarning,
)


class CertificateError(ValueError):
    """The bytes are no certificate that could be used. The message never quotes the certificate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What was read from one certificate. Nothing in it is verified."""

    der: bytes
    sha256: bytes
    parsed: x509.Certificate
    country: str | None
    """The one countryName of the subject; None when there is none, or more than one."""
    state: str | None
    common_name: str
    """Whatever its maker wrote: show it only through ``credential.display.display_safe``."""
    is_specimen: bool
    window: Window
    key: ec.EllipticCurvePublicKey | None
    """None for RSA, Edwards and other keys, which no profile here allows."""
    key_id: bytes | None
    authority_key_id: bytes | None
    purposes: tuple[str, ...]
    """The OIDs of the extended key usage, empty when that is absent."""

    @property
    def kid(self) -> bytes:
        """The first 8 bytes of `sha256`: what messages call this certificate."""
        return self.sha256[:8]

    @property
    def life(self) -> timedelta:
        """How long it is valid, from its own dates."""
        return self.window.length


def read_certificate(der: bytes) -> Certificate:
    """Read one certificate in DER. Raises `CertificateError`."""
    if len(der) > MAX_CERTIFICATE:
        raise CertificateError(f"{len(der)} bytes of certificate where at most {MAX_CERTIFICATE} are read")
    try:
        with warnings.catch_warnings():
            # cryptography warns about forms that RFC 5280 forbids; forbidden is refused.
            warnings.simplefilter("error")
            return _read(der, x509.load_der_x509_certificate(der))
    except _PARSE_ERRORS as error:
        raise CertificateError(f"not a readable X.509 certificate ({type(error).__name__})") from error


def find_extension(certificate: x509.Certificate, kind: type[_Value]) -> x509.Extension[_Value] | None:
    """Return the extension of `kind`, None when it is absent."""
    try:
        return certificate.extensions.get_extension_for_class(kind)
    except x509.ExtensionNotFound:
        return None


def _read(der: bytes, parsed: x509.Certificate) -> Certificate:
    subject_key = find_extension(parsed, x509.SubjectKeyIdentifier)
    authority_key = find_extension(parsed, x509.AuthorityKeyIdentifier)
    purposes = find_extension(parsed, x509.ExtendedKeyUsage)
    key = parsed.public_key()
    # Read here for their failures only; `check_anchor` and `verify_path` look at them.
    _ = (parsed.issuer, parsed.version, parsed.serial_number, parsed.signature_hash_algorithm)
    return Certificate(
        der=der,
        sha256=hashlib.sha256(der).digest(),
        parsed=parsed,
        country=_only(_names(parsed.subject, NameOID.COUNTRY_NAME)),
        state=_only(_names(parsed.subject, NameOID.STATE_OR_PROVINCE_NAME)),
        common_name=" ".join(_names(parsed.subject, NameOID.COMMON_NAME)),
        is_specimen=any(SPECIMEN_MARK in str(name.value).upper() for name in parsed.subject),
        window=Window(not_before=parsed.not_valid_before_utc, not_after=parsed.not_valid_after_utc),
        key=key if isinstance(key, ec.EllipticCurvePublicKey) else None,
        key_id=subject_key.value.digest if subject_key else None,
        authority_key_id=authority_key.value.key_identifier if authority_key else None,
        purposes=tuple(purpose.dotted_string for purpose in purposes.value) if purposes else (),
    )


def _names(subject: x509.Name, oid: ObjectIdentifier) -> tuple[str, ...]:
    return tuple(str(name.value) for name in subject.get_attributes_for_oid(oid))


def _only(names: Sequence[str]) -> str | None:
    return names[0] if len(names) == 1 else None
