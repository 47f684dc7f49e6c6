"""The token endpoint (section 6): a code or a refresh token becomes an access token.

A refresh token stays the same when it is used. It is worth nothing without the phone's key: what it leads to is a
licence bound to the key that the enrolment proved first. So losing an answer on the road costs nobody their licence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection, insert, select

from issuer.portal.openid4vci.desk import Desk, digest
from issuer.portal.openid4vci.errors import ErrorCode, ProtocolError
from issuer.portal.openid4vci.offers import PRE_AUTHORISED, take_offer
from issuer.portal.openid4vci.tables import enrolments, sweep, tokens
from issuer.register_tables import transaction

ACCESS_LIFE: Final = timedelta(minutes=5)
REFRESH_LIFE: Final = timedelta(days=400)
ACCESS: Final = "access"
REFRESH: Final = "refresh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """A phone of a person: `thumbprint` is of its key (RFC 9679), None until it is proven."""

    enrolment_id: bytes
    person_id: str
    label: str
    thumbprint: bytes | None


def answer_token_request(desk: Desk, form: dict[str, str]) -> dict[str, object]:
    """Answer a token request. Raises ProtocolError or RegisterError."""
    match form.get("grant_type"):
        case None:
            raise ProtocolError(ErrorCode.INVALID_REQUEST, "grant_type is missing")
        case str(grant) if grant == PRE_AUTHORISED:
            enrolment_id = take_offer(desk, _required(form, "pre-authorized_code"), form.get("tx_code"))
            return _answer(desk, enrolment_id, refresh_token=None)
        case "refresh_token":
            refresh_token = _required(form, "refresh_token")
            with transaction(desk.engine, writes=False) as connection:
                enrolment = _find(desk, connection, refresh_token, REFRESH)
            if enrolment is None:
                raise ProtocolError(ErrorCode.INVALID_GRANT, "the refresh token is unknown, over or revoked")
            return _answer(desk, enrolment.enrolment_id, refresh_token=refresh_token)
    raise ProtocolError(ErrorCode.UNSUPPORTED_GRANT_TYPE, "pre-authorized_code and refresh_token are supported")


def enrolment_of(desk: Desk, access_token: str) -> Enrolment:
    """Return whose access token this is. Raises ProtocolError INVALID_TOKEN."""
    with transaction(desk.engine, writes=False) as connection:
        enrolment = _find(desk, connection, access_token, ACCESS)
    if enrolment is None:
        raise ProtocolError(ErrorCode.INVALID_TOKEN, "the access token is unknown, used or over")
    return enrolment


def _answer(desk: Desk, enrolment_id: bytes, refresh_token: str | None) -> dict[str, object]:
    access = desk.new_secret()
    refresh = refresh_token or desk.new_secret()
    now = desk.now()
    lives = {ACCESS: (access, ACCESS_LIFE)} | ({} if refresh_token else {REFRESH: (refresh, REFRESH_LIFE)})
    rows = [
        {
            "token_hash": digest(token),
            "kind": kind,
            "enrolment_id": enrolment_id,
            "expires_at": now + int(life.total_seconds()),
        }
        for kind, (token, life) in lives.items()
    ]
    with transaction(desk.engine, writes=True) as connection:
        sweep(connection, now)
        connection.execute(insert(tokens), rows)
    return {
        "access_token": access,
        "token_type": "Bearer",
        "expires_in": int(ACCESS_LIFE.total_seconds()),
        "refresh_token": refresh,
    }


def _find(desk: Desk, connection: Connection, token: str, kind: str) -> Enrolment | None:
    row = connection.execute(
        select(enrolments)
        .join(tokens, tokens.c.enrolment_id == enrolments.c.enrolment_id)
        .where(tokens.c.token_hash == digest(token), tokens.c.kind == kind)
        .where(tokens.c.expires_at > desk.now(), enrolments.c.ended_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    return Enrolment(enrolment_id=row.enrolment_id, person_id=row.person_id, label=row.label, thumbprint=row.thumbprint)


def _required(form: dict[str, str], name: str) -> str:
    if name not in form:
        raise ProtocolError(ErrorCode.INVALID_REQUEST, f"{name} is missing")
    return form[name]
