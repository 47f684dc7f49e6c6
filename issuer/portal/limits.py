"""How often something may be tried: by one network address, for one account, with one licence number.

Counts lie in the database, for all processes together, under a keyed digest: no address is kept there in the clear.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import case, delete, select

from issuer.portal.tables import attempts, insert_or_update
from issuer.portal.visit import RefusedError
from issuer.portal.words import too_often
from issuer.register_tables import transaction

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.requests import Request

    from issuer.portal.service import Portal

_PURGE_LIMIT: Final = 100  # rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """At most `count` tries within `window`, which begins with the first."""

    name: str
    count: int
    window: timedelta


SIGN_IN_ACCOUNT: Final = Limit(name="sign-in-account", count=10, window=timedelta(minutes=15))
SIGN_IN_NETWORK: Final = Limit(name="sign-in-network", count=100, window=timedelta(minutes=15))
CREATION_NETWORK: Final = Limit(name="creation-network", count=30, window=timedelta(hours=1))
CREATION_NUMBER: Final = Limit(name="creation-number", count=10, window=timedelta(hours=1))
LETTER_ADDRESS: Final = Limit(name="letter-address", count=5, window=timedelta(hours=1))
LETTER_NETWORK: Final = Limit(name="letter-network", count=30, window=timedelta(hours=1))
LINK_NETWORK: Final = Limit(name="link-network", count=60, window=timedelta(hours=1))
ATTESTATION_PERSON: Final = Limit(name="attestation-person", count=20, window=timedelta(hours=1))


def require_within(portal: Portal, limit: Limit, subject: str) -> None:
    """Count one try of `subject`. Raises RefusedError, status 429, from the try after the last allowed."""
    now = portal.seconds()
    with transaction(portal.engine, writes=True) as connection:
        _purge(connection, now)
        window_ends, count = _count(connection, _key(portal, limit, subject), now, limit)
    if count > limit.count * portal.settings.patience:
        wait = window_ends - now
        raise RefusedError(429, too_often(wait), retry_after=wait)


def forget(portal: Portal, limit: Limit, subject: str) -> None:
    """Forget the tries of `subject`, after one that was right."""
    with transaction(portal.engine, writes=True) as connection:
        connection.execute(delete(attempts).where(attempts.c.key == _key(portal, limit, subject)))


def network_of(request: Request) -> str:
    """Return whom a try is counted for: an IPv4 address, or an IPv6 network of 64 bits, which one household has."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


def _count(connection: Connection, key: bytes, now: int, limit: Limit) -> tuple[int, int]:
    ends = now + int(limit.window.total_seconds())
    is_over = attempts.c.window_ends <= now
    changed: dict[str, Any] = {
        "tries": case((is_over, 1), else_=attempts.c.tries + 1),
        "window_ends": case((is_over, ends), else_=attempts.c.window_ends),
    }
    statement = insert_or_update(connection, attempts).values(key=key, window_ends=ends, tries=1)
    counted = statement.on_conflict_do_update(index_elements=[attempts.c.key], set_=changed)
    row = connection.execute(counted.returning(attempts.c.window_ends, attempts.c.tries)).one()
    return row.window_ends, row.tries


def _purge(connection: Connection, now: int) -> None:
    over = select(attempts.c.key).where(attempts.c.window_ends <= now).limit(_PURGE_LIMIT)
    if connection.dialect.name == "postgresql":
        over = over.with_for_update(skip_locked=True)  # two processes purging in turn must not wait for each other
    connection.execute(delete(attempts).where(attempts.c.key.in_(over.scalar_subquery())))


def _key(portal: Portal, limit: Limit, subject: str) -> bytes:
    return hmac.digest(portal.salt, f"{limit.name}\0{subject}".encode(), hashlib.sha256)
