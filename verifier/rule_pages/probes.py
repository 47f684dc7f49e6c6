"""Vehicles at the limits of the law: what each page shows, with the category that the engine itself gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from credential.language import Bilingual
from verifier.entitlement import need
from verifier.entitlement.vehicle import Use, Vehicle, VehicleKind


def _kg(fr: str, en: str, *masses: int) -> Bilingual:
    """Fill masses into both texts, each with its language's separator of thousands."""
    english = [f"{mass:,}" for mass in masses]
    return Bilingual(fr.format(*(mass.replace(",", " ") for mass in english)), en.format(*english))


def _comma(ratio: float) -> str:
    """Write a ratio as French does."""
    return f"{ratio}".replace(".", ",")


_OVER_LIGHT: Final = need.LIGHT_TRAILER_KG + 1
_FIRST_OF_D: Final = need.B_PASSENGERS + 1


@dataclass(frozen=True, slots=True)
class Probe:
    """A vehicle that just fits what `words` say."""

    words: Bilingual
    vehicle: Vehicle


def probes(kind: VehicleKind) -> tuple[Probe, ...]:
    """Return the vehicles of one kind at the law's limits, the lightest first."""
    return tuple(
        Probe(words, Vehicle(kind=kind, use=Use.PRIVATE, **_seated(kind, facts))) for words, facts in _ROWS[kind]
    )


def _seated(kind: VehicleKind, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Give a vehicle of four wheels the seats of category B where its row is not about seats."""
    seats = {"passenger_seats": need.B_PASSENGERS} if kind in _OF_FOUR_WHEELS else {}
    return {**seats, **facts}


_Row = tuple[Bilingual, dict[str, Any]]
_OF_FOUR_WHEELS: Final = frozenset(
    {VehicleKind.CAR, VehicleKind.VAN, VehicleKind.MOTORHOME, VehicleKind.LORRY, VehicleKind.BUS}
)
_MASSES: Final[tuple[_Row, ...]] = (
    (_kg("PTAC jusqu'à {} kg", "up to {} kg", need.B_MASS_KG), {"mass_kg": need.B_MASS_KG}),
    (
        _kg("PTAC de plus de {} à {} kg", "over {} up to {} kg", need.B_MASS_KG, need.C1_MASS_KG),
        {"mass_kg": need.C1_MASS_KG},
    ),
    (_kg("PTAC de plus de {} kg", "over {} kg", need.C1_MASS_KG), {"mass_kg": need.C1_MASS_KG + 1}),
)
_TRAILERS: Final[tuple[_Row, ...]] = (
    (
        _kg(
            "véhicule jusqu'à {} kg, remorque jusqu'à {} kg",
            "vehicle up to {} kg, trailer up to {} kg",
            need.B_MASS_KG,
            need.LIGHT_TRAILER_KG,
        ),
        {"mass_kg": need.B_MASS_KG, "trailer_kg": need.LIGHT_TRAILER_KG},
    ),
    (
        _kg(
            "le même, remorque de plus de {} kg, somme des PTAC jusqu'à {} kg",
            "the same, trailer over {} kg, sum of both masses up to {} kg",
            need.LIGHT_TRAILER_KG,
            need.B_SET_KG,
        ),
        {"mass_kg": need.B_SET_KG - _OVER_LIGHT, "trailer_kg": _OVER_LIGHT},
    ),
    (
        _kg(
            "le même, remorque de plus de {} kg, somme des PTAC jusqu'à {} kg",
            "the same, trailer over {} kg, sum of both masses up to {} kg",
            need.LIGHT_TRAILER_KG,
            need.B96_SET_KG,
        ),
        {"mass_kg": need.B96_SET_KG - _OVER_LIGHT, "trailer_kg": _OVER_LIGHT},
    ),
    (
        _kg(
            "le même, somme des PTAC au-delà, remorque jusqu'à {} kg",
            "the same, sum of both masses beyond, trailer up to {} kg",
            need.BE_TRAILER_KG,
        ),
        {"mass_kg": need.B_MASS_KG, "trailer_kg": need.BE_TRAILER_KG},
    ),
    (
        _kg(
            "le même, remorque de plus de {} kg, PTRA jusqu'à {} kg",
            "the same, trailer over {} kg, set up to {} kg",
            need.BE_TRAILER_KG,
            need.C1E_SET_KG,
        ),
        {"mass_kg": need.B_MASS_KG, "trailer_kg": need.C1E_SET_KG - need.B_MASS_KG},
    ),
)
_HEAVY_TRAILERS: Final[tuple[_Row, ...]] = (
    (
        _kg(
            "véhicule de plus de {} à {} kg, remorque de plus de {} kg, PTRA jusqu'à {} kg",
            "vehicle over {} up to {} kg, trailer over {} kg, set up to {} kg",
            need.B_MASS_KG,
            need.C1_MASS_KG,
            need.LIGHT_TRAILER_KG,
            need.C1E_SET_KG,
        ),
        {"mass_kg": need.C1_MASS_KG, "trailer_kg": need.C1E_SET_KG - need.C1_MASS_KG},
    ),
    (
        _kg(
            "véhicule de plus de {} kg, remorque de plus de {} kg",
            "vehicle over {} kg, trailer over {} kg",
            need.C1_MASS_KG,
            need.LIGHT_TRAILER_KG,
        ),
        {"mass_kg": need.C1_MASS_KG + 1, "trailer_kg": _OVER_LIGHT},
    ),
    (
        _kg("ensemble avec remorque, PTRA de plus de {} kg", "set with a trailer, over {} kg", need.C1E_SET_KG),
        {"mass_kg": need.C1_MASS_KG, "trailer_kg": need.C1E_SET_KG},
    ),
)
_SEATS: Final[tuple[_Row, ...]] = (
    (
        Bilingual(
            f"{_FIRST_OF_D} à {need.D1_PASSENGERS} passagers, {need.D1_LENGTH_M} m au plus",
            f"{_FIRST_OF_D} to {need.D1_PASSENGERS} passengers, up to {need.D1_LENGTH_M} m",
        ),
        {"mass_kg": need.B_MASS_KG, "passenger_seats": need.D1_PASSENGERS, "length_m": need.D1_LENGTH_M},
    ),
    (
        Bilingual(
            f"plus de {need.D1_PASSENGERS} passagers, ou plus de {need.D1_LENGTH_M} m",
            f"over {need.D1_PASSENGERS} passengers, or over {need.D1_LENGTH_M} m",
        ),
        {"mass_kg": need.C1_MASS_KG, "passenger_seats": need.D1_PASSENGERS + 1, "length_m": need.D1_LENGTH_M + 1},
    ),
)
_SEATS_AND_TRAILER: Final[tuple[_Row, ...]] = tuple(
    (
        Bilingual(
            f"{words.fr}, remorque de plus de {need.LIGHT_TRAILER_KG} kg",
            f"{words.en}, trailer over {need.LIGHT_TRAILER_KG} kg",
        ),
        {**facts, "trailer_kg": _OVER_LIGHT},
    )
    for words, facts in _SEATS
)
_GOODS: Final = (*_MASSES, *_TRAILERS, *_HEAVY_TRAILERS)
_A1_KG, _A2_KG = need.A1_KW / need.A1_KW_PER_KG, need.A2_KW / need.A2_KW_PER_KG
_MOTORCYCLES: Final[tuple[_Row, ...]] = (
    (
        Bilingual(
            f"jusqu'à {need.A1_CC} cm3, {need.A1_KW} kW et {_comma(need.A1_KW_PER_KG)} kW/kg",
            f"up to {need.A1_CC} cm3, {need.A1_KW} kW and {need.A1_KW_PER_KG} kW/kg",
        ),
        {"displacement_cc": need.A1_CC, "power_kw": need.A1_KW, "kerb_kg": _A1_KG},
    ),
    (
        Bilingual(
            f"jusqu'à {need.A2_KW} kW et {_comma(need.A2_KW_PER_KG)} kW/kg, non bridée ou bridée depuis "
            f"{need.A2_DERIVED_FROM_KW} kW au plus",
            f"up to {need.A2_KW} kW and {need.A2_KW_PER_KG} kW/kg, not restricted, or from up to "
            f"{need.A2_DERIVED_FROM_KW} kW",
        ),
        {"displacement_cc": need.A1_CC + 1, "power_kw": need.A2_KW, "kerb_kg": _A2_KG},
    ),
    (
        Bilingual("toute autre motocyclette", "any other motorcycle"),
        {"displacement_cc": need.A1_CC + 1, "power_kw": need.A2_KW + 1, "kerb_kg": _A2_KG},
    ),
    (
        Bilingual(
            f"jusqu'à {need.A1_CC} cm3, plus de {need.A1_KW} kW, mise en circulation avant le 31/12/1984",
            f"up to {need.A1_CC} cm3, over {need.A1_KW} kW, first registered before 31 December 1984",
        ),
        {
            "displacement_cc": need.A1_CC,
            "power_kw": need.A1_KW + 1,
            "kerb_kg": _A1_KG,
            "first_registered": date(1984, 12, 30),
        },
    ),
)
_TRICYCLES: Final[tuple[_Row, ...]] = (
    (
        Bilingual(f"jusqu'à {need.A1_TRICYCLE_KW} kW", f"up to {need.A1_TRICYCLE_KW} kW"),
        {"power_kw": need.A1_TRICYCLE_KW, "kerb_kg": 550},
    ),
    (
        Bilingual(f"plus de {need.A1_TRICYCLE_KW} kW", f"over {need.A1_TRICYCLE_KW} kW"),
        {"power_kw": need.A1_TRICYCLE_KW + 1, "kerb_kg": 550},
    ),
)
_ANY: Final[tuple[_Row, ...]] = ((Bilingual("tout véhicule de ce genre", "any vehicle of this kind"), {}),)
_ROWS: Final[Mapping[VehicleKind, tuple[_Row, ...]]] = {
    VehicleKind.MOPED: _ANY,
    VehicleKind.MOTORCYCLE: _MOTORCYCLES,
    VehicleKind.TRICYCLE: _TRICYCLES,
    VehicleKind.LIGHT_QUADRICYCLE: _ANY,
    VehicleKind.HEAVY_QUADRICYCLE: _ANY,
    VehicleKind.CAR: (*_MASSES, *_TRAILERS, *_SEATS),
    VehicleKind.VAN: _GOODS,
    VehicleKind.MOTORHOME: (*_MASSES, *_TRAILERS, *_HEAVY_TRAILERS, *_SEATS),
    VehicleKind.LORRY: _GOODS,
    VehicleKind.BUS: (*_SEATS, *_SEATS_AND_TRAILER),
    VehicleKind.AGRICULTURAL: _GOODS,
}
