"""Rights kept when the law changed: from before 1975, 1980, 1985 and 2013 (R.221-8 I, decree of 20 April 2012, 8 V)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from verifier.entitlement.need import A1_CC, A1_TRICYCLE_KW, Need, is_light_motorcycle
from verifier.entitlement.rules import Rule, rule
from verifier.entitlement.vehicle import Vehicle, VehicleKind


@dataclass(frozen=True, slots=True)
class LegacyRight:
    """A right from before `before` (and from `since` on): `categories` cover the vehicles that `covers` accepts."""

    categories: frozenset[str]
    since: date
    before: date
    covers: Callable[[Vehicle, Need], bool]
    rule: Rule


_EVER: Final = date.min
OLD_MOTORCYCLE_BEFORE: Final = date(1984, 12, 31)
BEFORE_1975: Final = date(1975, 1, 20)
_1980, _1985 = date(1980, 3, 1), date(1985, 1, 1)
NEW_CATEGORIES: Final = date(2013, 1, 19)
"""From this day on the categories of today are issued."""
OLD_TRICYCLE_KG: Final = 550
"""Empty mass up to which B or B1 from before 2013 covers a tricycle of at most 15 kW."""


def _light_or_old(vehicle: Vehicle, _need: Need) -> bool:
    is_light = vehicle.kind is VehicleKind.MOTORCYCLE and is_light_motorcycle(vehicle)
    return is_light or _is_old_125(vehicle)


def _is_old_125(vehicle: Vehicle) -> bool:
    first, displacement = vehicle.first_registered, vehicle.displacement_cc
    return (
        first is not None
        and first < OLD_MOTORCYCLE_BEFORE
        and vehicle.kind is VehicleKind.MOTORCYCLE
        and displacement is not None
        and displacement <= A1_CC
    )


def _any_motorcycle(vehicle: Vehicle, _need: Need) -> bool:
    return vehicle.kind is VehicleKind.MOTORCYCLE


def _heavy_for_people(vehicle: Vehicle, need: Need) -> bool:
    return vehicle.kind in (VehicleKind.CAR, VehicleKind.MOTORHOME) and need.category in ("C1", "C")


def _quadricycle(vehicle: Vehicle, _need: Need) -> bool:
    return vehicle.kind in (VehicleKind.LIGHT_QUADRICYCLE, VehicleKind.HEAVY_QUADRICYCLE)


def _small_tricycle(vehicle: Vehicle, _need: Need) -> bool:
    power, mass = vehicle.power_kw, vehicle.kerb_kg
    return (
        vehicle.kind is VehicleKind.TRICYCLE
        and power is not None
        and power <= A1_TRICYCLE_KW
        and mass is not None
        and mass <= OLD_TRICYCLE_KG
    )


_LICENCES: Final = frozenset(
    ("A1", "A2", "A", "B1", "B", "BE", "C1", "C1E", "C", "CE", "D1", "D1E", "D", "DE")
)  # fmt: skip  # a table: a row a line
LEGACY_RIGHTS: Final = (
    LegacyRight(
        _LICENCES, _EVER, _1980, _light_or_old,
        rule(
            "Toute catégorie d'avant le 01/03/1980 autorise la motocyclette légère, et celle de 125 cm3 au plus mise "
            "en circulation avant le 31/12/1984.",
            "Any category from before 1 March 1980 covers light motorcycles, and those of up to 125 cm3 first "
            "registered before 31 December 1984.",
            "R.221-8",
        ),
    ),
    LegacyRight(
        frozenset({"A1"}), _1980, _1985, lambda vehicle, _need: _is_old_125(vehicle),
        rule(
            "A1 obtenu du 01/03/1980 au 31/12/1984 autorise la motocyclette de 125 cm3 au plus mise en circulation "
            "avant le 31/12/1984.",
            "A1 obtained from 1 March 1980 to 31 December 1984 covers motorcycles of up to 125 cm3 first registered "
            "before 31 December 1984.",
            "R.221-8",
        ),
    ),
    LegacyRight(
        frozenset({"A2", "A3"}), _1980, _1985, _any_motorcycle,
        rule(
            "A2 ou A3 obtenu du 01/03/1980 au 31/12/1984 autorise toutes les motocyclettes.",
            "A2 or A3 obtained from 1 March 1980 to 31 December 1984 covers every motorcycle.",
            "R.221-8",
        ),
    ),
    LegacyRight(
        frozenset({"B"}), _EVER, BEFORE_1975, _heavy_for_people,
        rule(
            "B d'avant le 20/01/1975 autorise le transport de personnes de plus de 3,5 t, 8 passagers au plus.",
            "B from before 20 January 1975 covers vehicles for people over 3.5 t with up to 8 passengers.",
            "arrêté du 20/04/2012, art. 8 V",
        ),
    ),
    LegacyRight(
        frozenset({"A", "A1"}), _EVER, NEW_CATEGORIES, _quadricycle,
        rule(
            "A ou A1 d'avant le 19/01/2013 autorise les quadricycles L6e et L7e.",
            "A or A1 from before 19 January 2013 covers quadricycles L6e and L7e.",
            "R.221-8",
        ),
    ),
    LegacyRight(
        frozenset({"B", "B1"}), _EVER, NEW_CATEGORIES, _small_tricycle,
        rule(
            "B ou B1 d'avant le 19/01/2013 autorise le tricycle de 15 kW et 550 kg à vide au plus.",
            "B or B1 from before 19 January 2013 covers tricycles of up to 15 kW and 550 kg unladen.",
            "R.221-8",
        ),
    ),
)  # fmt: skip  # a table: a row a line
