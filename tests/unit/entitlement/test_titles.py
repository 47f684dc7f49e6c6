"""The title: its own date, the end of the old format, and the papers that stand for a licence for a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from credential.reason import Reason
from tests.unit.entitlement.stops import CAR, LIGHT_MOTORCYCLE, LORRY, TITLE, judged, reasons, right, titled
from verifier.entitlement.holder import TitleForm
from verifier.entitlement.standing import Measure, Residence, Standing
from verifier.entitlement.vehicle import Vehicle

EXPIRED, KEPT = [Reason.TITLE_EXPIRED], [Reason.TITLE_EXPIRED_RIGHT_KEPT]
ENDS = {"2033-01-19 23:59": [], "2033-01-20 00:00": [Reason.TITLE_OLD_FORMAT_ENDS]}


@pytest.mark.parametrize(("day", "expected"), [("2033-05-14 23:59", []), ("2033-05-15 00:00", EXPIRED)])
@pytest.mark.parametrize("form", [TitleForm.CARD_2013, TitleForm.DIGITAL, TitleForm.EU_MDL])
def test_a_title_holds_until_the_end_of_its_day(form: TitleForm, day: str, expected: list[Reason]) -> None:
    country = "DE" if form is TitleForm.EU_MDL else "FR"
    assert reasons(CAR, at=day, title=titled(form), issuing_country=country) == expected


@pytest.mark.parametrize(("day", "expected"), ENDS.items())
@pytest.mark.parametrize(
    "title",
    [
        titled(TitleForm.PINK_3_VOLETS, expires=date(2033, 1, 19), issued=date(1973, 5, 4)),
        titled(TitleForm.PINK_3_VOLETS, expires=None, issued=None),
        titled(TitleForm.CARD_2013, issued=date(2013, 1, 18), expires=date(2099, 1, 1)),
        titled(TitleForm.CARD_2013, issued=date(2013, 1, 18), expires=None),
    ],
)
def test_titles_of_the_old_format_end_in_2033(title: object, day: str, expected: list[Reason]) -> None:
    assert reasons(CAR, at=day, title=title) == expected


def test_the_end_of_the_old_format_is_of_french_titles_issued_before_2013() -> None:
    late = {"at": "2033-01-20 12:00"}
    lasting = titled(TitleForm.CARD_2013, issued=date(2013, 1, 19), expires=date(2099, 1, 1))
    assert reasons(CAR, title=lasting, **late) == []
    old = replace(lasting, issued=date(2013, 1, 18))
    assert reasons(CAR, title=old, **late) == [Reason.TITLE_OLD_FORMAT_ENDS]
    assert reasons(CAR, title=old, issuing_country="DE", **late) == []
    assert reasons(CAR, title=lasting, context="presented=pink_3_volets", **late) == [Reason.TITLE_OLD_FORMAT_ENDS]
    assert reasons(CAR, title=replace(lasting, issued=None), **late) == []


def test_an_old_title_that_ends_before_2033_is_expired() -> None:
    old = titled(TitleForm.CARD_2013, issued=date(2010, 1, 1), expires=date(2026, 11, 30))
    assert reasons(CAR, title=old) == EXPIRED


FIVE_YEARS = titled(TitleForm.CARD_2013, issued=date(2021, 11, 30), expires=date(2026, 11, 30))
HEAVY = (right("B"), right("C"))


def test_a_five_year_title_ends_with_its_heavy_categories_and_leaves_b() -> None:
    assert reasons(CAR, *HEAVY, title=FIVE_YEARS) == KEPT
    assert reasons(LORRY, *HEAVY, title=FIVE_YEARS) == EXPIRED
    assert reasons(CAR, right("B"), title=FIVE_YEARS) == EXPIRED
    longer = replace(FIVE_YEARS, issued=date(2021, 11, 29))
    assert reasons(CAR, *HEAVY, title=longer) == EXPIRED
    assert reasons(CAR, *HEAVY, title=replace(FIVE_YEARS, issued=None)) == KEPT
    assert reasons(CAR, *HEAVY, title=FIVE_YEARS, issuing_country="DE") == EXPIRED
    assert reasons("kind=bus,mass=9000,seats=50,length=12", *HEAVY, title=FIVE_YEARS) == [
        Reason.CATEGORY_NOT_HELD,
        Reason.TITLE_EXPIRED,
    ]


def test_a_light_vehicle_on_a_heavy_category_does_not_keep_the_title() -> None:
    found = reasons(Vehicle(category="BE"), *HEAVY, right("CE"), title=FIVE_YEARS)
    assert found == [Reason.TITLE_EXPIRED, Reason.COVERED_BY_EQUIVALENCE]


def test_a_medical_opinion_keeps_the_title_with_its_category() -> None:
    """ "Le permis reste provisoirement valide" (R.221-11 III): a five-year title ends on the day of its categories."""
    late = (right("B"), right("C", "2013-07-01", "2026-11-30"))
    shown = {"title": FIVE_YEARS, "context": "medical_opinion=shown:2026-11-20:fit"}
    assert reasons(LORRY, *late, **shown) == [Reason.MEDICAL_OPINION_PENDING]
    assert reasons(CAR, *late, **shown) == KEPT
    for opinion in ("medical_opinion=none", "medical_opinion=shown:2026-12-01:fit"):
        found = reasons(LORRY, *late, title=FIVE_YEARS, context=opinion)
        assert found == [Reason.CATEGORY_EXPIRED, Reason.TITLE_EXPIRED]
    assert reasons(LORRY, *late, title=FIVE_YEARS) == [Reason.TITLE_EXPIRED, Reason.DOCUMENT_NOT_SHOWN]
    lasting = (right("B"), right("C"))
    assert reasons(LORRY, *lasting, **shown) == EXPIRED


# --- Papers that stand for a licence -------------------------------------------------------------------------------

TEMPORARY, OVER = [Reason.TEMPORARY_TITLE], [Reason.TEMPORARY_TITLE_EXPIRED]


@pytest.mark.parametrize(
    ("form", "issued", "last_day", "after"),
    [
        ("ADCS", "2026-08-01", "2026-12-01", "2026-12-02"),
        ("ADCS", "2026-10-31", "2027-02-28", "2027-03-01"),
        ("loss_receipt", "2026-10-01", "2026-12-01", "2026-12-02"),
        ("CEPC", "2026-08-01", "2026-12-01", "2026-12-02"),
    ],
)
def test_a_paper_stands_for_a_licence_for_its_months(form: str, issued: str, last_day: str, after: str) -> None:
    shown = f"presented={form},presented_issued={issued},id=shown"
    assert reasons(CAR, context=shown, at=f"{last_day} 23:59") == TEMPORARY
    assert reasons(CAR, context=shown, at=f"{after} 00:00") == OVER
    own = titled(TitleForm(form), issued=date.fromisoformat(issued), expires=None)
    assert reasons(CAR, context="id=shown", title=own, at=f"{last_day} 23:59") == TEMPORARY
    assert reasons(CAR, context="id=shown", title=own, at=f"{after} 00:00") == OVER
    stated = replace(own, expires=date(2026, 9, 1))
    assert reasons(CAR, context="id=shown", title=stated, at="2026-09-01 12:00") == TEMPORARY
    assert reasons(CAR, context="id=shown", title=stated, at="2026-09-02 12:00") == OVER


@pytest.mark.parametrize("form", ["ADCS", "loss_receipt", "CEPC"])
def test_a_paper_without_a_date_is_for_the_officer_to_read(form: str) -> None:
    assert reasons(CAR, context=f"presented={form},id=shown", at="2040-01-01 12:00") == TEMPORARY
    own = titled(TitleForm(form), issued=None, expires=None)
    assert reasons(CAR, context="id=shown", title=own) == TEMPORARY


def test_a_shown_paper_stands_apart_from_the_title_that_it_replaces() -> None:
    shown = "presented=ADCS,presented_issued=2033-05-01"
    assert reasons(CAR, context=shown, at="2033-05-15 12:00") == TEMPORARY
    pink = titled(TitleForm.PINK_3_VOLETS, expires=date(2033, 1, 19))
    assert reasons(CAR, context="presented=ADCS,presented_issued=2033-01-19", title=pink, at="2033-02-01 12:00") == (
        TEMPORARY
    )


@pytest.mark.parametrize("state", ["not_carried", "none", None])
def test_an_exam_certificate_stands_for_a_licence_beside_an_identity_document(state: str | None) -> None:
    own = titled(TitleForm.CEPC, issued=date(2026, 11, 12), expires=date(2027, 3, 12))
    context = f"id={state}" if state else ""
    assert reasons(CAR, context=context, title=own) == [Reason.DOCUMENT_NOT_SHOWN]
    assert reasons(CAR, context=context, title=own, at="2027-03-13 12:00") == OVER


def test_no_title_shown_is_said_whatever_the_title_is() -> None:
    assert reasons(CAR, context="presented=none") == [Reason.NO_TITLE_SHOWN]
    assert reasons(CAR, context="presented=none", at="2040-01-01 12:00") == [Reason.NO_TITLE_SHOWN]


# --- A prefect's interlock order -----------------------------------------------------------------------------------

ORDER = titled(TitleForm.PREFECT_EAD_ORDER, number="ARR", issued=date(2026, 10, 5), expires=date(2027, 6, 5))
RESTRICTED = Standing(measure=Measure.RESTRICTED, is_prefect_order=True)


def test_an_order_is_a_title_for_vehicles_with_an_interlock() -> None:
    only = [Reason.INTERLOCK_ONLY, Reason.TEMPORARY_TITLE]
    for standing in (RESTRICTED, Standing()):  # a terminal offline knows of the order by the order
        assert reasons(CAR, title=ORDER, standing=standing) == only
        assert reasons(f"{CAR},interlock=yes", title=ORDER, standing=standing) == only
        assert reasons(f"{CAR},interlock=no", title=ORDER, standing=standing) == [
            Reason.INTERLOCK_MISSING,
            Reason.TEMPORARY_TITLE,
        ]
    assert reasons(f"{CAR},interlock=no", title=ORDER, at="2027-06-06 12:00") == OVER


def test_an_order_without_a_date_lasts_a_year_at_most() -> None:
    undated = replace(ORDER, expires=None)
    assert Reason.TEMPORARY_TITLE in reasons(CAR, title=undated, at="2027-10-05 12:00")
    assert reasons(CAR, title=undated, at="2027-10-06 12:00") == OVER


@pytest.mark.parametrize("form", [each for each in TitleForm if each is not TitleForm.NONE])
def test_only_a_card_should_be_held_during_an_order(form: TitleForm) -> None:
    held = form in (TitleForm.CARD_2013, TitleForm.PINK_3_VOLETS)
    found = reasons(CAR, context=f"presented={form.value}", title=ORDER, standing=RESTRICTED)
    assert (Reason.TITLE_SHOULD_BE_HELD in found) is held


@pytest.mark.parametrize(
    "standing",
    [
        replace(RESTRICTED, is_prefect_order=False),
        replace(RESTRICTED, measure=Measure.SUSPENDED),
        replace(RESTRICTED, measure=Measure.NONE),
    ],
)
def test_a_card_is_not_held_without_a_prefects_order_in_force(standing: Standing) -> None:
    assert Reason.TITLE_SHOULD_BE_HELD not in reasons(CAR, standing=standing)


# --- The number ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["card_2013", "pink_3_volets", "digital", "eu_mdl", "foreign_non_eu"])
def test_a_title_with_another_number_is_not_the_current_one(form: str) -> None:
    other = f"presented={form},presented_number=10ZZ90009"
    assert Reason.TITLE_SUPERSEDED in reasons(CAR, context=other)
    assert Reason.TITLE_SUPERSEDED not in reasons(CAR, context=f"presented={form},presented_number={TITLE.number}")
    assert Reason.TITLE_SUPERSEDED not in reasons(CAR, context=f"presented={form}")


def test_a_number_is_the_same_however_it_is_typed() -> None:
    for typed in ("18zz90009", "18 ZZ 90009", "18-ZZ-90009"):
        assert reasons(CAR, context=f"presented=card_2013,presented_number={typed}") == []


@pytest.mark.parametrize("form", ["ADCS", "CEPC", "loss_receipt", "prefect_EAD_order"])
def test_papers_have_numbers_of_their_own(form: str) -> None:
    shown = f"presented={form},presented_number=10ZZ90009,id=shown"
    assert Reason.TITLE_SUPERSEDED not in reasons(CAR, context=shown)
    assert Reason.TITLE_SUPERSEDED not in reasons(
        CAR, context="presented=card_2013,presented_number=10ZZ90009", title=ORDER
    )


def test_a_title_that_was_declared_lost_is_not_the_current_one() -> None:
    lost = Standing(measure=Measure.TITLE_LOST)
    assert reasons(CAR, standing=lost) == [Reason.TITLE_SUPERSEDED]
    assert reasons(CAR, standing=lost, context="presented=loss_receipt,presented_issued=2026-11-20") == TEMPORARY


# --- Titles from outside the EEA -----------------------------------------------------------------------------------

BRAZILIAN = {"title": titled(TitleForm.FOREIGN_NON_EU), "issuing_country": "BR"}


@pytest.mark.parametrize(
    ("residence", "expected"),
    [
        (date(2025, 12, 1), []),
        (date(2025, 11, 30), [Reason.NOT_RECOGNISED]),
        (Residence.NONE, []),
        (Residence.OVER, [Reason.NOT_RECOGNISED]),
        (Residence.UNKNOWN, [Reason.RECOGNITION_TO_CHECK]),
    ],
)
def test_a_title_from_outside_the_eea_is_recognised_for_a_year_of_residence(
    residence: date | Residence, expected: list[Reason]
) -> None:
    assert reasons(CAR, standing=Standing(residence=residence), **BRAZILIAN) == expected
    assert reasons(CAR, standing=Standing(residence=residence)) == []


def test_a_foreign_title_that_is_over_has_no_medical_opinion_to_ask_for() -> None:
    late = right("B", "2013-07-01", "2026-11-30")
    assert reasons(CAR, late, context="medical_opinion=shown:2026-10-01:fit", **BRAZILIAN) == [Reason.CATEGORY_EXPIRED]


def test_a_vehicle_that_needs_no_title_asks_for_none() -> None:
    judgement = judged(
        "kind=moped",
        right("none"),
        birth_date=date(1980, 1, 1),
        context="presented=none",
        codes_all=("01", "106(2026-01-01/2029-01-01)"),
        title=replace(TITLE, expires=date(2020, 1, 1)),
    )
    assert [each.reason for each in judgement.findings] == [Reason.NO_TITLE_NEEDED]


def test_b_on_a_light_motorcycle_has_the_title_of_b() -> None:
    found = reasons(LIGHT_MOTORCYCLE, context="training_125=shown", at="2033-05-15 12:00")
    assert found == [Reason.TITLE_EXPIRED, Reason.EXEMPTION_TO_CHECK]
