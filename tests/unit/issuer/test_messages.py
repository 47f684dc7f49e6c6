"""What pycose builds for the issuer is, byte for byte, what our own COSE code would sign."""

from __future__ import annotations

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from credential import cbor
from credential.cbor import CBORTag
from credential.cose import Header, Sign1, sign
from credential.forms import Form, Issued, Presentation, decode_form
from credential.keys import VerificationKey
from credential.status_list import STATUS_LIST_TYPE
from issuer.messages import algorithm_of, sign_issued, sign_presentation, sign_status_token
from issuer.signing_keys import SigningKey
from tests.world import World
from trust_store.profile import kid_of

PAYLOADS = (b"", b"\xa0", cbor.encode({1: "FR", -70001: {1: "x" * 300}}))
DEVICE = ec.derive_private_key(0xB041E, ec.SECP256R1())


@pytest.fixture
def certificate(world: World) -> x509.Certificate:
    return world.scene.office.document_signer("FR").certificate


@pytest.fixture(params=[ec.SECP256R1(), ec.SECP384R1()], ids=["P-256", "P-384"])
def signer(request: pytest.FixtureRequest, certificate: x509.Certificate) -> SigningKey:
    return SigningKey(key=ec.derive_private_key(0x155E4, request.param), certificate=certificate)


@pytest.mark.parametrize("payload", PAYLOADS, ids=len)
@pytest.mark.parametrize(("form", "typ"), [(Form.ATTESTATION, 61), (Form.LICENCE, 293)])
def test_an_issued_message_is_ours_byte_for_byte(signer: SigningKey, form: Form, typ: int, payload: bytes) -> None:
    protected = {Header.ALG: int(algorithm_of(signer.key)), Header.KID: kid_of(signer.certificate), Header.TYP: typ}
    expected = sign(protected, payload, signer.key, deterministic=True)
    assert sign_issued(form, payload, signer) == expected


def test_disclosures_go_along_unsigned(signer: SigningKey) -> None:
    bare, full = (decode_form(sign_issued(Form.LICENCE, b"\xa0", signer, each)) for each in ((), (b"one", b"two")))
    assert isinstance(bare, Issued)
    assert isinstance(full, Issued)
    assert full.disclosures == (b"one", b"two")
    assert full.message.signature == bare.message.signature


def test_a_presentation_is_ours_byte_for_byte(signer: SigningKey) -> None:
    licence = cbor.decode(sign_issued(Form.LICENCE, b"\xa0", signer), tags=frozenset({18}))
    item = CBORTag(18, list(licence.value))
    payload = cbor.encode({3: "roadside-check", 6: 1_800_000_000})
    made = sign_presentation(item, payload, DEVICE)
    assert made == sign({Header.ALG: -7, Header.KCWT: item, Header.TYP: 294}, payload, DEVICE, deterministic=True)
    assert isinstance(decode_form(made), Presentation)


def test_a_status_token_is_ours_byte_for_byte(signer: SigningKey) -> None:
    protected = {
        Header.ALG: int(algorithm_of(signer.key)),
        Header.KID: kid_of(signer.certificate),
        Header.TYP: STATUS_LIST_TYPE,
    }
    expected = sign(protected, b"\xa0", signer.key, deterministic=True)
    assert sign_status_token(b"\xa0", signer, STATUS_LIST_TYPE) == expected


def test_signing_twice_gives_the_same_bytes(signer: SigningKey) -> None:
    """RFC 6979: no bad random number can give the key away."""
    assert sign_issued(Form.ATTESTATION, b"\xa0", signer) == sign_issued(Form.ATTESTATION, b"\xa0", signer)


def test_what_is_signed_verifies(signer: SigningKey) -> None:
    message = Sign1.decode(sign_issued(Form.ATTESTATION, b"\xa0", signer))
    assert message.verify(VerificationKey.of(signer.key.public_key())) == b"\xa0"
