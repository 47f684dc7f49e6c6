"""pycose as an independent oracle: what we sign it verifies, what it signs we verify."""

from __future__ import annotations

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from pycose.algorithms import EdDSA, Es256, Es384, Es512
from pycose.headers import KID, Algorithm
from pycose.keys.curves import P256, P384, P521, CoseCurve, Ed25519
from pycose.keys.ec2 import EC2Key
from pycose.keys.okp import OKPKey
from pycose.messages.sign1message import Sign1Message

from credential.cose import Header, Sign1, sign
from credential.keys import VerificationKey
from credential.reason import CredentialError, Reason

PAYLOAD = b"SPECIMEN payload"
KID_BYTES = bytes(8)

CURVES = [
    pytest.param(ec.SECP256R1(), -7, P256, Es256, id="P-256"),
    pytest.param(ec.SECP384R1(), -35, P384, Es384, id="P-384"),
    pytest.param(ec.SECP521R1(), -36, P521, Es512, id="P-521"),
]


def cose_key(private: ec.EllipticCurvePrivateKey, curve: type[CoseCurve]) -> EC2Key:
    numbers = private.private_numbers()
    size = (private.curve.key_size + 7) // 8
    public = numbers.public_numbers
    x, y, d = (number.to_bytes(size, "big") for number in (public.x, public.y, numbers.private_value))
    return EC2Key(crv=curve, x=x, y=y, d=d)


def oracle(data: bytes) -> Sign1Message:
    """Open a message with pycose, past its own decoder, which cannot read what cbor2 6 returns."""
    protected, unprotected, payload, signature = cbor2.loads(data).value
    return Sign1Message.from_cose_obj([protected, dict(unprotected), payload, signature], True)


@pytest.mark.parametrize(("curve", "algorithm", "their_curve", "_theirs"), CURVES)
def test_pycose_verifies_what_we_sign(
    curve: ec.EllipticCurve, algorithm: int, their_curve: type[CoseCurve], _theirs: object
) -> None:
    private = ec.derive_private_key(0xC0FFEE, curve)
    data = sign({Header.ALG: algorithm, Header.KID: KID_BYTES}, PAYLOAD, private, deterministic=True)
    message = oracle(data)
    message.key = cose_key(private, their_curve)
    assert message.verify_signature()
    message.key = cose_key(ec.derive_private_key(0xBADBAD, curve), their_curve)
    assert not message.verify_signature()


@pytest.mark.parametrize(("curve", "algorithm", "their_curve", "theirs"), CURVES)
@pytest.mark.parametrize("external_aad", [b"", b"SPECIMEN aad"])
def test_we_verify_what_pycose_signs(
    curve: ec.EllipticCurve, algorithm: int, their_curve: type[CoseCurve], theirs: object, external_aad: bytes
) -> None:
    private = ec.derive_private_key(0xC0FFEE, curve)
    theirs_signed = Sign1Message(
        phdr={Algorithm: theirs, KID: KID_BYTES}, uhdr={}, payload=PAYLOAD, external_aad=external_aad
    )
    theirs_signed.key = cose_key(private, their_curve)
    message = Sign1.decode(theirs_signed.encode())
    assert message.algorithm == algorithm
    key = VerificationKey.of(private.public_key())
    assert message.verify(key, external_aad) == PAYLOAD
    with pytest.raises(CredentialError) as refusal:
        message.verify(key, b"another aad")
    assert refusal.value.reason is Reason.SIGNATURE_INVALID


def test_we_verify_an_ed25519_message_of_pycose() -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    theirs = Sign1Message(phdr={Algorithm: EdDSA}, uhdr={}, payload=PAYLOAD)
    theirs.key = OKPKey(crv=Ed25519, x=private.public_key().public_bytes_raw(), d=private.private_bytes_raw())
    assert Sign1.decode(theirs.encode()).verify(VerificationKey.of(private.public_key())) == PAYLOAD
