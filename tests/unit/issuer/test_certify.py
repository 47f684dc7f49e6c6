"""Certificates for terminals and auditors: each good for its one purpose, and for the key that asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from issuer.certify import ROLES, certify
from issuer.office import IACA, Office
from issuer.pki import PkiError
from issuer.private_keys import Protection
from trust_store.admission import admit_signers
from trust_store.anchor import Anchor
from trust_store.certificate import read_certificate
from trust_store.path import PathError, PathFault, Role, verify_path
from trust_store.profile import DRIVING_LICENCE, Profile

AT = datetime(2026, 12, 1, 12, tzinfo=UTC)
KEY = ec.generate_private_key(ec.SECP256R1())
ROLE_OF = {"terminal": Role.TERMINAL, "auditor": Role.AUDITOR}


def request(key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey, name: str = "whoever") -> bytes:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    algorithm = None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    made = x509.CertificateSigningRequestBuilder().subject_name(subject).sign(key, algorithm)
    return made.public_bytes(Encoding.PEM)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder: Path = tmp_path_factory.mktemp("certify") / "office"
    return Office.create(folder, Protection.INSECURE_TEST, AT)


@pytest.fixture(scope="module")
def anchor(office: Office) -> Anchor:
    root = read_certificate(office.root("FR").certificate.public_bytes(Encoding.DER))
    return Anchor(certificate=root, country="FR", document_types=(DRIVING_LICENCE,), profile=Profile.TEST)


def made(office: Office, role: str) -> x509.Certificate:
    return certify(office, request(KEY), AT, role=role, country="FR", name="desk 1")


@pytest.mark.parametrize("role", ROLES)
def test_each_is_good_for_its_own_role_alone(office: Office, anchor: Anchor, role: str) -> None:
    leaf = read_certificate(made(office, role).public_bytes(Encoding.DER))
    assert verify_path(leaf, [anchor], ROLE_OF[role]).leaf is leaf
    for other in set(Role) - {ROLE_OF[role]}:
        with pytest.raises(PathError) as refused:
            verify_path(leaf, [anchor], other)
        assert refused.value.fault is PathFault.ROLE


@pytest.mark.parametrize("role", ROLES)
def test_neither_is_ever_taken_in_as_a_signer(office: Office, anchor: Anchor, role: str) -> None:
    signers, refused = admit_signers([made(office, role).public_bytes(Encoding.DER)], (anchor,))
    assert signers.certificates == ()
    assert [each.faults for each in refused] == [(PathFault.ROLE,)]


def test_an_auditors_key_signs_nothing(office: Office) -> None:
    usage = made(office, "auditor").extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.key_agreement
    assert not usage.digital_signature


def test_of_the_request_only_the_key_is_taken(office: Office) -> None:
    certificate = certify(office, request(KEY, "Impostor"), AT, role="terminal", country="FR", name="terminal 12")
    assert certificate.public_key() == KEY.public_key()
    assert "Impostor" not in certificate.subject.rfc4514_string()
    assert "SPECIMEN" in certificate.subject.rfc4514_string()


def test_two_requests_get_two_serial_numbers(office: Office) -> None:
    assert made(office, "terminal").serial_number != made(office, "terminal").serial_number


def unsigned() -> bytes:
    whole = x509.load_pem_x509_csr(request(KEY)).public_bytes(Encoding.DER)
    return x509.load_der_x509_csr(whole[:-1] + bytes([whole[-1] ^ 1])).public_bytes(Encoding.PEM)


REFUSED = {
    "nothing": b"",
    "no request": b"-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n",
    "too large": b"x" * 10_000,
    "another curve": request(ec.generate_private_key(ec.SECP384R1())),
    "Ed25519": request(ed25519.Ed25519PrivateKey.generate()),
    "signed by another": unsigned(),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(office: Office, case: str) -> None:
    with pytest.raises(PkiError):
        certify(office, REFUSED[case], AT, role="terminal", country="FR", name="terminal 12")


def test_certificate_is_made_under_the_root_in_use_at_its_moment(tmp_path: Path) -> None:
    office = Office.create(tmp_path / "office", Protection.INSECURE_TEST, AT)
    later = AT + timedelta(days=30)
    office.roll_over("FR", IACA, AT, later)
    for at in (AT, later):
        certificate = certify(office, request(KEY), at, role="terminal", country="FR", name="t-1")
        assert certificate.issuer == office.root("FR", at).certificate.subject
        certificate.verify_directly_issued_by(office.root("FR", at).certificate)
    assert office.root("FR", AT).certificate != office.root("FR", later).certificate
