"""The certificates against the profiles of ISO/IEC 18013-5 Annex B, with an independent path validator."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID, ObjectIdentifier
from cryptography.x509.verification import (
    Criticality,
    ExtensionPolicy,
    Policy,
    PolicyBuilder,
    Store,
    VerificationError,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from issuer.pki import (
    PkiError,
    Root,
    Terms,
    country_of,
    document_signer,
    iaca,
    list_signer,
    serial_number,
    status_signer,
)
from issuer.private_keys import Curve
from issuer.specimen_keys import derive_specimen_key
from trust_store.profile import DOCUMENT_SIGNER_EKU, LIST_SIGNER_EKU, STATUS_SIGNER_EKU, kid_of

SEED = b"SPECIMEN seed for unit tests"
START = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 6, 1, tzinfo=UTC)
DAY = timedelta(days=1)

ROOT_KEY = derive_specimen_key("root", SEED, Curve.P384)
SIGNER_KEY = derive_specimen_key("signer", SEED, Curve.P256)
TERMS = Terms(name="Test", not_before=START, not_after=START + 3000 * DAY, serial=serial_number(SEED, "root"))
SIGNER_TERMS = replace(TERMS, not_after=START + 457 * DAY, serial=serial_number(SEED, "signer"))
ROOT = Root(key=ROOT_KEY, certificate=iaca(ROOT_KEY, "FR", TERMS))
DOCUMENT_SIGNER = document_signer(ROOT, SIGNER_KEY.public_key(), SIGNER_TERMS)
STATUS_SIGNER = status_signer(ROOT, SIGNER_KEY.public_key(), SIGNER_TERMS)
LIST_SIGNER = list_signer(SIGNER_KEY, TERMS)


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def usages(usage: x509.KeyUsage) -> set[str]:
    names = ["digital_signature", "content_commitment", "key_encipherment", "data_encipherment"]
    names += ["key_agreement", "key_cert_sign", "crl_sign"]
    return {name for name in names if getattr(usage, name)}


def require_root_usage(_policy: Policy, _certificate: x509.Certificate, usage: x509.KeyUsage) -> None:
    if usages(usage) != {"key_cert_sign", "crl_sign"}:
        raise ValueError


def require_path_length_0(_policy: Policy, _certificate: x509.Certificate, basic: x509.BasicConstraints) -> None:
    if not basic.ca or basic.path_length != 0:
        raise ValueError


def require_signer_usage(_policy: Policy, _certificate: x509.Certificate, usage: x509.KeyUsage) -> None:
    if usages(usage) != {"digital_signature"}:
        raise ValueError


def chain_of(leaf: x509.Certificate, roots: list[x509.Certificate], purpose: str) -> list[x509.Certificate]:
    def require_purpose(_policy: Policy, _certificate: x509.Certificate, usage: x509.ExtendedKeyUsage) -> None:
        if list(usage) != [ObjectIdentifier(purpose)]:
            raise ValueError

    ca = (
        ExtensionPolicy.permit_all()
        .require_present(x509.BasicConstraints, Criticality.CRITICAL, require_path_length_0)
        .require_present(x509.KeyUsage, Criticality.CRITICAL, require_root_usage)
        .require_present(x509.SubjectKeyIdentifier, Criticality.NON_CRITICAL, None)
        .require_not_present(x509.ExtendedKeyUsage)
        .require_not_present(x509.NameConstraints)
    )
    ee = (
        ExtensionPolicy.permit_all()
        .require_present(x509.KeyUsage, Criticality.CRITICAL, require_signer_usage)
        .require_present(x509.ExtendedKeyUsage, Criticality.CRITICAL, require_purpose)
        .require_present(x509.AuthorityKeyIdentifier, Criticality.NON_CRITICAL, None)
        .require_present(x509.SubjectKeyIdentifier, Criticality.NON_CRITICAL, None)
        .require_not_present(x509.BasicConstraints)
    )
    builder = PolicyBuilder().store(Store(roots)).time(NOW).max_chain_depth(0)
    return builder.extension_policies(ca_policy=ca, ee_policy=ee).build_client_verifier().verify(leaf, []).chain


@pytest.mark.parametrize("curve", Curve)
def test_document_signer_has_a_path_to_its_root(curve: Curve) -> None:
    key = derive_specimen_key("other", SEED, curve)
    signer = document_signer(ROOT, key.public_key(), SIGNER_TERMS)
    assert chain_of(signer, [ROOT.certificate], DOCUMENT_SIGNER_EKU) == [signer, ROOT.certificate]


def test_status_signer_has_a_path_for_its_own_purpose_only() -> None:
    assert chain_of(STATUS_SIGNER, [ROOT.certificate], STATUS_SIGNER_EKU) == [STATUS_SIGNER, ROOT.certificate]
    with pytest.raises(VerificationError):
        chain_of(STATUS_SIGNER, [ROOT.certificate], DOCUMENT_SIGNER_EKU)
    with pytest.raises(VerificationError):
        chain_of(DOCUMENT_SIGNER, [ROOT.certificate], STATUS_SIGNER_EKU)


def test_root_of_the_same_name_and_another_key_gives_no_path() -> None:
    rogue_key = derive_specimen_key("rogue", SEED, Curve.P384)
    rogue = Root(key=rogue_key, certificate=iaca(rogue_key, "FR", TERMS))
    forged = document_signer(rogue, SIGNER_KEY.public_key(), SIGNER_TERMS)
    with pytest.raises(VerificationError):
        chain_of(forged, [ROOT.certificate], DOCUMENT_SIGNER_EKU)


def test_root_follows_annex_b_1_2() -> None:
    root = ROOT.certificate
    assert root.version is x509.Version.v3
    assert {extension.oid.dotted_string: extension.critical for extension in root.extensions} == {
        x509.SubjectKeyIdentifier.oid.dotted_string: False,
        x509.IssuerAlternativeName.oid.dotted_string: False,
        x509.KeyUsage.oid.dotted_string: True,
        x509.BasicConstraints.oid.dotted_string: True,
    }
    names = root.extensions.get_extension_for_class(x509.IssuerAlternativeName).value
    assert names.get_values_for_type(x509.UniformResourceIdentifier) == ["https://fr.example/"]
    assert bytes.fromhex("0603550406") + b"\x13\x02FR" in der(root)  # OID 2.5.4.6, then a PrintableString


def test_document_signer_follows_annex_b_1_4() -> None:
    assert {extension.oid.dotted_string: extension.critical for extension in DOCUMENT_SIGNER.extensions} == {
        x509.SubjectKeyIdentifier.oid.dotted_string: False,
        x509.AuthorityKeyIdentifier.oid.dotted_string: False,
        x509.IssuerAlternativeName.oid.dotted_string: False,
        x509.KeyUsage.oid.dotted_string: True,
        x509.ExtendedKeyUsage.oid.dotted_string: True,
    }
    assert country_of(DOCUMENT_SIGNER) == country_of(ROOT.certificate) == "FR"
    assert DOCUMENT_SIGNER.not_valid_after_utc - DOCUMENT_SIGNER.not_valid_before_utc == 457 * DAY


def test_list_signer_signs_lists_and_nothing_else() -> None:
    purpose = LIST_SIGNER.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    usage = LIST_SIGNER.extensions.get_extension_for_class(x509.KeyUsage)
    assert purpose.critical
    assert list(purpose.value) == [ObjectIdentifier(LIST_SIGNER_EKU)]
    assert usage.critical
    assert usages(usage.value) == {"digital_signature"}
    with pytest.raises(x509.ExtensionNotFound):
        LIST_SIGNER.extensions.get_extension_for_class(x509.BasicConstraints)
    LIST_SIGNER.verify_directly_issued_by(LIST_SIGNER)


@pytest.mark.parametrize("certificate", [ROOT.certificate, DOCUMENT_SIGNER, STATUS_SIGNER, LIST_SIGNER])
def test_every_subject_says_specimen(certificate: x509.Certificate) -> None:
    (name,) = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    assert "SPECIMEN" in str(name.value)


def test_regeneration_gives_the_same_bytes() -> None:
    assert der(iaca(ROOT_KEY, "FR", TERMS)) == der(ROOT.certificate)
    assert der(document_signer(ROOT, SIGNER_KEY.public_key(), SIGNER_TERMS)) == der(DOCUMENT_SIGNER)
    assert der(list_signer(SIGNER_KEY, TERMS)) == der(LIST_SIGNER)


def test_kid_is_the_first_eight_bytes_of_the_fingerprint() -> None:
    kids = {kid_of(certificate) for certificate in (ROOT.certificate, DOCUMENT_SIGNER, STATUS_SIGNER, LIST_SIGNER)}
    assert len(kids) == 4
    assert {len(kid) for kid in kids} == {8}


def test_signer_of_458_days_is_refused() -> None:
    with pytest.raises(PkiError):
        document_signer(ROOT, SIGNER_KEY.public_key(), replace(SIGNER_TERMS, not_after=START + 458 * DAY))


@pytest.mark.parametrize(
    ("not_before", "not_after"),
    [(START - DAY, START + DAY), (START + 2990 * DAY, START + 3001 * DAY)],
    ids=["begins before its root", "ends after its root"],
)
def test_signer_outside_the_life_of_its_root_is_refused(not_before: datetime, not_after: datetime) -> None:
    with pytest.raises(PkiError):
        status_signer(ROOT, SIGNER_KEY.public_key(), replace(SIGNER_TERMS, not_before=not_before, not_after=not_after))


def test_root_of_more_than_20_years_is_refused() -> None:
    with pytest.raises(PkiError):
        iaca(ROOT_KEY, "FR", replace(TERMS, not_after=START + 7306 * DAY))


@pytest.mark.parametrize("country", ["fr", "FRA", "F", "", "ÉÉ", "FR\n"])
def test_country_that_is_not_two_capitals_is_refused(country: str) -> None:
    with pytest.raises(PkiError):
        iaca(ROOT_KEY, country, TERMS)


@pytest.mark.parametrize("name", ["A\x1b[2J", "x" * 60, "a\nb"])
def test_name_with_controls_or_too_long_is_refused(name: str) -> None:
    with pytest.raises(PkiError):
        iaca(ROOT_KEY, "FR", replace(TERMS, name=name))


def test_naive_or_reversed_dates_are_refused() -> None:
    with pytest.raises(PkiError):
        replace(TERMS, not_before=START.replace(tzinfo=None))
    with pytest.raises(PkiError):
        replace(TERMS, not_after=START)


@pytest.mark.parametrize("serial", [0, -1, 1 << 152])
def test_serial_that_is_not_positive_or_too_long_is_refused(serial: int) -> None:
    with pytest.raises(PkiError):
        replace(TERMS, serial=serial)


def test_curves_outside_our_profile_are_refused() -> None:
    key = ec.generate_private_key(ec.SECP521R1())
    with pytest.raises(PkiError):
        iaca(key, "FR", TERMS)
    with pytest.raises(PkiError):
        document_signer(ROOT, key.public_key(), SIGNER_TERMS)
    with pytest.raises(PkiError):
        list_signer(ROOT_KEY, TERMS)


def test_root_with_the_key_of_another_is_refused() -> None:
    with pytest.raises(PkiError):
        Root(key=SIGNER_KEY, certificate=ROOT.certificate)


@given(st.binary(min_size=16, max_size=64), st.sampled_from(["", "root", "signer é"]))
@settings(max_examples=50, derandomize=True)
def test_every_serial_number_fits_a_certificate(entropy: bytes, label: str) -> None:
    number = serial_number(entropy, label)
    assert 0 < number < 1 << 152
    assert number == serial_number(entropy, label)


def test_short_entropy_gives_no_serial_number() -> None:
    with pytest.raises(PkiError):
        serial_number(b"x" * 15, "root")
