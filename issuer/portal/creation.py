"""Creating an account: what is asked for, and what a link makes of it.

A stranger must not learn here who is in the register or has an account. So every request does the same: one match,
one row kept, one answer on the screen. What came of it stands in a letter to the address given, and a letter without
a link says only that nothing was created.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import delete, insert, or_, select

from issuer.portal.identity import BirthDate, LicenceFormat, StatedName
from issuer.portal.mail_address import address_key
from issuer.portal.matching import by_licence
from issuer.portal.tables import accounts, insert_or_pass, pending_accounts
from issuer.portal.tokens import new_token, token_hash
from issuer.register_tables import transaction

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from issuer.portal.service import Portal


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRequest:
    """What a visitor stated. `password_hash` is all that is kept of the password."""

    name: StatedName
    born: BirthDate
    licence_format: LicenceFormat
    number: str
    email: str
    password_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkReady:
    """Somebody is in the register: the letter carries the link."""

    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressTaken:
    """The address has an account already; its owner is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCreated:
    """Nobody fits, or whoever fits has an account already, at the address in `owners`, and is told."""

    owners: tuple[str, ...] = ()


Outcome: TypeAlias = LinkReady | AddressTaken | NotCreated


class Activation(Enum):
    """What came of following a link."""

    DONE = auto()
    NOT_VALID = auto()


def request_account(portal: Portal, request: AccountRequest) -> Outcome:
    """Keep the request until its link is followed. Raises RegisterError."""
    token = new_token()
    key = address_key(request.email)
    with transaction(portal.engine, writes=True) as connection:
        found = by_licence(connection, request.name, request.born, request.licence_format, request.number)
        person_id = found[0].id if len(found) == 1 else None
        at_address, of_person = _accounts(connection, key, person_id)
        is_free = person_id is not None and at_address is None and of_person is None
        now = portal.seconds()
        # A later request of the same person takes the place of an earlier one: its link is worth nothing any more.
        superseded = pending_accounts.c.person_id == (person_id if is_free else "")
        connection.execute(delete(pending_accounts).where(or_(superseded, pending_accounts.c.expires_at <= now)))
        row = {
            "token_hash": token_hash(token),
            "person_id": person_id if is_free else None,
            "email": request.email,
            "email_key": key,
            "password_hash": request.password_hash,
            "expires_at": now + int(portal.settings.link_life.total_seconds()),
        }
        connection.execute(insert(pending_accounts).values(row))
    if at_address is not None:
        return AddressTaken()
    if is_free:
        return LinkReady(token=token)
    return NotCreated(owners=() if of_person is None else (of_person,))


def activate(portal: Portal, token: str) -> Activation:
    """Make the account of a link. Of several who follow it at once, one does. Raises RegisterError."""
    taken = delete(pending_accounts).where(pending_accounts.c.token_hash == token_hash(token))
    with transaction(portal.engine, writes=True) as connection:
        row = connection.execute(taken.returning(*pending_accounts.c)).one_or_none()
        if row is None or row.person_id is None or portal.seconds() >= row.expires_at:
            return Activation.NOT_VALID
        account = {
            "account_id": secrets.token_hex(16),
            "person_id": row.person_id,
            "email": row.email,
            "email_key": row.email_key,
            "password_hash": row.password_hash,
            "created_at": portal.seconds(),
        }
        # One account a person, one an address: the database says which of two came first.
        made = connection.execute(insert_or_pass(connection, accounts).values(account).returning(accounts.c.account_id))
        return Activation.DONE if made.one_or_none() else Activation.NOT_VALID


def _accounts(connection: Connection, key: str, person_id: str | None) -> tuple[str | None, str | None]:
    """Return the address of the account at an address, and of a person's account, in one query."""
    wanted = or_(accounts.c.email_key == key, accounts.c.person_id == (person_id or ""))
    rows = connection.execute(select(accounts.c.email, accounts.c.email_key, accounts.c.person_id).where(wanted)).all()
    at_address = next((row.email for row in rows if row.email_key == key), None)
    of_person = next((row.email for row in rows if row.person_id == person_id), None)
    return at_address, of_person
