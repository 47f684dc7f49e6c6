"""Keys in a token: all is signed there, and no private key is ever on the disk."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

from issuer.mint import mint_attestation
from issuer.office import DOCUMENT_SIGNER, Office
from issuer.private_keys import Curve, KeystoreError, Protection, TokenAddress
from issuer.publish import publish
from issuer.publisher_keys import rotate
from issuer.samples.scene import MADE, NOW, sample_people
from issuer.token_keys import TokenKeys
from issuer.tuf_repository import RoleName
from tests.unit.issuer.softhsm import LABEL, PIN, start_token
from trust_store.profile import Profile
from trust_store.sources import FolderSource
from trust_store.storage import open_store
from trust_store.updating import update
from verifier.check import check
from verifier.scan import Scan

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TokenAddress]:
    before = os.environ.get("SOFTHSM2_CONF")
    yield start_token(tmp_path_factory.mktemp("softhsm"))
    if before is None:
        os.environ.pop("SOFTHSM2_CONF")
    else:
        os.environ["SOFTHSM2_CONF"] = before


@pytest.fixture(scope="session")
def keys(token: TokenAddress) -> TokenKeys:
    return TokenKeys.open(token, lambda: PIN)


@pytest.fixture(scope="session")
def office(token: TokenAddress, tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("in a token") / "office"
    made = Office.create(folder, Protection.HARDWARE, MADE, passphrase=lambda: PIN, token=token)
    with made.register() as register:
        register.add_people(sample_people()[:3])
    return made


@pytest.mark.parametrize("curve", Curve)
@pytest.mark.parametrize("algorithm", [hashes.SHA256(), hashes.SHA384()], ids=["sha256", "sha384"])
def test_signature_of_the_token_verifies(keys: TokenKeys, curve: Curve, algorithm: hashes.HashAlgorithm) -> None:
    key = keys.generate(f"signs-{curve.value.lower()}-{algorithm.name}", curve)
    key.public_key().verify(key.sign(b"SPECIMEN", ec.ECDSA(algorithm)), b"SPECIMEN", ec.ECDSA(algorithm))
    assert (key.curve.name, key.key_size) == (curve.parameters().name, curve.parameters().key_size)


def test_key_is_found_again_and_never_overwritten(keys: TokenKeys, token: TokenAddress) -> None:
    public = keys.generate("kept", Curve.P256).public_key()
    assert TokenKeys.open(token, lambda: PIN).load("kept").public_key() == public
    assert "kept" in keys.names()
    with pytest.raises(KeystoreError):
        keys.generate("kept", Curve.P256)


@pytest.mark.parametrize(
    "taken_out",
    [
        lambda key: key.private_numbers(),
        lambda key: key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
        lambda key: key.exchange(ec.ECDH(), key.public_key()),
        lambda key: key.sign(b"0" * 32, ec.ECDSA(utils.Prehashed(hashes.SHA256()))),
    ],
)
def test_key_does_nothing_but_sign(keys: TokenKeys, taken_out: Any) -> None:  # noqa: ANN401 - one of the functions above
    name = "stays" if "stays" in keys.names() else ""
    key = keys.load(name) if name else keys.generate("stays", Curve.P256)
    with pytest.raises(KeystoreError):
        taken_out(key)


def test_token_itself_refuses_to_give_the_key_away(keys: TokenKeys, token: TokenAddress) -> None:
    import pkcs11

    keys.generate("sensitive", Curve.P256)
    session = pkcs11.lib(str(token.module)).get_token(token_label=LABEL).open()
    private = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, label="sensitive")
    with pytest.raises(pkcs11.AttributeSensitive):
        private[pkcs11.Attribute.VALUE]
    assert private[pkcs11.Attribute.EXTRACTABLE] is False


@pytest.mark.parametrize("name", ["", "../x", "A", "x" * 65])
def test_strange_name_is_refused(keys: TokenKeys, name: str) -> None:
    with pytest.raises(KeystoreError):
        keys.generate(name, Curve.P256)


def test_absent_key_is_told(keys: TokenKeys) -> None:
    with pytest.raises(KeystoreError):
        keys.load("absent")


def test_wrong_label_and_module_are_told(token: TokenAddress) -> None:
    for address in (replace(token, label="no such token"), replace(token, module=Path("/no/such/module.so"))):
        with pytest.raises(KeystoreError):
            TokenKeys.open(address, lambda: PIN)


def test_office_in_a_token_is_believed_by_terminals_and_holds_no_private_key(office: Office, tmp_path: Path) -> None:
    minted = mint_attestation(office, sample_people()[0], NOW - timedelta(hours=1), portrait=False)
    publish(office, tmp_path / "published", NOW)
    update(tmp_path / "trust.sqlite", FolderSource(tmp_path / "published"), NOW, Profile.TEST)
    verdict = check(Scan(text=minted.text), open_store(tmp_path / "trust.sqlite"), NOW)
    assert verdict.claims is not None
    for folder in (office.folder, tmp_path):
        contents = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
        assert contents
        assert not [content for content in contents if b"PRIVATE KEY" in content]
    assert not (office.folder / "keys").exists()
    assert {"list-signer", "fr-iaca", "fr-document-signer", "fr-status-signer"} <= set(office.keys.names())
    assert {f"tuf-{role.value}-1" for role in RoleName} <= set(office.keys.names())


def test_keys_in_a_token_roll_over(office: Office, tmp_path: Path) -> None:
    publish(office, tmp_path / "published", NOW)
    update(tmp_path / "trust.sqlite", FolderSource(tmp_path / "published"), NOW, Profile.TEST)
    at = NOW + timedelta(hours=1)
    rotate(office, RoleName.ROOT, at)
    office.roll_over("FR", DOCUMENT_SIGNER, at, at + timedelta(days=7))
    publish(office, tmp_path / "published", at)
    report = update(tmp_path / "trust.sqlite", FolderSource(tmp_path / "published"), at, Profile.TEST)
    assert report.transport is not None
    assert (report.transport.root_version, report.document_signers) == (2, 2)


def test_commands_work_with_a_token(token: TokenAddress, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CARTON_ROSE_PASSPHRASE": PIN.decode()}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        program = [sys.executable, "-m", "issuer", *arguments]
        return subprocess.run(program, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    done = run("init", "office", "--pkcs11", str(token.module), "--token", LABEL)
    assert (done.returncode, "in the token" in done.stdout) == (0, True), done.stderr
    assert run("publish", "office", "out").returncode == 0
    environment["CARTON_ROSE_PASSPHRASE"] = "000000"  # noqa: S105 - a wrong one
    wrong = run("publish", "office", "out")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (2, 1)
