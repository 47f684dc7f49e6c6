"""Every state of trust that a terminal judged by is archived, and the archive keeps to its bound."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.unit.trust_store.pki_for_tests import DAY, NOW, Publisher
from tests.unit.trust_store.tuf_for_tests import write_stick
from trust_store.archive import PIECES, SNAPSHOTS, pieces_of, reader_of, snapshot_ids, take
from trust_store.archiving import Archiving, archive_state, archived, beside, trim
from trust_store.cli import cli
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.settings import take_in
from trust_store.storage import install, open_store, read_holdings, rewrite

AT = ("--at", NOW.isoformat())
PLENTY = 1 << 20


def run(*arguments: object, **environment: str) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], env=environment)


def complain(error: TrustStoreError) -> None:
    pytest.fail(str(error))


def edition(number: int) -> Publisher:
    return Publisher(issue_id=number, sequence=number, issued_at=NOW - DAY + number * DAY / 100)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "terminal" / "trust.sqlite"
    path.parent.mkdir()
    return path


def take_editions(store: Path, archiving: Archiving, numbers: Iterator[int] | range) -> list[str]:
    taken = []
    for number in numbers:
        with archived(store, archiving, complain):
            taken.append(install(store, edition(number).publish(), NOW, Profile.TEST).snapshot_id)
    return taken


def update(store: Path, tmp_path: Path, number: int, *more: object, **environment: str) -> Result:
    stick = write_stick(edition(number).publish(), tmp_path / "stick", version=number)
    return run("update", stick, "--store", store, *AT, *more, **environment)


def test_each_update_leaves_its_snapshot_in_the_archive(store: Path, tmp_path: Path) -> None:
    judged_by = []
    for number in (1, 2, 3):
        assert update(store, tmp_path, number).exit_code == 0
        judged_by.append(open_store(store).snapshot_id)
    assert len(set(judged_by)) == 3
    assert set(snapshot_ids(beside(store))) == set(judged_by)
    for snapshot in judged_by:
        assert take(snapshot, reader_of(beside(store))).snapshot_id() == snapshot


def test_thresholds_that_are_set_make_a_state_of_their_own(store: Path, tmp_path: Path) -> None:
    update(store, tmp_path, 1)
    (tmp_path / "limits.toml").write_text("status_shown_hours = 12\n", encoding="ascii")
    assert run("set", tmp_path / "limits.toml", "--store", store).exit_code == 0
    assert open_store(store).snapshot_id in snapshot_ids(beside(store))
    assert len(snapshot_ids(beside(store))) == 2


def test_what_a_power_cut_kept_from_being_archived_is_archived_by_the_next_update(store: Path, tmp_path: Path) -> None:
    lost = install(store, edition(1).publish(), NOW, Profile.TEST).snapshot_id  # the power went before it was archived
    (taken,) = take_editions(store, Archiving(folder=tmp_path / "kept", limit=PLENTY), range(2, 3))
    assert set(snapshot_ids(tmp_path / "kept")) == {lost, taken}


def test_a_refused_update_changes_nothing_in_the_archive(store: Path, tmp_path: Path) -> None:
    update(store, tmp_path, 2)
    before = {path: path.read_bytes() for path in beside(store).rglob("*") if path.is_file()}
    assert update(store, tmp_path, 1).exit_code == 1
    assert {path: path.read_bytes() for path in beside(store).rglob("*") if path.is_file()} == before


def test_the_first_update_that_is_refused_leaves_no_archive(store: Path, tmp_path: Path) -> None:
    assert run("update", tmp_path / "no stick", "--store", store, *AT).exit_code == 1
    assert list(store.parent.iterdir()) == []


def test_an_archive_that_cannot_be_written_is_one_line_and_the_update_stands(store: Path, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("in the way", encoding="ascii")
    result = update(store, tmp_path, 1, "--archive", tmp_path / "a file" / "archive")
    assert result.exit_code == 0
    assert len([line for line in result.stderr.splitlines() if "--archive" in line]) == 1
    assert open_store(store).trust_list is not None


def test_where_and_how_much_are_settings(store: Path, tmp_path: Path) -> None:
    update(store, tmp_path, 1, CARTON_ROSE_ARCHIVE=str(tmp_path / "elsewhere"))
    assert len(snapshot_ids(tmp_path / "elsewhere")) == 1
    assert not beside(store).exists()
    update(store, tmp_path, 2, CARTON_ROSE_ARCHIVE_MB="0")
    assert not beside(store).exists()


# The bound.


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in (folder / PIECES).iterdir())


def test_the_oldest_go_and_the_size_stays_flat(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    unbounded = take_editions(store, Archiving(folder=folder, limit=PLENTY), range(1, 4))
    limit = size_of(folder)
    later = take_editions(store, Archiving(folder=folder, limit=limit), range(4, 12))
    assert size_of(folder) <= limit
    kept = set(snapshot_ids(folder))
    assert kept == set(later[-len(kept) :])
    assert len(kept) >= 2
    assert not kept & set(unbounded)
    listed = {piece for snapshot in kept for piece in pieces_of(folder / SNAPSHOTS / snapshot)}
    assert listed == {path.name for path in (folder / PIECES).iterdir()}


def test_the_newest_stays_however_large_it_is(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    taken = take_editions(store, Archiving(folder=folder, limit=1), range(1, 4))
    assert snapshot_ids(folder) == (taken[-1],)
    assert take(taken[-1], reader_of(folder)).snapshot_id() == taken[-1]


def test_a_clock_that_was_set_back_does_not_put_the_newest_first_in_line(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    taken = take_editions(store, Archiving(folder=folder, limit=PLENTY), range(1, 4))
    for path in (folder / SNAPSHOTS).iterdir():
        os.utime(path, (4_000_000_000, 4_000_000_000))  # written by a clock of the year 2096
    taken += take_editions(store, Archiving(folder=folder, limit=1), range(4, 6))
    assert snapshot_ids(folder) == (taken[-1],)


def test_a_state_that_comes_back_is_the_newest_again(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    archiving = Archiving(folder=folder, limit=PLENTY)
    take_editions(store, archiving, range(1, 2))
    for settings in (b"status_shown_hours = 12\n", b"status_shown_hours = 6\n", b"status_shown_hours = 12\n"):
        rewrite(store, partial(take_in, offered=settings))
        archive_state(store, archiving)
    trim(folder, 1)
    assert snapshot_ids(folder) == (open_store(store).snapshot_id,)


def test_what_a_power_cut_left_half_written_goes(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    take_editions(store, Archiving(folder=folder, limit=PLENTY), range(1, 2))
    (folder / PIECES / ".half.4711").write_bytes(b"half a piece")
    archive_state(store, Archiving(folder=folder, limit=PLENTY))
    assert not (folder / PIECES / ".half.4711").exists()


def test_a_list_that_is_damaged_does_not_stop_the_archive(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    first, second = take_editions(store, Archiving(folder=folder, limit=PLENTY), range(1, 3))
    (folder / SNAPSHOTS / first).write_bytes(b"\xff" * 100)
    archive_state(store, Archiving(folder=folder, limit=PLENTY))
    assert take(second, reader_of(folder)) is not None
    with pytest.raises(TrustStoreError) as refused:
        take(first, reader_of(folder))
    assert refused.value.refusal is Refusal.STORE_CORRUPT


def test_a_damaged_store_is_not_archived(store: Path, tmp_path: Path) -> None:
    install(store, edition(1).publish(), NOW, Profile.TEST)
    content = bytearray(store.read_bytes())
    body = read_holdings(store).trust_list or b""
    content[bytes(content).index(body[:64])] ^= 1
    store.write_bytes(content)
    with archived(store, Archiving(folder=tmp_path / "kept", limit=PLENTY), complain):
        pass
    assert not (tmp_path / "kept").exists()
