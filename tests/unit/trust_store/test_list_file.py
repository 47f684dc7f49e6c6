"""Inflated lists lie on the disk, in a file without a name, and answer as they do in memory."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from credential.status_list import StatusList, StatusToken
from trust_store.list_file import IN_MEMORY, ListFile

LARGE = StatusList(4, bytes(range(256)) * (IN_MEMORY // 256) + b"\x21")


@pytest.fixture(params=["nameless", "unlinked"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go, on a system that knows files without a name and on one that does not."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    if request.param == "unlinked":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    return tmp_path


def test_list_on_the_disk_answers_as_it_does_in_memory(folder: Path) -> None:
    file = ListFile()
    other = StatusList(8, LARGE.packed[::-1])
    kept, kept_other = file.put(LARGE), file.put(other)
    assert kept is not LARGE
    for index in (-1, 0, 1, 513, len(LARGE) - 1, len(LARGE)):
        assert kept.lookup(index) == LARGE.lookup(index)
        assert kept_other.lookup(index) == other.lookup(index)
    assert list(folder.iterdir()) == []


def test_folder_that_takes_no_file_leaves_the_list_in_memory(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(os, "pwrite", full)
    assert ListFile().put(LARGE) is LARGE


def test_temporary_folder_that_is_not_there_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "none"))
    assert ListFile().put(LARGE).lookup(2) == 1


def test_list_within_its_message_is_the_same_and_not_kept_twice() -> None:
    token = StatusToken(uri="u", iat=1, exp=None, ttl=None, bits=4, lst=LARGE.deflate())
    message = b"head" + bytes(token.lst) + b"tail"
    within = token.within(message)
    assert within == token
    assert within.inflate() == LARGE
    assert isinstance(within.lst, memoryview)
    assert within.lst.obj is message
    assert within.encode() == token.encode()


def test_message_without_the_list_changes_nothing() -> None:
    token = StatusToken(uri="u", iat=1, exp=None, ttl=None, bits=4, lst=LARGE.deflate())
    assert token.within(b"another") is token
