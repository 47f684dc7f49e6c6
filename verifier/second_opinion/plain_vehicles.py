"""The category that a vehicle needs, said again from article R.221-4: a table of what each category may drive.

Vehicles come in the words of the people files: ``{"kind": "car", "mass_kg": 1900, "passenger_seats": 4}``. What is not
known is assumed at its worst.
"""

from __future__ import annotations

from typing import Final

from verifier.second_opinion.objections import Json

_WORST: Final = 1e12


def category_needed(vehicle: Json) -> tuple[str, bool]:
    """Name the category, and whether it is a set of B that needs the training of code 96."""
    if vehicle.get("category") is not None:
        return vehicle["category"], False
    kind = vehicle["kind"]
    if kind in ("moped", "light_quadricycle"):
        return "AM", False
    if kind == "heavy_quadricycle":
        return "B1", False
    if kind == "motorcycle":
        return next(name for name, fits in _MOTORCYCLES if fits(vehicle)), False
    if kind == "tricycle":
        return ("A1" if _number(vehicle, "power_kw") <= 15 else "A"), False
    return _on_four_wheels(vehicle)


def is_a1_motorcycle(vehicle: Json) -> bool:
    """At most 125 cm3, 11 kW and 0.1 kW/kg."""
    displacement = vehicle.get("displacement_cc")
    if displacement is None and vehicle.get("electric"):
        displacement = 0
    small = displacement is not None and displacement <= 125
    return small and _number(vehicle, "power_kw") <= 11 and _ratio_is_within(vehicle, 10)


def _is_a2_motorcycle(vehicle: Json) -> bool:
    original = vehicle.get("derived_from_kw")
    return _number(vehicle, "power_kw") <= 35 and _ratio_is_within(vehicle, 5) and (original is None or original <= 70)


_MOTORCYCLES: Final = (("A1", is_a1_motorcycle), ("A2", _is_a2_motorcycle), ("A", lambda _vehicle: True))


def _ratio_is_within(vehicle: Json, kilograms: int) -> bool:
    """Whether there are at least so many kg for each kW; in watts and grams, to compare whole numbers."""
    mass = vehicle.get("kerb_kg")
    return mass is not None and round(_number(vehicle, "power_kw") * 1000) * kilograms <= round(mass * 1000)


def _on_four_wheels(vehicle: Json) -> tuple[str, bool]:
    alone, trailer = _without_trailer(vehicle), _number(vehicle, "trailer_kg", 0)
    together = _number(vehicle, "mass_kg") + trailer
    if trailer <= 750:
        return alone, False
    if alone in ("D1", "D"):
        return alone + "E", False
    if alone == "B" and trailer <= 3500:
        return ("B", together > 3500) if together <= 4250 else ("BE", False)
    whole = vehicle.get("ptra_kg")
    whole = together if whole is None else whole
    return ("C1E" if alone in ("B", "C1") and whole <= 12000 else "CE"), False


def _without_trailer(vehicle: Json) -> str:
    seats = 0 if vehicle["kind"] == "agricultural" else _number(vehicle, "passenger_seats")
    mass = _number(vehicle, "mass_kg")
    if seats > 8:
        return "D1" if seats <= 16 and _number(vehicle, "length_m") <= 8 else "D"
    return "B" if mass <= 3500 else "C1" if mass <= 7500 else "C"


def _number(vehicle: Json, name: str, otherwise: float = _WORST) -> float:
    value = vehicle.get(name)
    return otherwise if value is None else value
