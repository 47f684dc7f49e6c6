"""The portal's own tables, in the register's database beside the register's, with a version of their own.

Tokens lie there as SHA-256 only: whoever reads the database cannot use a session or a link.
Times are seconds since 1970 UTC.
"""

from __future__ import annotations

import secrets
from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Connection,
    Engine,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL

from issuer.register_tables import RegisterError, open_engine, transaction

SCHEMA_VERSION: Final = 1
_LOCK: Final = 0x706F7274616C  # the advisory lock on PostgreSQL: "portal" in ASCII

metadata = MetaData()

portal_schema = Table(
    "portal_schema",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("salt", LargeBinary(32), nullable=False),  # keys the digests of addresses in `portal_attempts`
)

accounts = Table(
    "portal_accounts",
    metadata,
    Column("account_id", String(32), primary_key=True),
    Column("person_id", String(64), nullable=False, unique=True),
    Column("email", String(254), nullable=False),  # as written
    Column("email_key", String(254), nullable=False, unique=True),  # as compared
    Column("password_hash", String(200), nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

pending_accounts = Table(
    "portal_pending_accounts",
    metadata,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("person_id", String(64), index=True),  # null: nobody; kept all the same, so that all requests do the same
    Column("email", String(254), nullable=False),
    Column("email_key", String(254), nullable=False),
    Column("password_hash", String(200), nullable=False),
    Column("expires_at", BigInteger, nullable=False, index=True),
)

links = Table(
    "portal_links",
    metadata,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("purpose", String(16), nullable=False),
    Column("account_id", ForeignKey("portal_accounts.account_id", ondelete="CASCADE"), nullable=False, index=True),
    Column("email", String(254), nullable=False),  # the account's when the link was made, or the one to change to
    Column("expires_at", BigInteger, nullable=False, index=True),
)

sessions = Table(
    "portal_sessions",
    metadata,
    Column("id_hash", LargeBinary(32), primary_key=True),
    Column("account_id", ForeignKey("portal_accounts.account_id", ondelete="CASCADE"), index=True),
    Column("person_id", String(64)),  # null: not signed in
    Column("content", JSON, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False, index=True),
)

attempts = Table(
    "portal_attempts",
    metadata,
    Column("key", LargeBinary(32), primary_key=True),
    Column("window_ends", BigInteger, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
)

driver_points = Table(
    "driver_points",
    metadata,
    Column("person_id", String(64), primary_key=True),
    Column("balance", Integer),  # null: no balance is kept, as for an annulled licence
    Column("as_of", BigInteger, nullable=False),
)

driver_point_changes = Table(
    "driver_point_changes",
    metadata,
    Column("change_id", Integer, primary_key=True),
    Column("person_id", String(64), nullable=False, index=True),
    Column("at", BigInteger, nullable=False),
    Column("change", Integer, nullable=False),
    Column("balance", Integer, nullable=False),
    Column("label", String(200), nullable=False),
)


def open_portal_engine(url: str | URL) -> Engine:
    """Connect to the register at `url`, with the portal's tables, made where there are none. Raises RegisterError."""
    engine = open_engine(url)
    try:
        with transaction(engine, writes=True) as connection:
            _require_tables(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine


def salt_of(engine: Engine) -> bytes:
    """Return the random salt of this database, the same for all processes."""
    with transaction(engine, writes=False) as connection:
        return bytes(connection.execute(select(portal_schema.c.salt)).scalar_one())


def insert_or_update(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Begin an INSERT that may say what to do where a row is there already; the two databases say it alike."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def insert_or_pass(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Begin an INSERT that does nothing where a row stands in its way."""
    return insert_or_update(connection, table).on_conflict_do_nothing()


def _require_tables(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # One process at a time makes the tables. SQLite has one writer anyway.
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    if portal_schema.name not in inspect(connection).get_table_names():
        metadata.create_all(connection)
        connection.execute(insert(portal_schema).values(version=SCHEMA_VERSION, salt=secrets.token_bytes(32)))
    version = connection.execute(select(portal_schema.c.version)).scalar_one()
    if version != SCHEMA_VERSION:
        raise RegisterError(f"the portal's tables are of version {version}, this program has {SCHEMA_VERSION}")
