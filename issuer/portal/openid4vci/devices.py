"""The phones of a person: listed, and taken off the list when one is lost or stolen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import delete, select, update

from issuer.people import StatusWord
from issuer.portal.openid4vci.desk import Desk
from issuer.portal.openid4vci.tables import enrolments, tokens
from issuer.register_facts import MintedCredential
from issuer.register_tables import transaction

MAX_DEVICES: Final = 5
"""Phones in force at one time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A phone that has, or had, a licence. `valid_until` is its newest one's; `ended_at` is None while it is in force.

    `device_id` names it on pages: the enrolment's id in hexadecimal.
    """

    device_id: str
    label: str
    added_at: datetime
    valid_until: datetime | None
    ended_at: datetime | None


def devices_of(desk: Desk, person_id: str) -> tuple[Device, ...]:
    """Return a person's phones, newest first. Raises RegisterError."""
    statement = (
        select(enrolments)
        .where(enrolments.c.person_id == person_id, enrolments.c.thumbprint.is_not(None))
        .order_by(enrolments.c.begun_at.desc(), enrolments.c.enrolment_id)
    )
    with transaction(desk.engine, writes=False) as connection:
        rows = connection.execute(statement).all()
    minted = desk.register.minted(person_id)
    return tuple(
        Device(
            device_id=row.enrolment_id.hex(),
            label=row.label,
            added_at=datetime.fromtimestamp(row.begun_at, UTC),
            valid_until=_newest_end(minted, row.thumbprint),
            ended_at=None if row.ended_at is None else datetime.fromtimestamp(row.ended_at, UTC),
        )
        for row in rows
    )


def report_stolen(desk: Desk, person_id: str, device_id: str) -> bool:
    """Revoke all licences of one phone of a person, and what it could renew them with; tell whether it is theirs.

    The next publication of the status lists carries it. Raises RegisterError.
    """
    try:
        enrolment_id = bytes.fromhex(device_id)
    except ValueError:
        return False
    theirs = (enrolments.c.enrolment_id == enrolment_id) & (enrolments.c.person_id == person_id)
    with transaction(desk.engine, writes=True) as connection:
        thumbprint = connection.execute(select(enrolments.c.thumbprint).where(theirs)).scalar()
        if thumbprint is None:
            return False
        # Ended before it is revoked: a licence minted at this moment looks again after it is recorded.
        ending = update(enrolments).where(theirs, enrolments.c.ended_at.is_(None)).values(ended_at=desk.now())
        connection.execute(ending)
        connection.execute(delete(tokens).where(tokens.c.enrolment_id == enrolment_id))
    if any(each.device_key_thumbprint == thumbprint for each in desk.register.minted(person_id)):
        desk.register.revoke_device(thumbprint, StatusWord.LOST_OR_STOLEN, desk.clock())
    return True


def _newest_end(minted: tuple[MintedCredential, ...], thumbprint: bytes) -> datetime | None:
    ends = [each.exp for each in minted if each.device_key_thumbprint == thumbprint]
    return datetime.fromtimestamp(max(ends), UTC) if ends else None
