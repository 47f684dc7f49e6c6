"""Our encrypted form against the readers that others wrote."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from issuer import pkcs8

KEY = ec.generate_private_key(ec.SECP384R1())
CLEAR = KEY.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
SALT, IV = bytes(range(16)), bytes(range(16, 32))


@given(
    passphrase=st.binary(min_size=1, max_size=100),
    salt=st.binary(min_size=16, max_size=16),
    rounds=st.sampled_from([1, 127, 128, 255, 256, 32_767, 32_768]),
)
@settings(max_examples=30, derandomize=True, deadline=None)
def test_cryptography_reads_what_we_encrypt(passphrase: bytes, salt: bytes, rounds: int) -> None:
    pem = pkcs8.encrypt(CLEAR, passphrase, salt=salt, iv=IV, rounds=rounds)
    read = serialization.load_pem_private_key(pem, passphrase)
    assert isinstance(read, ec.EllipticCurvePrivateKey)
    assert read.private_numbers() == KEY.private_numbers()
    with pytest.raises(ValueError):
        serialization.load_pem_private_key(pem, passphrase + b"x")


def test_openssl_reads_what_we_encrypt_at_full_strength() -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("the openssl command is not installed")
    pem = pkcs8.encrypt(CLEAR, b"correct horse", salt=SALT, iv=IV, rounds=pkcs8.ROUNDS)
    shown = subprocess.run(
        [openssl, "pkey", "-passin", "pass:correct horse", "-pubout"], input=pem, capture_output=True, check=True
    )
    assert shown.stdout == KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


@pytest.mark.parametrize(("salt", "iv"), [(b"", IV), (SALT, b""), (SALT + b"x", IV)])
def test_salt_or_iv_of_another_length_is_refused(salt: bytes, iv: bytes) -> None:
    with pytest.raises(ValueError, match="16"):
        pkcs8.encrypt(CLEAR, b"x", salt=salt, iv=iv, rounds=1)
