"""The store on disk: one SQLite file, changed in one transaction, verified whenever it is opened.

Every piece is one row under its kind and its own SHA-256; the row `seal` holds the SHA-256 over all the others'
names, so that a lost row is noticed like a changed one. That finds damage; who can write the file can also seal it.

The file uses a rollback journal and no write-ahead log: a log needs its neighbours ``-wal`` and ``-shm`` to be
writable even for reading, and a terminal may carry its store on a disk that is not. ``synchronous=EXTRA`` also
brings the journal's removal to the disk, so that an update that was reported survives a power cut.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from trust_store.holdings import Holdings
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.rows import FLOOR, SEAL, Row, floor_rows, holdings_of, names_of, rows_of
from trust_store.store import TrustStore, assemble
from trust_store.transport import Transport

if TYPE_CHECKING:
    from trust_store.publication import Publication
    from trust_store.report import InstallReport

Result = TypeVar("Result")
APPLICATION_ID: Final = 0x43525453
"""SQLite's mark of a file type: "CRTS"."""
VERSION: Final = 1
_TIMEOUT: Final = 5.0  # seconds to wait for another process that is writing
_SCHEMA: Final = """
CREATE TABLE piece (
    kind TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (kind, sha256)
) STRICT
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """The transport's metadata at the beginning of an update, and at its end."""

    before: Transport | None
    after: Transport | None


UNCARRIED: Final = Carried(before=None, after=None)
"""For a publication that did not come through TUF: only a store without a root takes it."""


def is_begun(path: Path) -> bool:
    """Tell whether there is a store at `path`. An empty file is none: a first update that was killed leaves one."""
    return path.exists() and path.stat().st_size > 0


def create_or_open(path: Path, profile: Profile) -> TrustStore:
    """Open the store at `path`, making an empty one of `profile` when there is none.

    Raises `TrustStoreError`: WRONG_PROFILE for a store of the other profile, STORE_CORRUPT, STORE_UNWRITABLE.
    """
    if is_begun(path):
        store = open_store(path)
        _require_profile(store.profile, profile)
        return store
    empty = Holdings(profile=profile)
    with _writing(path) as database:
        _write(database, empty)
    return assemble(empty)


def open_store(path: Path) -> TrustStore:
    """Verify everything in the store and return it as an immutable object. The file is only read.

    Raises `TrustStoreError`: STORE_ABSENT, or STORE_CORRUPT when anything in it no longer verifies.
    """
    with _reading(path) as database:
        holdings = _read(database)
    try:
        return assemble(holdings)
    except TrustStoreError as error:
        raise TrustStoreError(Refusal.STORE_CORRUPT, f"{path.name}: {error.detail}") from error


def create(path: Path, holdings: Holdings) -> None:
    """Make a store of `holdings`. Raises `TrustStoreError` STORE_UNWRITABLE, also where a file is there already."""
    if is_begun(path):
        raise TrustStoreError(Refusal.STORE_UNWRITABLE, f"{path.name}: is there already")
    with _writing(path) as database:
        _write(database, holdings)


def read_holdings(path: Path) -> Holdings:
    """Read what the store holds, as bytes that nobody has verified. Raises `TrustStoreError` as `open_store` does."""
    with _reading(path) as database:
        return _read(database)


def install(
    path: Path,
    publication: Publication,
    now: datetime,
    profile: Profile,
    *,
    pin: bytes | None = None,
    carried: Carried = UNCARRIED,
) -> InstallReport:
    """Verify a publication and take it into the store, in one transaction; an absent store is made.

    `now` is the terminal's clock, aware; `pin` the SHA-256 of the publisher's certificate, when it is known by
    another way; `carried` what TUF's metadata were before and are after. Raises `TrustStoreError`, and then nothing
    has changed: STORE_CHANGED when another update came between.
    """
    # Here and not above: a check only opens the store, and starts a hundredth of a second sooner.
    from trust_store.installation import merge

    if not is_begun(path):
        # A first update that is refused leaves no file behind.
        merge(Holdings(profile=profile, transport=carried.after), publication, now, pin)
    with _writing(path) as database:
        held = _read(database) if _has_schema(database) else Holdings(profile=profile)
        _require_profile(held.profile, profile)
        if held.transport != carried.before:
            raise TrustStoreError(Refusal.STORE_CHANGED, f"{path.name}: its root is not the one this update began with")
        merged, report = merge(replace(held, transport=carried.after), publication, now, pin)
        _write(database, merged)
    return report


def rewrite(path: Path, change: Callable[[Holdings], tuple[Holdings, Result]]) -> Result:
    """Change what a store holds, in one transaction, and see that it verifies. Raises `TrustStoreError`."""
    if not path.exists():
        raise _absent(path)
    with _writing(path) as database:
        changed, result = change(_read(database))
        assemble(changed)
        _write(database, changed)
    return result


def raise_floor(path: Path, at: datetime) -> None:
    """Note that `at` (aware) has passed: the clock floor rises to its whole second, and never falls.

    Raises `TrustStoreError`: STORE_ABSENT, STORE_CORRUPT, STORE_UNWRITABLE.
    """
    if not path.exists():
        raise _absent(path)
    with _writing(path) as database:
        _require_schema(database)
        # Bodies stay where they are: this runs after every check, and status lists are large.
        names = set(database.execute("SELECT kind, sha256 FROM piece").fetchall())
        small = database.execute("SELECT kind, sha256, body FROM piece WHERE kind IN (?, ?)", (FLOOR, SEAL)).fetchall()
        changed = floor_rows(names, [Row(*row) for row in small], at)
        if changed:
            database.execute("DELETE FROM piece WHERE kind IN (?, ?)", (FLOOR, SEAL))
            database.executemany("INSERT INTO piece VALUES (?,?,?)", changed)


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    if not path.exists():
        raise _absent(path)
    # A journal that lies there is of an update that runs, or that a power cut broke off: then SQLite has to undo it.
    mode = "rw" if path.with_name(f"{path.name}-journal").exists() else "ro"
    try:
        with closing(_connect(path, mode)) as database:
            yield database
    except sqlite3.Error as error:
        raise TrustStoreError(Refusal.STORE_CORRUPT, f"{path.name}: {error}") from error


@contextmanager
def _writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Open for writing and hold one transaction, which is undone when the body raises."""
    try:
        with closing(_connect(path, "rwc")) as database:
            database.execute("PRAGMA synchronous=EXTRA")
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
            except BaseException:
                if database.in_transaction:  # SQLite has undone it itself when the disk is full
                    database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")
    except sqlite3.OperationalError as error:  # full, locked, read-only
        raise TrustStoreError(Refusal.STORE_UNWRITABLE, f"{path.name}: {error}") from error
    except sqlite3.Error as error:
        raise TrustStoreError(Refusal.STORE_CORRUPT, f"{path.name}: {error}") from error


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    database = sqlite3.connect(uri, uri=True, timeout=_TIMEOUT, isolation_level=None)
    database.execute("PRAGMA trusted_schema=OFF")
    return database


def _has_schema(database: sqlite3.Connection) -> bool:
    """Whether this is a store; False for a file that is quite empty. Raises STORE_CORRUPT for any other."""
    application, version = (
        database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    if (application, version) == (APPLICATION_ID, VERSION):
        return True
    if application or version or database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        raise TrustStoreError(Refusal.STORE_CORRUPT, "not a trust store, or one of another version of this program")
    return False


def _require_schema(database: sqlite3.Connection) -> None:
    if not _has_schema(database):
        raise TrustStoreError(Refusal.STORE_CORRUPT, "the file is empty")


def _read(database: sqlite3.Connection) -> Holdings:
    _require_schema(database)
    return holdings_of([Row(*row) for row in database.execute("SELECT kind, sha256, body FROM piece")])


def _write(database: sqlite3.Connection, holdings: Holdings) -> None:
    """Make the file hold `holdings`; pieces that it holds already are not written again."""
    if not _has_schema(database):
        database.execute(_SCHEMA)
        database.execute(f"PRAGMA application_id={APPLICATION_ID}")
        database.execute(f"PRAGMA user_version={VERSION}")
    wanted = rows_of(holdings)
    present = set(database.execute("SELECT kind, sha256 FROM piece").fetchall())
    gone = present - names_of(wanted)
    database.executemany("DELETE FROM piece WHERE kind=? AND sha256=?", sorted(gone))
    database.executemany(
        "INSERT INTO piece VALUES (?,?,?)", [row for row in wanted if (row.kind, row.sha256) not in present]
    )


def _require_profile(held: Profile, wanted: Profile) -> None:
    if held is not wanted:
        raise TrustStoreError(Refusal.WRONG_PROFILE, f"the store is of the profile {held.value}, not {wanted.value}")


def _absent(path: Path) -> TrustStoreError:
    return TrustStoreError(Refusal.STORE_ABSENT, path.name)
