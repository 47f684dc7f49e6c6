"""Attacks on the medium of an update: links, pipes, endless and broken files, a stick pulled half way."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.updates_for_tests import PUBLICATION, first_store, newer, refusal_of, take
from tests.unit.trust_store.pki_for_tests import NOW, Publisher
from tests.unit.trust_store.tuf_for_tests import MemorySource, write_stick
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.sources import FolderSource, open_source

FILES = ["metadata/timestamp.json", "metadata/2.snapshot.json", "metadata/2.targets.json", "metadata/2.daily.json"]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return write_stick(PUBLICATION, tmp_path / "stick")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return first_store(tmp_path)


@pytest.fixture
def later(tmp_path: Path) -> Path:
    return write_stick(Publisher(issue_id=2, sequence=2, issued_at=NOW).publish(), tmp_path / "later", version=2)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("dangling", [True, False])
def test_symbolic_link_is_not_followed(store: Path, later: Path, tmp_path: Path, name: str, dangling: bool) -> None:
    elsewhere = tmp_path / "elsewhere"
    if dangling:
        (later / name).unlink()
    else:
        (later / name).rename(elsewhere)
    (later / name).symlink_to(elsewhere)
    assert refusal_of(store, FolderSource(later)) is Refusal.SOURCE_UNSAFE


@pytest.mark.parametrize("name", ["metadata", "targets"])
def test_linked_folder_is_not_followed(store: Path, later: Path, tmp_path: Path, name: str) -> None:
    (later / name).rename(tmp_path / "elsewhere")
    (later / name).symlink_to(tmp_path / "elsewhere")
    assert refusal_of(store, FolderSource(later)) is Refusal.SOURCE_UNSAFE


@pytest.mark.parametrize("name", [*FILES, "metadata/2.root.json"])
def test_pipe_is_refused_and_never_waited_for(store: Path, later: Path, name: str) -> None:
    (later / name).unlink(missing_ok=True)
    os.mkfifo(later / name)
    assert refusal_of(store, FolderSource(later)) is Refusal.SOURCE_UNSAFE


@pytest.mark.parametrize("name", [*FILES, "metadata/2.root.json"])
def test_file_of_ten_gigabytes_is_not_read(store: Path, later: Path, name: str) -> None:
    with (later / name).open("wb") as file:
        file.truncate(10 << 30)
    assert refusal_of(store, FolderSource(later)) is Refusal.SOURCE_TOO_LARGE


def test_target_of_ten_gigabytes_is_not_read(store: Path, later: Path) -> None:
    path = next((later / "targets").glob("*.trust-list.cbor"))
    with path.open("wb") as file:
        file.truncate(10 << 30)
    assert refusal_of(store, FolderSource(later)) is Refusal.SOURCE_TOO_LARGE


@pytest.mark.parametrize("kept", range(12))
def test_stick_pulled_half_way_changes_nothing_and_bars_no_later_stick(store: Path, kept: int) -> None:
    """After any number of reads the medium is gone; then the whole of it is taken."""
    whole = newer()

    class Pulled(MemorySource):
        def chunks(self, name: str) -> Iterator[bytes]:
            if len(self.asked) >= kept:
                raise TrustStoreError(Refusal.SOURCE_UNREADABLE, name)
            return super().chunks(name)

    try:
        before = store.read_bytes()
        take(store, Pulled(whole))
        assert kept >= 7, "an update takes seven reads or more"
    except TrustStoreError as error:
        assert error.refusal is Refusal.SOURCE_UNREADABLE
        assert store.read_bytes() == before
        assert take(store, MemorySource(whole)).has_changed


def test_stick_with_half_a_file_is_refused(store: Path, later: Path) -> None:
    for path in sorted(later.rglob("*")):
        if path.is_file() and not path.name.endswith("root.json"):
            whole = path.read_bytes()
            path.write_bytes(whole[: len(whole) // 2])
            before = store.read_bytes()
            try:
                take(store, FolderSource(later))
                raised = False
            except TrustStoreError as error:
                raised = error.refusal in {Refusal.MALFORMED, Refusal.HASH_MISMATCH}
            is_held_already = path.suffix in {".der", ".cwt"}
            assert raised or is_held_already, path
            if raised:
                assert store.read_bytes() == before
            path.write_bytes(whole)


def test_empty_and_absent_folders_are_refused(store: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert refusal_of(store, FolderSource(tmp_path / "empty")) is Refusal.SOURCE_UNREADABLE
    with pytest.raises(TrustStoreError) as refusal:
        open_source(str(tmp_path / "absent"))
    assert refusal.value.refusal is Refusal.SOURCE_UNREADABLE


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/passwd", "a//b", "", ".", "a\\b", "a\0b", "C:x"])
def test_name_that_leads_elsewhere_is_refused(stick: Path, name: str) -> None:
    with pytest.raises(TrustStoreError) as refusal:
        list(FolderSource(stick).chunks(name))
    assert refusal.value.refusal is Refusal.SOURCE_UNSAFE


@pytest.mark.parametrize("role", ["timestamp", "2.snapshot", "2.targets", "2.daily", "2.root"])
def test_endless_data_is_cut_off(store: Path, role: str) -> None:
    class Endless(MemorySource):
        def chunks(self, name: str) -> Iterator[bytes]:
            if name == f"metadata/{role}.json":
                while True:
                    yield b" " * 65536
            yield from super().chunks(name)

    assert refusal_of(store, Endless(newer())) is Refusal.SOURCE_TOO_LARGE


@pytest.mark.parametrize(
    "content", [b"", b"null", b"[]", b"{}", b'{"signed":1}', b"\xff", b"[" * 15_000, b'{"a":1}' * 9]
)
def test_nonsense_in_place_of_metadata_is_malformed(store: Path, content: bytes) -> None:
    files = {**newer(), "metadata/timestamp.json": content}
    assert refusal_of(store, MemorySource(files)) is Refusal.MALFORMED


@pytest.mark.parametrize("address", ["file://elsewhere/x", "file:///x?y", "file:///x#y"])
def test_file_address_of_another_machine_is_refused(address: str) -> None:
    with pytest.raises(TrustStoreError) as refusal:
        open_source(address)
    assert refusal.value.refusal is Refusal.SOURCE_UNREADABLE
