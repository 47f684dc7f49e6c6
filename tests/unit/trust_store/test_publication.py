"""Publications in folders: read as written; what is not a plain file is never opened."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.trust_store.pki_for_tests import Publisher
from tests.unit.trust_store.plain_for_tests import write_plain
from tests.unit.trust_store.tuf_for_tests import write_stick
from trust_store import publication as module
from trust_store.publication import Publication, read_directory
from trust_store.refusal import Refusal, TrustStoreError

PUBLICATION = Publisher().publish()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    out = tmp_path / "stick"
    write_plain(PUBLICATION, out)
    return out


def refusal_of(folder: Path) -> Refusal:
    with pytest.raises(TrustStoreError) as refusal:
        read_directory(folder)
    return refusal.value.refusal


def same(one: Publication, other: Publication) -> bool:
    return replace(one, signers=()) == replace(other, signers=()) and set(one.signers) == set(other.signers)


def test_publication_is_read_as_written(folder: Path) -> None:
    assert same(read_directory(folder), PUBLICATION)


def test_block_list_and_sub_folders_may_be_absent(tmp_path: Path) -> None:
    bare = replace(PUBLICATION, block_list=None, signers=(), status_tokens=())
    write_plain(bare, tmp_path / "stick")
    (tmp_path / "stick" / "signers").rmdir()
    assert read_directory(tmp_path / "stick") == bare


def test_other_files_are_passed_over(folder: Path) -> None:
    (folder / "autorun.inf").write_bytes(b"x")
    (folder / "signers" / "README").write_bytes(b"x")
    assert same(read_directory(folder), PUBLICATION)


@pytest.mark.parametrize("name", ["trust-list.cbor", "list-signer.der"])
def test_missing_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert refusal_of(folder) is Refusal.SOURCE_UNREADABLE


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    assert refusal_of(tmp_path / "absent") is Refusal.SOURCE_UNREADABLE


@pytest.mark.parametrize(
    "name", ["trust-list.cbor", "block-list.cbor", "list-signer.der", "signers/x.der", "status/x.cwt"]
)
@pytest.mark.parametrize("dangling", [True, False])
def test_symbolic_link_is_not_followed(folder: Path, tmp_path: Path, name: str, dangling: bool) -> None:
    target = tmp_path / "elsewhere"
    if not dangling:
        target.write_bytes(PUBLICATION.trust_list)
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(target)
    assert refusal_of(folder) is Refusal.SOURCE_UNSAFE


@pytest.mark.parametrize("name", ["signers", "status"])
def test_linked_sub_folder_is_not_followed(folder: Path, tmp_path: Path, name: str) -> None:
    (folder / name).rename(tmp_path / name)
    (folder / name).symlink_to(tmp_path / name)
    assert refusal_of(folder) is Refusal.SOURCE_UNSAFE


@pytest.mark.parametrize("name", ["trust-list.cbor", "signers/x.der"])
def test_pipe_is_refused_and_never_waited_for(folder: Path, name: str) -> None:
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    assert refusal_of(folder) is Refusal.SOURCE_UNSAFE


def test_folder_in_place_of_a_file_is_refused(folder: Path) -> None:
    (folder / "trust-list.cbor").unlink()
    (folder / "trust-list.cbor").mkdir()
    assert refusal_of(folder) is Refusal.SOURCE_UNSAFE


def test_huge_file_is_refused_unread(folder: Path) -> None:
    with (folder / "trust-list.cbor").open("wb") as file:
        file.truncate(10 << 30)
    assert refusal_of(folder) is Refusal.SOURCE_TOO_LARGE


def test_many_files_that_are_too_much_together_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_TOTAL", sum(len(signer) for signer in PUBLICATION.signers))
    assert refusal_of(folder) is Refusal.SOURCE_TOO_LARGE


def test_too_many_files_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_FILES", 2)
    (folder / "status" / "a").write_bytes(b"")
    (folder / "status" / "b").write_bytes(b"")
    assert refusal_of(folder) is Refusal.SOURCE_TOO_LARGE


def test_repository_is_read_by_its_targets(tmp_path: Path) -> None:
    assert same(read_directory(write_stick(PUBLICATION, tmp_path / "stick")), PUBLICATION)


def test_repository_with_two_editions_is_not_guessed_at(tmp_path: Path) -> None:
    write_stick(PUBLICATION, tmp_path / "stick")
    write_stick(Publisher(issue_id=2).publish(), tmp_path / "stick", version=2)
    assert refusal_of(tmp_path / "stick") is Refusal.MALFORMED
