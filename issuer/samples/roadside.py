"""What samples about the right to drive are made of: vehicles, people, and small changes to their licences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from credential.claims import LicenceClaims
from credential.reason import Outcome, Reason
from issuer.samples.case import Case
from issuer.samples.scene import NOW, SHOWN, Scene

CAR: Final = "kind=car,mass=1900,seats=4,gearbox=manual"
MOPED: Final = "kind=moped,displacement=50,power=3"
LIGHT_MOTORCYCLE: Final = "kind=motorcycle,displacement=125,power=11,kerb=130,gearbox=manual"
LORRY: Final = "kind=lorry,mass=19000,seats=2,gearbox=manual,tachograph=yes,use=haulage"
COACH: Final = "kind=bus,mass=18000,seats=53,length=12,use=coach"
Change = Callable[[LicenceClaims], LicenceClaims]


def roadside_stop(
    scene: Scene,
    name: str,
    person: str,
    expect: Outcome,
    *reasons: Reason,
    vehicle: str,
    comment: str,
    context: str | None = None,
    change: Change | None = None,
    now: datetime = NOW,
) -> Case:
    """Make a sample: somebody's living code, the vehicle that they drive, and what the officer saw."""
    licence = scene.licence(person)
    if change is not None:
        licence = scene.changed(licence, change)
    code = scene.phone(person, licence).present(now - (NOW - SHOWN))
    return Case(
        name=name,
        expect=expect,
        reasons=reasons,
        now=now,
        comment=comment,
        texts=(code,),
        vehicle=vehicle,
        context=context,
    )


def with_codes(category: str, *codes: str) -> Change:
    """Print other codes beside one category."""

    def change(claims: LicenceClaims) -> LicenceClaims:
        held = [replace(each, codes=codes) if each.category == category else each for each in claims.driving_privileges]
        return replace(claims, driving_privileges=tuple(held))

    return change


def issued_on(category: str, day: date) -> Change:
    """Give one category another first day."""

    def change(claims: LicenceClaims) -> LicenceClaims:
        held = [
            replace(each, issue_date=day) if each.category == category else each for each in claims.driving_privileges
        ]
        return replace(claims, driving_privileges=tuple(held))

    return change


def title_ended(claims: LicenceClaims) -> LicenceClaims:
    """Let the title end yesterday."""
    return replace(claims, expiry_date=NOW.date() - timedelta(days=1))
