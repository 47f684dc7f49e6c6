"""The certificate profile that issuer and verifier agree on: key purposes, limits, and how a certificate is named."""

from __future__ import annotations

from enum import Enum, unique
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.x509 import Certificate

DOCUMENT_SIGNER_EKU: Final = "1.0.18013.5.1.2"
"""Signs licences and attestations (ISO/IEC 18013-5 Annex B.1.4)."""

STATUS_SIGNER_EKU: Final = "2.25.234326128051355362126051619727776886315"
"""Signs status lists. Ours: the UUID b0499217-dd4b-5462-aea1-0c3c1e032e2b under the arc of ITU-T X.667."""

TERMINAL_EKU: Final = "2.25.56826796138704060662811737297224934121"
"""Signs the journal of a terminal. Ours: the UUID 2ac0715d-7c0f-40b2-94b8-0a2b3e1f22e9 under the same arc."""

AUDITOR_EKU: Final = "2.25.184533252208473299574008102137896167517"
"""Opens evidence. Ours: the UUID 8ad3cfc6-16bf-4a7a-8f0c-4c3a4b50e85d under the same arc."""

LIST_SIGNER_EKU: Final = "1.0.18013.5.1.8"
"""Signs trust lists and block lists (ISO/IEC 18013-5 Annex C, the VICAL signer)."""

MAX_SIGNER_DAYS: Final = 457
"""The longest life of a document or status signer (ISO/IEC 18013-5 Annex B.1.4)."""

MAX_ANCHOR_YEARS: Final = 20
"""The longest life of an IACA root (ISO/IEC 18013-5 Annex B.1.2)."""

MAX_ANCHOR_DAYS: Final = MAX_ANCHOR_YEARS * 365 + 5
"""`MAX_ANCHOR_YEARS` with their leap days: any 20 years between 1901 and 2099 hold five."""

MAX_CERTIFICATE: Final = 8192
"""Bytes of one certificate. The roots of the AAMVA's list of 2025-11-18 take 532 to 884."""

DRIVING_LICENCE: Final = "org.iso.18013.5.1.mDL"
"""The document type of every form of licence here (ISO/IEC 18013-5 section 7.1)."""

SPECIMEN_MARK: Final = "SPECIMEN"
"""A certificate whose subject says this is a test certificate, whatever a list says about it."""


@unique
class Profile(Enum):
    """Which world a store, a list or an anchor belongs to. Nothing of one is ever believed in the other."""

    TEST = "test"
    PRODUCTION = "production"


def kid_of(certificate: Certificate) -> bytes:
    """Name a certificate: the first 8 bytes of SHA-256 of its DER. A hint for look-up, never proof."""
    return certificate.fingerprint(hashes.SHA256())[:8]
