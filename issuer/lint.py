"""What is wrong with a certificate, a list, a credential or a repository, in words: the faults seen in the field.

Nothing here decides what is believed; a terminal does that. A linter says what a terminal, or another country's, will
stumble over, before it is published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, unique
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from credential.claims import LicenceClaims
from credential.cose import Header, Sign1, VerifiedPayload
from credential.forms import Form, Issued, Presentation, decode_form
from credential.language import Language
from credential.qr_text import unwrap
from credential.reason import CredentialError
from trust_store.anchor import ALLOWED_CURVES, check_anchor
from trust_store.certificate import Certificate, CertificateError, find_extension, read_certificate
from trust_store.fields import MAX_LIST
from trust_store.plain_files import read_plain
from trust_store.profile import DOCUMENT_SIGNER_EKU, LIST_SIGNER_EKU, MAX_SIGNER_DAYS, STATUS_SIGNER_EKU
from trust_store.refusal import TrustStoreError
from trust_store.words import FAULTS

LIMIT: Final = MAX_LIST
MAX_PORTRAIT: Final = 600
"""Bytes of a portrait whose code is still read at arm's length (DESIGN section 2: 450 to 600)."""
MAX_ATTESTATION: Final = timedelta(days=124, hours=1)
_PURPOSES: Final = frozenset({DOCUMENT_SIGNER_EKU, STATUS_SIGNER_EKU, LIST_SIGNER_EKU})


@unique
class Complaint(Enum):
    """One fault; the value says what it is and what to do."""

    UNREADABLE = "cannot be read as a certificate, a list, a credential or a repository; is it whole?"
    NOT_AN_ANCHOR = "is no root in the profile of ISO/IEC 18013-5 Annex B.1.2; make it anew"
    SIGNER_LIVES_TOO_LONG = f"a signer lives more than {MAX_SIGNER_DAYS} days; issue it for less"
    PURPOSE_MISSING = "a signer without extended key usage; give it the one of its role, critical"
    PURPOSE_STRANGE = "an extended key usage that is none of the roles here; give it exactly one, critical"
    PURPOSE_NOT_CRITICAL = "the extended key usage is not critical; make it so"
    KEY_USAGE = "the key usage is not digital signature alone, critical; make it so"
    KEY_STRANGE = "the key is on neither P-256 nor P-384; make another"
    KEY_ID_MISSING = "no subject key identifier; add it"
    KEY_ID_WRONG = "the subject key identifier is not SHA-1 of the key; compute it anew"
    AUTHORITY_KEY_ID_MISSING = "no authority key identifier; add the root's"
    AUTHORITY_KEY_ID_WRONG = "the authority key identifier is the signer's own; give the root's"
    COUNTRY = "no country of two capital letters; add it"
    ANCHOR_IN_CHAIN = "the chain that travels holds a self-signed certificate; leave the root out"
    NAME_BEYOND_LATIN_1 = "a name outside Latin-1; write it in Latin-1, and as it is in its national form"
    NATIONAL_FORM_MISSING = "a name outside Latin-1 has no national form; add it"
    PORTRAIT_TOO_LARGE = f"the portrait has more than {MAX_PORTRAIT} bytes; compress it further"
    STATUS_MISSING = "no place in a status list; it could never be revoked"
    OUTLIVES_ITS_SIGNER = "valid beyond its signer; end it earlier, or sign with the next signer"
    ATTESTATION_TOO_LONG = "an attestation of more than four months (R.225-6 III); end it earlier"
    REFUSED_BY_TERMINALS = "a terminal refuses it"
    NOT_LET_IN = "a terminal does not let it in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One complaint about one thing. `where` may quote it: show it only through ``display_safe``."""

    complaint: Complaint
    where: str
    detail: str = ""


def lint(path: Path, at: datetime, signer: bytes | None = None) -> list[Note]:
    """Examine a file or a repository's folder as of `at` (aware); `signer` is the DER of the one who signed it.

    Raises `TrustStoreError` when the file cannot be read from its medium.
    """
    if path.is_dir():
        # Here and not above: python-tuf takes a third of a second to import.
        from issuer.lint_repository import of_repository

        return list(of_repository(path, at))
    content = read_plain(path, LIMIT)
    return list(_of_content(path.name, content, signer))


def _of_content(name: str, content: bytes, signer: bytes | None) -> Iterator[Note]:
    if content.startswith(b"-----BEGIN CERTIFICATE") or content[:1] == b"\x30":
        yield from of_certificate(name, content)
        return
    try:
        data = unwrap(content.decode().strip())[1] if content.startswith(b"PDC1:") else content
        message = decode_form(data)
    except (CredentialError, UnicodeDecodeError):
        yield from _of_list(name, content)
        return
    yield from of_credential(name, message.licence if isinstance(message, Presentation) else message, signer)


def of_certificate(name: str, content: bytes) -> Iterator[Note]:
    """Examine a certificate in DER or PEM: as a root if it says that it is one, else as a signer."""
    try:
        if content.startswith(b"-----"):
            content = x509.load_pem_x509_certificate(content).public_bytes(Encoding.DER)
        certificate = read_certificate(content)
    except (CertificateError, ValueError):
        yield Note(complaint=Complaint.UNREADABLE, where=name)
        return
    basic = find_extension(certificate.parsed, x509.BasicConstraints)
    if basic is not None and basic.value.ca:
        for fault in check_anchor(certificate):
            yield Note(complaint=Complaint.NOT_AN_ANCHOR, where=name, detail=FAULTS[fault].in_(Language.EN))
        found = _of_key(certificate)
    else:
        found = (*_of_key(certificate), *_of_signer(certificate))
    for complaint in found:
        yield Note(complaint=complaint, where=name)


def _of_key(certificate: Certificate) -> tuple[Complaint, ...]:
    found = []
    if certificate.key is None or certificate.key.curve.name not in ALLOWED_CURVES:
        found.append(Complaint.KEY_STRANGE)
    if certificate.key_id is None:
        found.append(Complaint.KEY_ID_MISSING)
    elif certificate.key is not None:
        computed = x509.SubjectKeyIdentifier.from_public_key(certificate.key).digest
        found += [] if certificate.key_id == computed else [Complaint.KEY_ID_WRONG]
    return tuple(found)


def _of_signer(certificate: Certificate) -> Iterator[Complaint]:
    purposes = find_extension(certificate.parsed, x509.ExtendedKeyUsage)
    if purposes is None:
        yield Complaint.PURPOSE_MISSING
    else:
        if len(certificate.purposes) != 1 or not _PURPOSES.issuperset(certificate.purposes):
            yield Complaint.PURPOSE_STRANGE
        if not purposes.critical:
            yield Complaint.PURPOSE_NOT_CRITICAL
    if certificate.purposes == (LIST_SIGNER_EKU,):
        return  # Annex C asks less of a list signer: it may live longer and stand alone.
    usage = find_extension(certificate.parsed, x509.KeyUsage)
    if usage is None or not usage.critical or not usage.value.digital_signature or usage.value.key_cert_sign:
        yield Complaint.KEY_USAGE
    if certificate.life > timedelta(days=MAX_SIGNER_DAYS, seconds=1):
        yield Complaint.SIGNER_LIVES_TOO_LONG
    if certificate.authority_key_id is None:
        yield Complaint.AUTHORITY_KEY_ID_MISSING
    elif certificate.authority_key_id == certificate.key_id:
        yield Complaint.AUTHORITY_KEY_ID_WRONG
    country = certificate.country or ""
    if len(country) != 2 or not (country.isascii() and country.isupper()):
        yield Complaint.COUNTRY


def of_credential(name: str, issued: Issued, signer: bytes | None) -> Iterator[Note]:
    """Examine what an attestation or a licence says; whether its signature holds is a terminal's to say."""
    try:
        claims = LicenceClaims.parse(VerifiedPayload(issued.message.unverified_payload), issued.disclosures)
    except CredentialError as error:
        yield Note(complaint=Complaint.UNREADABLE, where=name, detail=error.detail)
        return
    for complaint in _of_claims(claims, issued.form):
        yield Note(complaint=complaint, where=name)
    if signer is not None and claims.exp > read_certificate(signer).window.not_after.timestamp():
        yield Note(complaint=Complaint.OUTLIVES_ITS_SIGNER, where=name)


def _of_claims(claims: LicenceClaims, form: Form) -> Iterator[Complaint]:
    names = (
        (claims.family_name, claims.family_name_national_character),
        (claims.given_name, claims.given_name_national_character),
    )
    beyond = [national for plain, national in names if any(ord(character) > 0xFF for character in plain)]
    if beyond:
        yield Complaint.NAME_BEYOND_LATIN_1
    if None in beyond:
        yield Complaint.NATIONAL_FORM_MISSING
    if claims.portrait is not None and len(claims.portrait) > MAX_PORTRAIT:
        yield Complaint.PORTRAIT_TOO_LARGE
    if claims.status is None:
        yield Complaint.STATUS_MISSING
    if form is Form.ATTESTATION and claims.exp - claims.iat > MAX_ATTESTATION.total_seconds():
        yield Complaint.ATTESTATION_TOO_LONG


def _of_list(name: str, content: bytes) -> Iterator[Note]:
    """Examine a signed list by its chain and its certificates, whoever signed it."""
    try:
        message = Sign1.decode(b"\xd2" + content if content[:1] == b"\x84" else content, limit=LIMIT)
    except CredentialError as error:
        yield Note(complaint=Complaint.UNREADABLE, where=name, detail=error.detail)
        return
    chain = message.unprotected.get(Header.X5CHAIN, ())
    for place, der in enumerate([chain] if type(chain) is bytes else chain):
        where = f"{name}, certificate {place} of the chain"
        if place == 0:
            yield from of_certificate(where, der)
        elif _is_self_signed(der):
            yield Note(complaint=Complaint.ANCHOR_IN_CHAIN, where=where)
    yield from _of_entries(name, message)


def _of_entries(name: str, message: Sign1) -> Iterator[Note]:
    from trust_store.fields import Fields, read_fields

    try:
        fields = read_fields(VerifiedPayload(message.unverified_payload), name)
        infos = fields.items("certificateInfos") if fields.has("certificateInfos") else []
        for place, info in enumerate(infos):
            yield from of_certificate(f"{name}, entry {place}", Fields(info, f"entry {place}").octets("certificate"))
    except TrustStoreError as error:
        yield Note(complaint=Complaint.UNREADABLE, where=name, detail=error.detail)


def _is_self_signed(der: object) -> bool:
    try:
        parsed = read_certificate(der if type(der) is bytes else b"").parsed
    except CertificateError:
        return False
    return parsed.issuer == parsed.subject
