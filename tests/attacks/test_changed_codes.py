"""Every single change of a genuine code is noticed: flipped bits, cuts, insertions, deletions, exchanged bytes.

This holds because each form's headers are exactly right and its unprotected header is empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from credential.cose import Header, Sign1, sign
from credential.forms import Issued, Presentation, decode_form
from credential.keys import VerificationKey
from credential.reason import CredentialError

ISSUER = ec.derive_private_key(0x155E4, ec.SECP256R1())
PHONE = ec.derive_private_key(0xB041E, ec.SECP256R1())
ISSUER_KEY, PHONE_KEY = (VerificationKey.of(private.public_key()) for private in (ISSUER, PHONE))
CLAIMS = cbor2.dumps({1: "FR:SPECIMEN", 2: "subject", 4: 2_000_000_000, 6: 1_900_000_000})


def attestation() -> bytes:
    return sign({Header.ALG: -7, Header.KID: bytes(8), Header.TYP: 61}, CLAIMS, ISSUER, deterministic=True)


def presentation() -> bytes:
    header = {Header.ALG: -7, Header.KID: bytes(8), Header.TYP: 293}
    licence = cbor2.loads(sign(header, CLAIMS, ISSUER, deterministic=True))
    token = cbor2.dumps({3: "roadside-check", 6: 1_900_000_100})
    return sign({Header.ALG: -7, Header.KCWT: licence, Header.TYP: 294}, token, PHONE, deterministic=True)


def holds(data: bytes) -> bool:
    """Decode and verify as a terminal does that holds the issuer's and the phone's key."""
    try:
        form = decode_form(data)
        if isinstance(form, Presentation):
            form.message.verify(PHONE_KEY)
        issued: Issued = form.licence if isinstance(form, Presentation) else form
        message: Sign1 = issued.message
        message.verify(ISSUER_KEY)
    except CredentialError:
        return False
    return True


def changes(data: bytes) -> Iterator[bytes]:
    for place, byte in enumerate(data):
        for bit in range(8):
            yield data[:place] + bytes((byte ^ 1 << bit,)) + data[place + 1 :]
        yield data[:place]
        yield data[:place] + data[place + 1 :]
        yield data[:place] + b"\x00" + data[place:]
    yield data + b"\x00"
    for place, (left, right) in enumerate(pairwise(data)):
        if left != right:
            yield data[:place] + bytes((right, left)) + data[place + 2 :]


@pytest.mark.parametrize("code", [attestation(), presentation()], ids=["attestation", "presentation"])
def test_every_single_change_of_a_code_is_refused(code: bytes) -> None:
    assert holds(code)
    assert [changed.hex() for changed in changes(code) if holds(changed)] == []


def test_a_presentation_without_its_phones_signature_is_not_its_licence() -> None:
    form = decode_form(presentation())
    assert isinstance(form, Presentation)
    with pytest.raises(CredentialError):
        form.message.verify(ISSUER_KEY)
