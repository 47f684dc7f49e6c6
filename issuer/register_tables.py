"""The register's tables, and how its database is opened: SQLite (one file) or PostgreSQL (by URL)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    Engine,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    create_engine,
    event,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, OperationalError, SQLAlchemyError

SHARD_SIZE: Final = 1 << 20  # indices of one status list
SCHEMA_VERSION: Final = 2
"""2: a credential can be revoked alone (table `revocations`)."""
_BUSY_SECONDS: Final = 30
_LOCK: Final = 0x7065726D6973  # the advisory lock of this program on PostgreSQL: "permis" in ASCII

_metadata = MetaData()

schema_version = Table("register_schema", _metadata, Column("version", Integer, primary_key=True, autoincrement=False))

people = Table(
    "people",
    _metadata,
    Column("id", String(64), primary_key=True),
    Column("record", JSON, nullable=False),
    Column("status", String(32), nullable=False),
    Column("changed_at", BigInteger),  # seconds since 1970 UTC; null: as imported
)

shards = Table(
    "shards",
    _metadata,
    Column("uri", String(200), primary_key=True),
    Column("country", String(2), nullable=False),
    Column("number", Integer, nullable=False),
    Column("allotted", Integer, nullable=False),
    UniqueConstraint("country", "number"),
)

status_references = Table(
    "status_references",
    _metadata,
    Column("uri", ForeignKey("shards.uri"), primary_key=True),
    Column("idx", Integer, primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    CheckConstraint(f"idx >= 0 AND idx < {SHARD_SIZE}"),
    UniqueConstraint("uri", "idx", "person_id"),
)

minted = Table(
    "minted",
    _metadata,
    Column("credential_id", String(64), primary_key=True),
    Column("person_id", String(64), nullable=False),
    Column("form", String(32), nullable=False),
    Column("signer_kid", LargeBinary(8), nullable=False),
    Column("iat", BigInteger, nullable=False),
    Column("exp", BigInteger, nullable=False),
    Column("uri", String(200), nullable=False),
    Column("idx", Integer, nullable=False),
    Column("device_key_thumbprint", LargeBinary(32)),
    UniqueConstraint("uri", "idx"),  # one index, one credential: two of a person's cannot be linked by it
    ForeignKeyConstraint(
        ["uri", "idx", "person_id"],
        ["status_references.uri", "status_references.idx", "status_references.person_id"],
    ),
)

revocations = Table(
    "revocations",
    _metadata,
    Column("credential_id", ForeignKey("minted.credential_id"), primary_key=True),
    Column("word", String(32), nullable=False),
    Column("revoked_at", BigInteger, nullable=False),  # seconds since 1970 UTC
)


class RegisterError(Exception):
    """The register cannot do what was asked, and did nothing; the text says what, where, and what to do."""


def sqlite_url(path: Path) -> URL:
    """Name the SQLite file at `path`, whatever characters its name has."""
    return URL.create("sqlite", database=str(path))


def open_engine(url: str | URL) -> Engine:
    """Connect to the database at `url` and see that its tables are ours, making them in an empty database.

    A new SQLite file is readable by its owner only. Raises RegisterError, which never shows a password.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise RegisterError(
            "the register's address is no URL; give sqlite:///FILE or postgresql+psycopg://..."
        ) from error
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise RegisterError(f"{_shown(parsed)}: SQLite and PostgreSQL are supported")
    engine = _engine(parsed)
    try:
        with transaction(engine, writes=True) as connection:
            _require_our_tables(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def transaction(engine: Engine, *, writes: bool) -> Iterator[Connection]:
    """Do all of the block in the database, or nothing of it. Raises RegisterError for whatever the database says."""
    try:
        with engine.connect() as connection, connection.execution_options(**_options(engine, writes)).begin():
            yield connection
    except SQLAlchemyError as error:
        # The driver's own words may hold a person's data: they stay in the cause.
        raise RegisterError(f"{_shown(engine.url)}: {_advice(error)}") from error


def _options(engine: Engine, writes: bool) -> dict[str, Any]:
    """Say how a transaction is run. PostgreSQL gives each read its own snapshot anyway (read committed), so BEGIN and
    COMMIT around reads would be two more journeys for nothing."""
    if not writes and engine.dialect.name == "postgresql":
        return {"writes": writes, "isolation_level": "AUTOCOMMIT"}
    return {"writes": writes}


def _advice(error: SQLAlchemyError) -> str:
    match error:
        case IntegrityError():
            return "what was given is there already, or does not belong together; nothing was changed"
        case OperationalError():
            return "the database is out of reach, busy or not writable; check its address, rights and disk"
        case _:
            return f"is no register, or a damaged one ({type(error).__name__}); check the path, restore it from a copy"


def _engine(url: URL) -> Engine:
    try:
        if url.get_backend_name() == "postgresql":
            return create_engine(url, hide_parameters=True)
        _create_private_file(url)
        engine = create_engine(url, hide_parameters=True, connect_args={"timeout": _BUSY_SECONDS})
    except ModuleNotFoundError as error:
        raise RegisterError(f"{error.name} is not installed; install carton-rose[postgresql]") from error
    event.listen(engine, "connect", _on_sqlite_connect)
    event.listen(engine, "begin", _on_sqlite_begin)
    return engine


def _create_private_file(url: URL) -> None:
    """Make the file before SQLite does, which would leave its mode to the umask."""
    if url.database in {None, "", ":memory:"}:
        return
    path = Path(str(url.database))
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        raise RegisterError(f"{path}: cannot be made ({error.strerror}); check the path and its rights") from error


def _on_sqlite_connect(connection: object, _record: object) -> None:
    # sqlite3 would begin transactions late and commit them early by itself; _on_sqlite_begin does it instead.
    connection.isolation_level = None  # type: ignore[attr-defined] # SQLAlchemy's event has no type for it
    connection.execute("PRAGMA foreign_keys = ON")  # type: ignore[attr-defined] # the same


def _on_sqlite_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _require_our_tables(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # One process at a time makes or migrates the tables. SQLite has one writer anyway.
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    shown = _shown(connection.engine.url)
    names = inspect(connection).get_table_names()
    if not names:
        _metadata.create_all(connection)
        connection.execute(insert(schema_version).values(version=SCHEMA_VERSION))
    elif schema_version.name not in names:
        raise RegisterError(f"{shown}: holds another program's tables; give an empty database")
    version = connection.execute(select(schema_version.c.version)).scalar_one()
    if version == 1:
        _migrate_from_1(connection)
    elif version != SCHEMA_VERSION:
        raise RegisterError(f"{shown}: is of version {version}, this program reads {SCHEMA_VERSION}; use the other one")


def _migrate_from_1(connection: Connection) -> None:
    """Add what version 1 lacks; nothing that is there changes."""
    revocations.create(connection)
    connection.execute(update(schema_version).values(version=SCHEMA_VERSION))


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=True)
