"""Heads travel with the updates: only those that this terminal signed count, and what a stick holds beside them harms
nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.unit.journal.journals import BEGIN, NOW, TERMINAL, Made, entry, journal_of, keys, write
from trust_store.window import Window
from verifier.journal.examine import Doubtful, Means, examine
from verifier.journal.fault import Bend, Doubt, JournalError, JournalFault
from verifier.journal.heads import Head, export_head, load_heads, sign_head

OTHER = bytes(range(1, 17))


def exported(folder: Path, *numbers: int, made: Made | None = None) -> tuple[Head, ...]:
    made = made or journal_of(20)
    for number in numbers:
        export_head(made.states[number], made.terminal, NOW, folder)
    return load_heads(folder, TERMINAL.verification)[0]


def test_a_head_is_exported_and_read_back(tmp_path: Path) -> None:
    assert exported(tmp_path / "stick" / "heads", 0, 7) == (journal_of(20).head(0), journal_of(20).head(7))


def test_a_head_that_is_there_stays(tmp_path: Path) -> None:
    first = export_head(journal_of(20).states[7], TERMINAL, BEGIN, tmp_path)
    content = first.read_bytes()
    assert export_head(journal_of(20).states[7], TERMINAL, NOW, tmp_path) == first
    assert first.read_bytes() == content
    assert len(list(tmp_path.iterdir())) == 1


def test_what_people_read_in_a_head_is_not_believed(tmp_path: Path) -> None:
    path = export_head(journal_of(20).states[7], TERMINAL, NOW, tmp_path)
    path.write_text(json.dumps({**json.loads(path.read_text()), "records": 3}))
    assert load_heads(tmp_path, TERMINAL.verification)[0][0].number == 7


def test_files_that_are_no_head_of_this_terminal_are_counted_and_passed_over(tmp_path: Path) -> None:
    thief = keys("thief")
    export_head(journal_of(20).states[9], thief, NOW, tmp_path)
    for place, content in enumerate(
        (b"", b"{", b"[]", b'{"signed": 1}', b'{"signed": "?"}', b'{"signed": "AAAA"}', b"[" * 4000)
    ):
        (tmp_path / f"{place}.json").write_bytes(content)
    (tmp_path / "big.json").write_bytes(b"x" * 5000)
    (tmp_path / "link.json").symlink_to("/dev/zero")
    (tmp_path / "folder.json").mkdir()
    record = journal_of(20).rows[0].message
    assert load_heads(tmp_path, TERMINAL.verification) == ((), 11)
    with pytest.raises(JournalError) as refused:
        load_heads(tmp_path / "absent", TERMINAL.verification)
    assert refused.value.fault is JournalFault.HEAD
    assert record != sign_head(journal_of(20).states[0], TERMINAL, NOW)


def test_heads_that_agree_vouch_for_what_is_before_them(tmp_path: Path) -> None:
    made = journal_of(20)
    path = write(tmp_path / "journal.sqlite", made.identity, made.rows)
    found = examine(path, made.means(made.head(3, entry(3).at), made.head(12, entry(12).at)))
    assert (found.broken, found.sound, found.heads_met, found.vouched) == (None, 20, 2, 12)


def test_a_journal_begun_anew_is_noticed_by_the_heads_of_the_old_one(tmp_path: Path) -> None:
    old, new = journal_of(20), journal_of(5, journal=OTHER)
    path = write(tmp_path / "journal.sqlite", new.identity, new.rows)
    found = examine(path, new.means(old.head(6), old.head(20)))
    assert found.broken is None
    assert found.elsewhere == (old.head(20),)


def test_a_cut_before_the_first_head_names_what_is_missing(tmp_path: Path) -> None:
    made = journal_of(20)
    path = write(tmp_path / "journal.sqlite", made.identity, [])
    broken = examine(path, made.means(made.head(20))).broken
    assert broken is not None
    assert (broken.number, broken.bend) == (1, Bend.TRUNCATED)


def test_another_terminals_journal_does_not_hold(tmp_path: Path) -> None:
    made = journal_of(3)
    path = write(tmp_path / "journal.sqlite", made.identity, made.rows)
    thief = keys("thief")
    broken = examine(path, Means(key=thief.verification, public_der=thief.public_der, now=NOW)).broken
    assert broken is not None
    assert (broken.number, broken.bend) == (1, Bend.OTHER_TERMINAL)


def doubts(tmp_path: Path, made: Made, means: Means) -> list[Doubtful]:
    found = examine(write(tmp_path / "journal.sqlite", made.identity, made.rows), means)
    assert found.broken is None
    return found.doubts


def at_minutes(*minutes: float) -> Made:
    made = Made()
    for each in minutes:
        made.add(replace(entry(0), at=BEGIN + timedelta(minutes=each)))
    return made


def test_a_clock_that_was_set_back_is_named(tmp_path: Path) -> None:
    made = at_minutes(10, 20, 5, 6, 21)
    wanted = [Doubtful(number=number, doubt=Doubt.CLOCK_BEHIND) for number in (3, 4)]
    assert doubts(tmp_path, made, made.means()) == wanted


def test_two_honest_clocks_may_differ_by_two_minutes(tmp_path: Path) -> None:
    made = at_minutes(10, 8, 12)
    assert doubts(tmp_path, made, made.means()) == []


def test_a_record_dated_before_a_head_that_does_not_hold_it_is_named(tmp_path: Path) -> None:
    made = at_minutes(1, 2, 3)
    head = made.head(2, BEGIN + timedelta(minutes=60))
    assert doubts(tmp_path, made, made.means(head)) == [Doubtful(number=3, doubt=Doubt.BEFORE_HEAD)]


def test_a_record_of_the_future_is_named(tmp_path: Path) -> None:
    made = at_minutes(1, 9000)
    assert doubts(tmp_path, made, made.means()) == [Doubtful(number=2, doubt=Doubt.IN_FUTURE)]


def test_a_record_outside_the_certificates_life_is_named(tmp_path: Path) -> None:
    made = at_minutes(1, 61)
    window = Window(not_before=BEGIN, not_after=BEGIN + timedelta(minutes=60))
    found = doubts(tmp_path, made, replace(made.means(), window=window))
    assert found == [Doubtful(number=2, doubt=Doubt.OUTSIDE_CERTIFICATE)]
