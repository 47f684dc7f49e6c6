"""The category that a vehicle needs (article R.221-4), from what the officer states about it.

A value that is not known counts as the one that needs the higher category: unknown is never a right. Each limit is
inclusive: 3,500 kg is within B.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from verifier.entitlement.vehicle import Vehicle, VehicleKind

LIGHT_TRAILER_KG: Final = 750
B_MASS_KG: Final = 3500
C1_MASS_KG: Final = 7500
B_SET_KG: Final = 3500
"""Mass of car and heavier trailer up to which B needs no training."""
B96_SET_KG: Final = 4250
BE_TRAILER_KG: Final = 3500
C1E_SET_KG: Final = 12000
B_PASSENGERS: Final = 8
D1_PASSENGERS: Final = 16
D1_LENGTH_M: Final = 8
A1_CC: Final = 125
A1_KW: Final = 11
A1_KW_PER_KG: Final = 0.1
A2_KW: Final = 35
A2_KW_PER_KG: Final = 0.2
A2_DERIVED_FROM_KW: Final = 70
A1_TRICYCLE_KW: Final = 15
_UNKNOWN: Final = float("inf")


class Need(NamedTuple):
    """The category needed; `with_96` for a set that B covers only with the training of code 96."""

    category: str
    with_96: bool = False


def need_of(vehicle: Vehicle) -> Need | None:
    """Return what the vehicle needs; None where neither a kind nor a category is stated."""
    if vehicle.category is not None:
        return Need(vehicle.category)
    if vehicle.kind is None:
        return None
    return _FIXED.get(vehicle.kind) or _COUNTED[vehicle.kind](vehicle)


def is_light_motorcycle(vehicle: Vehicle) -> bool:
    """Tell whether it is within the limits of A1: 125 cm3, 11 kW and 0.1 kW/kg, each at most."""
    displacement = 0 if vehicle.is_electric and vehicle.displacement_cc is None else vehicle.displacement_cc
    power = _of(vehicle.power_kw)
    return _of(displacement) <= A1_CC and power <= A1_KW and _within(power, A1_KW_PER_KG, vehicle.kerb_kg)


def _motorcycle(vehicle: Vehicle) -> Need:
    if is_light_motorcycle(vehicle):
        return Need("A1")
    power = _of(vehicle.power_kw)
    restricted = vehicle.derived_from_kw is not None and vehicle.derived_from_kw > A2_DERIVED_FROM_KW
    if power <= A2_KW and _within(power, A2_KW_PER_KG, vehicle.kerb_kg) and not restricted:
        return Need("A2")
    return Need("A")


def _tricycle(vehicle: Vehicle) -> Need:
    return Need("A1" if _of(vehicle.power_kw) <= A1_TRICYCLE_KW else "A")


def _four_wheels(vehicle: Vehicle) -> Need:
    base = _alone(vehicle)
    trailer = vehicle.trailer_kg
    if trailer <= LIGHT_TRAILER_KG:
        return Need(base)
    if base in ("D1", "D"):
        return Need(f"{base}E")
    if base == "B" and trailer <= BE_TRAILER_KG:
        return _behind_b(_of(vehicle.mass_kg) + trailer)
    total = vehicle.ptra_kg if vehicle.ptra_kg is not None else _of(vehicle.mass_kg) + trailer
    return Need("C1E" if base != "C" and total <= C1E_SET_KG else "CE")


def _alone(vehicle: Vehicle) -> str:
    """The category of the vehicle without its trailer."""
    # Tractors carry no passengers, and the law's easings for them are ways to be entitled, not other categories.
    seats = 0 if vehicle.kind is VehicleKind.AGRICULTURAL else _of(vehicle.passenger_seats)
    if seats > B_PASSENGERS:
        return "D1" if seats <= D1_PASSENGERS and _of(vehicle.length_m) <= D1_LENGTH_M else "D"
    mass = _of(vehicle.mass_kg)
    if mass <= B_MASS_KG:
        return "B"
    return "C1" if mass <= C1_MASS_KG else "C"


def _behind_b(total: float) -> Need:
    """A trailer over 750 kg behind a vehicle of category B."""
    if total <= B_SET_KG:
        return Need("B")
    return Need("B", with_96=True) if total <= B96_SET_KG else Need("BE")


def _of(value: float | None) -> float:
    return _UNKNOWN if value is None else value


def _within(power: float, ratio: float, mass: float | None) -> bool:
    """Whether `power` over `mass` is at most `ratio`; tenths of a kW and whole kg stay exact as integers."""
    return mass is not None and round(power * 1000) <= round(ratio * 1000 * mass)


_FIXED: Final = {
    VehicleKind.MOPED: Need("AM"),
    VehicleKind.LIGHT_QUADRICYCLE: Need("AM"),
    VehicleKind.HEAVY_QUADRICYCLE: Need("B1"),
}
_COUNTED: Final[dict[VehicleKind, Callable[[Vehicle], Need]]] = {
    VehicleKind.MOTORCYCLE: _motorcycle,
    VehicleKind.TRICYCLE: _tricycle,
    VehicleKind.CAR: _four_wheels,
    VehicleKind.VAN: _four_wheels,
    VehicleKind.MOTORHOME: _four_wheels,
    VehicleKind.LORRY: _four_wheels,
    VehicleKind.BUS: _four_wheels,
    VehicleKind.AGRICULTURAL: _four_wheels,
}
