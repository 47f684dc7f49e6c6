"""IACA to document signer: each certificate differs from a good one in one thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import ObjectIdentifier

from tests.unit.trust_store.pki_for_tests import (
    DAY,
    DOCUMENT_SIGNER,
    FRANCE,
    NOW,
    SPAIN,
    STATUS_SIGNER,
    Plan,
    key,
    purpose,
    root_plan,
    signer_plan,
    subject,
    usage,
)
from trust_store.anchor import Anchor
from trust_store.certificate import read_certificate
from trust_store.path import PathError, PathFault, Role, VerifiedPath, verify_path
from trust_store.profile import DOCUMENT_SIGNER_EKU, DRIVING_LICENCE, STATUS_SIGNER_EKU, Profile

UNKNOWN = x509.UnrecognizedExtension(ObjectIdentifier("1.2.3.4.5"), b"\x05\x00")
POLICIES = x509.CertificatePolicies([x509.PolicyInformation(ObjectIdentifier("1.2.3"), None)])
ANY_PURPOSE = "2.5.29.37.0"
SERVER = "1.3.6.1.5.5.7.3.1"
READER = "1.0.18013.5.1.6"


def anchor(plan: Plan, profile: Profile = Profile.TEST) -> Anchor:
    root = read_certificate(plan.der())
    return Anchor(certificate=root, country=root.country or "", document_types=(DRIVING_LICENCE,), profile=profile)


def path_of(leaf: Plan, *roots: Plan, role: Role = Role.DOCUMENT_SIGNER) -> VerifiedPath:
    return verify_path(read_certificate(leaf.der()), [anchor(root) for root in roots or (FRANCE,)], role)


def with_key(plan: Plan, new_key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> Plan:
    own = replace(plan, key=new_key)
    return own.having(x509.SubjectKeyIdentifier.from_public_key(new_key.public_key()), False)


def self_signed(changed: Plan) -> Plan:
    return replace(changed, issuer=changed.subject, issuer_key=changed.key)


ROGUE_KEY = key("rogue", ec.SECP384R1)
ROGUE = self_signed(with_key(FRANCE, ROGUE_KEY))
P256_ROOT = replace(self_signed(with_key(FRANCE, key("P-256 root"))), hash=hashes.SHA256())
INTERMEDIATE = replace(
    signer_plan(FRANCE, name="between"),
    extensions=(
        (x509.SubjectKeyIdentifier.from_public_key(key("signer FR between").public_key()), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(FRANCE.key.public_key()), False),
        (usage("key_cert_sign", "crl_sign"), True),
        (x509.BasicConstraints(ca=True, path_length=0), True),
    ),
)
TO_THE_DAY = replace(DOCUMENT_SIGNER, not_after=DOCUMENT_SIGNER.not_before + 457 * DAY)


@pytest.mark.parametrize(
    ("leaf", "root"),
    [
        pytest.param(DOCUMENT_SIGNER, FRANCE, id="good"),
        pytest.param(DOCUMENT_SIGNER.having(x509.BasicConstraints(False, None), True), FRANCE, id="CA false"),
        pytest.param(DOCUMENT_SIGNER.having(UNKNOWN, False), FRANCE, id="unknown extension, not critical"),
        pytest.param(with_key(DOCUMENT_SIGNER, key("ds", ec.SECP384R1)), FRANCE, id="signer on P-384"),
        pytest.param(signer_plan(P256_ROOT), P256_ROOT, id="root on P-256"),
        pytest.param(TO_THE_DAY, FRANCE, id="457 days"),
        pytest.param(
            replace(DOCUMENT_SIGNER, not_before=FRANCE.not_after, not_after=FRANCE.not_after), FRANCE, id="last second"
        ),
        pytest.param(replace(DOCUMENT_SIGNER, not_after=DOCUMENT_SIGNER.not_before), FRANCE, id="one second of life"),
    ],
)
def test_chain_is_accepted(leaf: Plan, root: Plan) -> None:
    path = path_of(leaf, root)
    assert path.leaf.der == leaf.der()
    assert path.anchor.certificate.der == root.der()


DS, CHAIN, ROLE = DOCUMENT_SIGNER, PathFault.CHAIN_INVALID, PathFault.ROLE
BOTH_PURPOSES = purpose(DOCUMENT_SIGNER_EKU, STATUS_SIGNER_EKU)
ANOTHER_KEY_ID = x509.AuthorityKeyIdentifier(b"1" * 20, None, None)
ED25519 = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32))

SIGNERS: list[tuple[str, Plan, PathFault]] = [
    # Its purpose.
    ("another purpose", DS.having(purpose(READER), True), ROLE),
    ("status purpose", STATUS_SIGNER, ROLE),
    ("one more purpose", DS.having(purpose(DOCUMENT_SIGNER_EKU, SERVER), True), ROLE),
    ("both our purposes", DS.having(BOTH_PURPOSES, True), ROLE),
    ("any purpose", DS.having(purpose(ANY_PURPOSE), True), ROLE),
    ("no purpose", DS.without(x509.ExtendedKeyUsage), ROLE),
    ("purpose not critical", DS.having(purpose(DOCUMENT_SIGNER_EKU), False), CHAIN),
    ("root as signer", FRANCE, ROLE),
    # Its other extensions.
    ("usage for certificates", DS.having(usage("key_cert_sign"), True), CHAIN),
    ("one more usage", DS.having(usage("digital_signature", "content_commitment"), True), CHAIN),
    ("signs certificates too", DS.having(usage("digital_signature", "key_cert_sign"), True), CHAIN),
    ("usage not critical", DS.having(usage("digital_signature"), False), CHAIN),
    ("no usage", DS.without(x509.KeyUsage), CHAIN),
    ("no key id", DS.without(x509.SubjectKeyIdentifier), CHAIN),
    ("no authority key id", DS.without(x509.AuthorityKeyIdentifier), CHAIN),
    ("authority key id of another", DS.having(ANOTHER_KEY_ID, False), CHAIN),
    ("signer is a CA", DS.having(x509.BasicConstraints(True, 0), True), CHAIN),
    ("unknown extension, critical", DS.having(UNKNOWN, True), CHAIN),
    ("policies, critical", DS.having(POLICIES, True), CHAIN),
    # Its dates, country, key and signature.
    ("458 days", replace(TO_THE_DAY, not_after=TO_THE_DAY.not_after + timedelta(seconds=1)), PathFault.LIFE),
    ("another country", replace(DS, subject=subject("FR DS", "ES")), PathFault.COUNTRY_DIFFERS),
    ("no country", replace(DS, subject=subject("FR DS", None)), PathFault.COUNTRY_DIFFERS),
    ("SHA-224", replace(DS, hash=hashes.SHA224()), CHAIN),
    ("Ed25519", with_key(DS, ED25519), PathFault.KEY),
    ("brainpool", with_key(DS, key("b", ec.BrainpoolP256R1)), PathFault.KEY),
    ("secp256k1", with_key(DS, key("k", ec.SECP256K1)), PathFault.KEY),
    ("P-521", with_key(DS, key("p", ec.SECP521R1)), PathFault.KEY),
    ("signed by itself", replace(DS, issuer_key=DS.key), CHAIN),
    ("signed by a rogue root that copies the key id", replace(DS, issuer_key=ROGUE_KEY), CHAIN),
    ("under a rogue root of the same name", signer_plan(ROGUE), CHAIN),
    ("under an unknown root", signer_plan(SPAIN), PathFault.ISSUER_UNKNOWN),
    ("under another signer", signer_plan(DS), PathFault.ISSUER_UNKNOWN),
    ("under a certificate between", signer_plan(INTERMEDIATE), PathFault.ISSUER_UNKNOWN),
]

ALASKA = root_plan("US", state="US-AK")
ROOTS: list[tuple[str, Plan, Plan, PathFault]] = [
    ("root over before the signer", DS, replace(FRANCE, not_after=NOW - 31 * DAY), PathFault.NEVER_VALID_TOGETHER),
    ("root after the signer", DS, replace(FRANCE, not_before=NOW + 301 * DAY), PathFault.NEVER_VALID_TOGETHER),
    ("path length 1", DS, FRANCE.having(x509.BasicConstraints(True, 1), True), CHAIN),
    ("root is no CA", DS, FRANCE.having(x509.BasicConstraints(False, None), True), CHAIN),
    ("root with a purpose", DS, FRANCE.having(purpose(DOCUMENT_SIGNER_EKU), True), CHAIN),
    ("signer taken for a root", signer_plan(DS), DS, CHAIN),
    ("another state", signer_plan(ALASKA), ALASKA, PathFault.COUNTRY_DIFFERS),
]
CASES = [pytest.param(leaf, FRANCE, fault, id=name) for name, leaf, fault in SIGNERS]
CASES += [pytest.param(leaf, root, fault, id=name) for name, leaf, root, fault in ROOTS]


@pytest.mark.parametrize(("leaf", "root", "fault"), CASES)
def test_chain_is_refused(leaf: Plan, root: Plan, fault: PathFault) -> None:
    with pytest.raises(PathError) as refusal:
        path_of(leaf, root)
    assert refusal.value.fault is fault


def test_no_anchor_vouches_for_anything() -> None:
    with pytest.raises(PathError) as refusal:
        verify_path(read_certificate(DOCUMENT_SIGNER.der()), [], Role.DOCUMENT_SIGNER)
    assert refusal.value.fault is PathFault.ISSUER_UNKNOWN


def test_status_signer_has_a_path_in_its_own_role_alone() -> None:
    assert path_of(STATUS_SIGNER, role=Role.STATUS_SIGNER).role is Role.STATUS_SIGNER
    with pytest.raises(PathError) as refusal:
        path_of(DOCUMENT_SIGNER, role=Role.STATUS_SIGNER)
    assert refusal.value.fault is PathFault.ROLE


def test_specimen_signer_under_a_production_anchor_is_refused() -> None:
    with pytest.raises(PathError) as refusal:
        verify_path(read_certificate(DOCUMENT_SIGNER.der()), [anchor(FRANCE, Profile.PRODUCTION)], Role.DOCUMENT_SIGNER)
    assert refusal.value.fault is PathFault.TEST_SIGNER


def test_window_is_what_signer_and_anchor_share() -> None:
    short = replace(FRANCE, not_before=NOW - 10 * DAY, not_after=NOW + 10 * DAY)
    window = path_of(DOCUMENT_SIGNER, short).window
    assert (window.not_before, window.not_after) == (NOW - 10 * DAY, NOW + 10 * DAY)


def test_of_two_anchors_with_one_key_the_one_that_lasts_is_taken() -> None:
    renewed = replace(FRANCE, not_after=FRANCE.not_after + DAY)
    for roots in ((FRANCE, renewed), (renewed, FRANCE)):
        assert path_of(DOCUMENT_SIGNER, *roots).anchor.certificate.der == renewed.der()


def test_anchor_that_fails_does_not_hide_one_that_vouches() -> None:
    assert path_of(DOCUMENT_SIGNER, ROGUE, FRANCE).anchor.certificate.der == FRANCE.der()


def test_path_cannot_be_made_by_hand() -> None:
    path = path_of(DOCUMENT_SIGNER)
    with pytest.raises(TypeError):
        VerifiedPath(leaf=path.leaf, anchor=path.anchor, role=path.role, window=path.window, seal=None)
