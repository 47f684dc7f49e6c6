"""Keys: which may verify at all, and that a device key has exactly one shape."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa, x25519
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

from credential.keys import Algorithm, VerificationKey, cose_key, sign_raw
from credential.reason import CredentialError, Reason
from tests.unit.credential.specimen import DEVICE_KEY, PHONE, without

Y = PHONE.public_key().public_numbers().y.to_bytes(32, "big")
LONG = {**DEVICE_KEY, -3: Y}

FOREIGN: dict[str, PublicKeyTypes] = {
    "RSA": rsa.generate_private_key(public_exponent=65537, key_size=1024).public_key(),  # noqa: S505 - refused
    "X25519": x25519.X25519PrivateKey.from_private_bytes(bytes(32)).public_key(),
    "Ed448": ed448.Ed448PrivateKey.from_private_bytes(bytes(57)).public_key(),
    "secp256k1": ec.derive_private_key(7, ec.SECP256K1()).public_key(),
    "brainpoolP256r1": ec.derive_private_key(7, ec.BrainpoolP256R1()).public_key(),
    "P-224": ec.derive_private_key(7, ec.SECP224R1()).public_key(),
}


def refusal(key: dict[Any, Any]) -> Reason:
    with pytest.raises(CredentialError) as error:
        VerificationKey.of_cose_key(key)
    return error.value.reason


@pytest.mark.parametrize("name", FOREIGN)
def test_a_key_of_another_kind_is_refused(name: str) -> None:
    with pytest.raises(CredentialError) as error:
        VerificationKey.of(FOREIGN[name])
    assert error.value.reason is Reason.ALGORITHM_NOT_ALLOWED


@pytest.mark.parametrize(
    ("curve", "algorithms"),
    [
        (ec.SECP256R1(), {Algorithm.ES256, Algorithm.ESP256}),
        (ec.SECP384R1(), {Algorithm.ES384, Algorithm.ESP384}),
        (ec.SECP521R1(), {Algorithm.ES512, Algorithm.ESP512}),
    ],
    ids=["P-256", "P-384", "P-521"],
)
def test_a_key_answers_to_the_algorithms_of_its_curve_alone(
    curve: ec.EllipticCurve, algorithms: set[Algorithm]
) -> None:
    private = ec.derive_private_key(7, curve)
    key = VerificationKey.of(private.public_key())
    for algorithm in Algorithm:
        if algorithm in algorithms:
            key.verify_raw(algorithm, b"m", sign_raw(algorithm, b"m", private, deterministic=False))
            continue
        with pytest.raises(ValueError, match="curve"):
            sign_raw(algorithm, b"m", private, deterministic=False)
        with pytest.raises(CredentialError) as error:
            key.verify_raw(algorithm, b"m", bytes(64))
        assert error.value.reason is Reason.ALGORITHM_NOT_ALLOWED


@pytest.mark.parametrize("algorithm", [Algorithm.EDDSA, Algorithm.ED25519])
def test_an_edwards_key_verifies_64_bytes_and_no_others(algorithm: Algorithm) -> None:
    private = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    key = VerificationKey.of(private.public_key())
    signature = private.sign(b"m")
    key.verify_raw(algorithm, b"m", signature)
    for wrong in (signature[:-1], signature + b"\x00", b"", bytes(64)):
        with pytest.raises(CredentialError) as error:
            key.verify_raw(algorithm, b"m", wrong)
        assert error.value.reason is Reason.SIGNATURE_INVALID


def test_the_long_form_of_a_device_key_is_read_too() -> None:
    assert VerificationKey.of_cose_key(LONG).public_key == PHONE.public_key()


@pytest.mark.parametrize(
    "change",
    [
        {1: 1},
        {1: "EC2"},
        {1: True},
        {-1: 2},
        {-1: True},
        {-1: "P-256"},
        {-2: DEVICE_KEY[-2].hex() if isinstance(DEVICE_KEY[-2], bytes) else ""},
        {-2: bytes(31)},
        {-2: bytes(33)},
        {-2: b"\xff" * 32},
        {-3: Y[:-1]},
        {-3: Y + b"\x00"},
        {-3: bytes(32)},
        {-3: 1},
        {-3: 0},
        {-3: None},
        {2: b"kid"},
        {3: -7},
        {4: [2]},
        {-4: bytes(32)},
    ],
)
def test_a_device_key_of_another_shape_is_malformed(change: dict[int, object]) -> None:
    assert refusal({**LONG, **change}) is Reason.MALFORMED


@pytest.mark.parametrize("part", [1, -1, -2, -3])
def test_a_device_key_without_a_part_is_malformed(part: int) -> None:
    assert refusal(without(LONG, part)) is Reason.MALFORMED


def test_a_point_off_the_curve_is_malformed() -> None:
    assert refusal({**LONG, -3: Y[:-1] + bytes((Y[-1] ^ 1,))}) is Reason.MALFORMED


def test_a_leading_zero_of_x_is_kept() -> None:
    """A coordinate has 32 bytes although its number needs fewer (RFC 9053 section 7.1.1)."""
    secret = next(
        n
        for n in range(1, 5000)
        if ec.derive_private_key(n, ec.SECP256R1()).public_key().public_numbers().x >> 248 == 0
    )
    written = cose_key(ec.derive_private_key(secret, ec.SECP256R1()).public_key())
    x = written[-2]
    assert isinstance(x, bytes)
    assert (len(x), x[0]) == (32, 0)
    VerificationKey.of_cose_key(written)
