"""A foreign VICAL (ISO/IEC 18013-5 Annex C): read, verified under the provider's root, and judged anchor by anchor.

In this order:

1. The message is a COSE_Sign1, tagged or not, with alg protected and the signer's chain in the unprotected header.
2. The signer has exactly the purpose 1.0.18013.5.1.8, critical, and chains to the root that the administrator gave.
   The chain is verified at the list's own date, so it verifies again whenever the store is opened.
3. The signature holds.
4. Each certificate is read and judged alone. One that the library cannot read is a finding, not the list's end.

One anchor in ten deviates from Annex B in the field. A strict source leaves them all out; a lenient one keeps those
whose faults do not touch what the anchor proves.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509.verification import Criticality, ExtensionPolicy, PolicyBuilder, Store, VerificationError

from credential.cose import Header, Sign1, VerifiedPayload
from credential.keys import VerificationKey
from credential.reason import CredentialError
from trust_store.anchor import Anchor, AnchorFault, check_anchor
from trust_store.certificate import Certificate, CertificateError, find_extension, read_certificate
from trust_store.fields import MAX_LIST, Fields, malformed, read_fields
from trust_store.profile import LIST_SIGNER_EKU, Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.trust_list import MAX_ENTRIES

MAX_CHAIN: Final = 4
"""Certificates that travel with a list: the signer, and what lies between it and the root (the AAMVA sends three)."""
TOLERABLE: Final = frozenset(
    {
        AnchorFault.LIFE,
        AnchorFault.NO_COMMON_NAME,
        AnchorFault.NO_KEY_ID,
        AnchorFault.AUTHORITY_KEY_ID,
        AnchorFault.FORBIDDEN_EXTENSION,
        AnchorFault.ENTRY_DISAGREES,
    }
)
"""Faults that a lenient source keeps: what the anchor signs, and for whom, is as sure as without them."""

_PLACE: Final = "VICAL"
_ARRAY_OF_FOUR: Final = 0x84
_TAG_18: Final = b"\xd2"


@dataclass(frozen=True, slots=True, kw_only=True)
class VicalTerms:
    """How a source is believed: under which root, for which countries (empty: all), and how strictly."""

    root: bytes
    """The provider's root certificate, DER: what the administrator gave."""
    countries: tuple[str, ...] = ()
    is_strict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorFinding:
    """What was found about one certificate. `name` quotes it: show it only through ``display_safe``."""

    name: str
    faults: tuple[AnchorFault, ...]
    is_kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Vical:
    """A verified foreign list: its anchors, each scoped to its document types, and a finding per certificate."""

    provider: str
    issued_at: datetime
    issue_id: int | None
    next_update: datetime | None
    payload: bytes
    anchors: tuple[Anchor, ...]
    findings: tuple[AnchorFinding, ...]


def read_vical(data: bytes, terms: VicalTerms, profile: Profile) -> Vical:
    """Verify and read a list. Raises `TrustStoreError`: MALFORMED, LIST_SIGNER_INVALID or SIGNATURE_INVALID."""
    root = _root(terms.root)
    message = _decode(data)
    chain = _chain(message.unprotected)
    fields = read_fields(VerifiedPayload(message.unverified_payload), _PLACE)
    issued_at = fields.moment("date")
    # The date is the stranger's word until the signature holds; a wrong one only finds no valid chain.
    _verify_chain(chain, root, issued_at)
    payload = _verify(message, chain[0])
    infos = fields.items("certificateInfos")
    if len(infos) > MAX_ENTRIES:
        raise malformed(f"{_PLACE}: {len(infos)} certificates where at most {MAX_ENTRIES} are read")
    judged = [_judge(Fields(info, f"{_PLACE}, entry {place}"), terms, profile) for place, info in enumerate(infos)]
    return Vical(
        provider=fields.text("vicalProvider"),
        issued_at=issued_at,
        issue_id=fields.count("vicalIssueID") if fields.has("vicalIssueID") else None,
        next_update=fields.moment("nextUpdate") if fields.has("nextUpdate") else None,
        payload=payload,
        anchors=tuple(anchor for anchor, _ in judged if anchor is not None),
        findings=tuple(finding for _, finding in judged),
    )


def _root(der: bytes) -> Certificate:
    try:
        return read_certificate(der)
    except CertificateError as error:
        raise TrustStoreError(Refusal.LIST_SIGNER_INVALID, f"the provider's root: {error}") from error


def _decode(data: bytes) -> Sign1:
    try:
        return Sign1.decode(_TAG_18 + data if data[:1] == bytes([_ARRAY_OF_FOUR]) else data, limit=MAX_LIST)
    except CredentialError as error:
        raise malformed(f"{_PLACE}: {error.detail}") from error


def _chain(unprotected: Mapping[object, object]) -> list[Certificate]:
    chain = unprotected.get(Header.X5CHAIN)
    ders = [chain] if type(chain) is bytes else chain
    if not isinstance(ders, list | tuple) or not 0 < len(ders) <= MAX_CHAIN or set(unprotected) != {Header.X5CHAIN}:
        raise malformed(f"{_PLACE}: its unprotected header is not a chain of 1 to {MAX_CHAIN} certificates")
    try:
        return [read_certificate(der if type(der) is bytes else b"") for der in ders]
    except CertificateError as error:
        raise TrustStoreError(Refusal.LIST_SIGNER_INVALID, f"its chain: {error}") from error


def _verify_chain(chain: list[Certificate], root: Certificate, at: datetime) -> None:
    signer = chain[0]
    purposes = find_extension(signer.parsed, x509.ExtendedKeyUsage)
    if purposes is None or not purposes.critical or signer.purposes != (LIST_SIGNER_EKU,):
        raise TrustStoreError(Refusal.LIST_SIGNER_INVALID, f"its purpose is not exactly {LIST_SIGNER_EKU}, critical")
    above = ExtensionPolicy.permit_all().require_present(x509.BasicConstraints, Criticality.CRITICAL, None)
    builder = PolicyBuilder().store(Store([root.parsed])).time(at).max_chain_depth(MAX_CHAIN)
    verifier = builder.extension_policies(ca_policy=above, ee_policy=ExtensionPolicy.permit_all())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            verifier.build_client_verifier().verify(signer.parsed, [each.parsed for each in chain[1:]])
    except (VerificationError, UnsupportedAlgorithm, ValueError, TypeError, UserWarning) as error:
        raise TrustStoreError(Refusal.LIST_SIGNER_INVALID, "its signer does not chain to the root given") from error


def _verify(message: Sign1, signer: Certificate) -> VerifiedPayload:
    try:
        return message.verify(VerificationKey.of(signer.parsed.public_key()))
    except CredentialError as error:
        raise TrustStoreError(Refusal.SIGNATURE_INVALID, f"{_PLACE}: {error.detail}") from error


def _judge(entry: Fields, terms: VicalTerms, profile: Profile) -> tuple[Anchor | None, AnchorFinding]:
    try:
        root = read_certificate(entry.octets("certificate"))
    except CertificateError:
        name = entry.text("issuingAuthority") if entry.has("issuingAuthority") else "?"
        return None, AnchorFinding(name=name, faults=(AnchorFault.UNREADABLE,), is_kept=False)
    faults = (*check_anchor(root), *_of_entry(entry, root, terms, profile))
    is_kept = not faults or (not terms.is_strict and TOLERABLE.issuperset(faults))
    finding = AnchorFinding(name=root.common_name, faults=faults, is_kept=is_kept)
    if not is_kept or root.country is None:
        return None, finding
    anchor = Anchor(certificate=root, country=root.country, document_types=entry.texts("docType"), profile=profile)
    return anchor, finding


def _of_entry(entry: Fields, root: Certificate, terms: VicalTerms, profile: Profile) -> list[AnchorFault]:
    faults = []
    said = {
        "serialNumber": root.parsed.serial_number,
        "ski": root.key_id,
        "issuingCountry": root.country,
    }
    held = {
        "serialNumber": entry.number("serialNumber"),
        "ski": _key_id(entry.octets("ski")),
        "issuingCountry": entry.text("issuingCountry") if entry.has("issuingCountry") else root.country,
    }
    if said != held:
        faults.append(AnchorFault.ENTRY_DISAGREES)
    if terms.countries and root.country not in terms.countries:
        faults.append(AnchorFault.OTHER_COUNTRY)
    if root.is_specimen and profile is Profile.PRODUCTION:
        faults.append(AnchorFault.TEST_ANCHOR)
    return faults


def _key_id(ski: bytes) -> bytes:
    """Take the identifier out of the DER octet strings that the AAMVA leaves around its 20 bytes."""
    return ski[-20:] if ski[:-20] in (b"\x04\x14", b"\x04\x16\x04\x14") else ski
