"""Samples about the right to drive: a vehicle, circumstances, and what the law makes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from credential.claims import LicenceClaims
from credential.reason import Outcome, Reason
from issuer.samples.case import Case
from issuer.samples.scene import NOW, SHOWN, Scene

_PASSED, _LOOK = Outcome.PASSED, Outcome.ATTENTION
_REFER, _FAILED = Outcome.INDETERMINATE, Outcome.FAILED

CAR: Final = "kind=car,mass=1900,seats=4,gearbox=manual"
MOPED: Final = "kind=moped,displacement=50,power=3"
LIGHT_MOTORCYCLE: Final = "kind=motorcycle,displacement=125,power=11,kerb=130,gearbox=manual"
LORRY: Final = "kind=lorry,mass=19000,seats=2,gearbox=manual,tachograph=yes,use=haulage"
COACH: Final = "kind=bus,mass=18000,seats=53,length=12,use=coach"
Change = Callable[[LicenceClaims], LicenceClaims]


def entitled(scene: Scene) -> Iterator[Case]:
    """Yield the samples about the right to drive, in a fixed order."""
    yield from _ways(scene)
    yield from _conditions(scene)
    yield from _codes(scene)
    yield from _titles(scene)
    yield from _measures(scene)
    yield from _shown_beside(scene)


def _stop(
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


def _with_codes(category: str, *codes: str) -> Change:
    """Print other codes beside one category."""

    def change(claims: LicenceClaims) -> LicenceClaims:
        held = [replace(each, codes=codes) if each.category == category else each for each in claims.driving_privileges]
        return replace(claims, driving_privileges=tuple(held))

    return change


def _issued(category: str, day: date) -> Change:
    def change(claims: LicenceClaims) -> LicenceClaims:
        held = [
            replace(each, issue_date=day) if each.category == category else each for each in claims.driving_privileges
        ]
        return replace(claims, driving_privileges=tuple(held))

    return change


def _title_ended(claims: LicenceClaims) -> LicenceClaims:
    return replace(claims, expiry_date=NOW.date() - timedelta(days=1))


def _ways(scene: Scene) -> Iterator[Case]:
    yield _stop(
        scene,
        "law-trailer-by-equivalence",
        "P04",
        _PASSED,
        Reason.COVERED_BY_EQUIVALENCE,
        vehicle="kind=car,mass=2000,seats=4,trailer=2500",
        comment="BE is needed; CE covers it",
    )
    yield _stop(
        scene,
        "law-motorhome-from-before-1975",
        "P03",
        _PASSED,
        Reason.LEGACY_RIGHT,
        vehicle="kind=motorhome,mass=4100,seats=5",
        comment="C1 is needed; B of 1973 covers it",
    )
    yield _stop(
        scene,
        "law-farm-tractor",
        "P22",
        _PASSED,
        Reason.NO_TITLE_NEEDED,
        vehicle="kind=agricultural,mass=9000,max_speed=50,use=farm",
        comment="no licence is needed on a farm vehicle",
    )
    yield _stop(
        scene,
        "law-exchanged",
        "P16",
        _PASSED,
        Reason.EXCHANGED_TITLE,
        vehicle=CAR,
        comment="obtained by exchange: for information",
    )
    yield _stop(
        scene, "law-coach-on-lorry-licence", "P04", _FAILED, Reason.CATEGORY_NOT_HELD,
        vehicle="kind=bus,mass=18000,seats=53,length=12", comment="D is not held",
    )  # fmt: skip


def _conditions(scene: Scene) -> Iterator[Case]:
    yield _stop(
        scene,
        "law-125-on-b",
        "P25",
        _LOOK,
        Reason.EXEMPTION_TO_CHECK,
        vehicle=LIGHT_MOTORCYCLE,
        context="training_125=shown",
        comment="B for two years and the certificate",
    )
    yield _stop(
        scene,
        "law-125-without-training",
        "P25",
        _FAILED,
        Reason.TRAINING_MISSING,
        vehicle=LIGHT_MOTORCYCLE,
        context="training_125=none,practice_2006_2010=none",
        comment="no training, no practice",
    )
    yield _stop(
        scene,
        "law-125-on-new-b",
        "P01",
        _FAILED,
        Reason.EXEMPTION_CONDITION_NOT_MET,
        Reason.PROBATIONARY,
        vehicle=LIGHT_MOTORCYCLE,
        context="training_125=shown",
        comment="B for less than two years",
    )
    yield _stop(
        scene,
        "law-tricycle-too-young",
        "P02",
        _FAILED,
        Reason.AGE_BELOW_MINIMUM,
        Reason.PROBATIONARY,
        vehicle="kind=tricycle,power=25,kerb=270",
        context="training_125=shown",
        change=_issued("B", date(2024, 6, 1)),
        comment="a tricycle on B asks for 21 years",
    )
    yield _stop(
        scene,
        "law-set-of-96-without-the-code",
        "P25",
        _REFER,
        Reason.CODE_96_NOT_PRINTED,
        vehicle="kind=car,mass=2000,seats=4,trailer=1800",
        context="training_96=shown",
        comment="3,800 kg together: the certificate is there, code 96 is not",
    )
    yield _stop(
        scene,
        "law-coach-opinion-not-asked",
        "P08",
        _REFER,
        Reason.DOCUMENT_NOT_SHOWN,
        Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK,
        vehicle=COACH,
        comment="D is over: a medical opinion would keep it",
    )
    yield _stop(
        scene, "law-coach-opinion-shown", "P08", _REFER,
        Reason.MEDICAL_OPINION_PENDING, Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK,
        vehicle=COACH, context="medical_opinion=shown:2026-10-12:fit", comment="the opinion came in time",
    )  # fmt: skip


def _codes(scene: Scene) -> Iterator[Case]:
    yield _stop(
        scene,
        "law-78-manual",
        "P06",
        _FAILED,
        Reason.RESTRICTION_BREACHED,
        vehicle=CAR,
        comment="automatic gearbox only, and this one is manual",
    )
    yield _stop(
        scene,
        "law-78-on-b-and-a-manual-motorcycle",
        "P06",
        _REFER,
        Reason.RESTRICTION_SCOPE_DOUBTFUL,
        Reason.EXEMPTION_TO_CHECK,
        vehicle=LIGHT_MOTORCYCLE,
        context="training_125=shown",
        comment="78 on B, and a motorcycle driven under B",
    )
    yield _stop(
        scene,
        "law-daytime-near-dusk",
        "P25",
        _REFER,
        Reason.DAYLIGHT_DOUBTFUL,
        vehicle=CAR,
        context="sunrise=08:25,sunset=16:55",
        change=_with_codes("B", "61"),
        now=NOW + timedelta(hours=2, minutes=35),
        comment="61: twenty minutes before sunset",
    )
    yield _stop(
        scene,
        "law-probation-ends-today",
        "P01",
        _LOOK,
        Reason.PROBATION_ENDS_TODAY,
        vehicle=CAR,
        comment="the printed last day of probation",
        change=lambda claims: replace(claims, codes_all_categories=("106(2023-12-01/2026-12-01)",)),
    )
    yield _stop(
        scene,
        "law-duplicate",
        "P17",
        _LOOK,
        Reason.DUPLICATE_TITLE,
        Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK,
        vehicle=LORRY,
        comment="71: a duplicate, with the lost card's number",
    )
    yield _stop(
        scene, "law-95-over", "P17", _LOOK, Reason.PROFESSIONAL_QUALIFICATION_EXPIRED,
        vehicle=LORRY, change=_with_codes("C", "95(2026-11-30)"), comment="95 ended yesterday",
    )  # fmt: skip


def _titles(scene: Scene) -> Iterator[Case]:
    yield _stop(
        scene,
        "law-five-year-title-over",
        "P04",
        _REFER,
        Reason.TITLE_EXPIRED_RIGHT_KEPT,
        vehicle=CAR,
        change=_title_ended,
        comment="the title ended with C and CE; B goes on",
    )
    yield _stop(
        scene,
        "law-order-over",
        "P15",
        _REFER,
        Reason.STATUS_MEASURE_ENDED,
        Reason.TEMPORARY_TITLE_EXPIRED,
        vehicle=CAR,
        change=_title_ended,
        comment="the prefect's order ended yesterday",
    )
    ended = scene.changed(scene.attestation("P03"), lambda claims: claims)
    yield Case(
        name="law-pink-title-in-2033",
        expect=_FAILED,
        reasons=(
            Reason.SIGNER_EXPIRED, Reason.EXPIRED, Reason.TITLE_OLD_FORMAT_ENDS, Reason.STATUS_UNKNOWN,
            Reason.HOLDER_NOT_PROVEN, Reason.TRUST_LIST_STALE,
        ),
        now=datetime(2033, 1, 20, 13, tzinfo=UTC),
        comment="the day after the last of the pink titles, on a terminal that was never updated",
        texts=(ended.text,),
        vehicle=CAR,
    )  # fmt: skip


def _measures(scene: Scene) -> Iterator[Case]:
    yield _stop(
        scene,
        "law-moped-while-suspended",
        "P09",
        _REFER,
        Reason.COURT_BAN_TO_CHECK,
        Reason.NO_TITLE_NEEDED,
        vehicle=MOPED,
        comment="born before 1988: no title is needed, unless a court said so",
    )
    yield _stop(
        scene,
        "law-suspension-spares-work",
        "P11",
        _REFER,
        Reason.SUSPENSION_PARTIAL,
        vehicle="kind=van,mass=3000,seats=2,use=company",
        context="court_decision=shown",
        comment="the court spared driving at work",
    )
    yield _stop(
        scene,
        "law-interlock-missing",
        "P15",
        _FAILED,
        Reason.INTERLOCK_MISSING,
        Reason.TEMPORARY_TITLE,
        vehicle=f"{CAR},interlock=no",
        comment="the order asks for an interlock, and there is none",
    )
    yield _stop(
        scene,
        "law-card-during-an-order",
        "P15",
        _REFER,
        Reason.TITLE_SHOULD_BE_HELD,
        Reason.INTERLOCK_ONLY,
        vehicle=f"{CAR},interlock=yes",
        context="presented=card_2013",
        comment="the administration should hold the card",
    )
    yield _stop(
        scene, "law-foreign-title-after-a-year", "P35", _FAILED, Reason.NOT_RECOGNISED,
        vehicle=CAR, context="residence=2025-01-15", comment="resident for more than a year",
    )  # fmt: skip


def _shown_beside(scene: Scene) -> Iterator[Case]:
    """What the officer says of the title that is shown beside the code."""
    yield _stop(
        scene,
        "law-old-card-shown",
        "P17",
        _REFER,
        Reason.TITLE_SUPERSEDED,
        Reason.DUPLICATE_TITLE,
        Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK,
        vehicle=LORRY,
        context="presented=card_2013,presented_number=20ZZ90017",
        comment="the card that was lost",
    )
    yield _stop(
        scene,
        "law-no-title-shown",
        "P25",
        _REFER,
        Reason.NO_TITLE_SHOWN,
        vehicle=CAR,
        context="presented=none",
        comment="the officer accepts no title",
    )
    yield _stop(
        scene,
        "law-title-false",
        "P25",
        _FAILED,
        Reason.NOT_AUTHENTIC,
        vehicle=CAR,
        context="authenticity=failed",
        comment="the officer found the card false",
    )
    yield _stop(
        scene,
        "law-title-not-examined",
        "P25",
        _REFER,
        Reason.AUTHENTICITY_UNPROVEN,
        vehicle=CAR,
        context="authenticity=not_checked",
        comment="the card was not examined",
    )
    theirs = _stop(scene, "card-matches", "P25", _PASSED, vehicle=CAR, comment="the card's line is this licence's")
    line = scene.people["P25"].title.mrz
    yield replace(theirs, mrz=line)
    other = _stop(
        scene, "card-of-another", "P25", _REFER, Reason.CARD_MISMATCH,
        vehicle=CAR, comment="the line of somebody else's card",
    )  # fmt: skip
    yield replace(other, mrz=scene.people["P21"].title.mrz)
