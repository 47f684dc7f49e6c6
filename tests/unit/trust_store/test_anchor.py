"""The profile of a root, ISO/IEC 18013-5 Annex B.1.2: one thing changed, one fault."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ObjectIdentifier

from tests.unit.trust_store.pki_for_tests import DAY, FRANCE, Plan, key, purpose, root_plan, subject, usage
from trust_store.anchor import AnchorFault, check_anchor
from trust_store.certificate import read_certificate
from trust_store.profile import DOCUMENT_SIGNER_EKU, MAX_ANCHOR_DAYS


def faults(plan: Plan) -> list[AnchorFault]:
    return check_anchor(read_certificate(plan.der()))


def named(name: x509.Name) -> Plan:
    return replace(FRANCE, subject=name, issuer=name)


def on(curve: type[ec.EllipticCurve]) -> Plan:
    own = key("another root", curve)
    changed = replace(FRANCE, key=own, issuer_key=own)
    return changed.having(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), False)


OWN_KEY_ID = x509.AuthorityKeyIdentifier.from_issuer_public_key(FRANCE.key.public_key())
UNKNOWN = x509.UnrecognizedExtension(ObjectIdentifier("1.2.3.4.5"), b"\x05\x00")
POLICY_MAPPINGS = x509.UnrecognizedExtension(ObjectIdentifier("2.5.29.33"), b"\x30\x00")
FULL_LIFE = replace(FRANCE, not_after=FRANCE.not_before + MAX_ANCHOR_DAYS * DAY)


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param(FRANCE, id="good"),
        pytest.param(root_plan("US", state="US-AK"), id="with a state"),
        pytest.param(FRANCE.having(OWN_KEY_ID, False), id="its own authority key id"),
        pytest.param(FRANCE.having(UNKNOWN, False), id="unknown extension, not critical"),
        pytest.param(replace(on(ec.SECP256R1), hash=hashes.SHA256()), id="P-256"),
        pytest.param(FULL_LIFE, id="20 years"),
    ],
)
def test_root_fits(plan: Plan) -> None:
    assert faults(plan) == []


@pytest.mark.parametrize(
    ("plan", "fault"),
    [
        (named(subject("Root", None)), AnchorFault.COUNTRY),
        (named(subject("Root", "fr")), AnchorFault.COUNTRY),
        (named(x509.Name([*subject("Root"), *subject("Root", "ES")])), AnchorFault.COUNTRY),
        (named(subject("")), AnchorFault.NO_COMMON_NAME),
        (on(ec.SECP521R1), AnchorFault.KEY),
        (on(ec.BrainpoolP256R1), AnchorFault.KEY),
        (replace(FULL_LIFE, not_after=FULL_LIFE.not_after + timedelta(seconds=1)), AnchorFault.LIFE),
        (replace(FRANCE, not_after=FRANCE.not_before), AnchorFault.LIFE),
        (FRANCE.without(x509.KeyUsage), AnchorFault.KEY_USAGE),
        (FRANCE.having(usage("key_cert_sign", "crl_sign"), False), AnchorFault.KEY_USAGE),
        (FRANCE.having(usage("key_cert_sign"), True), AnchorFault.KEY_USAGE),
        (FRANCE.having(usage("key_cert_sign", "crl_sign", "digital_signature"), True), AnchorFault.KEY_USAGE),
        (FRANCE.without(x509.BasicConstraints), AnchorFault.BASIC_CONSTRAINTS),
        (FRANCE.having(x509.BasicConstraints(True, 0), False), AnchorFault.BASIC_CONSTRAINTS),
        (FRANCE.having(x509.BasicConstraints(True, 1), True), AnchorFault.BASIC_CONSTRAINTS),
        (FRANCE.having(x509.BasicConstraints(True, None), True), AnchorFault.BASIC_CONSTRAINTS),
        (FRANCE.having(x509.BasicConstraints(False, None), True), AnchorFault.BASIC_CONSTRAINTS),
        (FRANCE.without(x509.SubjectKeyIdentifier), AnchorFault.NO_KEY_ID),
        (FRANCE.having(x509.AuthorityKeyIdentifier(b"1" * 20, None, None), False), AnchorFault.AUTHORITY_KEY_ID),
        (FRANCE.having(purpose(DOCUMENT_SIGNER_EKU), False), AnchorFault.FORBIDDEN_EXTENSION),
        (FRANCE.having(POLICY_MAPPINGS, False), AnchorFault.FORBIDDEN_EXTENSION),
        (FRANCE.having(UNKNOWN, True), AnchorFault.UNKNOWN_CRITICAL_EXTENSION),
        (replace(FRANCE, issuer_key=key("rogue", ec.SECP384R1)), AnchorFault.NOT_SELF_SIGNED),
        (replace(FRANCE, issuer=subject("Another")), AnchorFault.NOT_SELF_SIGNED),
        (replace(FRANCE, hash=hashes.SHA224()), AnchorFault.NOT_SELF_SIGNED),
    ],
)
def test_root_with_one_fault(plan: Plan, fault: AnchorFault) -> None:
    assert faults(plan) == [fault]


def version_1(plan: Plan) -> bytes:
    """The certificate of a plan without version and extensions, as X.509 was in 1988, signed again with its key."""
    tbs = elements(elements(plan.der())[0][1])[0][1]
    fields = [whole for whole, _ in elements(tbs) if whole[0] not in {0xA0, 0xA3}]
    signed = sequence(*fields)
    assert isinstance(plan.issuer_key, ec.EllipticCurvePrivateKey)
    signature = plan.issuer_key.sign(signed, ec.ECDSA(hashes.SHA384()))
    algorithm = fields[1]
    return sequence(signed, algorithm, tagged(0x03, b"\0" + signature))


def elements(der: bytes) -> list[tuple[bytes, bytes]]:
    """Take DER apart: each element whole, and its content."""
    found = []
    while der:
        size, head = der[1], 2
        if size & 0x80:
            head += size & 0x7F
            size = int.from_bytes(der[2:head], "big")
        found.append((der[: head + size], der[head : head + size]))
        der = der[head + size :]
    return found


def tagged(tag: int, content: bytes) -> bytes:
    size = len(content)
    long = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, *([size] if size < 0x80 else [0x80 | len(long), *long])]) + content


def sequence(*parts: bytes) -> bytes:
    return tagged(0x30, b"".join(parts))


def test_certificate_of_1988_is_no_root() -> None:
    certificate = read_certificate(version_1(FRANCE))
    assert AnchorFault.NOT_VERSION_3 in check_anchor(certificate)
    assert AnchorFault.NOT_SELF_SIGNED not in check_anchor(certificate)


def test_every_fault_of_a_root_is_named() -> None:
    plan = FRANCE.without(x509.SubjectKeyIdentifier).having(x509.BasicConstraints(True, 1), True)
    assert faults(plan) == [AnchorFault.BASIC_CONSTRAINTS, AnchorFault.NO_KEY_ID]
