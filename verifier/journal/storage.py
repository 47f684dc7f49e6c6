"""The journal on disk: one SQLite file that only grows.

Table `journal` has one row, the id and the public key of its terminal; table `record` one row a check. Triggers refuse
to change or delete: they hold off mistakes, and the chain shows everything else.

Like the trust store it uses a rollback journal and ``synchronous=EXTRA``: a record that was acknowledged is on the
disk, whatever happens to the process or to the power.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from verifier.journal.chain import JOURNAL_ID_BYTES
from verifier.journal.fault import JournalError, JournalFault
from verifier.journal.record import MAX_RECORD

APPLICATION_ID: Final = 0x43524A4E
"""SQLite's mark of a file type: "CRJN"."""
VERSION: Final = 1
TIMEOUT: Final = 2.0
"""Seconds to wait for another process that records: the officer waits for the verdict meanwhile."""
_MAX_KEY: Final = 200  # bytes; a P-256 key takes 91
_SCHEMA: Final = (
    "CREATE TABLE journal (id BLOB NOT NULL, key BLOB NOT NULL) STRICT",
    "CREATE TABLE record (number INTEGER PRIMARY KEY, message BLOB NOT NULL) STRICT",
    *(
        f"CREATE TRIGGER {table}_{word.lower()} BEFORE {word} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'a journal only grows'); END"
        for table in ("journal", "record")
        for word in ("UPDATE", "DELETE")
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Which journal this is. `key` is the terminal's public key (DER) by the journal's own word."""

    journal: bytes
    key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row, as it lies there. Nothing in it is verified; other than bytes come as no bytes."""

    number: int
    message: bytes


class Appending:
    """A journal that is open for one record; made by `appending`."""

    def __init__(self, database: sqlite3.Connection, identity: Identity) -> None:
        self._database = database
        self.identity = identity

    def last(self) -> Row | None:
        """The last row."""
        found = self._database.execute("SELECT number, message FROM record ORDER BY number DESC LIMIT 1").fetchone()
        return None if found is None else _row(*found)

    def append(self, row: Row) -> None:
        """Add a row. It is on the disk when `appending` has been left, and not before."""
        self._database.execute("INSERT INTO record VALUES (?, ?)", (row.number, row.message))


@contextmanager
def appending(path: Path, new: Identity) -> Iterator[Appending]:
    """Open a journal for one record, in one transaction; an absent or empty one is begun as `new`.

    Raises JournalError: UNWRITABLE (full, locked, read-only, no folder), NOT_A_JOURNAL.
    """
    try:
        _touch(path)
        with closing(_connect(path, "rw")) as database:
            database.execute("PRAGMA synchronous=EXTRA")
            database.execute("BEGIN IMMEDIATE")
            try:
                if not _is_journal(database, path):
                    _begin(database, new)
                yield Appending(database, _identity(database, path))
            except BaseException:
                if database.in_transaction:  # SQLite has undone it itself when the disk is full
                    database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")
    except sqlite3.OperationalError as error:
        raise JournalError(JournalFault.UNWRITABLE, f"{path.name}: {error}") from error
    except (sqlite3.Error, UnicodeDecodeError) as error:  # a damaged schema has names that are no UTF-8
        raise JournalError(JournalFault.NOT_A_JOURNAL, f"{path.name}: {error}") from error
    except OSError as error:
        raise JournalError(JournalFault.UNWRITABLE, f"{path.name}: {error.strerror}") from error


class Reading:
    """A journal that is open for reading; made by `reading`."""

    def __init__(self, database: sqlite3.Connection, identity: Identity) -> None:
        self._database = database
        self.identity = identity

    def rows(self) -> Iterator[Row]:
        """Yield the rows in the order of their numbers, one at a time; of a large one no more than can be valid.

        Where the file cannot be read any further, the next number comes with an empty message, which no record is.
        """
        query = f"SELECT number, substr(message, 1, {MAX_RECORD + 1}) FROM record ORDER BY number"  # noqa: S608 - a number of ours
        number = 0
        try:
            for found in self._database.execute(query):
                row = _row(*found)
                number = row.number
                yield row
        except sqlite3.OperationalError:
            raise  # the disk's fault, not the file's
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            yield Row(number=number + 1, message=b"")

    def last(self) -> Row | None:
        """The last row."""
        return Appending(self._database, self.identity).last()


@contextmanager
def reading(path: Path) -> Iterator[Reading]:
    """Open a journal for reading; the file stays as it is. Raises JournalError: ABSENT, NOT_A_JOURNAL, UNREADABLE."""
    if not path.is_file():
        raise JournalError(JournalFault.ABSENT, path.name)
    # A journal of SQLite's beside it is of a record that was broken off: only then it has to be undone.
    mode = "rw" if path.with_name(f"{path.name}-journal").exists() else "ro"
    try:
        with closing(_connect(path, mode)) as database:
            if not _is_journal(database, path):
                raise JournalError(JournalFault.NOT_A_JOURNAL, f"{path.name}: empty")
            yield Reading(database, _identity(database, path))
    except sqlite3.OperationalError as error:
        raise JournalError(JournalFault.UNREADABLE, f"{path.name}: {error}") from error
    except (sqlite3.Error, UnicodeDecodeError) as error:  # a damaged schema has names that are no UTF-8
        raise JournalError(JournalFault.NOT_A_JOURNAL, f"{path.name}: {error}") from error


def _touch(path: Path) -> None:
    """Make an absent file, for its owner only."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    # Any thread may leave it: a generator that is not read to its end is closed by whoever collects it.
    database = sqlite3.connect(uri, uri=True, timeout=TIMEOUT, isolation_level=None, check_same_thread=False)
    database.text_factory = bytes
    database.execute("PRAGMA trusted_schema=OFF")
    return database


def _is_journal(database: sqlite3.Connection, path: Path) -> bool:
    """Whether this is a journal of exactly our shape; False for a file that is quite empty."""
    application, version = (
        database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    schema = {row[0] for row in database.execute("SELECT sql FROM sqlite_schema LIMIT 100")}
    if (application, version, schema) == (APPLICATION_ID, VERSION, {statement.encode() for statement in _SCHEMA}):
        return True
    if application or version or schema:
        raise JournalError(JournalFault.NOT_A_JOURNAL, f"{path.name}: not of this shape")
    return False


def _begin(database: sqlite3.Connection, new: Identity) -> None:
    for statement in _SCHEMA:
        database.execute(statement)
    database.execute(f"PRAGMA application_id={APPLICATION_ID}")
    database.execute(f"PRAGMA user_version={VERSION}")
    database.execute("INSERT INTO journal VALUES (?, ?)", (new.journal, new.key))


def _identity(database: sqlite3.Connection, path: Path) -> Identity:
    match database.execute("SELECT id, key FROM journal LIMIT 2").fetchall():
        case [(bytes(journal), bytes(key))] if len(journal) == JOURNAL_ID_BYTES and len(key) <= _MAX_KEY:
            return Identity(journal=journal, key=key)
        case _:
            raise JournalError(JournalFault.NOT_A_JOURNAL, f"{path.name}: does not say which one it is")


def _row(number: object, message: object) -> Row:
    return Row(
        number=number if type(number) is int else 0,
        message=message if type(message) is bytes else b"",
    )
