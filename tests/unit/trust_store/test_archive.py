"""The archive of snapshots: what is kept comes back as it was, by its name, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.world import World
from trust_store.archive import PIECES, SNAPSHOTS, keep, pack, reader_of, snapshot_ids, take, unpack
from trust_store.holdings import Holdings
from trust_store.installation import merge
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.store import assemble

NOW = datetime(2026, 12, 1, 13, tzinfo=UTC)


@pytest.fixture(scope="module")
def holdings(world: World) -> Holdings:
    return merge(Holdings(profile=Profile.TEST), world.publication, NOW)[0]


def test_a_snapshot_comes_back_and_is_the_same_store(holdings: Holdings, tmp_path: Path) -> None:
    snapshot = keep(holdings, tmp_path)
    back = take(snapshot, reader_of(tmp_path))
    assert back == replace(holdings, floor=None, transport=None)
    assert assemble(back).snapshot_id == snapshot == holdings.snapshot_id()
    assert unpack(snapshot, pack(holdings)) == back


def test_pieces_that_two_snapshots_share_lie_once(holdings: Holdings, tmp_path: Path) -> None:
    keep(holdings, tmp_path)
    pieces = set((tmp_path / PIECES).iterdir())
    changed = replace(holdings, settings=b"status_shown_hours = 12\n")
    assert keep(changed, tmp_path) != holdings.snapshot_id()
    assert len(set((tmp_path / PIECES).iterdir()) - pieces) == 1
    assert snapshot_ids(tmp_path) == tuple(sorted((holdings.snapshot_id(), changed.snapshot_id())))


def test_keeping_again_changes_nothing(holdings: Holdings, tmp_path: Path) -> None:
    keep(holdings, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert keep(holdings, tmp_path) == holdings.snapshot_id()
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_every_changed_byte_of_a_piece_is_found(holdings: Holdings, tmp_path: Path) -> None:
    snapshot = keep(holdings, tmp_path)
    for path in (tmp_path / PIECES).iterdir():
        content = path.read_bytes()
        path.write_bytes(bytes((content[0] ^ 1,)) + content[1:])
        with pytest.raises(TrustStoreError) as refused:
            take(snapshot, reader_of(tmp_path))
        assert refused.value.refusal is Refusal.STORE_CORRUPT
        path.write_bytes(content)
    assert take(snapshot, reader_of(tmp_path))


@pytest.mark.parametrize("change", [lambda lines: lines[1:], lambda lines: lines + lines[:1], lambda _: ["x"]])
def test_a_changed_list_of_pieces_is_found(holdings: Holdings, tmp_path: Path, change: object) -> None:
    snapshot = keep(holdings, tmp_path)
    listed = tmp_path / SNAPSHOTS / snapshot
    assert callable(change)
    listed.write_text("\n".join(change(listed.read_text().splitlines())) + "\n", encoding="ascii")
    with pytest.raises(TrustStoreError) as refused:
        take(snapshot, reader_of(tmp_path))
    assert refused.value.refusal is Refusal.STORE_CORRUPT


def test_a_snapshot_under_the_name_of_another_is_found(holdings: Holdings, tmp_path: Path) -> None:
    listed = tmp_path / SNAPSHOTS / keep(holdings, tmp_path)
    listed.rename(listed.with_name("0" * 16))
    with pytest.raises(TrustStoreError) as refused:
        take("0" * 16, reader_of(tmp_path))
    assert refused.value.refusal is Refusal.STORE_CORRUPT


@pytest.mark.parametrize("snapshot", ["", "../../etc/passwd", "0" * 15, "0" * 16, "A" * 16, "0" * 16 + "\n"])
def test_a_snapshot_that_is_not_there_or_no_name_is_unreadable(tmp_path: Path, snapshot: str) -> None:
    with pytest.raises(TrustStoreError) as refused:
        take(snapshot, reader_of(tmp_path))
    assert refused.value.refusal is Refusal.SOURCE_UNREADABLE


@pytest.mark.parametrize("data", [b"", b"\xff", b"\x80", b"\x81\x01", b"\x81\x82\x01\x02", b"\x81\x82\x01\x41\x02"])
def test_bytes_that_are_no_packed_snapshot_are_corrupt(data: bytes) -> None:
    with pytest.raises(TrustStoreError) as refused:
        unpack("0" * 16, data)
    assert refused.value.refusal is Refusal.STORE_CORRUPT


def test_a_full_or_missing_disk_is_said(holdings: Holdings, tmp_path: Path) -> None:
    (tmp_path / PIECES).write_text("a file where a folder should be", encoding="ascii")
    with pytest.raises(TrustStoreError) as refused:
        keep(holdings, tmp_path)
    assert refused.value.refusal is Refusal.TARGET_UNWRITABLE
