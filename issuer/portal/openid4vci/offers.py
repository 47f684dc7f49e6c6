"""Credential offers (section 4): made for a person who is signed in, taken once, by whoever has the six figures too."""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from typing import Final
from urllib.parse import quote

from sqlalchemy import Connection, delete, insert, select, update

from issuer.portal.openid4vci.desk import CONFIGURATION, Desk, digest
from issuer.portal.openid4vci.errors import ErrorCode, ProtocolError
from issuer.portal.openid4vci.tables import enrolments, offers, sweep
from issuer.register_tables import transaction

PRE_AUTHORISED: Final = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
OFFER_LIFE: Final = timedelta(minutes=10)
TX_CODE_LENGTH: Final = 6
TRIES: Final = 5
"""Wrong transaction codes before an offer is over: one guess in 200,000 succeeds."""
MAX_LABEL: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An offer as the person sees it. `tx_code` has six figures and travels apart from the link."""

    code: str = field(repr=False)
    tx_code: str = field(repr=False)
    address: str
    expires_at: datetime

    def to_json(self) -> dict[str, object]:
        """Return the credential offer object (section 4.1.1)."""
        tx_code = {
            "input_mode": "numeric",
            "length": TX_CODE_LENGTH,
            "description": "Les six chiffres que montre le portail / The six figures that the portal shows",
        }
        return {
            "credential_issuer": self.address,
            "credential_configuration_ids": [CONFIGURATION],
            "grants": {PRE_AUTHORISED: {"pre-authorized_code": self.code, "tx_code": tx_code}},
        }

    @property
    def link(self) -> str:
        """The link for any wallet, also as a QR code (section 4.1)."""
        return f"openid-credential-offer://?{self._query}"

    @property
    def wallet_link(self) -> str:
        """The link to our own wallet. What stands behind # is sent to no server and lies in no log."""
        return f"{self.address}/wallet/#{self._query}"

    @property
    def _query(self) -> str:
        return "credential_offer=" + quote(
            json.dumps(self.to_json(), separators=(",", ":"), ensure_ascii=False), safe=""
        )


def make_offer(desk: Desk, person_id: str, label: str) -> Offer:
    """Offer the licence to one phone of a person, called `label`. An earlier offer to them is over.

    Raises RegisterError.
    """
    now = desk.now()
    code = desk.new_secret()
    tx_code = f"{desk.office.random.randrange(10**TX_CODE_LENGTH):0{TX_CODE_LENGTH}}"
    expires_at = now + int(OFFER_LIFE.total_seconds())
    row = {
        "code_hash": digest(code),
        "person_id": person_id,
        "label": label.strip()[:MAX_LABEL],
        "tx_mac": _tx_mac(desk, code, tx_code),
        "tries_left": TRIES,
        "expires_at": expires_at,
    }
    with transaction(desk.engine, writes=True) as connection:
        sweep(connection, now)
        connection.execute(delete(offers).where(offers.c.person_id == person_id))
        connection.execute(insert(offers).values(row))
    moment = datetime.fromtimestamp(expires_at, UTC)
    return Offer(code=code, tx_code=tx_code, address=desk.address, expires_at=moment)


class _Taken(Enum):
    GONE = auto()
    OTHER_FIGURES = auto()


def take_offer(desk: Desk, code: str, tx_code: str | None) -> bytes:
    """Exchange a pre-authorised code and its transaction code for an enrolment, and return its id.

    Raises ProtocolError: INVALID_REQUEST without a transaction code, else INVALID_GRANT (section 6.3); RegisterError.
    """
    if tx_code is None:
        raise ProtocolError(ErrorCode.INVALID_REQUEST, "tx_code is missing")
    with transaction(desk.engine, writes=True) as connection:
        taken = _take(desk, connection, code, tx_code)
    # Raised outside: the count of tries must stay.
    if taken is _Taken.OTHER_FIGURES:
        raise ProtocolError(ErrorCode.INVALID_GRANT, "the transaction code is another")
    if isinstance(taken, _Taken):
        raise ProtocolError(ErrorCode.INVALID_GRANT, "the code is unknown, used or over; ask for a new offer")
    return taken


def _take(desk: Desk, connection: Connection, code: str, tx_code: str) -> bytes | _Taken:
    sweep(connection, desk.now())
    named = offers.c.code_hash == digest(code)
    # The try is counted before it is looked at: guesses at the same moment count each for itself.
    counted = update(offers).where(named, offers.c.tries_left > 0).values(tries_left=offers.c.tries_left - 1)
    if connection.execute(counted).rowcount != 1:
        return _Taken.GONE
    row = connection.execute(select(offers).where(named)).one()
    if not hmac.compare_digest(row.tx_mac, _tx_mac(desk, code, tx_code)):
        return _Taken.OTHER_FIGURES
    connection.execute(delete(offers).where(named))
    enrolment_id = desk.office.random.token(16)
    begun = {"enrolment_id": enrolment_id, "person_id": row.person_id, "label": row.label, "begun_at": desk.now()}
    connection.execute(insert(enrolments).values(begun))
    return enrolment_id


def _tx_mac(desk: Desk, code: str, tx_code: str) -> bytes:
    content = f"{code}\0{tx_code}".encode("utf-8", "surrogatepass")
    return desk.mac("openid4vci tx_code", content)
