"""What a record costs the officer, and what an auditor waits for; printed, never asserted."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from tests.benchmarks.measure import compare, table
from tests.unit.journal.journals import TERMINAL, entry, journal_of
from verifier.journal.examine import Examination, walk
from verifier.journal.journal import Journal
from verifier.journal.record import TYPE, decode_signed

RECORDS = 200


def test_microseconds_a_record(tmp_path: Path) -> None:
    made, numbers = journal_of(RECORDS), count(1)
    journal = Journal.open(tmp_path / "journal.sqlite")
    message = decode_signed(made.rows[0].message, TYPE)
    raw = {"verifying one signature": lambda: message.verify(TERMINAL.verification)}
    unit = compare(raw, calls=100, rounds=10)[0]
    whole = {f"verifying {RECORDS} records": lambda: list(walk(made.states[0], made.rows, made.means(), Examination()))}
    verified = compare(whole, calls=1, rounds=10)[0]
    written = compare({"recording": lambda: journal.record(entry(next(numbers)), ("code",))}, calls=10, rounds=5)[0]
    print(table("the journal", [unit, verified, written], unit))
    print(f"  a record verified: {verified.microseconds / RECORDS:.0f} us; recorded, on the disk: see above")
    assert journal.end().number == 50
