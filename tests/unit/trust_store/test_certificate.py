"""Reading a stranger's certificate: plain values or one error, for any bytes."""

from __future__ import annotations

import hashlib
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.trust_store.pki_for_tests import DOCUMENT_SIGNER, FRANCE, NOW, signer_plan
from trust_store.anchor import check_anchor
from trust_store.certificate import CertificateError, read_certificate
from trust_store.profile import DOCUMENT_SIGNER_EKU, MAX_CERTIFICATE

DER = DOCUMENT_SIGNER.der()


def test_certificate_is_read_whole() -> None:
    certificate = read_certificate(DER)
    assert certificate.sha256 == hashlib.sha256(DER).digest()
    assert certificate.kid == certificate.sha256[:8]
    assert certificate.country == "FR"
    assert certificate.common_name == "FR DS 1 SPECIMEN"
    assert certificate.purposes == (DOCUMENT_SIGNER_EKU,)
    assert certificate.authority_key_id == read_certificate(FRANCE.der()).key_id
    assert certificate.window.covers(NOW)


@pytest.mark.parametrize("specimen", [True, False])
def test_specimen_is_told_by_the_subject(specimen: bool) -> None:
    assert read_certificate(signer_plan(FRANCE, specimen=specimen).der()).is_specimen is specimen


@pytest.mark.parametrize(
    "der",
    [b"", b"\x30\x00", DER[:-1], DER + b"\0", DER[1:], b"-----BEGIN CERTIFICATE-----", bytes(MAX_CERTIFICATE + 1)],
)
def test_what_is_no_certificate_is_refused(der: bytes) -> None:
    with pytest.raises(CertificateError):
        read_certificate(der)


@pytest.mark.parametrize("plan", [FRANCE, DOCUMENT_SIGNER], ids=["root", "signer"])
def test_any_changed_byte_is_read_or_refused_and_never_escapes(plan: object) -> None:
    der = FRANCE.der() if plan is FRANCE else DER
    chance = random.Random(7)  # noqa: S311 - chooses test inputs, no secrets
    for place in range(len(der)):
        for value in {0x00, 0xFF, der[place] ^ 1, der[place] ^ 0x20, chance.randrange(256)} - {der[place]}:
            try:
                check_anchor(read_certificate(der[:place] + bytes((value,)) + der[place + 1 :]))
            except CertificateError:
                continue


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_refused_in_one_way(data: bytes) -> None:
    with pytest.raises(CertificateError):
        read_certificate(data)
