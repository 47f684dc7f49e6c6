"""By whose word thresholds change: the store's owner's, or the administrator's whose key the store was made with."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from credential.cose import Header, sign
from tests.unit.trust_store.pki_for_tests import NOW, Publisher, key
from tests.unit.trust_store.tuf_for_tests import FIRST_ROOT, write_stick
from trust_store.cli import cli
from trust_store.holdings import Holdings
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.settings import TYPE, limits_of, read_administrator, sign_settings, take_in
from trust_store.sources import open_source
from trust_store.staleness import DAY, MAX_SETTINGS, STALENESS, issue_of
from trust_store.storage import create, install, open_store, read_holdings
from trust_store.updating import create_pinned, update

ADMINISTRATOR = key("administrator")
SIX, FIVE = b"issue = 6\nstatus_attention_days = 3\n", b"issue = 5\nstatus_attention_days = 2\n"
P384 = ec.derive_private_key(7, ec.SECP384R1())


def public(private: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey = ADMINISTRATOR) -> bytes:
    return private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"status_attention_days = 3\n")
    path.chmod(0o644)
    return path


@pytest.fixture
def owned(tmp_path: Path) -> Path:
    store = tmp_path / "trust.sqlite"
    install(store, Publisher().publish(), NOW, Profile.TEST)
    return store


@pytest.fixture
def administered(tmp_path: Path) -> Iterator[Path]:
    store = tmp_path / "administered.sqlite"
    create_pinned(store, Profile.TEST, FIRST_ROOT, read_administrator(public()))
    yield store
    assert read_holdings(store).administrator == read_administrator(public())


def refusal_of(act: Callable[[], object]) -> Refusal:
    with pytest.raises(TrustStoreError) as refusal:
        act()
    return refusal.value.refusal


# Owned.


def test_settings_lie_in_the_store_and_in_its_snapshot(tmp_path: Path) -> None:
    store, settings = tmp_path / "trust.sqlite", tmp_path / "settings.toml"
    install(store, Publisher().publish(), NOW, Profile.TEST)
    before = open_store(store)
    settings.write_bytes(b"status_attention_days = 3\n")
    done = CliRunner().invoke(cli, ["set", str(settings), "--store", str(store)])
    assert done.exit_code == 0, done.output
    after = open_store(store)
    assert after.staleness.status_attention == 3 * DAY
    assert after.snapshot_id != before.snapshot_id
    install(store, Publisher(issue_id=2, sequence=2).publish(), NOW, Profile.TEST)
    assert open_store(store).staleness == after.staleness, "an update leaves the settings as they are"


def test_wrong_settings_change_nothing(tmp_path: Path) -> None:
    store, settings = tmp_path / "trust.sqlite", tmp_path / "settings.toml"
    install(store, Publisher().publish(), NOW, Profile.TEST)
    before = store.read_bytes()
    settings.write_bytes(b"status_attention_days = 99\n")
    done = CliRunner().invoke(cli, ["set", str(settings), "--store", str(store)])
    assert (done.exit_code, store.read_bytes()) == (1, before)


@pytest.mark.parametrize("mode", [0o664, 0o646, 0o666])
def test_file_that_others_may_write_changes_nothing(owned: Path, settings: Path, mode: int) -> None:
    before = owned.read_bytes()
    settings.chmod(mode)
    done = run("set", settings, "--store", owned)
    assert (done.exit_code, owned.read_bytes()) == (1, before)
    assert Refusal.SETTINGS_INVALID.value in done.output


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_file_of_another_user_changes_nothing(owned: Path, settings: Path) -> None:
    before = owned.read_bytes()
    os.chown(settings, 12345, 12345)
    assert run("set", settings, "--store", owned).exit_code == 1
    assert owned.read_bytes() == before
    os.chown(owned, 12345, 12345)
    assert run("set", settings, "--store", owned).exit_code == 0, "the store's owner's own file"


def test_link_to_a_file_changes_nothing(owned: Path, settings: Path, tmp_path: Path) -> None:
    before = owned.read_bytes()
    (tmp_path / "link.toml").symlink_to(settings)
    assert run("set", tmp_path / "link.toml", "--store", owned).exit_code == 1
    assert owned.read_bytes() == before


# Signed.


def taken(store: Path, content: bytes, private: ec.EllipticCurvePrivateKey = ADMINISTRATOR) -> Holdings:
    return take_in(read_holdings(store), sign_settings(content, private))[0]


def test_signed_settings_travel_and_count(administered: Path, tmp_path: Path) -> None:
    update(administered, open_source(str(write_stick(Publisher().publish(), tmp_path / "stick"))), NOW, Profile.TEST)
    (tmp_path / "key.pem").write_bytes(
        ADMINISTRATOR.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"SPECIMEN"))
    )
    (tmp_path / "six.toml").write_bytes(SIX)
    sign_it = ["sign-settings", str(tmp_path / "six.toml"), "--key", str(tmp_path / "key.pem"), "--out"]
    assert CliRunner().invoke(cli, [*sign_it, str(tmp_path / "six.signed")]).exit_code == 2, "no passphrase"
    done = CliRunner().invoke(cli, [*sign_it, str(tmp_path / "six.signed")], env={"CARTON_ROSE_PASSPHRASE": "SPECIMEN"})
    assert done.exit_code == 0, done.output
    (tmp_path / "six.signed").chmod(0o666)
    assert run("set", tmp_path / "six.signed", "--store", administered).exit_code == 0
    opened = open_store(administered)
    assert opened.staleness == replace(STALENESS, status_attention=3 * DAY)
    shown = json.loads(run("show", "--json", "--store", administered, "--at", NOW.isoformat()).output)
    assert opened.administrator_sha256 is not None
    assert shown["settings_signed_by"] == opened.administrator_sha256.hex()
    assert shown["grades"]["status"] == "fresh"


def test_owned_file_does_not_count_where_an_administrator_signs(administered: Path, settings: Path) -> None:
    before = administered.read_bytes()
    assert run("set", settings, "--store", administered).exit_code == 1
    assert administered.read_bytes() == before


def test_settings_signed_by_another_are_refused(administered: Path) -> None:
    assert refusal_of(lambda: taken(administered, SIX, key("rogue"))) is Refusal.SIGNATURE_INVALID
    assert refusal_of(lambda: taken(administered, SIX, P384)) is Refusal.SIGNATURE_INVALID


def test_signed_settings_go_forward_alone(administered: Path) -> None:
    held = taken(administered, SIX)
    assert refusal_of(lambda: take_in(held, sign_settings(FIVE, ADMINISTRATOR))) is Refusal.ROLLBACK
    other = SIX.replace(b"3", b"4")
    assert refusal_of(lambda: take_in(held, sign_settings(other, ADMINISTRATOR))) is Refusal.FORK
    again, limits = take_in(held, sign_settings(SIX, ADMINISTRATOR))
    assert limits == limits_of(again) == limits_of(held)


def test_settings_without_a_number_are_not_signed_and_not_taken(administered: Path) -> None:
    assert refusal_of(lambda: sign_settings(b"", ADMINISTRATOR)) is Refusal.SETTINGS_INVALID
    unnumbered = sign({Header.ALG: -7, Header.TYP: TYPE}, b"status_attention_days = 3", ADMINISTRATOR)
    assert refusal_of(lambda: take_in(read_holdings(administered), unnumbered)) is Refusal.SETTINGS_INVALID


@pytest.mark.parametrize(
    ("protected", "unprotected"),
    [
        ({Header.ALG: -7, Header.TYP: "application/vnd.carton-rose.block-list+cbor"}, {}),
        ({Header.ALG: -7}, {}),
        ({Header.ALG: -7, Header.TYP: TYPE, Header.KID: b"x"}, {}),
        ({Header.ALG: -7, Header.TYP: TYPE}, {Header.KID: b"x"}),
    ],
)
def test_another_message_of_the_administrator_is_no_settings(
    administered: Path, protected: dict[int, object], unprotected: dict[int, object]
) -> None:
    message = sign(protected, SIX, ADMINISTRATOR, unprotected=unprotected)
    assert refusal_of(lambda: take_in(read_holdings(administered), message)) is Refusal.SETTINGS_INVALID


def test_settings_changed_in_the_store_are_noticed_when_it_is_opened(tmp_path: Path) -> None:
    rogue = sign_settings(SIX, key("rogue"))
    create(
        tmp_path / "changed.sqlite",
        Holdings(profile=Profile.TEST, administrator=read_administrator(public()), settings=rogue),
    )
    assert refusal_of(lambda: open_store(tmp_path / "changed.sqlite")) is Refusal.STORE_CORRUPT


@pytest.mark.parametrize("line", [b"issue = 0", b"issue = -1", b"issue = '1'", b"issue = true", b"issue = 1.0"])
def test_number_that_does_not_count_up_is_refused(line: bytes) -> None:
    assert refusal_of(lambda: issue_of(line)) is Refusal.SETTINGS_INVALID


@pytest.mark.parametrize(
    "content",
    [b"", b"no PEM", public(rsa.generate_private_key(65537, 2048)), public(ec.generate_private_key(ec.SECP521R1())),
     ADMINISTRATOR.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())],
    ids=["empty", "no PEM", "RSA", "P-521", "a private key"],
)  # fmt: skip  # a table: a row a line
def test_such_an_administrators_key_makes_no_store(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key.pem").write_bytes(content)
    (tmp_path / "root.json").write_bytes(FIRST_ROOT)
    arguments = ("--store", tmp_path / "new.sqlite", "--root", tmp_path / "root.json", "--profile", "test")
    assert run("create", *arguments, "--administrator", tmp_path / "key.pem").exit_code == 1
    assert not (tmp_path / "new.sqlite").exists()


def test_settings_as_large_as_they_may_be_are_signed(administered: Path) -> None:
    largest = SIX + b"#" * (MAX_SETTINGS - len(SIX))
    assert limits_of(taken(administered, largest)) == replace(STALENESS, status_attention=3 * DAY)
