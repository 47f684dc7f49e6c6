"""SPECIMEN certificates: the root (IACA), document signers, status signers, and the signer of the trust list.

The profiles are those of ISO/IEC 18013-5 Annex B (B.1.2 root, B.1.4 document signer) and Annex C (list signer).
Signing is deterministic (RFC 6979): the same keys and terms give the same bytes.
Every subject says SPECIMEN, so a production trust store refuses whatever is made here.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID, ObjectIdentifier

from trust_store.profile import (
    AUDITOR_EKU,
    DOCUMENT_SIGNER_EKU,
    LIST_SIGNER_EKU,
    MAX_ANCHOR_DAYS,
    MAX_ANCHOR_YEARS,
    MAX_SIGNER_DAYS,
    STATUS_SIGNER_EKU,
    TERMINAL_EKU,
)

ORGANISATION: Final = "Carton Rose SPECIMEN"
_COMMON_NAME_LIMIT: Final = 64  # ub-common-name, RFC 5280 Appendix A.1
_SERIAL_BYTES: Final = 19  # RFC 5280 4.1.2.2: at most 20 octets, and positive: 19 never need a sign octet


class PkiError(ValueError):
    """A certificate was asked for that the profile does not allow; nothing was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a certificate states beside its keys.

    `name` is the common name, to which SPECIMEN is added; the dates are aware and are cut to whole seconds, both
    included in the life; `serial` comes from `serial_number`. Raises PkiError for terms that no profile allows.
    """

    name: str
    not_before: datetime
    not_after: datetime
    serial: int

    def __post_init__(self) -> None:
        if _whole_seconds(self.not_before) >= _whole_seconds(self.not_after):
            raise PkiError(f"the certificate would end ({self.not_after}) before it begins ({self.not_before})")
        if not 0 < self.serial < 1 << (8 * _SERIAL_BYTES):
            raise PkiError(f"serial number: positive and at most {_SERIAL_BYTES} octets are wanted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """A root's certificate and the private key that belongs to it. Raises PkiError when it does not."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    def __post_init__(self) -> None:
        if self.certificate.public_key() != self.key.public_key():
            raise PkiError("the root's key does not belong to the root's certificate")


def serial_number(entropy: bytes, label: str) -> int:
    """Derive a positive serial number of at most 19 octets.

    `entropy` is a seed for samples, `secrets.token_bytes(32)` otherwise; `label` keeps the certificates of one
    seed apart. Raises PkiError for fewer than 16 bytes of entropy.
    """
    if len(entropy) < 16:
        raise PkiError(f"a serial number needs 16 bytes of entropy or more, not {len(entropy)}")
    digest = hashlib.sha256(b"carton-rose serial\0" + label.encode() + b"\0" + entropy).digest()
    return int.from_bytes(digest[:_SERIAL_BYTES], "big") or 1


def iaca(key: ec.EllipticCurvePrivateKey, country: str, terms: Terms) -> x509.Certificate:
    """Make a self-signed root (Annex B.1.2) for at most 20 years.

    `country` is ISO 3166 alpha-2 in upper case. Raises PkiError.
    """
    if not re.fullmatch("[A-Z]{2}", country):
        raise PkiError(f"country {country!r}: two upper-case letters are wanted (ISO 3166 alpha-2)")
    if terms.not_after - terms.not_before > timedelta(days=MAX_ANCHOR_DAYS):
        raise PkiError(f"a root lives at most {MAX_ANCHOR_YEARS} years")
    subject = _subject(f"{terms.name} SPECIMEN", country)
    builder = _builder(subject, subject, key.public_key(), terms)
    builder = builder.add_extension(_issuer_alternative_name(country), critical=False)
    builder = builder.add_extension(_key_usage(certificates=True), critical=True)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    return _sign(builder, key)


def document_signer(root: Root, public_key: ec.EllipticCurvePublicKey, terms: Terms) -> x509.Certificate:
    """Make the certificate of a document signer (Annex B.1.4), of the root's country, for at most 457 days.

    Raises PkiError, also when the life leaves the root's.
    """
    return _under_root(root, public_key, terms, DOCUMENT_SIGNER_EKU)


def status_signer(root: Root, public_key: ec.EllipticCurvePublicKey, terms: Terms) -> x509.Certificate:
    """Make the certificate of a status-list signer: a document signer's in all but its purpose."""
    return _under_root(root, public_key, terms, STATUS_SIGNER_EKU)


def terminal(root: Root, public_key: ec.EllipticCurvePublicKey, terms: Terms) -> x509.Certificate:
    """Make the certificate of a terminal, which signs its journal: a document signer's in all but its purpose."""
    return _under_root(root, public_key, terms, TERMINAL_EKU)


def auditor(root: Root, public_key: ec.EllipticCurvePublicKey, terms: Terms) -> x509.Certificate:
    """Make the certificate to which evidence is sealed: its key agrees on secrets and signs nothing."""
    return _under_root(root, public_key, terms, AUDITOR_EKU)


def list_signer(key: ec.EllipticCurvePrivateKey, terms: Terms) -> x509.Certificate:
    """Make the self-signed certificate of the publisher that signs the trust list and the block list (P-256).

    It belongs to no country and is believed because a terminal pins it. Raises PkiError.
    """
    if not isinstance(key.curve, ec.SECP256R1):
        raise PkiError(f"the list signer's key is on P-256, not on {key.curve.name}")
    subject = _subject(f"{terms.name} SPECIMEN trust list", None)
    return _sign(_for_purpose(_builder(subject, subject, key.public_key(), terms), LIST_SIGNER_EKU), key)


def country_of(certificate: x509.Certificate) -> str:
    """Return the one country of a certificate's subject. Raises PkiError when there is none, or two."""
    countries = certificate.subject.get_attributes_for_oid(NameOID.COUNTRY_NAME)
    if len(countries) != 1:
        raise PkiError(f"the certificate's subject has {len(countries)} countries, one is wanted")
    return str(countries[0].value)


def _under_root(root: Root, public_key: ec.EllipticCurvePublicKey, terms: Terms, purpose: str) -> x509.Certificate:
    _require_life(root.certificate, terms)
    country = country_of(root.certificate)
    subject = _subject(f"{terms.name} SPECIMEN", country)
    builder = _builder(root.certificate.subject, subject, public_key, terms)
    root_id = root.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    authority = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(root_id)
    builder = builder.add_extension(authority, critical=False)
    builder = builder.add_extension(_issuer_alternative_name(country), critical=False)
    return _sign(_for_purpose(builder, purpose), root.key)


def _require_life(root: x509.Certificate, terms: Terms) -> None:
    first, last = _whole_seconds(terms.not_before), _whole_seconds(terms.not_after)
    if last - first > timedelta(days=MAX_SIGNER_DAYS):
        raise PkiError(f"a signer lives at most {MAX_SIGNER_DAYS} days, not {(last - first).days}")
    if first < root.not_valid_before_utc or last > root.not_valid_after_utc:
        begins, ends = root.not_valid_before_utc, root.not_valid_after_utc
        raise PkiError(f"a signer lives within its root's life, {begins:%Y-%m-%d} to {ends:%Y-%m-%d}")


def _subject(common_name: str, country: str | None) -> x509.Name:
    if not common_name.isprintable() or len(common_name) > _COMMON_NAME_LIMIT:
        raise PkiError(f"common name {common_name!r}: at most {_COMMON_NAME_LIMIT} printable characters are wanted")
    # cryptography writes the country as a PrintableString and the rest as UTF8Strings, as Annex B asks.
    attributes = [] if country is None else [x509.NameAttribute(NameOID.COUNTRY_NAME, country)]
    attributes.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANISATION))
    attributes.append(x509.NameAttribute(NameOID.COMMON_NAME, common_name))
    return x509.Name(attributes)


def _builder(
    issuer: x509.Name, subject: x509.Name, public_key: ec.EllipticCurvePublicKey, terms: Terms
) -> x509.CertificateBuilder:
    _hash_for(public_key.curve)
    builder = x509.CertificateBuilder().issuer_name(issuer).subject_name(subject).public_key(public_key)
    builder = builder.serial_number(terms.serial)
    builder = builder.not_valid_before(_whole_seconds(terms.not_before)).not_valid_after(
        _whole_seconds(terms.not_after)
    )
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)


def _for_purpose(builder: x509.CertificateBuilder, purpose: str) -> x509.CertificateBuilder:
    usage = _agreement() if purpose == AUDITOR_EKU else _key_usage(certificates=False)
    builder = builder.add_extension(usage, critical=True)
    return builder.add_extension(x509.ExtendedKeyUsage([ObjectIdentifier(purpose)]), critical=True)


def _whole_seconds(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise PkiError(f"{moment.isoformat()} has no time zone: an aware time is wanted")
    return moment.astimezone(UTC).replace(microsecond=0)


def _issuer_alternative_name(country: str) -> x509.IssuerAlternativeName:
    return x509.IssuerAlternativeName([x509.UniformResourceIdentifier(f"https://{country.lower()}.example/")])


def _key_usage(*, certificates: bool) -> x509.KeyUsage:
    """Allow certificates and CRLs only, or signatures only: never both."""
    return x509.KeyUsage(
        digital_signature=not certificates,
        key_cert_sign=certificates,
        crl_sign=certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _agreement() -> x509.KeyUsage:
    """Allow agreeing on secrets only."""
    return x509.KeyUsage(
        key_agreement=True,
        digital_signature=False,
        key_cert_sign=False,
        crl_sign=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        encipher_only=False,
        decipher_only=False,
    )


def _sign(builder: x509.CertificateBuilder, key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    return builder.sign(key, _hash_for(key.curve), ecdsa_deterministic=True)


def _hash_for(curve: ec.EllipticCurve) -> hashes.SHA256 | hashes.SHA384:
    match curve:
        case ec.SECP256R1():
            return hashes.SHA256()
        case ec.SECP384R1():
            return hashes.SHA384()
        case _:
            raise PkiError(f"curve {curve.name}: P-256 or P-384 is wanted")
