"""Nonces for proofs (section 7). The endpoint is open to all, so a nonce costs no row until it is used.

A nonce is its end (8 bytes), 16 random bytes and our MAC over both: any process can tell one of ours.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from typing import Final

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from issuer.portal.openid4vci import base64url
from issuer.portal.openid4vci.desk import Desk
from issuer.portal.openid4vci.errors import ErrorCode, ProtocolError
from issuer.portal.openid4vci.tables import sweep, used_nonces
from issuer.register_tables import transaction

NONCE_LIFE: Final = timedelta(minutes=5)
_PURPOSE: Final = "openid4vci c_nonce"
_BODY: Final = 24


def make_nonce(desk: Desk) -> str:
    """Make a nonce that is good once, for five minutes."""
    ends = desk.now() + int(NONCE_LIFE.total_seconds())
    body = ends.to_bytes(8, "big") + desk.office.random.token(16)
    return base64url.encode(body + desk.mac(_PURPOSE, body))


def use_nonce(desk: Desk, nonce: str) -> None:
    """Use a nonce up. Raises ProtocolError INVALID_NONCE for one that is not ours, over or used; RegisterError."""
    ends = _end_of(desk, nonce)
    now = desk.now()
    if ends is None or now >= ends:
        raise ProtocolError(ErrorCode.INVALID_NONCE, "the nonce is not ours, or over; ask for a new one")
    row = {"nonce_hash": hashlib.sha256(nonce.encode()).digest(), "expires_at": ends}
    with transaction(desk.engine, writes=True) as connection:
        sweep(connection, now)
        try:
            with connection.begin_nested():
                connection.execute(insert(used_nonces).values(row))
        except IntegrityError as error:
            raise ProtocolError(ErrorCode.INVALID_NONCE, "the nonce was used; ask for a new one") from error


def _end_of(desk: Desk, nonce: str) -> int | None:
    try:
        data = base64url.decode(nonce)
    except ValueError:
        return None
    body, mac = data[:_BODY], data[_BODY:]
    return int.from_bytes(body[:8], "big") if hmac.compare_digest(mac, desk.mac(_PURPOSE, body)) else None
