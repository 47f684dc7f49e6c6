"""Trust anchors: the IACA roots whose word for a document signer counts, and the profile they must fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, unique
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtensionOID

from trust_store.certificate import Certificate, find_extension
from trust_store.profile import MAX_ANCHOR_DAYS, Profile

ALLOWED_CURVES: Final = frozenset({"secp256r1", "secp384r1"})
"""Curves of anchors and signers. Annex B allows P-521 and brainpool too, which cryptography's path validation
does not take, or no issuer of ours uses (DESIGN section 4)."""

SIGNATURE_HASHES: Final = (hashes.SHA256, hashes.SHA384, hashes.SHA512)
"""The hashes of ECDSA signatures in certificates (ISO/IEC 18013-5 Annex B.1.2)."""

_FORBIDDEN: Final = frozenset(
    {
        ExtensionOID.EXTENDED_KEY_USAGE,
        ExtensionOID.NAME_CONSTRAINTS,
        ExtensionOID.POLICY_MAPPINGS,
        ExtensionOID.POLICY_CONSTRAINTS,
        ExtensionOID.INHIBIT_ANY_POLICY,
        ExtensionOID.FRESHEST_CRL,
    }
)
_UNDERSTOOD_WHEN_CRITICAL: Final = frozenset({x509.BasicConstraints.oid, x509.KeyUsage.oid})


@unique
class AnchorFault(Enum):
    """One way in which a certificate fails to be an anchor (ISO/IEC 18013-5 Annex B.1.2), or to be ours."""

    UNREADABLE = "unreadable"
    NOT_VERSION_3 = "not_version_3"
    COUNTRY = "country"
    NO_COMMON_NAME = "no_common_name"
    KEY = "key"
    LIFE = "life"
    KEY_USAGE = "key_usage"
    BASIC_CONSTRAINTS = "basic_constraints"
    NO_KEY_ID = "no_key_id"
    AUTHORITY_KEY_ID = "authority_key_id"
    FORBIDDEN_EXTENSION = "forbidden_extension"
    UNKNOWN_CRITICAL_EXTENSION = "unknown_critical_extension"
    NOT_SELF_SIGNED = "not_self_signed"
    TEST_ANCHOR = "test_anchor"
    ENTRY_DISAGREES = "entry_disagrees"
    OTHER_COUNTRY = "other_country"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A root that passed `check_anchor`, with the scope that the trust list gives it."""

    certificate: Certificate
    country: str
    document_types: tuple[str, ...]
    profile: Profile


def check_anchor(certificate: Certificate) -> list[AnchorFault]:
    """Name everything that keeps a certificate from being an anchor; empty when it fits Annex B.1.2.

    Whether it is valid now is no matter here: its window is kept and compared when a licence is checked.
    """
    checks = (_of_identity, _of_key, _of_extensions, _of_signature)
    return [fault for check in checks for fault in check(certificate)]


def _of_identity(certificate: Certificate) -> Iterator[AnchorFault]:
    if certificate.parsed.version is not x509.Version.v3:
        yield AnchorFault.NOT_VERSION_3
    if not re.fullmatch("[A-Z]{2}", certificate.country or "", re.ASCII):
        yield AnchorFault.COUNTRY
    if not certificate.common_name:
        yield AnchorFault.NO_COMMON_NAME
    if not timedelta(seconds=1) < certificate.life <= timedelta(days=MAX_ANCHOR_DAYS, seconds=1):
        yield AnchorFault.LIFE


def _of_key(certificate: Certificate) -> Iterator[AnchorFault]:
    if certificate.key is None or certificate.key.curve.name not in ALLOWED_CURVES:
        yield AnchorFault.KEY


def _of_extensions(certificate: Certificate) -> Iterator[AnchorFault]:
    parsed = certificate.parsed
    usage = find_extension(parsed, x509.KeyUsage)
    if usage is None or not usage.critical or not _signs_certificates_only(usage.value):
        yield AnchorFault.KEY_USAGE
    basic = find_extension(parsed, x509.BasicConstraints)
    if basic is None or not basic.critical or not basic.value.ca or basic.value.path_length != 0:
        yield AnchorFault.BASIC_CONSTRAINTS
    if certificate.key_id is None:
        yield AnchorFault.NO_KEY_ID
    if certificate.authority_key_id not in (None, certificate.key_id):
        yield AnchorFault.AUTHORITY_KEY_ID
    if any(each.oid in _FORBIDDEN for each in parsed.extensions):
        yield AnchorFault.FORBIDDEN_EXTENSION
    if any(each.critical and each.oid not in _UNDERSTOOD_WHEN_CRITICAL for each in parsed.extensions):
        yield AnchorFault.UNKNOWN_CRITICAL_EXTENSION


def _of_signature(certificate: Certificate) -> Iterator[AnchorFault]:
    """Check that the root signs itself: a self-consistent name and signature, the latter with an allowed hash."""
    parsed = certificate.parsed
    try:
        parsed.verify_directly_issued_by(parsed)
        is_consistent = isinstance(parsed.signature_hash_algorithm, SIGNATURE_HASHES)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        is_consistent = False
    if not is_consistent:
        yield AnchorFault.NOT_SELF_SIGNED


def _signs_certificates_only(usage: x509.KeyUsage) -> bool:
    forbidden = (
        usage.digital_signature,
        usage.content_commitment,
        usage.key_encipherment,
        usage.data_encipherment,
        usage.key_agreement,
    )
    return usage.key_cert_sign and usage.crl_sign and not any(forbidden)
