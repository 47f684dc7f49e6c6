"""Keys: the DER of a raw signature, and COSE_Keys that come back as the key that was written."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from hypothesis import given, settings
from hypothesis import strategies as st

from credential import keys
from credential.keys import VerificationKey, cose_key, raw_signature, sign_raw
from credential.reason import CredentialError, Reason

CURVES: dict[int, ec.EllipticCurve] = {-7: ec.SECP256R1(), -35: ec.SECP384R1(), -36: ec.SECP521R1()}
SECRETS = st.integers(min_value=1, max_value=2**255)
STEPS = settings(max_examples=60, derandomize=True, deadline=None)


def curve_of(algorithm: int) -> keys._Curve:
    key = VerificationKey.of(ec.derive_private_key(1, CURVES[algorithm]).public_key())
    assert key.curve is not None
    return key.curve


def scalars(order: int) -> st.SearchStrategy[int]:
    """Numbers from 1 to the order, with the places where DER adds or drops a byte met often."""
    bits = order.bit_length()
    edges = [1, 127, 128, 255, 256, order - 1, *(1 << bit for bit in (bits - 1, bits - 8, bits - 9, 7, 8))]
    return st.one_of(st.sampled_from(edges), st.integers(min_value=1, max_value=order - 1))


@pytest.mark.parametrize("algorithm", CURVES)
@settings(max_examples=150, derandomize=True, deadline=None)
@given(data=st.data())
def test_our_der_is_that_of_the_library_and_comes_back_raw(algorithm: int, data: st.DataObject) -> None:
    curve = curve_of(algorithm)
    r, s = data.draw(scalars(curve.order)), data.draw(scalars(curve.order))
    raw = r.to_bytes(curve.size, "big") + s.to_bytes(curve.size, "big")
    assert keys._der(curve, raw) == encode_dss_signature(r, s)
    assert raw_signature(keys._der(curve, raw), curve.size) == raw


@pytest.mark.parametrize("size", range(58, 67))
def test_der_of_every_length_about_128_bytes_is_that_of_the_library(size: int) -> None:
    """At 128 bytes of content the head of the sequence grows by one."""
    curve = curve_of(-36)
    r = (1 << (8 * size - 8)) + 5 if size == 66 else (1 << (8 * size - 2)) + 5
    for other in range(58, 66):
        s = (1 << (8 * other - 2)) + 7
        raw = r.to_bytes(curve.size, "big") + s.to_bytes(curve.size, "big")
        assert keys._der(curve, raw) == encode_dss_signature(r, s)


@pytest.mark.parametrize("algorithm", CURVES)
def test_a_scalar_of_zero_or_of_the_order_has_no_der(algorithm: int) -> None:
    curve = curve_of(algorithm)
    for r, s in ((0, 1), (1, 0), (curve.order, 1), (1, curve.order), (256**curve.size - 1, 1)):
        with pytest.raises(CredentialError) as refusal:
            keys._der(curve, r.to_bytes(curve.size, "big") + s.to_bytes(curve.size, "big"))
        assert refusal.value.reason is Reason.SIGNATURE_INVALID


@pytest.mark.parametrize("algorithm", CURVES)
def test_the_orders_are_those_of_the_curves(algorithm: int) -> None:
    """A private key of order - 1 is the last that the library takes."""
    order = curve_of(algorithm).order
    ec.derive_private_key(order - 1, CURVES[algorithm])
    with pytest.raises((ValueError, InvalidSignature)):
        ec.derive_private_key(order, CURVES[algorithm])


@pytest.mark.parametrize("algorithm", CURVES)
@STEPS
@given(secret=SECRETS, message=st.binary(max_size=64), place=st.integers(min_value=0))
def test_what_is_signed_verifies_and_a_changed_byte_does_not(
    algorithm: int, secret: int, message: bytes, place: int
) -> None:
    private = ec.derive_private_key(secret, CURVES[algorithm])
    key = VerificationKey.of(private.public_key())
    signature = sign_raw(algorithm, message, private, deterministic=True)
    assert signature == sign_raw(algorithm, message, private, deterministic=True)
    key.verify_raw(algorithm, message, signature)
    at = place % len(signature)
    with pytest.raises(CredentialError) as refusal:
        key.verify_raw(algorithm, message, signature[:at] + bytes((signature[at] ^ 1,)) + signature[at + 1 :])
    assert refusal.value.reason is Reason.SIGNATURE_INVALID


@STEPS
@given(SECRETS)
def test_a_device_key_comes_back_from_either_form_of_y(secret: int) -> None:
    public = ec.derive_private_key(secret, ec.SECP256R1()).public_key()
    short = cose_key(public)
    assert type(short[-3]) is bool
    long = {**short, -3: public.public_numbers().y.to_bytes(32, "big")}
    for form in (short, long):
        assert VerificationKey.of_cose_key(form).public_key == public


@STEPS
@given(SECRETS)
def test_the_other_sign_of_y_is_another_key(secret: int) -> None:
    public = ec.derive_private_key(secret, ec.SECP256R1()).public_key()
    short = cose_key(public)
    assert VerificationKey.of_cose_key({**short, -3: not short[-3]}).public_key != public
