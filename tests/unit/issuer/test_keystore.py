"""The keys on disk: encrypted, private, whole; test keys marked as such."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from issuer import pkcs8
from issuer.keystore import ENVIRONMENT_VARIABLE, MARKER, KeyStore, passphrase_from
from issuer.private_keys import Curve, KeystoreError, Protection
from issuer.specimen_keys import derive_specimen_key

SEED = b"SPECIMEN seed for unit tests"


def right() -> bytes:
    return b"correct horse"


def wrong() -> bytes:
    return b"battery staple"


def scalar(key: ec.EllipticCurvePrivateKey) -> int:
    return key.private_numbers().private_value


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> int:
    """Stretch passphrases a little only; return what is the rule outside the tests."""
    rule = pkcs8.ROUNDS
    monkeypatch.setattr(pkcs8, "ROUNDS", 1000)
    return rule


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "the keys"


@pytest.mark.parametrize("curve", Curve)
def test_key_comes_back_as_it_was_kept(folder: Path, curve: Curve) -> None:
    key = KeyStore.create(folder, Protection.ENCRYPTED, right).generate("signer", curve)
    again = KeyStore.open(folder, right).load("signer")
    assert scalar(again) == scalar(key)
    assert again.curve.name == curve.parameters().name


def test_file_of_a_key_is_encrypted(folder: Path) -> None:
    key = KeyStore.create(folder, Protection.ENCRYPTED, right).generate("signer", Curve.P256)
    content = (folder / "signer.pem").read_bytes()
    with pytest.raises(TypeError):
        serialization.load_pem_private_key(content, None)
    opened = serialization.load_pem_private_key(content, right())
    assert isinstance(opened, ec.EllipticCurvePrivateKey)
    assert scalar(opened) == scalar(key)


def test_passphrase_is_stretched_600_000_times(folder: Path, quick: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pkcs8, "ROUNDS", quick)
    KeyStore.create(folder, Protection.ENCRYPTED, right).generate("signer", Curve.P256)
    lines = (folder / "signer.pem").read_text().splitlines()
    rounds = b"\x02\x03" + (600_000).to_bytes(3, "big")  # an INTEGER in DER
    assert rounds in base64.b64decode("".join(lines[1:-1]))


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_only_the_owner_may_read(folder: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        KeyStore.create(folder, Protection.ENCRYPTED, right).generate("signer", Curve.P256)
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "signer.pem").stat().st_mode & 0o777 == 0o600


def test_wrong_passphrase_is_refused_in_one_line(folder: Path) -> None:
    KeyStore.create(folder, Protection.ENCRYPTED, right).generate("signer", Curve.P256)
    with pytest.raises(KeystoreError) as refusal:
        KeyStore.open(folder, wrong).load("signer")
    assert "\n" not in str(refusal.value)
    assert wrong().decode() not in str(refusal.value)


def test_second_key_is_not_locked_with_a_mistyped_passphrase(folder: Path) -> None:
    KeyStore.create(folder, Protection.ENCRYPTED, right).generate("first", Curve.P256)
    with pytest.raises(KeystoreError):
        KeyStore.open(folder, wrong).generate("second", Curve.P256)
    assert KeyStore.open(folder, right).names() == ("first",)


@pytest.mark.parametrize("answer", [None, lambda: b"", lambda: b"x" * 1024], ids=["none", "empty", "too long"])
def test_store_without_a_usable_passphrase_keeps_no_key(folder: Path, answer: Callable[[], bytes] | None) -> None:
    store = KeyStore.create(folder, Protection.ENCRYPTED, answer)
    with pytest.raises(KeystoreError):
        store.generate("signer", Curve.P256)
    assert list(folder.iterdir()) == []


def test_passphrase_is_asked_for_once(folder: Path) -> None:
    asked: list[str] = []

    def answer() -> bytes:
        asked.append("once")
        return right()

    store = KeyStore.create(folder, Protection.ENCRYPTED, answer)
    store.generate("first", Curve.P256)
    store.generate("second", Curve.P256)
    store.load("first")
    assert asked == ["once"]


def test_passphrase_of_the_environment() -> None:
    ask = passphrase_from({ENVIRONMENT_VARIABLE: "été"})
    assert ask is not None
    assert ask() == "été".encode()
    assert passphrase_from({}) is None


def test_insecure_test_keys_say_so_in_a_marker(folder: Path) -> None:
    KeyStore.create(folder, Protection.INSECURE_TEST).generate("signer", Curve.P256)
    assert (folder / MARKER).is_file()
    assert KeyStore.open(folder).protection is Protection.INSECURE_TEST
    assert KeyStore.open(folder).load("signer").curve.name == "secp256r1"


def test_clear_key_in_an_encrypted_store_is_refused(folder: Path) -> None:
    KeyStore.create(folder, Protection.INSECURE_TEST).generate("signer", Curve.P256)
    (folder / MARKER).unlink()
    with pytest.raises(KeystoreError):
        KeyStore.open(folder, right).load("signer")


def test_encrypted_key_in_a_store_of_test_keys_is_refused(folder: Path) -> None:
    KeyStore.create(folder, Protection.ENCRYPTED, right).generate("signer", Curve.P256)
    (folder / MARKER).touch()
    with pytest.raises(KeystoreError):
        KeyStore.open(folder, right).load("signer")


def test_key_is_never_overwritten(folder: Path) -> None:
    store = KeyStore.create(folder, Protection.INSECURE_TEST)
    store.generate("signer", Curve.P256)
    before = (folder / "signer.pem").read_bytes()
    with pytest.raises(KeystoreError):
        store.generate("signer", Curve.P256)
    assert (folder / "signer.pem").read_bytes() == before


def test_power_cut_before_the_rename_leaves_no_half_key(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = KeyStore.create(folder, Protection.ENCRYPTED, right)

    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(KeystoreError):
        store.generate("signer", Curve.P256)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", ["", "../signer", "a/b", "A", "-a", "a.pem", "é", "a\n", "x" * 65])
def test_name_that_could_leave_the_folder_is_refused(folder: Path, name: str) -> None:
    store = KeyStore.create(folder, Protection.INSECURE_TEST)
    with pytest.raises(KeystoreError):
        store.generate(name, Curve.P256)
    with pytest.raises(KeystoreError):
        store.load(name)


@pytest.mark.parametrize("content", [b"", b"no key", b"\xff" * 100, b"x" * 20_000])
def test_damaged_file_is_refused(folder: Path, content: bytes) -> None:
    store = KeyStore.create(folder, Protection.INSECURE_TEST)
    (folder / "signer.pem").write_bytes(content)
    with pytest.raises(KeystoreError):
        store.load("signer")


def test_truncated_encrypted_file_is_refused(folder: Path) -> None:
    store = KeyStore.create(folder, Protection.ENCRYPTED, right)
    store.generate("signer", Curve.P256)
    whole = (folder / "signer.pem").read_bytes()
    for length in (60, len(whole) // 2, len(whole) - 40):
        (folder / "signer.pem").write_bytes(whole[:length])
        with pytest.raises(KeystoreError):
            store.load("signer")


def test_key_of_another_kind_is_refused(folder: Path) -> None:
    store = KeyStore.create(folder, Protection.INSECURE_TEST)
    pem = ed25519.Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "signer.pem").write_bytes(pem)
    with pytest.raises(KeystoreError):
        store.load("signer")


def test_absent_key_and_absent_folder_are_refused(folder: Path) -> None:
    with pytest.raises(KeystoreError):
        KeyStore.open(folder)
    with pytest.raises(KeystoreError):
        KeyStore.create(folder, Protection.INSECURE_TEST).load("signer")


def test_folder_in_use_is_not_taken_over(folder: Path) -> None:
    folder.mkdir()
    (folder / "letter.txt").touch()
    with pytest.raises(KeystoreError):
        KeyStore.create(folder, Protection.INSECURE_TEST)
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_folder_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(KeystoreError):
        KeyStore.create(tmp_path / "file" / "keys", Protection.INSECURE_TEST)


# Fixed for good: the samples are signed with keys of this derivation.
@pytest.mark.parametrize(
    ("curve", "known"),
    [
        (Curve.P256, "baf69047fa2542f4f3bf7bb58d93cc950346c651ae200a7a9821d77f346a2d4c"),
        (
            Curve.P384,
            "a0bafe5a545d5719895e06f1872c8c09bead9f480fdcc0ab21030195e9889d92fa136e41557bfabacf68597559ec6620",
        ),
    ],
)
def test_derived_key_never_changes(curve: Curve, known: str) -> None:
    assert f"{scalar(derive_specimen_key('signer', SEED, curve)):x}" == known


def test_derived_keys_differ_by_name_seed_and_curve() -> None:
    keys = [
        derive_specimen_key("a", SEED, Curve.P256),
        derive_specimen_key("b", SEED, Curve.P256),
        derive_specimen_key("a", SEED + b"!", Curve.P256),
        derive_specimen_key("a", SEED, Curve.P384),
    ]
    assert len({scalar(key) for key in keys}) == 4


def test_derived_key_is_kept_only_among_test_keys(tmp_path: Path) -> None:
    test_keys = KeyStore.create(tmp_path / "test", Protection.INSECURE_TEST)
    derived = test_keys.derive_specimen("signer", SEED, Curve.P256)
    assert scalar(test_keys.load("signer")) == scalar(derived)
    with pytest.raises(KeystoreError):
        KeyStore.create(tmp_path / "real", Protection.ENCRYPTED, right).derive_specimen("signer", SEED, Curve.P256)


def test_short_seed_gives_no_key() -> None:
    with pytest.raises(KeystoreError):
        derive_specimen_key("signer", b"x" * 15, Curve.P256)
