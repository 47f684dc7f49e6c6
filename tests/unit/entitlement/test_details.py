"""What stands beside each reason for the expert, and the rule that carries each right."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from credential.reason import Reason
from tests.unit.entitlement.stops import (
    BIG_TRICYCLE,
    CAR,
    COACH,
    LIGHT_MOTORCYCLE,
    LORRY,
    MOPED,
    MOTORCYCLE,
    QUADRICYCLE,
    SET_OF_96,
    TITLE,
    TRICYCLE,
    judged,
    right,
    titled,
)
from verifier.entitlement import equivalences, exemptions, kept_rights
from verifier.entitlement.holder import Right, TitleForm
from verifier.entitlement.rules import Certainty, rule
from verifier.entitlement.standing import Measure, Residence, Standing
from verifier.entitlement.vehicle import Vehicle

OLD, YOUNG = {"birth_date": date(1950, 1, 1)}, {"birth_date": date(2012, 12, 2)}
FARM = "kind=agricultural,mass=9000,max_speed=50,use=farm"
FIRE = "kind=lorry,mass=4500,seats=8,use=civil_security"
TAXI = f"{CAR},use=taxi"
PINK = {"title": titled(TitleForm.PINK_3_VOLETS)}
ADCS = "presented=ADCS,presented_issued="
ORDER = {"title": titled(TitleForm.PREFECT_EAD_ORDER, number="ARR", issued=None, expires=None)}
NON_EU = {"title": titled(TitleForm.FOREIGN_NON_EU), "issuing_country": "BR"}
CERTIFICATE = "prefect_medical_certificate"


@pytest.mark.parametrize(
    ("vehicle", "others", "expected"),
    [
        (COACH, {}, (Reason.CATEGORY_NOT_HELD, "D", "")),
        (LIGHT_MOTORCYCLE, {}, (Reason.DOCUMENT_NOT_SHOWN, "training_125", "")),
        (LIGHT_MOTORCYCLE, {"context": "training_125=shown"}, (Reason.EXEMPTION_TO_CHECK, "training_125", "")),
        (
            LIGHT_MOTORCYCLE,
            {"context": "practice_2006_2010=shown"},
            (Reason.EXEMPTION_TO_CHECK, "practice_2006_2010", ""),
        ),
        (SET_OF_96, {}, (Reason.DOCUMENT_NOT_SHOWN, "training_96", "")),
        (SET_OF_96, {"context": "training_96=none"}, (Reason.TRAINING_MISSING, "training_96", "")),
        (FIRE, {}, (Reason.DOCUMENT_NOT_SHOWN, "fire_training", "")),
        (BIG_TRICYCLE, YOUNG, (Reason.AGE_BELOW_MINIMUM, "21", "")),
        (CAR, YOUNG, (Reason.AGE_BELOW_MINIMUM, "17", "")),
        (FARM, YOUNG, (Reason.AGE_BELOW_MINIMUM, "16", "")),
        (CAR, {"codes_all": ("78(x)",)}, (Reason.RESTRICTION_BREACHED, "78(x)", "78")),
        (f"{CAR},interlock=no", {"codes_all": ("69(01.01.2030)",)}, (Reason.INTERLOCK_MISSING, "69(01.01.2030)", "69")),
        (CAR, {"codes_all": ("107",)}, (Reason.INTERLOCK_ONLY, "107", "107")),
        (
            CAR,
            {"codes_all": ("69",), "context": "interlock_papers=none"},
            (Reason.DOCUMENT_NOT_SHOWN, "interlock_papers", ""),
        ),
        (CAR, {"codes_all": ("197",), "issuing_country": "DE"}, (Reason.NATIONAL_CODE_FOREIGN, "197", "197")),
        (CAR, {"codes_all": ("106(2026-01-01)",)}, (Reason.PROBATIONARY, "106(2026-01-01)", "106")),
        (CAR, {"context": "presented=none"}, (Reason.NO_TITLE_SHOWN, "", "")),
        (CAR, {"context": "presented=CEPC"}, (Reason.DOCUMENT_NOT_SHOWN, "id", "")),
        (CAR, {"context": f"{ADCS}2026-11-01"}, (Reason.TEMPORARY_TITLE, "ADCS", "")),
        (CAR, {"context": f"{ADCS}2026-01-01"}, (Reason.TEMPORARY_TITLE_EXPIRED, "2026-05-01", "")),
        (CAR, ORDER, (Reason.INTERLOCK_ONLY, "prefect_EAD_order", "")),
        (CAR, {"context": "presented=card_2013,presented_number=X1"}, (Reason.TITLE_SUPERSEDED, "X1", "")),
        (CAR, {"standing": Standing(measure=Measure.TITLE_LOST)}, (Reason.TITLE_SUPERSEDED, TITLE.number, "")),
        (CAR, {"at": "2040-01-01 12:00"}, (Reason.TITLE_EXPIRED, "2033-05-14", "")),
        (CAR, {"at": "2040-01-01 12:00", **PINK}, (Reason.TITLE_OLD_FORMAT_ENDS, "2033-01-19", "")),
        (CAR, {"standing": Standing(measure=Measure.SUSPENDED, detail="préfet")}, (Reason.SUSPENDED, "préfet", "")),
        (CAR, {"standing": Standing(stale="60 h")}, (Reason.STATUS_STALE, "60 h", "")),
        (
            CAR,
            {"standing": Standing(measure=Measure.RESTRICTED, detail="préfet")},
            (Reason.INTERLOCK_ONLY, "préfet", ""),
        ),
        (
            CAR,
            {"standing": Standing(measure=Measure.RESTRICTED, is_prefect_order=True)},
            (Reason.TITLE_SHOULD_BE_HELD, "card_2013", ""),
        ),
        (TAXI, {}, (Reason.DOCUMENT_NOT_SHOWN, CERTIFICATE, "")),
        (TAXI, {"context": f"{CERTIFICATE}=none"}, (Reason.RESTRICTION_BREACHED, CERTIFICATE, "")),
        (
            TAXI,
            {"context": f"{CERTIFICATE}=shown"},
            (Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK, CERTIFICATE, ""),
        ),
        (CAR, {"standing": Standing(residence=Residence.OVER), **NON_EU}, (Reason.NOT_RECOGNISED, "", "")),
        (
            CAR,
            {"standing": Standing(residence=date(2025, 1, 15)), **NON_EU},
            (Reason.NOT_RECOGNISED, "2026-01-15", ""),
        ),
        (
            CAR,
            {"standing": Standing(residence=Residence.UNKNOWN), **NON_EU},
            (Reason.RECOGNITION_TO_CHECK, "a title of BR", ""),
        ),
    ],
)
def test_the_detail_of_a_reason(vehicle: str, others: dict[str, Any], expected: tuple[Reason, str, str]) -> None:
    found = [(each.reason, each.detail, each.code) for each in judged(vehicle, **others).findings]
    assert expected in found


ENDED = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("standing", "reason", "detail"),
    [
        (Standing(measure=Measure.SUSPENDED), Reason.COURT_BAN_TO_CHECK, "suspended"),
        (Standing(stale="60 h"), Reason.STATUS_STALE, "60 h"),
    ],
)
def test_the_detail_beside_a_vehicle_without_title(standing: Standing, reason: Reason, detail: str) -> None:
    findings = judged(MOPED, right("none"), standing=standing, **OLD).findings
    assert (reason, detail) in [(each.reason, each.detail) for each in findings]


def test_a_measure_that_is_over_names_itself() -> None:
    over = Standing(measure=Measure.SUSPENDED, ends=judged_at())
    (finding,) = judged(CAR, standing=over).findings
    assert (finding.reason, finding.detail) == (Reason.STATUS_MEASURE_ENDED, "suspended")
    told = Standing(measure=Measure.SUSPENDED, ends=judged_at(), detail="préfet")
    (finding,) = judged(CAR, standing=told).findings
    assert finding.detail == "préfet"


def judged_at() -> Any:  # noqa: ANN401 - a datetime without a zone, as stops have
    from tests.unit.entitlement.stops import stop

    return stop(CAR).at


ALONE = [row for row in equivalences.EQUIVALENCES if not row.also]


# --- The rule that carries the right -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vehicle", "held", "others", "ground"),
    [
        (CAR, right("B"), {}, equivalences.HELD),
        (SET_OF_96, right("B"), {}, exemptions.SET_OF_96),
        (LIGHT_MOTORCYCLE, right("B"), {}, exemptions.LIGHT_MOTORCYCLE),
        (TRICYCLE, right("B"), {}, exemptions.L5E),
        (FIRE, right("B"), {}, exemptions.FIRE_SERVICE),
        ("kind=agricultural,mass=9000,max_speed=40", right("B"), {}, exemptions.SLOW_TRACTOR),
        (MOPED, right("none"), OLD, exemptions.MOPED),
        (FARM, right("none"), {}, exemptions.FARM),
        (FARM, right("none"), YOUNG, exemptions.FARM),
        ("kind=tricycle,power=1,kerb=100,electric=yes", right("none"), {}, exemptions.ONE_KILOWATT),
        (COACH, right("B"), {}, None),
        *(
            (Vehicle(category=row.need), right(row.carrier), {}, row.rule)
            for row in equivalences.EQUIVALENCES
            if not row.also
        ),
        *((SET_OF_96, right(row.carrier), {}, row.rule) for row in equivalences.SETS_OF_96),
        (LIGHT_MOTORCYCLE, right("B", "1979-01-01"), OLD, kept_rights.LEGACY_RIGHTS[0].rule),
        (
            "kind=motorcycle,cc=125,power=15,kerb=120,first_registered=1980-01-01",
            right("A1", "1982-01-01"),
            OLD,
            kept_rights.LEGACY_RIGHTS[1].rule,
        ),
        (MOTORCYCLE, right("A2", "1982-01-01"), OLD, kept_rights.LEGACY_RIGHTS[2].rule),
        ("kind=motorhome,mass=4000,seats=4", right("B", "1974-01-01"), OLD, kept_rights.LEGACY_RIGHTS[3].rule),
        (QUADRICYCLE, right("A", "2010-01-01"), {}, kept_rights.LEGACY_RIGHTS[4].rule),
        (TRICYCLE, right("B1", "2010-01-01"), {}, kept_rights.LEGACY_RIGHTS[5].rule),
    ],
)
def test_the_rule_that_carries_the_right(
    vehicle: str | Vehicle,
    held: Right,
    others: dict[str, Any],
    ground: object,
) -> None:
    assert judged(vehicle, held, **{"birth_date": date(1988, 1, 1), **others}).ground is ground


@pytest.mark.parametrize(("row"), [row for row in equivalences.EQUIVALENCES if row.also])
def test_the_rule_of_an_equivalence_with_a_condition(row: equivalences.Equivalence) -> None:
    judgement = judged(Vehicle(category=row.need), right(row.carrier), right(row.also or ""))
    assert judgement.ground is row.rule


def test_nothing_carries_a_right_that_is_not_there() -> None:
    assert judged(LORRY).ground is None


@pytest.mark.parametrize("certainty", Certainty)
def test_an_article_is_shown_only_where_it_is_sure(certainty: Certainty) -> None:
    made = rule("Le texte.", "The text.", "R.221-4", certainty)
    assert (made.text.fr, made.text.en, made.article, made.certainty) == (
        "Le texte.",
        "The text.",
        "R.221-4",
        certainty,
    )
    sure = certainty in (Certainty.CONFIRMED, Certainty.HIGH)
    assert made.shown_article == ("R.221-4" if sure else None)


def test_a_rule_is_confirmed_unless_it_says_otherwise() -> None:
    assert rule("a", "b", "c").certainty is Certainty.CONFIRMED
