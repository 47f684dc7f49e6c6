"""Whose codes count, how far they reach, and which of them stand behind a verdict."""

from __future__ import annotations

from datetime import date

import pytest

from credential.reason import Reason
from tests.unit.entitlement.stops import CAR, LIGHT_MOTORCYCLE, LORRY, MOTORCYCLE, judged, reasons, right
from verifier.entitlement.vehicle import Vehicle

LOOK, BREACHED = [Reason.RESTRICTION_TO_CHECK], [Reason.RESTRICTION_BREACHED]
DOUBTFUL = [Reason.DAYLIGHT_DOUBTFUL]
NO_GEARBOX = "kind=car,mass=1900,seats=4"
MANUAL, AUTOMATIC = f"{NO_GEARBOX},gearbox=manual", f"{NO_GEARBOX},gearbox=automatic"
SUN = "sunrise=08:20,sunset=16:50"


def test_codes_are_those_of_the_category_that_carries_the_right_and_of_all() -> None:
    held = (right("B", "2013-07-01", None, "01"), right("A2", "2013-07-01", None, "02"))
    assert judged(CAR, *held, codes_all=("03",)).codes == ("03", "01")
    assert judged("kind=motorcycle,cc=500,power=35,kerb=190", *held, codes_all=("03",)).codes == ("03", "02")


def test_a_code_printed_twice_counts_once_and_for_all() -> None:
    held = right("B", "2013-07-01", None, "78", "78")
    judgement = judged(MANUAL, held, codes_all=("78",))
    assert [each.code for each in judgement.findings] == ["78"]
    on_a_motorcycle = judged(LIGHT_MOTORCYCLE, held, codes_all=("78",), context="training_125=shown")
    assert on_a_motorcycle.reasons == (Reason.RESTRICTION_BREACHED,)


DOUBT = Reason.RESTRICTION_SCOPE_DOUBTFUL


@pytest.mark.parametrize("code", ["78", "01", "69"])
def test_a_code_of_b_broken_on_a_motorcycle_is_of_doubtful_scope(code: str) -> None:
    broken = {"context": "training_125=shown,correction=no"}
    held = right("B", "2013-07-01", None, code)
    judgement = judged(f"{LIGHT_MOTORCYCLE},interlock=no", held, **broken)
    assert (judgement.reasons, judgement.codes) == ((DOUBT,), (code,))
    assert judgement.other_reasons == (Reason.EXEMPTION_TO_CHECK,)


def test_a_code_that_is_kept_stays_what_it_is_on_a_motorcycle() -> None:
    held = right("B", "2013-07-01", None, "01", "78")
    vehicle = LIGHT_MOTORCYCLE.replace("manual", "automatic")
    judgement = judged(vehicle, held, context="training_125=shown,correction=yes")
    assert judgement.reasons == (Reason.RESTRICTION_TO_CHECK, Reason.EXEMPTION_TO_CHECK)
    assert judgement.codes == ("01",)


@pytest.mark.parametrize(
    ("vehicle", "category", "issued", "doubtful"),
    [
        ("kind=heavy_quadricycle,gearbox=manual", "A", "2012-01-01", True),
        ("kind=heavy_quadricycle,gearbox=manual", "B", "2012-01-01", False),
        ("kind=tricycle,power=15,kerb=500,gearbox=manual", "B1", "2012-01-01", True),
        ("kind=tricycle,power=15,kerb=500,gearbox=manual", "A2", "2020-01-01", False),
        ("kind=moped,gearbox=manual", "B", "2020-01-01", True),
        ("kind=moped,gearbox=manual", "A1", "2020-01-01", False),
        ("kind=moped,gearbox=manual", "AM", "2020-01-01", False),
        ("kind=light_quadricycle,gearbox=manual", "AM", "2020-01-01", False),
        ("kind=light_quadricycle,gearbox=manual", "A", "2020-01-01", True),
        ("kind=light_quadricycle,gearbox=manual", "B", "2020-01-01", False),
        ("kind=lorry,mass=9000,seats=2,gearbox=manual", "C", "2020-01-01", False),
    ],
)
def test_the_two_families_of_vehicles(vehicle: str, category: str, issued: str, doubtful: bool) -> None:
    found_ = reasons(vehicle, right(category, issued, None, "78"), birth_date=date(1988, 6, 1))
    assert found_[0] is (DOUBT if doubtful else Reason.RESTRICTION_BREACHED)


def test_darkness_near_its_edge_is_doubtful_in_every_family() -> None:
    held = right("B", "2013-07-01", None, "61")
    found_ = reasons(LIGHT_MOTORCYCLE, held, context=f"training_125=shown,{SUN}", at="2026-12-01 17:00")
    assert found_[0] is Reason.DAYLIGHT_DOUBTFUL


def test_without_a_kind_there_is_no_other_family() -> None:
    assert reasons(Vehicle(category="AM"), right("B", "2013-07-01", None, "01"), context="correction=no") == [
        Reason.RESTRICTION_BREACHED,
        Reason.COVERED_BY_EQUIVALENCE,
    ]


def test_only_reasons_that_do_not_name_their_code_have_it_beside_them() -> None:
    codes = ("106(2026-01-01/2029-01-01)", "71.1.F", "01.06")
    assert judged(CAR, codes_all=codes).codes == ("01.06",)
    assert judged(CAR, codes_all=("01.06", "78"), context="correction=yes").codes == ("78",)


def test_the_category_of_a_motorcycle_has_its_own_codes() -> None:
    held = (right("A", "2013-07-01", None, "44.02"), right("B", "2013-07-01", None, "78"))
    assert judged(MOTORCYCLE, *held).codes == ("44.02",)


def test_a_lorry_is_of_the_family_of_b() -> None:
    assert judged(f"{LORRY},gearbox=manual", right("C", "2013-07-01", None, "78")).codes == ("78",)
