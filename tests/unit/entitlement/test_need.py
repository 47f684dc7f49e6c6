"""The category that a vehicle needs: one unit to either side of each limit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from credential.labels import CATEGORIES
from verifier.entitlement.need import Need, need_of
from verifier.entitlement.vehicle import Vehicle, VehicleKind

SET = "kind=car,mass=3500,seats=8"


@pytest.mark.parametrize(
    ("stated", "category"),
    [
        # Mass (F.2) and seats.
        ("kind=van,mass=3500,seats=2", "B"),
        ("kind=van,mass=3501,seats=2", "C1"),
        ("kind=lorry,mass=7500,seats=2", "C1"),
        ("kind=lorry,mass=7501,seats=2", "C"),
        ("kind=car,mass=3500,seats=8", "B"),
        ("kind=bus,mass=3500,seats=9,length=8", "D1"),
        ("kind=bus,mass=7500,seats=8,length=8", "C1"),
        ("kind=bus,mass=19000,seats=16,length=8", "D1"),
        ("kind=bus,mass=3500,seats=17,length=8", "D"),
        ("kind=bus,mass=3500,seats=16,length=8.01", "D"),
        ("kind=motorhome,mass=3501,seats=4", "C1"),
        ("kind=car,mass=3500,seats=9", "D"),  # a length that nobody stated gives no right
        ("kind=agricultural,mass=3500,max_speed=40", "B"),
        ("kind=agricultural,mass=7500,max_speed=40", "C1"),
        ("kind=agricultural,mass=7501,max_speed=40", "C"),
        # Trailers behind B.
        ("kind=car,mass=3500,seats=4,trailer=750", "B"),
        ("kind=car,mass=2749,seats=4,trailer=751", "B"),
        ("kind=car,mass=1000,seats=4,trailer=2500", "B"),
        ("kind=car,mass=1000,seats=4,trailer=3251", "BE"),
        ("kind=car,mass=751,seats=4,trailer=3500", "BE"),
        ("kind=car,mass=3500,seats=4,trailer=3500", "BE"),
        ("kind=car,mass=3500,seats=4,trailer=3501", "C1E"),
        ("kind=agricultural,mass=3500,max_speed=40,trailer=3500", "BE"),
        # Sets of C1E: 12,000 kg.
        ("kind=lorry,mass=7500,seats=2,trailer=750", "C1"),
        ("kind=lorry,mass=7500,seats=2,trailer=751", "C1E"),
        ("kind=lorry,mass=7500,seats=2,trailer=4500", "C1E"),
        ("kind=lorry,mass=7500,seats=2,trailer=4501", "CE"),
        ("kind=lorry,mass=7500,seats=2,trailer=4501,ptra=12000", "C1E"),
        ("kind=lorry,mass=7500,seats=2,trailer=4000,ptra=12001", "CE"),
        ("kind=car,mass=3500,seats=2,trailer=8500", "C1E"),
        ("kind=car,mass=3500,seats=2,trailer=8501", "CE"),
        ("kind=lorry,mass=7501,seats=2,trailer=750", "C"),
        ("kind=lorry,mass=7501,seats=2,trailer=751", "CE"),
        ("kind=lorry,mass=7501,seats=2,trailer=751,ptra=8252", "CE"),
        ("kind=bus,mass=5000,seats=16,length=8,trailer=750", "D1"),
        ("kind=bus,mass=5000,seats=16,length=8,trailer=751", "D1E"),
        ("kind=bus,mass=5000,seats=17,length=8,trailer=750", "D"),
        ("kind=bus,mass=5000,seats=17,length=8,trailer=751", "DE"),
        # Two and three wheels.
        ("kind=motorcycle,cc=125,power=11,kerb=110", "A1"),
        ("kind=motorcycle,cc=126,power=11,kerb=110", "A2"),
        ("kind=motorcycle,cc=125,power=11.1,kerb=150", "A2"),
        ("kind=motorcycle,cc=125,power=11,kerb=109", "A2"),
        ("kind=motorcycle,cc=125,power=11,kerb=109.9", "A2"),
        ("kind=motorcycle,cc=0,power=11,kerb=110", "A1"),
        ("kind=motorcycle,cc=500,power=35,kerb=175", "A2"),
        ("kind=motorcycle,cc=500,power=35,kerb=174", "A"),
        ("kind=motorcycle,cc=500,power=36,kerb=300", "A"),
        ("kind=motorcycle,cc=500,power=35,kerb=175,derived_from=70", "A2"),
        ("kind=motorcycle,cc=500,power=35,kerb=175,derived_from=71", "A"),
        ("kind=tricycle,power=15,kerb=300", "A1"),
        ("kind=tricycle,power=15.1,kerb=300", "A"),
        ("kind=moped", "AM"),
        ("kind=light_quadricycle", "AM"),
        ("kind=heavy_quadricycle", "B1"),
    ],
)
def test_the_category_needed_on_either_side_of_each_limit(stated: str, category: str) -> None:
    assert need_of(Vehicle.parse(stated)) == Need(category)


@pytest.mark.parametrize(
    ("stated", "need"),
    [
        ("kind=car,mass=2000,seats=4,trailer=1500", Need("B")),
        ("kind=car,mass=2000,seats=4,trailer=1501", Need("B", with_96=True)),
        ("kind=car,mass=2000,seats=4,trailer=2250", Need("B", with_96=True)),
        ("kind=car,mass=2000,seats=4,trailer=2251", Need("BE")),
        ("kind=car,mass=3500,seats=4,trailer=750", Need("B")),
        ("kind=car,mass=3499,seats=4,trailer=751", Need("B", with_96=True)),
    ],
)
def test_the_set_that_needs_training(stated: str, need: Need) -> None:
    assert need_of(Vehicle.parse(stated)) == need


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_stated_category_is_the_one_needed(category: str) -> None:
    assert need_of(Vehicle(category=category)) == Need(category)


def test_nothing_stated_needs_nothing_that_could_be_told() -> None:
    assert need_of(Vehicle()) is None


@pytest.mark.parametrize("kind", VehicleKind)
def test_facts_that_are_not_known_need_the_highest_category(kind: VehicleKind) -> None:
    highest = {
        VehicleKind.MOPED: "AM",
        VehicleKind.LIGHT_QUADRICYCLE: "AM",
        VehicleKind.HEAVY_QUADRICYCLE: "B1",
        VehicleKind.MOTORCYCLE: "A",
        VehicleKind.TRICYCLE: "A",
        VehicleKind.AGRICULTURAL: "C",
    }
    assert need_of(Vehicle(kind=kind)) == Need(highest.get(kind, "D"))
    with_trailer = need_of(replace(Vehicle(kind=VehicleKind.LORRY, passenger_seats=2), trailer_kg=800))
    assert with_trailer == Need("CE")


def test_an_electric_motorcycle_has_no_displacement_to_state() -> None:
    stated = Vehicle(kind=VehicleKind.MOTORCYCLE, power_kw=11, kerb_kg=110)
    assert need_of(replace(stated, electric=True)) == Need("A1")
    assert need_of(stated) == Need("A2")
