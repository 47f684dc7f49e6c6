"""What an officer chooses a vehicle from: each kind with usual values, and what of it can be stated more exactly.

A usual value is the one that needs the highest category among common vehicles of the kind: what the officer does not
look up never makes a right larger than it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from verifier.entitlement.vehicle import Gearbox, Use, Vehicle, VehicleKind


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the vehicle: its key in the vocabulary, and the values that the keys go through in turn.

    A fact with numbers also takes any number that is typed.
    """

    name: str
    steps: tuple[float, ...] | tuple[Gearbox | None, ...] | tuple[Use, ...]

    @property
    def is_number(self) -> bool:
        """Whether a number can be typed."""
        return isinstance(self.steps[0], int | float)


@dataclass(frozen=True, slots=True)
class Preset:
    """A kind of vehicle: the letter that chooses it, its usual values, and the facts that can be changed."""

    letter: str
    vehicle: Vehicle
    facts: tuple[Fact, ...] = ()


_GEARBOX: Final = Fact("gearbox", (None, Gearbox.MANUAL, Gearbox.AUTOMATIC))
_USE: Final = Fact("use", tuple(Use))
_TRAILER: Final = Fact("trailer_kg", (0, 500, 750, 1000, 1500, 2000, 2500, 3000, 3500))
_LIGHT: Final = Fact("mass_kg", (1500, 2000, 2500, 3000, 3500, 4250))
_HEAVY: Final = Fact("mass_kg", (3500, 4250, 7500, 12000, 19000, 26000, 32000))
_HEAVY_TRAILER: Final = Fact("trailer_kg", (0, 750, 3500, 10000, 18000, 25000))
_SEATS: Final = Fact("passenger_seats", (1, 2, 4, 6, 8, 9, 16))
_CROWD: Final = Fact("passenger_seats", (8, 16, 22, 30, 50, 60))

PRESETS: Final[Mapping[VehicleKind, Preset]] = {
    VehicleKind.CAR: Preset(
        "v",
        Vehicle(kind=VehicleKind.CAR, mass_kg=3500, passenger_seats=4, use=Use.PRIVATE),
        (_LIGHT, _SEATS, _TRAILER, _GEARBOX, _USE),
    ),
    VehicleKind.VAN: Preset(
        "u",
        Vehicle(kind=VehicleKind.VAN, mass_kg=3500, passenger_seats=2, use=Use.PRIVATE),
        (_LIGHT, _SEATS, _TRAILER, _GEARBOX, _USE),
    ),
    VehicleKind.LORRY: Preset(
        "c",
        Vehicle(kind=VehicleKind.LORRY, mass_kg=19000, passenger_seats=2, use=Use.HAULAGE),
        (_HEAVY, _SEATS, _HEAVY_TRAILER, _GEARBOX, _USE),
    ),
    VehicleKind.BUS: Preset(
        "b",
        Vehicle(kind=VehicleKind.BUS, mass_kg=19000, passenger_seats=50, length_m=12, use=Use.COACH),
        (_HEAVY, _CROWD, Fact("length_m", (6, 8, 10, 12, 18)), _HEAVY_TRAILER, _GEARBOX, _USE),
    ),
    VehicleKind.MOTORCYCLE: Preset(
        "m",
        Vehicle(kind=VehicleKind.MOTORCYCLE, displacement_cc=1000, power_kw=70, kerb_kg=200, use=Use.PRIVATE),
        (
            Fact("displacement_cc", (50, 125, 300, 500, 750, 1000)),
            Fact("power_kw", (4, 11, 15, 25, 35, 70)),
            Fact("kerb_kg", (100, 125, 150, 175, 200, 250)),
            _GEARBOX,
        ),
    ),
    VehicleKind.MOPED: Preset("y", Vehicle(kind=VehicleKind.MOPED, use=Use.PRIVATE)),
    VehicleKind.MOTORHOME: Preset(
        "a",
        Vehicle(kind=VehicleKind.MOTORHOME, mass_kg=3500, passenger_seats=4, use=Use.PRIVATE),
        (Fact("mass_kg", (3000, 3500, 4250, 5000, 7500)), _SEATS, _TRAILER, _GEARBOX),
    ),
    VehicleKind.TRICYCLE: Preset(
        "t",
        Vehicle(kind=VehicleKind.TRICYCLE, power_kw=30, kerb_kg=300, use=Use.PRIVATE),
        (Fact("power_kw", (11, 15, 30, 50)), Fact("kerb_kg", (200, 300, 400)), _GEARBOX),
    ),
    VehicleKind.LIGHT_QUADRICYCLE: Preset("l", Vehicle(kind=VehicleKind.LIGHT_QUADRICYCLE, use=Use.PRIVATE)),
    VehicleKind.HEAVY_QUADRICYCLE: Preset("d", Vehicle(kind=VehicleKind.HEAVY_QUADRICYCLE, use=Use.PRIVATE)),
    VehicleKind.AGRICULTURAL: Preset(
        "g",
        Vehicle(kind=VehicleKind.AGRICULTURAL, mass_kg=12000, max_speed_kmh=50, use=Use.PRIVATE),
        (_HEAVY, Fact("max_speed_kmh", (25, 40, 50, 60)), _HEAVY_TRAILER, Fact("use", (Use.PRIVATE, Use.FARM))),
    ),
}
LARGE: Final = (
    VehicleKind.CAR,
    VehicleKind.VAN,
    VehicleKind.LORRY,
    VehicleKind.BUS,
    VehicleKind.MOTORCYCLE,
    VehicleKind.MOPED,
)
"""The six that are stopped most; the others stand below them."""


def stepped(fact: Fact, value: object, forward: bool) -> object:
    """Return the value that follows `value` in one direction, or the same at the end. Numbers may lie between steps."""
    if fact.is_number and isinstance(value, int | float):
        numbers = [step for step in fact.steps if isinstance(step, int | float)]
        beyond = [step for step in numbers if (step > value if forward else step < value)]
        return (min(beyond) if forward else max(beyond)) if beyond else value
    steps: list[object] = list(fact.steps)
    place = steps.index(value) if value in steps else 0
    return steps[(place + (1 if forward else -1)) % len(steps)]
