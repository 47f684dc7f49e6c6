"""What a driver sees of their file: the points, and the right-to-drive attestation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from starlette.responses import Response

from credential.language import Bilingual
from issuer.artwork.attestation_sheet import VALID_MONTHS, FileState, months_after
from issuer.licences import paris_date
from issuer.people import Person, StatusWord
from issuer.portal import words
from issuer.portal.limits import ATTESTATION_PERSON, require_within
from issuer.portal.points import points_of
from issuer.portal.visit import RefusedError, SignedIn, SignedInForm, Visitor

router = APIRouter(include_in_schema=False)

PARIS: Final = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True, kw_only=True)
class Probation:
    """The probationary period, its last day excluded: a driver is out of it on `end`."""

    start: date
    end: date


@router.get("/points")
def show_points(visit: SignedIn) -> Response:
    """Show the balance with its caveat and date, the probation, and the history."""
    person = person_of(visit)
    return visit.page(
        "points.html",
        form=True,
        person=person,
        points=points_of(visit.portal.engine, person.id),
        today=today(visit),
        probation=probation_of(person, today(visit)),
        paris=lambda moment: moment.astimezone(PARIS).date(),
    )


@router.get("/attestation")
def show_attestation(visit: SignedIn) -> Response:
    """Say what the attestation is and is not, and offer it."""
    person = person_of(visit)
    word = visit.portal.register.status(person.id).word
    until = months_after(today(visit), VALID_MONTHS)
    return visit.page("attestation.html", form=True, person=person, refused=_refused(visit, word), until=until)


@router.post("/attestation")
def make_attestation(visit: SignedInForm) -> Response:
    """Mint an attestation and answer with its PDF."""
    from issuer.mint import mint_attestation
    from issuer.output import printed

    person = person_of(visit)
    word = visit.portal.register.status(person.id).word
    if reason := _refusal(word):
        raise RefusedError(409, reason)
    require_within(visit.portal, ATTESTATION_PERSON, person.id)
    minted = mint_attestation(visit.portal.office, person, visit.portal.now())
    content = printed(minted.text, minted.claims, word)
    name = f"attestation-specimen-{paris_date(minted.claims.iat).isoformat()}.pdf"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return visit.bytes(content, media_type="application/pdf", headers=disposition)


def person_of(visit: Visitor) -> Person:
    """Return who has signed in. Raises RegisterError."""
    if visit.session is None or visit.session.person_id is None:
        raise ValueError("only pages for people signed in ask this")
    return visit.portal.register.person(visit.session.person_id)


def today(visit: Visitor) -> date:
    """Return the calendar day in Paris."""
    return visit.portal.now().astimezone(PARIS).date()


def probation_of(person: Person, day: date) -> Probation | None:
    """Return the probationary period that `day` falls in, or None."""
    if person.probation is None:
        return None
    start, end = (_day(person.probation.get(name)) for name in ("start", "end"))
    if start is None or end is None or not start <= day < end:
        return None
    return Probation(start=start, end=end)


def _day(value: object) -> date | None:
    try:
        return datetime.strptime(str(value), "%Y-%m-%d").date()  # noqa: DTZ007 - a calendar day has no zone
    except ValueError:
        return None


def _refused(visit: Visitor, word: StatusWord) -> str:
    reason = _refusal(word)
    return reason.in_(visit.language) if reason else ""


def _refusal(word: StatusWord) -> Bilingual | None:
    """Say why no attestation is made of such a record, or None."""
    if word.value in {state.value for state in FileState}:
        return None
    return words.NO_ATTESTATION
