"""Small parts on which the rest stands: which rights count today, families of vehicles, the record's moments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.unit.entitlement.stops import CAR, right, stop
from verifier.entitlement.codes import Code, read_code
from verifier.entitlement.standing import Measure, Standing
from verifier.entitlement.vehicle import Vehicle, VehicleKind

NOON = datetime(2026, 12, 1, 12)  # noqa: DTZ001 - the wall clock in Paris carries no zone


def test_rights_are_those_obtained_by_today_in_the_order_of_the_title() -> None:
    held = (right("B"), right("C", "2026-12-02"), right("C", None), right("D"), right("B", "2026-12-01"))
    at = stop(CAR, *held)
    assert at.rights("B", "C") == [held[0], held[2], held[4]]
    assert at.rights("A") == []
    assert at.today == date(2026, 12, 1)


@pytest.mark.parametrize("kind", [None, *VehicleKind])
def test_the_family_of_two_and_three_wheels(kind: VehicleKind | None) -> None:
    wheels = {VehicleKind.MOPED, VehicleKind.MOTORCYCLE, VehicleKind.TRICYCLE}
    assert Vehicle(kind=kind).has_two_or_three_wheels is (kind in wheels)


@pytest.mark.parametrize(
    ("vehicle", "electric"),
    [
        (Vehicle(), False),
        (Vehicle(electric=True), True),
        (Vehicle(electric=False), False),
        (Vehicle(displacement_cc=0), True),
        (Vehicle(displacement_cc=1), False),
    ],
)
def test_an_electric_vehicle_says_so_or_has_no_displacement(vehicle: Vehicle, electric: bool) -> None:
    assert vehicle.is_electric is electric


def test_the_moments_of_a_record() -> None:
    standing = Standing(measure=Measure.SUSPENDED, begins=NOON, ends=NOON.replace(hour=13))
    before, during, after = NOON.replace(hour=11), NOON, NOON.replace(hour=13)
    assert [standing.is_ahead(at) for at in (before, during, after)] == [True, False, False]
    assert [standing.is_over(at) for at in (before, during, after)] == [False, False, True]
    assert [standing.is_recorded(at) for at in (before, during, after)] == [False, True, True]
    assert [standing.is_in_force(Measure.SUSPENDED, at) for at in (before, during, after)] == [False, True, False]
    assert not standing.is_in_force(Measure.RETAINED, during)
    for measure in (Measure.NONE, Measure.TITLE_LOST):
        assert not replace(standing, measure=measure).is_recorded(during)


@pytest.mark.parametrize(
    ("printed", "current", "national"),
    [
        ("05.03", "63", False),
        ("05.08", "68", False),
        ("05.09", "05.09", False),
        ("63", "63", False),
        ("99", "99", False),
        ("100", "100", True),
        ("106", "106", True),
        ("X", "X", False),
        ("", "", False),
    ],
)
def test_what_a_code_says_today_and_whose_it_is(printed: str, current: str, national: bool) -> None:
    code = Code(printed=printed, code=printed, value=None)
    assert (code.current, code.is_national) == (current, national)


@pytest.mark.parametrize(
    ("printed", "code", "value"),
    [
        ("106 (2026-06-15/2029-06-15)", "106", "2026-06-15/2029-06-15"),
        ("62: 30 km", "62", "30 km"),
        ("69 01.01.2016", "69", "01.01.2016"),
        ("69[01.01.2016]", "69", "01.01.2016"),
        ("79.03 (x)", "79.03", "x"),
        ("20.06ab(1)", "20.06", "1"),
    ],
)
def test_other_printed_forms(printed: str, code: str, value: str) -> None:
    read = read_code(printed)
    assert (read.printed, read.code, read.value) == (printed, code, value)
