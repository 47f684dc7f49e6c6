"""The store on disk: made, updated, opened again; the clock floor; the disk that refuses."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.unit.trust_store.pki_for_tests import (
    DAY,
    DOCUMENT_SIGNER,
    NOW,
    PUBLISHER,
    SHARD_URI,
    Publisher,
    digest,
    kid,
    status_token,
)
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.status import StatusStatement
from trust_store.storage import create_or_open, install, open_store, raise_floor

PUBLISHED = Publisher()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with one update."""
    store = tmp_path / "store.db"
    install(store, PUBLISHED.publish(), NOW, Profile.TEST)
    return store


def refusal_of(call: object, *arguments: object) -> Refusal:
    assert callable(call)
    with pytest.raises(TrustStoreError) as refusal:
        call(*arguments)
    return refusal.value.refusal


def test_first_update_makes_the_store_and_pins_its_publisher(tmp_path: Path) -> None:
    report = install(tmp_path / "new.db", PUBLISHED.publish(), NOW, Profile.TEST)
    assert report.is_newly_pinned
    assert report.has_changed
    assert report.list_signer_sha256 == digest(PUBLISHER)
    assert (report.anchors, report.document_signers, report.status_signers, report.status_lists) == (1, 1, 1, 1)
    assert report.refused == report.withdrawn == ()
    assert report.snapshot_id == open_store(tmp_path / "new.db").snapshot_id


def test_what_was_installed_is_there_when_opened(path: Path) -> None:
    store = open_store(path)
    assert store.profile is Profile.TEST
    assert store.signers_by_kid(kid(DOCUMENT_SIGNER))
    assert isinstance(store.status(SHARD_URI, 5, "FR"), StatusStatement)
    assert store.clock_floor == NOW - DAY


def test_same_update_again_changes_not_a_byte(path: Path) -> None:
    before = path.read_bytes()
    report = install(path, PUBLISHED.publish(), NOW, Profile.TEST)
    assert not report.has_changed
    assert not report.is_newly_pinned
    assert path.read_bytes() == before


def test_next_update_replaces_the_lists(path: Path) -> None:
    tokens = (status_token(at=NOW, entries=((5, 0), (6, 15))),)
    install(path, replace(PUBLISHED, issue_id=2, issued_at=NOW, status_tokens=tokens).publish(), NOW, Profile.TEST)
    store = open_store(path)
    assert store.trust_list is not None
    assert store.trust_list.issue_id == 2
    answers = [store.status(SHARD_URI, index, "FR") for index in (5, 6)]
    assert [answer.value for answer in answers if isinstance(answer, StatusStatement)] == [0, 15]


def test_only_one_file_lies_there_afterwards(path: Path) -> None:
    open_store(path)
    assert [each.name for each in path.parent.iterdir()] == ["store.db"]


def test_store_can_be_made_empty_and_then_filled(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    assert create_or_open(path, Profile.TEST).is_empty
    assert open_store(path).is_empty
    install(path, PUBLISHED.publish(), NOW, Profile.TEST)
    assert not create_or_open(path, Profile.TEST).is_empty


def test_store_of_the_other_profile_is_not_opened(path: Path) -> None:
    assert refusal_of(create_or_open, path, Profile.PRODUCTION) is Refusal.WRONG_PROFILE


def test_absent_store_is_said_to_be_absent(tmp_path: Path) -> None:
    assert refusal_of(open_store, tmp_path / "none.db") is Refusal.STORE_ABSENT
    assert refusal_of(raise_floor, tmp_path / "none.db", NOW) is Refusal.STORE_ABSENT
    assert list(tmp_path.iterdir()) == []


def test_name_with_odd_characters_is_a_name(tmp_path: Path) -> None:
    path = tmp_path / "a?mode=ro#%41 é.db"
    install(path, PUBLISHED.publish(), NOW, Profile.TEST)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert not open_store(path).is_empty


def test_floor_rises_and_never_falls(path: Path) -> None:
    raise_floor(path, NOW + timedelta(milliseconds=700))
    assert open_store(path).clock_floor == NOW
    raise_floor(path, NOW - DAY)
    assert open_store(path).clock_floor == NOW
    raise_floor(path, NOW + DAY)
    assert open_store(path).clock_floor == NOW + DAY


def test_floor_survives_an_update(path: Path) -> None:
    raise_floor(path, NOW + DAY)
    install(path, replace(PUBLISHED, issue_id=2, issued_at=NOW).publish(), NOW + DAY, Profile.TEST)
    assert open_store(path).clock_floor == NOW + DAY


def test_floor_does_not_rename_the_snapshot(path: Path) -> None:
    before = open_store(path).snapshot_id
    raise_floor(path, NOW)
    assert open_store(path).snapshot_id == before


@pytest.mark.skipif(os.name == "nt", reason="permissions are another matter there")
def test_store_is_read_from_a_folder_that_nobody_may_write(path: Path) -> None:
    # As root every folder may be written: what is asked here is that reading leaves no trace and needs none.
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        assert not open_store(path).is_empty
        assert [each.name for each in path.parent.iterdir()] == ["store.db"]
    finally:
        path.parent.chmod(0o755)


def test_store_that_another_process_is_writing_is_refused_unchanged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trust_store.storage._TIMEOUT", 0.01)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        update = replace(PUBLISHED, issue_id=2).publish()
        assert refusal_of(install, path, update, NOW, Profile.TEST) is Refusal.STORE_UNWRITABLE
        assert not open_store(path).is_empty


def test_folder_in_place_of_the_store_is_refused(tmp_path: Path) -> None:
    assert refusal_of(open_store, tmp_path) is Refusal.STORE_CORRUPT


def test_opening_a_store_imports_neither_camera_nor_screen_nor_network() -> None:
    code = (
        "import sys; before = set(sys.modules); import trust_store.storage; "
        "print(*sorted({name.partition('.')[0] for name in set(sys.modules) - before}))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "trust_store" in loaded
    assert not {"textual", "cv2", "zxingcpp", "PIL", "click", "rich", "pycose", "sqlalchemy", "http", "requests"} & set(
        loaded
    )
