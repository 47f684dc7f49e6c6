"""COSE_Sign1: what is signed, how it is written, and what may stand in a header."""

from __future__ import annotations

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from credential.cbor import CBORTag
from credential.cose import Header, Sign1, sig_structure, sign
from credential.keys import Algorithm, VerificationKey
from credential.reason import CredentialError, Reason
from tests.unit.credential.specimen import ISSUER, LICENCE_HEADER, issued, presentation

KEY = VerificationKey.of(ISSUER.public_key())
HEADER = {Header.ALG: Algorithm.ESP256}


@pytest.mark.parametrize("size", [0, 23, 24, 255, 256, 65535, 65536])
def test_the_signed_bytes_are_those_of_the_rfc(size: int) -> None:
    protected, payload, aad = cbor2.dumps({1: -7}), bytes(size), b"aad"
    assert sig_structure(protected, payload, aad) == cbor2.dumps(["Signature1", protected, aad, payload])


def test_what_is_signed_decodes_and_verifies() -> None:
    data = sign(HEADER, b"payload", ISSUER, unprotected={5: b"iv"})
    message = Sign1.decode(data)
    assert (message.algorithm, dict(message.unprotected)) == (-9, {5: b"iv"})
    assert message.verify(KEY) == b"payload"


def test_deterministic_signing_repeats_itself_and_the_other_does_not() -> None:
    repeated = {sign(HEADER, b"payload", ISSUER, deterministic=True) for _ in range(3)}
    fresh = {sign(HEADER, b"payload", ISSUER) for _ in range(3)}
    assert (len(repeated), len(fresh)) == (1, 3)


@pytest.mark.parametrize("algorithm", [Algorithm.ES384, Algorithm.EDDSA, 5, 0])
def test_an_algorithm_that_is_not_the_keys_is_never_signed(algorithm: int) -> None:
    with pytest.raises(ValueError, match="curve"):
        sign({Header.ALG: algorithm}, b"payload", ISSUER)


def test_a_message_in_a_header_is_read_only_where_one_is_due() -> None:
    data = presentation()
    inner = Sign1.decode(data, nested=True).protected[Header.KCWT]
    assert Sign1.of_item(inner).protected == LICENCE_HEADER
    with pytest.raises(CredentialError) as refusal:
        Sign1.decode(data)
    assert refusal.value.reason is Reason.MALFORMED


def test_a_longer_limit_admits_a_longer_message_and_no_longer_header() -> None:
    long = sign(HEADER, bytes(9000), ISSUER)
    assert Sign1.decode(long, limit=10_000).verify(KEY) == bytes(9000)
    with pytest.raises(CredentialError) as refusal:
        Sign1.decode(sign({**HEADER, Header.KID: bytes(9000)}, b"", ISSUER), limit=10_000)
    assert refusal.value.reason is Reason.TOO_LARGE


@pytest.mark.parametrize("tag", [16, 17, 19, 98])
def test_an_item_of_another_tag_is_no_message(tag: int) -> None:
    body = cbor2.loads(issued(LICENCE_HEADER)).value
    assert Sign1.of_item(CBORTag(18, body)).protected == LICENCE_HEADER
    for item in (CBORTag(tag, body), body, None):
        with pytest.raises(CredentialError) as refusal:
            Sign1.of_item(item)
        assert refusal.value.reason is Reason.MALFORMED


def test_an_algorithm_that_is_no_number_is_refused_before_any_key() -> None:
    for algorithm in ("ES256", None, True, [-7]):
        header = cbor2.dumps({1: algorithm})
        with pytest.raises(CredentialError) as refusal:
            Sign1.decode(cbor2.dumps(CBORTag(18, [header, {}, b"payload", bytes(64)])))
        assert refusal.value.reason is Reason.ALGORITHM_NOT_ALLOWED


def test_another_key_does_not_verify() -> None:
    other = VerificationKey.of(ec.derive_private_key(99, ec.SECP256R1()).public_key())
    with pytest.raises(CredentialError) as refusal:
        Sign1.decode(issued(LICENCE_HEADER)).verify(other)
    assert refusal.value.reason is Reason.SIGNATURE_INVALID


def test_external_data_is_part_of_what_is_signed() -> None:
    with pytest.raises(CredentialError) as refusal:
        Sign1.decode(issued(LICENCE_HEADER)).verify(KEY, b"aad")
    assert refusal.value.reason is Reason.SIGNATURE_INVALID
