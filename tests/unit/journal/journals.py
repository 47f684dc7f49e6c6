"""Journals for tests: made in memory, bent, and put on a disk without the care that a terminal takes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from issuer.private_keys import Curve
from issuer.specimen_keys import derive_specimen_key
from verifier.journal import storage
from verifier.journal.chain import Chain
from verifier.journal.examine import Means
from verifier.journal.heads import Head
from verifier.journal.keys import TerminalKeys, digest_of
from verifier.journal.record import Entry, Record, sign_record
from verifier.journal.storage import Identity, Row

SEED = b"SPECIMEN seed for journals"
BEGIN = datetime(2026, 12, 1, 6, 0, tzinfo=UTC)
NOW = datetime(2026, 12, 3, tzinfo=UTC)
JOURNAL = bytes(range(16))
ENTRY = Entry(
    at=BEGIN,
    agent="ag-7",
    form="presentation",
    outcome="FAILED",
    reasons=("SUSPENDED",),
    snapshot="7fb7089e54a23cbf",
    status_age=3600,
)


def keys(name: str = "terminal") -> TerminalKeys:
    """The keys of a terminal, the same each time."""
    return TerminalKeys(signing=derive_specimen_key(name, SEED, Curve.P256), digest_key=name.encode().ljust(32, b"."))


TERMINAL = keys()


def entry(number: int) -> Entry:
    """What the terminal found in check `number`: one check a minute."""
    return replace(ENTRY, at=BEGIN + timedelta(minutes=number))


class Made:
    """A journal in memory: its rows, the state behind each, and the records."""

    def __init__(self, terminal: TerminalKeys = TERMINAL, journal: bytes = JOURNAL) -> None:
        self.terminal = terminal
        self.identity = Identity(journal=journal, key=terminal.public_der)
        self.states = [Chain.beginning(journal)]
        self.rows: list[Row] = []
        self.records: list[Record] = []

    def add(self, what: Entry) -> Row:
        """Add what an honest terminal would."""
        chain = self.states[-1]
        number = chain.number + 1
        digest = digest_of(self.terminal.record_key(chain.journal, number), (f"code {number}",))
        return self.put(chain.next(what, digest))

    def put(self, record: Record) -> Row:
        """Add any record, signed by the terminal's key."""
        message = sign_record(record, self.terminal)
        self.rows.append(Row(number=record.number, message=message))
        self.records.append(record)
        self.states.append(self.states[-1].after(record, message))
        return self.rows[-1]

    def head(self, number: int, at: datetime = NOW) -> Head:
        """The head that was exported when there were `number` records."""
        state = self.states[number]
        return Head(journal=state.journal, number=number, hash=state.hash, exported_at=at)

    def means(self, *heads: Head) -> Means:
        """What an auditor has, with these heads."""
        return Means(key=self.terminal.verification, public_der=self.identity.key, now=NOW, heads=heads)


@cache
def journal_of(count: int, name: str = "terminal", journal: bytes = JOURNAL) -> Made:
    """A journal of `count` checks; not to be changed."""
    made = Made(keys(name), journal)
    for number in range(1, count + 1):
        made.add(entry(number))
    return made


def write(path: Path, identity: Identity, rows: Iterable[Row], *, triggers: bool = True) -> Path:
    """Put rows on the disk, whatever they say."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA synchronous=OFF")
        storage._begin(database, identity)
        if not triggers:
            for table in ("journal", "record"):
                database.execute(f"DROP TRIGGER {table}_update")
                database.execute(f"DROP TRIGGER {table}_delete")
        database.executemany("INSERT INTO record VALUES (?, ?)", [(row.number, row.message) for row in rows])
        database.commit()
    return path
