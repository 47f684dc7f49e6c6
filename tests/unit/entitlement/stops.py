"""Stops at the roadside in a few words: a person with everything in order, of whom each test changes one thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from credential.reason import Reason
from verifier.entitlement.context_words import parse_context
from verifier.entitlement.holder import Holder, Right, Title, TitleForm
from verifier.entitlement.judge import Judgement, judge
from verifier.entitlement.standing import VALID, Standing
from verifier.entitlement.stop import Stop
from verifier.entitlement.vehicle import Vehicle

CAR: Final = "kind=car,mass=1900,seats=4,gearbox=manual"
SET_OF_96: Final = "kind=car,mass=2000,seats=4,trailer=1800"
LIGHT_MOTORCYCLE: Final = "kind=motorcycle,cc=125,power=11,kerb=130,gearbox=manual"
MOTORCYCLE: Final = "kind=motorcycle,cc=600,power=60,kerb=200"
TRICYCLE: Final = "kind=tricycle,power=15,kerb=550"
BIG_TRICYCLE: Final = "kind=tricycle,power=25,kerb=270"
MOPED: Final = "kind=moped"
QUADRICYCLE: Final = "kind=heavy_quadricycle"
LORRY: Final = "kind=lorry,mass=19000,seats=2"
COACH: Final = "kind=bus,mass=18000,seats=53,length=12"
TITLE: Final = Title(form=TitleForm.CARD_2013, number="18ZZ90009", issued=date(2018, 5, 14), expires=date(2033, 5, 14))
PERSON: Final = Holder(
    birth_date=date(1990, 6, 15),
    issuing_country="FR",
    title=TITLE,
    rights=(Right(category="B", issued=date(2013, 7, 1)),),
)


def right(category: str, issued: str | None = "2013-07-01", expires: str | None = None, *codes: str) -> Right:
    """A category; held since July 2013, so that no older law matters, unless the test says otherwise."""
    return Right(category=category, issued=_day(issued), expires=_day(expires), codes=codes)


def stop(
    vehicle: str | Vehicle,
    *rights: Right,
    context: str = "",
    at: str = "2026-12-01 14:00",
    standing: Standing = VALID,
    **person: Any,  # noqa: ANN401 - fields of Holder
) -> Stop:
    """A stop; without `rights` the person holds B."""
    holder = replace(PERSON, **person)
    if rights:
        holder = replace(holder, rights=rights)
    return Stop(
        holder=holder,
        standing=standing,
        vehicle=vehicle if isinstance(vehicle, Vehicle) else Vehicle.parse(vehicle),
        context=parse_context(context) if context else parse_context("authenticity=proven"),
        at=datetime.fromisoformat(at),
    )


def judged(vehicle: str | Vehicle, *rights: Right, **others: Any) -> Judgement:  # noqa: ANN401 - see `stop`
    """The judgement of that stop."""
    return judge(stop(vehicle, *rights, **others))


def reasons(vehicle: str | Vehicle, *rights: Right, **others: Any) -> list[Reason]:  # noqa: ANN401 - see `stop`
    """The reasons of that stop, the deciding ones first."""
    judgement = judged(vehicle, *rights, **others)
    return [*judgement.reasons, *judgement.other_reasons]


def titled(form: TitleForm, **fields: Any) -> Title:  # noqa: ANN401 - fields of Title
    """The usual title in another form."""
    return replace(TITLE, form=form, **fields)


def _day(stated: str | None) -> date | None:
    return None if stated is None else date.fromisoformat(stated)
