"""An office on disk: made once, opened as it was made, and said to be damaged where it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from issuer.office import Office
from issuer.office_settings import OfficeError
from issuer.private_keys import KeystoreError, Protection
from trust_store.profile import kid_of

MADE = datetime(2026, 11, 1, 8, tzinfo=UTC)


def made(folder: Path) -> Office:
    return Office.create(folder, Protection.INSECURE_TEST, MADE, seed="an office's seed")


def test_an_office_opens_as_it_was_made(tmp_path: Path) -> None:
    office = made(tmp_path / "an office")
    again = Office.open(tmp_path / "an office")
    assert again.made_at == MADE
    assert again.countries() == ("FR",)
    assert again.document_signer("FR").certificate == office.document_signer("FR").certificate


def test_an_office_is_not_made_over_another(tmp_path: Path) -> None:
    office = made(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(OfficeError):
        made(tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert office.countries() == ("FR",)


def test_a_country_gets_its_signers_when_it_is_first_asked_for(tmp_path: Path) -> None:
    office = made(tmp_path)
    signer = office.document_signer("DE")
    assert office.countries() == ("DE", "FR")
    assert office.document_signer("DE").certificate == signer.certificate
    assert kid_of(signer.certificate) != kid_of(office.document_signer("FR").certificate)


def test_issues_are_counted_across_openings(tmp_path: Path) -> None:
    office = made(tmp_path)
    assert [office.next_issue_id(), office.next_issue_id()] == [1, 2]
    assert Office.open(tmp_path).next_issue_id() == 3


def test_a_block_is_kept_and_counted_once(tmp_path: Path) -> None:
    office = made(tmp_path)
    certificate = office.document_signer("FR").certificate
    office.block(certificate)
    office.block(certificate)
    assert len(Office.open(tmp_path).blocked) == 1


def test_a_seeded_office_is_the_same_anywhere(tmp_path: Path) -> None:
    first, second = made(tmp_path / "one"), made(tmp_path / "two")
    assert first.document_signer("FR").certificate == second.document_signer("FR").certificate
    assert first.random.token() == second.random.token()


def test_two_offices_without_a_seed_have_nothing_in_common(tmp_path: Path) -> None:
    offices = [Office.create(tmp_path / name, Protection.INSECURE_TEST, MADE) for name in ("one", "two")]
    certificates = {office.document_signer("FR").certificate.serial_number for office in offices}
    assert len(certificates) == 2
    assert len({office.random.token() for office in offices}) == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "office.json").unlink(),
        lambda folder: (folder / "office.json").write_text("{", encoding="utf-8"),
        lambda folder: (folder / "office.json").write_bytes(b"\xff\xfe"),
    ],
    ids=["absent", "no JSON", "no text"],
)
def test_damaged_settings_are_said(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    made(tmp_path)
    damage(tmp_path)
    with pytest.raises(OfficeError):
        Office.open(tmp_path)


@pytest.mark.parametrize("content", ["[]", "7", "null", "{}", '{"made_at": "x", "blocked": 3, "issue_id": "one"}'])
def test_settings_of_another_shape_are_said(tmp_path: Path, content: str) -> None:
    made(tmp_path)
    (tmp_path / "office.json").write_text(content, encoding="utf-8")
    with pytest.raises(OfficeError):
        Office.open(tmp_path)


def test_a_damaged_certificate_is_said(tmp_path: Path) -> None:
    office = made(tmp_path)
    (tmp_path / "certificates" / "fr-document-signer.der").write_bytes(b"no certificate")
    with pytest.raises(OfficeError):
        office.document_signer("FR")


def test_a_key_whose_certificate_was_lost_gets_another(tmp_path: Path) -> None:
    office = made(tmp_path)
    before = office.document_signer("FR")
    (tmp_path / "certificates" / "fr-document-signer.der").unlink()
    after = office.document_signer("FR")
    assert after.key.private_numbers() == before.key.private_numbers()


def test_keys_of_an_encrypted_office_need_its_passphrase(tmp_path: Path) -> None:
    Office.create(tmp_path, Protection.ENCRYPTED, MADE, passphrase=lambda: b"a long SPECIMEN passphrase")
    assert Office.open(tmp_path, passphrase=lambda: b"a long SPECIMEN passphrase").document_signer("FR").key
    for wrong in (None, lambda: b"another", lambda: b""):
        with pytest.raises(KeystoreError):
            Office.open(tmp_path, passphrase=wrong).document_signer("FR")
