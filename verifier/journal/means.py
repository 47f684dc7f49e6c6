"""What an auditor verifies a journal with: the terminal's key, vouched for by somebody other than the journal."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from credential.keys import VerificationKey
from trust_store.path import Role
from trust_store.storage import open_store
from trust_store.window import Window
from verifier.certified import certified, public_key
from verifier.journal.examine import Means
from verifier.journal.fault import JournalError, JournalFault
from verifier.journal.heads import load_heads
from verifier.journal.keys import key_sha256, public_der
from verifier.journal.storage import reading

_FINGERPRINT: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


def certified_means(certificate: Path, store: Path, heads: Path | None, now: datetime) -> Means:
    """Take the key of a certificate that an anchor of the store vouches for.

    Raises CertifiedError, TrustStoreError, JournalError HEAD.
    """
    path = certified(certificate, open_store(store), Role.TERMINAL)
    return _means(public_key(path), path.window, heads, now)


def fingerprint_means(file: Path, fingerprint: str, heads: Path | None, now: datetime) -> Means:
    """Take the key that the journal names, if it has the fingerprint that the auditor knows. Raises JournalError."""
    with reading(file) as opened:
        der = opened.identity.key
    try:
        key = serialization.load_der_public_key(der)
    except (ValueError, TypeError) as error:
        raise JournalError(JournalFault.NOT_A_JOURNAL, f"{file.name}: its key cannot be read") from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise JournalError(JournalFault.NOT_A_JOURNAL, f"{file.name}: its key is not on P-256")
    wanted = re.sub("[: ]", "", fingerprint).lower()
    if not _FINGERPRINT.fullmatch(wanted) or key_sha256(key).hex() != wanted:
        raise JournalError(JournalFault.OTHER_TERMINAL, f"{file.name}: its key is {key_sha256(key).hex()}")
    return _means(key, None, heads, now)


def _means(key: ec.EllipticCurvePublicKey, window: Window | None, heads: Path | None, now: datetime) -> Means:
    verification = VerificationKey.of(key)
    known = () if heads is None else load_heads(heads, verification)[0]
    return Means(key=verification, public_der=public_der(key), now=now, heads=known, window=window)
