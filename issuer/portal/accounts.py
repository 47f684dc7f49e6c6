"""An account that is there: signing in, a new password, another address, the end of it.

Every link names the address that the account had when it was made, and is worth nothing once that has changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, delete, insert, select, update

from issuer.portal.mail_address import address_key
from issuer.portal.passwords import passwords
from issuer.portal.tables import accounts, links, sessions
from issuer.portal.tokens import new_token, token_hash
from issuer.register_tables import transaction

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from issuer.portal.service import Portal


class Purpose(StrEnum):
    """What a link lets its reader do."""

    RESET = "reset"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Whose account it is, and its address as its owner wrote it."""

    account_id: str
    person_id: str
    email: str


def check_password(portal: Portal, email: str, password: str) -> Account | None:
    """Return the account of this address and password; None, after the same work, where either is wrong."""
    with transaction(portal.engine, writes=False) as connection:
        row = _row(connection, accounts.c.email_key == address_key(email))
    kept = None if row is None else row.password_hash
    if not passwords(portal.settings.password_memory_kib).check(kept, password) or row is None:
        return None
    return _account(row)


def account(portal: Portal, account_id: str) -> Account | None:
    """Return an account, or None where there is none any more."""
    with transaction(portal.engine, writes=False) as connection:
        row = _row(connection, accounts.c.account_id == account_id)
    return None if row is None else _account(row)


def begin_reset(portal: Portal, email: str) -> str | None:
    """Return the token of a link to a new password, or None where the address has no account. Earlier links end."""
    with transaction(portal.engine, writes=True) as connection:
        row = _row(connection, accounts.c.email_key == address_key(email))
        return None if row is None else _new_link(portal, connection, Purpose.RESET, row, row.email)


def finish_reset(portal: Portal, token: str, password_hash: str) -> bool:
    """Set a new password, and end the account's sessions and links. False: the link is worth nothing."""
    with transaction(portal.engine, writes=True) as connection:
        link = _take_link(portal, connection, Purpose.RESET, token)
        if link is None:
            return False
        row = _row(connection, accounts.c.account_id == link.account_id)
        if row is None or row.email_key != address_key(link.email):
            return False
        _change(connection, row.account_id, password_hash=password_hash)
    return True


def begin_address(portal: Portal, account_id: str, email: str) -> str | None:
    """Return the token of a link that confirms a new address; None where that has an account already."""
    with transaction(portal.engine, writes=True) as connection:
        row = _row(connection, accounts.c.account_id == account_id)
        if row is None or _row(connection, accounts.c.email_key == address_key(email)) is not None:
            return None
        return _new_link(portal, connection, Purpose.ADDRESS, row, email)


def finish_address(portal: Portal, token: str) -> tuple[str, str] | None:
    """Change the address, and end the account's sessions and links. Return the old and the new one, or None."""
    with transaction(portal.engine, writes=True) as connection:
        link = _take_link(portal, connection, Purpose.ADDRESS, token)
        if link is None:
            return None
        row = _row(connection, accounts.c.account_id == link.account_id)
        key = address_key(link.email)
        if row is None or _row(connection, accounts.c.email_key == key) is not None:
            return None
        _change(connection, row.account_id, email=link.email, email_key=key)
    return str(row.email), str(link.email)


def delete_account(portal: Portal, account_id: str) -> None:
    """Delete an account with its links and sessions. The register keeps the person."""
    with transaction(portal.engine, writes=True) as connection:
        connection.execute(delete(accounts).where(accounts.c.account_id == account_id))


def _row(connection: Connection, wanted: ColumnElement[bool]) -> Row[Any] | None:
    return connection.execute(select(accounts).where(wanted)).one_or_none()


def _account(row: Row[Any]) -> Account:
    return Account(account_id=row.account_id, person_id=row.person_id, email=row.email)


def _new_link(portal: Portal, connection: Connection, purpose: Purpose, row: Row[Any], email: str) -> str:
    token = new_token()
    mine = (links.c.account_id == row.account_id) & (links.c.purpose == purpose.value)
    connection.execute(delete(links).where(mine))
    fresh = {
        "token_hash": token_hash(token),
        "purpose": purpose.value,
        "account_id": row.account_id,
        "email": email,
        "expires_at": portal.seconds() + int(portal.settings.link_life.total_seconds()),
    }
    connection.execute(insert(links).values(fresh))
    return token


def _take_link(portal: Portal, connection: Connection, purpose: Purpose, token: str) -> Row[Any] | None:
    """Use a link up. Of several who follow it at once, one gets it."""
    wanted = (links.c.token_hash == token_hash(token)) & (links.c.purpose == purpose.value)
    link = connection.execute(delete(links).where(wanted).returning(*links.c)).one_or_none()
    return link if link is not None and portal.seconds() < link.expires_at else None


def _change(connection: Connection, account_id: str, **values: str) -> None:
    connection.execute(update(accounts).where(accounts.c.account_id == account_id).values(values))
    connection.execute(delete(links).where(links.c.account_id == account_id))
    connection.execute(delete(sessions).where(sessions.c.account_id == account_id))
