"""What lies in the register's database for the wallets: offers, enrolments, their tokens, nonces that were used.

Codes and tokens lie there as digests only. Times are seconds since 1970 UTC.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
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
    delete,
    text,
)

from issuer.register_tables import transaction

_LOCK: Final = 0x77616C6C6574  # the advisory lock on PostgreSQL: "wallet" in ASCII

_metadata = MetaData()

offers = Table(
    "wallet_offers",
    _metadata,
    Column("code_hash", LargeBinary(32), primary_key=True),
    Column("person_id", String(64), nullable=False, index=True),
    Column("label", String(64), nullable=False),
    Column("tx_mac", LargeBinary(32), nullable=False),
    Column("tries_left", Integer, nullable=False),
    Column("expires_at", BigInteger, nullable=False, index=True),
)

enrolments = Table(
    "wallet_enrolments",
    _metadata,
    Column("enrolment_id", LargeBinary(16), primary_key=True),
    Column("person_id", String(64), nullable=False, index=True),
    Column("label", String(64), nullable=False),
    Column("begun_at", BigInteger, nullable=False),
    Column("thumbprint", LargeBinary(32), unique=True),  # of the phone's key (RFC 9679); null until it is proven
    Column("ended_at", BigInteger),  # null: in force
)

tokens = Table(
    "wallet_tokens",
    _metadata,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("enrolment_id", ForeignKey("wallet_enrolments.enrolment_id"), nullable=False, index=True),
    Column("expires_at", BigInteger, nullable=False, index=True),
)

used_nonces = Table(
    "wallet_used_nonces",
    _metadata,
    Column("nonce_hash", LargeBinary(32), primary_key=True),
    Column("expires_at", BigInteger, nullable=False, index=True),
)


def make_tables(engine: Engine) -> None:
    """Make the tables where there are none. Raises RegisterError."""
    with transaction(engine, writes=True) as connection:
        if connection.dialect.name == "postgresql":
            # One process at a time makes them. SQLite has one writer anyway.
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        _metadata.create_all(connection)


def sweep(connection: Connection, now: int) -> None:
    """Delete what has expired; each write transaction does it, so that no other task is needed."""
    for table in (offers, tokens, used_nonces):
        connection.execute(delete(table).where(table.c.expires_at <= now))
