"""The command, as it is typed: exit codes, words, JSON."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from issuer.tuf_repository import Edition, RoleName, make_root
from tests.unit.trust_store.pki_for_tests import (
    DOCUMENT_SIGNER,
    FRANCE,
    NOW,
    PUBLISHER,
    Plan,
    Publisher,
    digest,
    list_signer_plan,
    root_plan,
    signer_plan,
    subject,
)
from tests.unit.trust_store.tuf_for_tests import FIRST_ROOT, with_keys, write_stick
from trust_store.cli import cli
from trust_store.profile import Profile
from trust_store.storage import open_store

AT = ("--at", NOW.isoformat())


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return write_stick(Publisher().publish(), tmp_path / "stick")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


def certificate_file(plan: Plan, path: Path, encoding: Encoding) -> Path:
    path.write_bytes(x509.load_der_x509_certificate(plan.der()).public_bytes(encoding))
    return path


def test_new_store_is_for_test_and_says_so_aloud(stick: Path, store: Path) -> None:
    result = run("update", stick, "--store", store, *AT)
    assert result.exit_code == 0
    assert "ESSAI" in result.stderr
    assert digest(PUBLISHER).hex() in result.stdout
    assert open_store(store).profile is Profile.TEST


def test_english_is_spoken_when_asked(stick: Path, store: Path) -> None:
    assert "TEST" in run("update", stick, "--store", store, *AT, "--lang", "en").stderr
    assert "Snapshot" in run("show", "--store", store, *AT, "--lang", "en").stdout


def test_refusal_exits_1_on_one_line_with_its_code(stick: Path, store: Path) -> None:
    run("update", stick, "--store", store, *AT)
    write_stick(Publisher(issue_id=0).publish(), stick, version=2)
    before = store.read_bytes()
    result = run("update", stick, "--store", store, *AT)
    assert result.exit_code == 1
    assert result.stderr.startswith("Refusé (rollback)")
    assert len(result.stderr.splitlines()) == 1
    assert store.read_bytes() == before


def test_absent_store_exits_1(store: Path) -> None:
    assert run("show", "--store", store, *AT).exit_code == 1


def test_other_profile_is_refused_later(stick: Path, store: Path) -> None:
    run("update", stick, "--store", store, *AT)
    result = run("update", stick, "--store", store, *AT, "--profile", "production")
    assert (result.exit_code, "(wrong_profile)" in result.stderr) == (1, True)


def test_production_store_is_not_made_without_its_root(stick: Path, store: Path) -> None:
    pin = ("--fingerprint", digest(PUBLISHER).hex())
    assert run("update", stick, "--store", store, *AT, "--profile", "production", *pin).exit_code == 2
    assert not store.exists()


def test_store_is_made_with_a_root_and_believes_no_other(stick: Path, store: Path, tmp_path: Path) -> None:
    root = tmp_path / "root.json"
    root.write_bytes(make_root(with_keys(RoleName.TIMESTAMP, "another publisher"), Edition(version=1, at=NOW)))
    assert run("create", "--store", store, "--root", root, "--profile", "test").exit_code == 0
    before = store.read_bytes()
    result = run("update", stick, "--store", store, *AT)
    assert (result.exit_code, "(too_few_signatures)" in result.stderr) == (1, True)
    assert store.read_bytes() == before


def test_store_that_was_made_with_the_root_takes_the_update(stick: Path, store: Path, tmp_path: Path) -> None:
    root = tmp_path / "root.json"
    root.write_bytes(FIRST_ROOT)
    assert run("create", "--store", store, "--root", root, "--profile", "test").exit_code == 0
    result = run("update", stick, "--store", store, *AT)
    assert (result.exit_code, hashlib.sha256(FIRST_ROOT).hexdigest() in result.stdout) == (0, True)


def test_store_is_not_made_over_another(stick: Path, store: Path, tmp_path: Path) -> None:
    root = tmp_path / "root.json"
    root.write_bytes(FIRST_ROOT)
    run("update", stick, "--store", store, *AT)
    before = store.read_bytes()
    assert run("create", "--store", store, "--root", root, "--profile", "test").exit_code == 1
    assert store.read_bytes() == before


@pytest.mark.parametrize("root", [b"", b"{}", FIRST_ROOT.replace(b'"version":1', b'"version":2')])
def test_root_that_does_not_sign_itself_makes_no_store(store: Path, tmp_path: Path, root: bytes) -> None:
    (tmp_path / "root.json").write_bytes(root)
    arguments = ("create", "--store", store, "--root", tmp_path / "root.json", "--profile", "test")
    assert run(*arguments).exit_code == 1
    assert not store.exists()


@pytest.mark.parametrize("encoding", [Encoding.DER, Encoding.PEM])
def test_expected_publisher_is_taken_by_certificate(
    stick: Path, store: Path, tmp_path: Path, encoding: Encoding
) -> None:
    expected = certificate_file(PUBLISHER, tmp_path / "publisher", encoding)
    assert run("update", stick, "--store", store, *AT, "--list-signer", expected).exit_code == 0


def test_expected_publisher_is_taken_by_fingerprint_with_colons(stick: Path, store: Path) -> None:
    colons = digest(PUBLISHER).hex(":").upper()
    assert run("update", stick, "--store", store, *AT, "--fingerprint", colons).exit_code == 0


def test_unexpected_publisher_is_refused_and_makes_no_store(stick: Path, store: Path, tmp_path: Path) -> None:
    other = certificate_file(list_signer_plan("Other"), tmp_path / "other", Encoding.DER)
    result = run("update", stick, "--store", store, *AT, "--list-signer", other)
    assert (result.exit_code, "(list_signer_not_pinned)" in result.stderr) == (1, True)
    assert not store.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        ("--at", "2026-W48-2"),
        ("--at", "2026-11-24T06:00:00"),
        ("--at", "2026-13-24T06:00:00Z"),
        ("--fingerprint", "abcd"),
        ("--profile", "both"),
        ("--list-signer", "/nonexistent"),
        ("--lang", "de"),
    ],
)
def test_wrong_use_exits_2(stick: Path, store: Path, wrong: tuple[str, str]) -> None:
    assert run("update", stick, "--store", store, *wrong).exit_code == 2
    assert not store.exists()


def test_shown_json_is_complete_and_plain(stick: Path, store: Path) -> None:
    run("update", stick, "--store", store, *AT)
    shown = json.loads(run("show", "--json", "--store", store, *AT).stdout)
    assert shown["profile"] == "test"
    assert shown["snapshot_id"] == open_store(store).snapshot_id
    assert shown["ages_seconds"] == {"trust_list": 86400, "block_list": 86400, "status": 86400}
    assert shown["anchors"][0]["sha256"] == digest(FRANCE).hex()
    assert shown["document_signers"][0]["kid"] == digest(DOCUMENT_SIGNER).hex()[:16]
    assert shown["status_lists"][0]["is_expired"] is False
    assert shown["clock_is_behind"] is False


def test_clock_behind_is_shown(stick: Path, store: Path) -> None:
    run("update", stick, "--store", store, *AT)
    shown = json.loads(run("show", "--json", "--store", store, "--at", "2020-01-01T00:00:00Z").stdout)
    assert shown["clock_is_behind"] is True


@pytest.mark.parametrize("as_json", [True, False])
def test_escape_bytes_of_a_certificate_never_reach_the_terminal(tmp_path: Path, store: Path, as_json: bool) -> None:
    name = subject("SPECIMEN \x1b]52;c;eA==\x07 \x9b2J \u202e")
    hostile = replace(root_plan(), subject=name, issuer=name)
    refused = replace(signer_plan(FRANCE), subject=name)
    write_stick(Publisher(roots=(hostile,), signers=(refused,), status_tokens=()).publish(), tmp_path / "stick")
    updated = run("update", tmp_path / "stick", "--store", store, *AT)
    shown = run("show", *(["--json"] if as_json else []), "--store", store, *AT)
    assert (updated.exit_code, shown.exit_code) == (0, 0)
    for output in (updated.output, shown.output):
        assert output.replace("\n", "").isprintable()
        assert "<U+001B>" in output or "SPECIMEN" not in output
