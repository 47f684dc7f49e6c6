"""A journal file that was damaged, or made to harm: verification ends with a word, never with a crash or green."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.journal.journals import journal_of, write
from verifier.journal.examine import Examination, examine
from verifier.journal.fault import Bend, JournalError, JournalFault
from verifier.journal.storage import Row

COUNT = 60


def said(path: Path) -> Examination | JournalFault:
    made = journal_of(COUNT)
    try:
        return examine(path, made.means(made.head(COUNT)))
    except JournalError as error:
        return error.fault


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = journal_of(COUNT)
    return write(tmp_path / "journal.sqlite", made.identity, made.rows)


def test_changed_bytes_anywhere_are_named_or_harmless(path: Path) -> None:
    whole = path.read_bytes()
    draw = random.Random(7)  # noqa: S311 - places to change
    named = 0
    for _ in range(300):
        changed = bytearray(whole)
        place = draw.randrange(len(whole))
        changed[place] ^= 1 << draw.randrange(8)
        path.write_bytes(changed)
        found = said(path)
        if isinstance(found, Examination) and found.broken is None:
            assert found.sound == COUNT  # the byte means nothing: free space, a counter, a trigger's text
        else:
            named += 1
    assert named > 100


@pytest.mark.parametrize("kept", [0, 1, 100, 4096, 8192, 8300])
def test_a_file_that_was_cut_is_named(path: Path, kept: int) -> None:
    path.write_bytes(path.read_bytes()[:kept])
    found = said(path)
    assert isinstance(found, JournalFault) or found.broken is not None


def test_pages_that_cannot_be_read_are_named_by_the_first_record_lost(path: Path) -> None:
    """A leaf of the table is overwritten: what comes before it holds, and the number behind it is named."""
    content = bytearray(path.read_bytes())
    size = 4096
    leaves = [page for page in range(1, len(content) // size) if content[page * size] == 0x0D and page > 2]
    last = leaves[-1]
    content[last * size : (last + 1) * size] = b"\xff" * size
    path.write_bytes(content)
    found = said(path)
    assert isinstance(found, Examination)
    assert found.broken is not None
    assert found.broken.bend in {Bend.MALFORMED, Bend.MISSING, Bend.TRUNCATED}
    assert found.broken.number == found.sound + 1 > 1


def test_a_huge_message_is_not_read_whole(tmp_path: Path) -> None:
    made = journal_of(COUNT)
    rows = [*made.rows[:4], Row(number=5, message=bytes(30 << 20)), *made.rows[5:]]
    path = write(tmp_path / "journal.sqlite", made.identity, rows)
    found = said(path)
    assert isinstance(found, Examination)
    assert found.broken is not None
    assert (found.broken.number, found.broken.bend) == (5, Bend.MALFORMED)


def test_a_row_below_one_does_not_belong(tmp_path: Path) -> None:
    made = journal_of(COUNT)
    for number in (0, -5):
        rows = [Row(number=number, message=made.rows[0].message), *made.rows]
        found = said(write(tmp_path / "journal.sqlite", made.identity, rows))
        assert isinstance(found, Examination)
        assert found.broken is not None
        assert (found.broken.number, found.broken.bend) == (number, Bend.SURPLUS)


def test_a_journal_that_runs_code_is_no_journal(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("ALTER TABLE record RENAME TO hidden")
        database.execute("CREATE VIEW record AS SELECT number, randomblob(1 << 28) AS message FROM hidden")
    assert said(path) is JournalFault.NOT_A_JOURNAL


def test_the_file_stays_as_it_is(path: Path) -> None:
    before = path.read_bytes()
    path.chmod(0o400)
    said(path)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]
