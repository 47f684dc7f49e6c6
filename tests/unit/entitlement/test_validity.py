"""A category's own date, the medical opinion that keeps it, and the papers of people who drive for a living."""

from __future__ import annotations

from datetime import date

import pytest

from credential.reason import Reason, VerdictClass
from tests.unit.entitlement.stops import CAR, COACH, LIGHT_MOTORCYCLE, LORRY, judged, reasons, right
from verifier.entitlement.vehicle import Vehicle

PAID_COACH, PAID_LORRY = f"{COACH},use=coach", f"{LORRY},use=haulage"
QUALIFIED, OVER = Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK, Reason.PROFESSIONAL_QUALIFICATION_EXPIRED


@pytest.mark.parametrize(("at", "holds"), [("2026-10-30 23:59", True), ("2026-10-31 00:00", False)])
def test_a_category_holds_until_the_end_of_its_day(at: str, holds: bool) -> None:
    late = right("D", "2013-07-01", "2026-10-30")
    assert (reasons(COACH, late, at=at, context="medical_opinion=none") == []) is holds


@pytest.mark.parametrize(
    ("opinion", "reason"),
    [
        ("", Reason.DOCUMENT_NOT_SHOWN),
        ("medical_opinion=not_carried", Reason.DOCUMENT_NOT_SHOWN),
        ("medical_opinion=none", Reason.CATEGORY_EXPIRED),
        ("medical_opinion=shown:2026-10-30:fit", Reason.MEDICAL_OPINION_PENDING),
        ("medical_opinion=shown:2026-10-31:fit", Reason.CATEGORY_EXPIRED),
        ("medical_opinion=shown:2026-10-12:fit_temporary", Reason.MEDICAL_OPINION_PENDING),
        ("medical_opinion=shown:2026-10-12:fit_restricted", Reason.MEDICAL_OPINION_PENDING),
        ("medical_opinion=shown:2026-10-12:unfit", Reason.CATEGORY_EXPIRED),
        ("medical_opinion=shown:fit", Reason.MEDICAL_OPINION_PENDING),
        ("medical_opinion=shown:2026-10-12", Reason.MEDICAL_OPINION_PENDING),
        ("medical_opinion=shown", Reason.MEDICAL_OPINION_PENDING),
    ],
)
def test_a_medical_opinion_given_in_time_keeps_the_category_for_the_while(opinion: str, reason: Reason) -> None:
    assert reasons(COACH, right("D", "2013-07-01", "2026-10-30"), context=opinion) == [reason]


def test_what_is_asked_for_is_named() -> None:
    (finding,) = judged(COACH, right("D", "2013-07-01", "2026-10-30")).findings
    assert finding.detail == "medical_opinion"
    (finding,) = judged(COACH, right("D", "2013-07-01", "2026-10-30"), context="medical_opinion=none").findings
    assert finding.detail == "D"


# --- Code 95 -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vehicle", "code", "expected"),
    [
        (PAID_LORRY, "95(2026-12-01)", [QUALIFIED]),
        (PAID_LORRY, "95(2026-11-30)", [OVER]),
        (PAID_LORRY, "95.30.11.2026", [OVER]),
        (PAID_LORRY, "95", [QUALIFIED]),
        (PAID_LORRY, "01", [Reason.RESTRICTION_TO_CHECK, QUALIFIED]),
        (f"{LORRY},use=company", "95(2026-11-30)", []),
        (LORRY, "95(2026-11-30)", []),
    ],
)
def test_paid_transport_asks_for_the_professional_qualification(
    vehicle: str, code: str, expected: list[Reason]
) -> None:
    assert reasons(vehicle, right("C", "2013-07-01", None, code)) == expected


def test_paid_coaches_ask_for_it_too() -> None:
    assert reasons(PAID_COACH, right("D")) == [QUALIFIED]
    assert reasons(PAID_COACH, right("D"), codes_all=("95(2026-11-30)",)) == [OVER]


def test_the_latest_of_several_dates_counts() -> None:
    held = right("C", "2013-07-01", None, "95(2026-11-30)", "95(2027-01-01)")
    assert reasons(PAID_LORRY, held) == [QUALIFIED]


def test_light_vehicles_ask_for_none() -> None:
    assert reasons(f"{CAR},use=haulage", right("B", "2013-07-01", None, "95(2020-01-01)")) == []


def test_the_finding_names_the_code_where_it_is_printed() -> None:
    held = right("C", "2013-07-01", None, "95(2026-11-30)")
    assert [(each.detail, each.code) for each in judged(PAID_LORRY, held).findings] == [("95(2026-11-30)", "95")]
    assert [(each.detail, each.code) for each in judged(PAID_LORRY, right("C")).findings] == [("95", "")]


def test_a_use_that_nobody_stated_may_be_paid() -> None:
    assert reasons(Vehicle(category="C"), right("C", "2013-07-01", None, "95(2030-01-01)")) == [QUALIFIED]
    assert reasons(Vehicle(category="C"), right("C")) == []


# --- The prefect's certificate -------------------------------------------------------------------------------------

TAXI = f"{CAR},use=taxi"
CERTIFICATE = "prefect_medical_certificate"


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        ("", Reason.DOCUMENT_NOT_SHOWN),
        (f"{CERTIFICATE}=not_carried", Reason.DOCUMENT_NOT_SHOWN),
        (f"{CERTIFICATE}=none", Reason.RESTRICTION_BREACHED),
        (f"{CERTIFICATE}=shown", QUALIFIED),
        (f"{CERTIFICATE}=shown:2021-12-01", QUALIFIED),
        (f"{CERTIFICATE}=shown:2021-11-30", Reason.RESTRICTION_BREACHED),
        (f"{CERTIFICATE}=shown:2030-01-01", QUALIFIED),
    ],
)
def test_b_carries_passengers_for_money_with_the_prefects_certificate(paper: str, expected: Reason) -> None:
    judgement = judged(TAXI, context=paper)
    assert (judgement.reasons, judgement.codes) == ((expected,), ())


@pytest.mark.parametrize(
    ("born", "dated", "holds"),
    [
        ("1966-12-02", "2021-12-01", True),  # 54 on that day: five years
        ("1961-12-02", "2021-12-01", True),  # 59
        ("1961-12-01", "2021-12-01", False),  # 60: two years
        ("1961-12-01", "2024-12-01", True),
        ("1961-12-01", "2024-11-30", False),
        ("1948-12-02", "2024-12-01", True),  # 75
        ("1948-12-01", "2024-12-01", False),  # 76: one year
        ("1948-12-01", "2025-12-01", True),
        ("1948-12-01", "2025-11-30", False),
    ],
)
def test_the_certificate_lives_by_the_age_of_its_day(born: str, dated: str, holds: bool) -> None:
    found = reasons(TAXI, context=f"{CERTIFICATE}=shown:{dated}", birth_date=date.fromisoformat(born))
    assert found == [QUALIFIED if holds else Reason.RESTRICTION_BREACHED]


def test_only_a_and_b_ask_for_the_certificate() -> None:
    taxi = "kind=bus,mass=9000,seats=20,length=9,use=taxi"
    assert reasons(taxi, right("D")) == []
    motorcycle = "kind=motorcycle,cc=600,power=60,kerb=200,use=taxi"
    assert reasons(motorcycle, right("A")) == [Reason.DOCUMENT_NOT_SHOWN]
    light = f"{LIGHT_MOTORCYCLE},use=taxi"
    assert reasons(light, right("A1")) == []


# --- No vehicle stated ---------------------------------------------------------------------------------------------


def test_without_a_vehicle_only_the_person_is_judged() -> None:
    late = right("D", "2013-07-01", "2026-10-30", "95(2027-01-01)")
    judgement = judged(Vehicle(), right("B", "2013-07-01", None, "01"), late, codes_all=("106(2026-01-01/2029-01-01)",))
    assert judgement.reasons == (Reason.PROBATIONARY, Reason.RESTRICTION_TO_CHECK, QUALIFIED)
    assert (judgement.need, judgement.ground) == (None, None)
    assert judgement.verdict_class is VerdictClass.PASS_CHECK


def test_without_a_vehicle_and_without_remarks_there_is_nothing_to_say() -> None:
    judgement = judged(Vehicle())
    assert (judgement.findings, judgement.reasons, judgement.other_reasons) == ((), (), ())
    assert judgement.verdict_class is VerdictClass.PASS


def test_without_a_vehicle_the_title_is_judged_for_the_light_rights() -> None:
    heavy = (right("B"), right("C"))
    assert reasons(Vehicle(), *heavy, at="2033-05-15 12:00") == [Reason.TITLE_EXPIRED]
    assert reasons(Vehicle(), right("C"), at="2033-05-15 12:00") == [Reason.TITLE_EXPIRED]
