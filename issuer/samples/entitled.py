"""Samples about the right to drive: categories, conditions, and codes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from credential.reason import Outcome, Reason
from issuer.samples.case import Case
from issuer.samples.roadside import (
    CAR,
    COACH,
    LIGHT_MOTORCYCLE,
    LORRY,
    issued_on,
    roadside_stop,
    with_codes,
)
from issuer.samples.scene import NOW, Scene

_PASSED, _LOOK = Outcome.PASSED, Outcome.ATTENTION
_REFER, _FAILED = Outcome.INDETERMINATE, Outcome.FAILED


def entitled(scene: Scene) -> Iterator[Case]:
    """Yield the samples about categories and codes, in a fixed order."""
    yield from _ways(scene)
    yield from _conditions(scene)
    yield from _codes(scene)


def _ways(scene: Scene) -> Iterator[Case]:
    yield roadside_stop(
        scene,
        "law-trailer-by-equivalence",
        "P04",
        _PASSED,
        Reason.COVERED_BY_EQUIVALENCE,
        vehicle="kind=car,mass=2000,seats=4,trailer=2500",
        comment="BE is needed; CE covers it",
    )
    yield roadside_stop(
        scene,
        "law-motorhome-from-before-1975",
        "P03",
        _PASSED,
        Reason.LEGACY_RIGHT,
        vehicle="kind=motorhome,mass=4100,seats=5",
        comment="C1 is needed; B of 1973 covers it",
    )
    yield roadside_stop(
        scene,
        "law-farm-tractor",
        "P22",
        _PASSED,
        Reason.NO_TITLE_NEEDED,
        vehicle="kind=agricultural,mass=9000,max_speed=50,use=farm",
        comment="no licence is needed on a farm vehicle",
    )
    yield roadside_stop(
        scene,
        "law-exchanged",
        "P16",
        _PASSED,
        Reason.EXCHANGED_TITLE,
        vehicle=CAR,
        comment="obtained by exchange: for information",
    )
    yield roadside_stop(
        scene, "law-coach-on-lorry-licence", "P04", _FAILED, Reason.CATEGORY_NOT_HELD,
        vehicle="kind=bus,mass=18000,seats=53,length=12", comment="D is not held",
    )  # fmt: skip  # a table: a row a line


def _conditions(scene: Scene) -> Iterator[Case]:
    yield roadside_stop(
        scene,
        "law-125-on-b",
        "P25",
        _LOOK,
        Reason.EXEMPTION_TO_CHECK,
        vehicle=LIGHT_MOTORCYCLE,
        context="training_125=shown",
        comment="B for two years and the certificate",
    )
    yield roadside_stop(
        scene,
        "law-125-without-training",
        "P25",
        _FAILED,
        Reason.TRAINING_MISSING,
        vehicle=LIGHT_MOTORCYCLE,
        context="training_125=none,practice_2006_2010=none",
        comment="no training, no practice",
    )
    yield roadside_stop(
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
    yield roadside_stop(
        scene,
        "law-tricycle-too-young",
        "P02",
        _FAILED,
        Reason.AGE_BELOW_MINIMUM,
        Reason.PROBATIONARY,
        vehicle="kind=tricycle,power=25,kerb=270",
        context="training_125=shown",
        change=issued_on("B", date(2024, 6, 1)),
        comment="a tricycle on B asks for 21 years",
    )
    yield roadside_stop(
        scene,
        "law-set-of-96-without-the-code",
        "P25",
        _REFER,
        Reason.CODE_96_NOT_PRINTED,
        vehicle="kind=car,mass=2000,seats=4,trailer=1800",
        context="training_96=shown",
        comment="3,800 kg together: the certificate is there, code 96 is not",
    )
    yield roadside_stop(
        scene,
        "law-coach-opinion-not-asked",
        "P08",
        _REFER,
        Reason.DOCUMENT_NOT_SHOWN,
        Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK,
        vehicle=COACH,
        comment="D is over: a medical opinion would keep it",
    )
    yield roadside_stop(
        scene, "law-coach-opinion-shown", "P08", _REFER,
        Reason.MEDICAL_OPINION_PENDING, Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK,
        vehicle=COACH, context="medical_opinion=shown:2026-10-12:fit", comment="the opinion came in time",
    )  # fmt: skip  # a table: a row a line


def _codes(scene: Scene) -> Iterator[Case]:
    yield roadside_stop(
        scene,
        "law-78-manual",
        "P06",
        _FAILED,
        Reason.RESTRICTION_BREACHED,
        vehicle=CAR,
        comment="automatic gearbox only, and this one is manual",
    )
    yield roadside_stop(
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
    yield roadside_stop(
        scene,
        "law-daytime-near-dusk",
        "P25",
        _REFER,
        Reason.DAYLIGHT_DOUBTFUL,
        vehicle=CAR,
        context="sunrise=08:25,sunset=16:55",
        change=with_codes("B", "61"),
        now=NOW + timedelta(hours=2, minutes=35),
        comment="61: twenty minutes before sunset",
    )
    yield roadside_stop(
        scene,
        "law-probation-ends-today",
        "P01",
        _LOOK,
        Reason.PROBATION_ENDS_TODAY,
        vehicle=CAR,
        comment="the printed last day of probation",
        change=lambda claims: replace(claims, codes_all_categories=("106(2023-12-01/2026-12-01)",)),
    )
    yield roadside_stop(
        scene,
        "law-duplicate",
        "P17",
        _LOOK,
        Reason.DUPLICATE_TITLE,
        Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK,
        vehicle=LORRY,
        comment="71: a duplicate, with the lost card's number",
    )
    yield roadside_stop(
        scene, "law-95-over", "P17", _LOOK, Reason.PROFESSIONAL_QUALIFICATION_EXPIRED,
        vehicle=LORRY, change=with_codes("C", "95(2026-11-30)"), comment="95 ended yesterday",
    )  # fmt: skip  # a table: a row a line
