"""The journal in use: it begins by itself, goes on over restarts and processes, and knows a time that has passed."""

from __future__ import annotations

import sqlite3
import stat
import threading
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.unit.journal.journals import BEGIN, NOW, TERMINAL, entry, journal_of, write
from tests.world import World
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.store import TrustStore
from verifier.journal.book import Book, Unrecorded
from verifier.journal.examine import Means, examine
from verifier.journal.fault import JournalError, JournalFault
from verifier.journal.journal import Journal, Recorded
from verifier.journal.keys import DIGEST, REQUEST, SIGNING, digest_of, encode_private, keys_folder, load_keys


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


def means(journal: Journal) -> Means:
    return Means(key=journal.keys.verification, public_der=journal.keys.public_der, now=NOW)


def fault_of(function: object, *arguments: object) -> JournalFault:
    assert callable(function)
    with pytest.raises(JournalError) as refused:
        function(*arguments)
    return refused.value.fault


def test_keys_are_made_at_the_first_start_for_their_owner_only(path: Path) -> None:
    journal = Journal.open(path)
    folder = keys_folder(path)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for name in (SIGNING, DIGEST, REQUEST):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Journal.open(path).keys.fingerprint == journal.keys.fingerprint
    assert sorted(each.name for each in path.parent.iterdir()) == ["journal.keys", "journal.sqlite"]


def test_records_go_on_over_restarts(path: Path) -> None:
    kept = [Journal.open(path).record(entry(number), (f"code {number}",)) for number in range(1, 6)]
    assert [each.record.number for each in kept] == [1, 2, 3, 4, 5]
    found = examine(path, means(Journal.existing(path)))
    assert (found.sound, found.broken, found.doubts) == (5, None, [])


def test_the_digest_is_of_the_texts_under_the_records_own_key(path: Path) -> None:
    kept = Journal.open(path).record(entry(1), ("PDC1:A", "PDD1:B"))
    assert kept.record.digest == digest_of(kept.record_key, ("PDC1:A", "PDD1:B"))
    assert kept.record.digest != digest_of(kept.record_key, ("PDC1:APDD1:B",))
    assert kept.record.digest != digest_of(kept.record_key, ())


def test_several_writers_share_one_chain(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verifier.journal.storage.TIMEOUT", 60.0)  # how long one waits on a busy disk is not asked here
    Journal.open(path)

    def write_ten() -> None:
        journal = Journal.existing(path)
        for number in range(10):
            journal.record(entry(number), ())

    writers = [threading.Thread(target=write_ten) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = examine(path, means(Journal.existing(path)))
    assert (found.sound, found.broken) == (40, None)


def test_a_first_start_in_several_processes_makes_one_journal(path: Path) -> None:
    fingerprints: list[str] = []

    def start() -> None:
        journal = Journal.open(path)
        journal.record(entry(1), ())
        fingerprints.append(journal.keys.fingerprint)

    starts = [threading.Thread(target=start) for _ in range(8)]
    for each in starts:
        each.start()
    for each in starts:
        each.join()
    assert len(fingerprints) == 8
    assert len(set(fingerprints)) == 1
    assert examine(path, means(Journal.existing(path))).sound == 8
    assert sorted(each.name for each in path.parent.iterdir()) == ["journal.keys", "journal.sqlite"]


def test_the_floor_is_the_latest_time_of_all_records(path: Path) -> None:
    journal = Journal.open(path)
    assert journal.floor is None
    for minutes in (10, 30, 20):
        journal.record(entry(minutes), ())
    assert journal.floor == BEGIN + timedelta(minutes=30)
    assert Journal.open(path).floor == BEGIN + timedelta(minutes=30)


def test_a_clock_below_the_last_record_is_behind_and_nothing_passes(world: World, path: Path) -> None:
    late = world.trust
    assert world.check(world.code()).outcome.value == "PASSED"
    Journal.open(path).record(replace(entry(1), at=NOW), ())
    trust = Book(path).believed_by(late)
    assert isinstance(trust, TrustStore)
    assert trust.clock_floor == NOW
    assert "CLOCK_BEHIND" in [reason.value for reason in world.check(world.code(), trust=trust).reasons]
    assert trust.snapshot_id == late.snapshot_id


def test_a_floor_of_the_lists_that_is_later_stays(world: World, path: Path) -> None:
    Journal.open(path).record(replace(entry(1), at=BEGIN - timedelta(days=900)), ())
    assert Book(path).believed_by(world.trust) is world.trust


def test_a_journal_is_never_continued_with_other_keys(path: Path) -> None:
    Journal.open(path).record(entry(1), ())
    keys_folder(path).rename(path.parent / "away")
    assert fault_of(Journal.open, path) is JournalFault.KEYS_ABSENT
    assert fault_of(Journal.existing, path) is JournalFault.KEYS_ABSENT
    (path.parent / "away" / SIGNING).write_bytes(encode_private(TERMINAL.signing))
    (path.parent / "away").rename(keys_folder(path))
    assert fault_of(Journal.open, path) is JournalFault.OTHER_TERMINAL


def test_keys_that_others_may_read_are_refused(path: Path) -> None:
    Journal.open(path)
    (keys_folder(path) / SIGNING).chmod(0o640)
    assert fault_of(Journal.open, path) is JournalFault.KEYS_EXPOSED


@pytest.mark.parametrize("content", [b"", b"no key", b"x" * 5000])
def test_damaged_keys_are_refused(path: Path, content: bytes) -> None:
    Journal.open(path)
    for name in (SIGNING, DIGEST):
        kept = (keys_folder(path) / name).read_bytes()
        (keys_folder(path) / name).write_bytes(content)
        assert fault_of(load_keys, keys_folder(path)) is JournalFault.KEYS_UNREADABLE
        (keys_folder(path) / name).write_bytes(kept)


def test_nothing_is_chained_to_a_record_that_does_not_hold(path: Path) -> None:
    journal = Journal.open(path)
    journal.record(entry(1), ())
    with closing(sqlite3.connect(path)) as database:
        database.execute("INSERT INTO record VALUES (2, ?)", (b"forged",))
        database.commit()
    assert fault_of(journal.record, entry(2), ()) is JournalFault.BENT
    assert fault_of(Journal.open, path) is JournalFault.BENT


def test_a_record_that_was_moved_to_the_end_is_not_continued(path: Path) -> None:
    journal = Journal.open(path)
    message = journal.record(entry(1), ()).message
    with closing(sqlite3.connect(path)) as database:
        database.execute("INSERT INTO record VALUES (2, ?)", (message,))
        database.commit()
    assert fault_of(journal.record, entry(2), ()) is JournalFault.BENT


def test_a_journal_refuses_to_change_or_forget(path: Path) -> None:
    Journal.open(path).record(entry(1), ())
    with closing(sqlite3.connect(path)) as database:
        for statement in ("UPDATE record SET number = 9", "DELETE FROM record", "DELETE FROM journal"):
            with pytest.raises(sqlite3.IntegrityError):
                database.execute(statement)


@pytest.mark.parametrize("content", [b"no database at all", b"SQLite format 3\0" + bytes(4096)])
def test_what_is_no_journal_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    Journal.open(path)
    path.write_bytes(content)
    assert fault_of(Journal.open, path) is JournalFault.NOT_A_JOURNAL
    assert path.read_bytes() == content


def test_a_database_of_another_shape_is_no_journal(path: Path) -> None:
    made = journal_of(3)
    write(path, made.identity, made.rows, triggers=False)
    assert fault_of(examine, path, made.means()) is JournalFault.NOT_A_JOURNAL
    write(path, made.identity, made.rows)
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE VIEW more AS SELECT 1")
    assert fault_of(examine, path, made.means()) is JournalFault.NOT_A_JOURNAL


def test_where_nothing_can_be_written_it_is_told(tmp_path: Path, world: World) -> None:
    book = Book(tmp_path / "no folder" / "journal.sqlite", rule=Unrecorded.STOP)
    kept = book.record(world.check(world.code()), (), world.trust, NOW)
    assert isinstance(kept, JournalError)
    assert kept.fault is JournalFault.UNWRITABLE
    assert book.believed_by(world.trust) is world.trust


def test_a_book_opens_its_journal_when_it_can_again(tmp_path: Path, world: World) -> None:
    book = Book(tmp_path / "folder" / "journal.sqlite")
    verdict = world.check(world.code())
    assert isinstance(book.record(verdict, (), world.trust, NOW), JournalError)
    (tmp_path / "folder").mkdir()
    assert isinstance(book.record(verdict, (), world.trust, NOW), Recorded)


def test_a_check_without_trust_data_is_recorded_too(path: Path, world: World) -> None:
    unusable = TrustStoreError(Refusal.STORE_CORRUPT, "damaged")
    kept = Book(path, "ag-7").record(world.check(world.code(), trust=unusable), (), unusable, NOW)
    assert isinstance(kept, Recorded)
    assert (kept.record.entry.snapshot, kept.record.entry.status_age) == ("", None)
    assert kept.record.entry.outcome == "INDETERMINATE"


def test_the_age_of_the_status_is_recorded(path: Path, world: World) -> None:
    verdict = world.check(world.code())
    assert verdict.evidence is not None
    status = verdict.evidence.status
    assert status is not None
    kept = Book(path).record(verdict, (), world.trust, NOW)
    assert isinstance(kept, Recorded)
    assert kept.record.entry.status_age == round((NOW - status.issued_at).total_seconds())  # type: ignore[union-attr] # it is a statement


def test_a_wrong_pseudonym_is_refused(path: Path) -> None:
    assert fault_of(Book, path, "Inès Quatrevaux") is JournalFault.AGENT
