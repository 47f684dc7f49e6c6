"""The path from a signer's certificate to an anchor (ISO/IEC 18013-5 Annex B, validated by `cryptography`).

The result does not depend on the clock: the path is verified at the first moment at which both certificates are
valid, and the span in which both are stays on the `VerifiedPath`, to be compared with `now` later. So a store
verified today verifies again when an auditor opens it in ten years.

Steps, in this order, each with its own fault:

1. The extended key usage is that of the role asked for, and nothing else.
2. The key is on P-256 or P-384, and the life is at most 457 days.
3. An anchor bears the issuer's name.
4. Anchor and signer name the same country, and the same state where the anchor names one.
5. Under a production anchor, the signer is no SPECIMEN.
6. There is a moment at which both are valid.
7. `cryptography` finds the chain of exactly two certificates good under our extension policies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import InitVar, dataclass
from datetime import timedelta
from enum import Enum, unique
from functools import cache
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509.verification import (
    Criticality,
    ExtensionPolicy,
    Policy,
    PolicyBuilder,
    Store,
    VerificationError,
)

from trust_store.anchor import ALLOWED_CURVES, Anchor
from trust_store.certificate import Certificate
from trust_store.profile import (
    AUDITOR_EKU,
    DOCUMENT_SIGNER_EKU,
    MAX_SIGNER_DAYS,
    STATUS_SIGNER_EKU,
    TERMINAL_EKU,
    Profile,
)
from trust_store.window import Window

_SEAL: Final = object()


@unique
class Role(Enum):
    """What a signer's certificate is for. The value is its one extended key usage."""

    DOCUMENT_SIGNER = DOCUMENT_SIGNER_EKU
    STATUS_SIGNER = STATUS_SIGNER_EKU
    TERMINAL = TERMINAL_EKU
    """Signs a journal; never a document or a list."""
    AUDITOR = AUDITOR_EKU
    """Its key agrees on secrets and signs nothing: evidence is sealed to it."""


@unique
class PathFault(Enum):
    """Why a certificate has no path in a role."""

    UNREADABLE = "unreadable"
    KEY = "key"
    LIFE = "life"
    ROLE = "role"
    ISSUER_UNKNOWN = "issuer_unknown"
    COUNTRY_DIFFERS = "country_differs"
    TEST_SIGNER = "test_signer"
    NEVER_VALID_TOGETHER = "never_valid_together"
    CHAIN_INVALID = "chain_invalid"


class PathError(Exception):
    """A certificate has no path to an anchor. `fault` says why; no text of the certificate is quoted."""

    def __init__(self, fault: PathFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedPath:
    """Proof that `leaf` chains to `anchor` in `role`. Made by `verify_path` alone."""

    leaf: Certificate
    anchor: Anchor
    role: Role
    window: Window
    """When both certificates are valid."""
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("a VerifiedPath is made by verify_path alone")


def verify_path(leaf: Certificate, anchors: Iterable[Anchor], role: Role) -> VerifiedPath:
    """Find the anchor that vouches for `leaf` in `role`. Raises `PathError`.

    Of several anchors that do (a root renewed with the same key), the one that lasts longest is taken.
    """
    _check_alone(leaf, role)
    candidates = [anchor for anchor in anchors if anchor.certificate.parsed.subject == leaf.parsed.issuer]
    if not candidates:
        raise PathError(PathFault.ISSUER_UNKNOWN)
    candidates.sort(key=lambda each: (each.certificate.window.not_after, each.certificate.sha256), reverse=True)
    fault = PathFault.CHAIN_INVALID
    for anchor in candidates:
        try:
            return _verify_under(leaf, anchor, role)
        except PathError as error:
            fault = error.fault
    raise PathError(fault)


def _check_alone(leaf: Certificate, role: Role) -> None:
    if leaf.purposes != (role.value,):
        raise PathError(PathFault.ROLE)
    if leaf.key is None or leaf.key.curve.name not in ALLOWED_CURVES:
        raise PathError(PathFault.KEY)
    # A life of 457 days to the second is written with its last second included, or without.
    if leaf.life > timedelta(days=MAX_SIGNER_DAYS, seconds=1):
        raise PathError(PathFault.LIFE)


def _verify_under(leaf: Certificate, anchor: Anchor, role: Role) -> VerifiedPath:
    root = anchor.certificate
    if leaf.country != root.country or root.state not in (None, leaf.state):
        raise PathError(PathFault.COUNTRY_DIFFERS)
    if anchor.profile is Profile.PRODUCTION and leaf.is_specimen:
        raise PathError(PathFault.TEST_SIGNER)
    window = leaf.window.overlap(root.window)
    if window is None:
        raise PathError(PathFault.NEVER_VALID_TOGETHER)
    if leaf.authority_key_id != root.key_id:
        raise PathError(PathFault.CHAIN_INVALID)
    ca_policy, leaf_policy = _policies(role)
    builder = PolicyBuilder().store(Store([root.parsed])).time(window.not_before).max_chain_depth(0)
    verifier = builder.extension_policies(ca_policy=ca_policy, ee_policy=leaf_policy).build_client_verifier()
    try:
        verifier.verify(leaf.parsed, [])
    except (VerificationError, UnsupportedAlgorithm, ValueError, TypeError) as error:
        # The library's text quotes the certificate's subject, so the fault alone goes on.
        raise PathError(PathFault.CHAIN_INVALID) from error
    return VerifiedPath(leaf=leaf, anchor=anchor, role=role, window=window, seal=_SEAL)


@cache
def _policies(role: Role) -> tuple[ExtensionPolicy, ExtensionPolicy]:
    """Build the policies of the root (Annex B.1.2) and of the signer (B.1.4). Critical unknowns always fail."""
    root = (
        ExtensionPolicy.permit_all()
        .require_present(x509.BasicConstraints, Criticality.CRITICAL, _require_root)
        .require_present(x509.KeyUsage, Criticality.CRITICAL, _require_root_usage)
        .require_present(x509.SubjectKeyIdentifier, Criticality.NON_CRITICAL, None)
        .require_not_present(x509.ExtendedKeyUsage)
        .require_not_present(x509.NameConstraints)
    )
    signer = (
        ExtensionPolicy.permit_all()
        .require_present(x509.KeyUsage, Criticality.CRITICAL, _require_usage(role))
        .require_present(x509.ExtendedKeyUsage, Criticality.CRITICAL, _require_purpose(role))
        .require_present(x509.AuthorityKeyIdentifier, Criticality.NON_CRITICAL, None)
        .require_present(x509.SubjectKeyIdentifier, Criticality.NON_CRITICAL, None)
        .may_be_present(x509.BasicConstraints, Criticality.AGNOSTIC, _require_no_root)
        .require_not_present(x509.NameConstraints)
    )
    return root, signer


def _require_root(_policy: Policy, _certificate: x509.Certificate, basic: x509.BasicConstraints) -> None:
    if not basic.ca or basic.path_length != 0:
        raise ValueError("root: CA with a path length of 0")


def _require_root_usage(_policy: Policy, _certificate: x509.Certificate, usage: x509.KeyUsage) -> None:
    if not usage.key_cert_sign or usage.digital_signature:
        raise ValueError("root: signs certificates only")


_USAGES: Final = (
    "digital_signature",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
)


def _require_usage(role: Role) -> Callable[[Policy, x509.Certificate, x509.KeyUsage], None]:
    wanted = "key_agreement" if role is Role.AUDITOR else "digital_signature"

    def require(_policy: Policy, _certificate: x509.Certificate, usage: x509.KeyUsage) -> None:
        if [name for name in _USAGES if getattr(usage, name)] != [wanted]:
            raise ValueError(f"signer: {wanted} only")

    return require


def _require_purpose(role: Role) -> Callable[[Policy, x509.Certificate, x509.ExtendedKeyUsage], None]:
    wanted = [x509.ObjectIdentifier(role.value)]

    def require(_policy: Policy, _certificate: x509.Certificate, purposes: x509.ExtendedKeyUsage) -> None:
        if list(purposes) != wanted:
            raise ValueError("signer: exactly one purpose")

    return require


def _require_no_root(_policy: Policy, _certificate: x509.Certificate, basic: x509.BasicConstraints | None) -> None:
    if basic is not None and basic.ca:
        raise ValueError("signer: no CA")
