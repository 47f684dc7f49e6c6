"""The vehicle that the officer states, in the closed vocabulary of the scenarios. None everywhere means not known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, unique


@unique
class VehicleKind(Enum):
    """What kind of vehicle it is; vans and lorries carry goods, cars and motorhomes people."""

    MOPED = "moped"
    MOTORCYCLE = "motorcycle"
    TRICYCLE = "tricycle"
    LIGHT_QUADRICYCLE = "light_quadricycle"
    HEAVY_QUADRICYCLE = "heavy_quadricycle"
    CAR = "car"
    VAN = "van"
    MOTORHOME = "motorhome"
    LORRY = "lorry"
    BUS = "bus"
    AGRICULTURAL = "agricultural"


@unique
class Gearbox(Enum):
    """How gears are changed."""

    MANUAL = "manual"
    AUTOMATIC = "automatic"


@unique
class Use(Enum):
    """What the trip is for: it decides exemptions, professional papers and limited suspensions."""

    PRIVATE = "private"
    COMPANY = "company"
    """On duty, but not paid transport."""
    HAULAGE = "haulage"
    COACH = "coach"
    TAXI = "taxi"
    """Everything of article R.221-10 III: taxi, VTC, ambulance, school run."""
    CIVIL_SECURITY = "civil_security"
    FARM = "farm"


TWO_OR_THREE_WHEELS = frozenset({VehicleKind.MOPED, VehicleKind.MOTORCYCLE, VehicleKind.TRICYCLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """What is driven. Masses in kg (mass_kg is F.2 of the registration certificate), powers in kW, lengths in m.

    `category` is the short form: the officer states the category that the vehicle needs and nothing else.
    """

    category: str | None = None
    kind: VehicleKind | None = None
    mass_kg: float | None = None
    passenger_seats: float | None = None
    length_m: float | None = None
    trailer_kg: float = 0
    ptra_kg: float | None = None
    displacement_cc: float | None = None
    power_kw: float | None = None
    kerb_kg: float | None = None
    derived_from_kw: float | None = None
    electric: bool | None = None
    max_speed_kmh: float | None = None
    first_registered: date | None = None
    sidecar: bool | None = None
    gearbox: Gearbox | None = None
    tachograph: bool | None = None
    interlock: bool | None = None
    vin: str | None = None
    plate: str | None = None
    adaptations: frozenset[str] | None = None
    """Codes 10 to 44 that the officer found on the vehicle; empty: none found; None: not inspected."""
    use: Use | None = None

    @classmethod
    def parse(cls, stated: str) -> Vehicle:
        """Read ``B``, ``category=B`` or ``kind=car,mass=1900,seats=4``. Raises StatementError."""
        from verifier.entitlement.vehicle_words import parse_vehicle

        return parse_vehicle(stated)

    @property
    def has_two_or_three_wheels(self) -> bool:
        """Whether it belongs to the family of two and three wheels, the other being all the rest."""
        return self.kind in TWO_OR_THREE_WHEELS

    @property
    def is_electric(self) -> bool:
        """Whether it has an electric motor; a displacement of 0 says so too."""
        return bool(self.electric) or self.displacement_cc == 0
