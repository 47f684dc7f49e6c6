"""Keys as PKCS#12 files: this program and OpenSSL read them, with the passphrase alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

from issuer import pkcs12
from issuer.keystore import KeyStore
from issuer.private_keys import Curve, KeystoreError, Protection

SECRET = b"correct horse"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KeyStore:
    monkeypatch.setattr(pkcs12.encrypt, "__kwdefaults__", {"rounds": 1000})
    return KeyStore.create(tmp_path / "keys", Protection.PKCS12, lambda: SECRET)


def test_key_is_kept_and_found_again(store: KeyStore, tmp_path: Path) -> None:
    key = store.generate("signer", Curve.P256)
    again = KeyStore.open(tmp_path / "keys", lambda: SECRET)
    assert again.protection is Protection.PKCS12
    assert again.names() == ("signer",)
    assert again.load("signer").public_key() == key.public_key()


def test_file_is_plain_pkcs12_for_its_owner_alone(store: KeyStore, tmp_path: Path) -> None:
    key = store.generate("signer", Curve.P384)
    path = tmp_path / "keys" / "signer.p12"
    assert path.stat().st_mode & 0o777 == 0o600
    read = load_pkcs12(path.read_bytes(), SECRET).key
    assert read is not None
    assert read.public_key() == key.public_key()


def test_wrong_passphrase_is_told(store: KeyStore, tmp_path: Path) -> None:
    store.generate("signer", Curve.P256)
    with pytest.raises(KeystoreError):
        KeyStore.open(tmp_path / "keys", lambda: b"wrong").load("signer")


@pytest.mark.parametrize("content", [b"", b"0", b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n", b"\x30\x80"])
def test_file_of_another_kind_is_refused(store: KeyStore, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "keys" / "signer.p12").write_bytes(content)
    with pytest.raises(KeystoreError):
        store.load("signer")
