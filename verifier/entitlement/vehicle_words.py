"""How a vehicle is stated: the keys of the vocabulary, what each kind of vehicle requires, and the two ways in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from credential.labels import CATEGORIES
from credential.language import Bilingual, Language
from verifier.entitlement.need import need_of
from verifier.entitlement.vehicle import Gearbox, Use, Vehicle, VehicleKind
from verifier.entitlement.vocabulary import (
    Key,
    StatementError,
    as_typed,
    by_name,
    code_list,
    count,
    day,
    find_key,
    flag,
    flag_text,
    list_text,
    number,
    number_text,
    pairs,
    suggest,
    text,
    word_of,
)

KEYS: Final = (
    Key("kind", word_of(VehicleKind), as_typed, Bilingual("Genre", "Kind")),
    Key("mass_kg", number, number_text, Bilingual("PTAC (F.2)", "Maximum mass (F.2)"), "kg", ("mass",)),
    Key(
        "passenger_seats",
        count,
        number_text,
        Bilingual("Places passagers, sans le conducteur", "Passenger seats, without the driver"),
        "",
        ("seats",),
    ),
    Key("length_m", number, number_text, Bilingual("Longueur", "Length"), "m", ("length",)),
    Key(
        "trailer_kg",
        number,
        number_text,
        Bilingual("PTAC de la remorque", "Maximum mass of the trailer"),
        "kg",
        ("trailer",),
    ),
    Key("ptra_kg", number, number_text, Bilingual("PTRA (F.3)", "Maximum mass of the set (F.3)"), "kg", ("ptra",)),
    Key(
        "displacement_cc",
        number,
        number_text,
        Bilingual("Cylindrée", "Displacement"),
        "cm3",
        ("displacement", "cc"),
    ),
    Key("power_kw", number, number_text, Bilingual("Puissance", "Power"), "kW", ("power",)),
    Key(
        "kerb_kg",
        number,
        number_text,
        Bilingual("Masse en ordre de marche", "Mass in running order"),
        "kg",
        ("kerb",),
    ),
    Key(
        "derived_from_kw",
        number,
        number_text,
        Bilingual("Puissance avant bridage", "Power before restriction"),
        "kW",
        ("derived_from",),
    ),
    Key("electric", flag, flag_text, Bilingual("Électrique", "Electric")),
    Key(
        "max_speed_kmh",
        number,
        number_text,
        Bilingual("Vitesse par construction", "Speed by construction"),
        "km/h",
        ("max_speed",),
    ),
    Key("first_registered", day, as_typed, Bilingual("Première mise en circulation", "First registration")),
    Key("sidecar", flag, flag_text, Bilingual("Side-car", "Sidecar")),
    Key("gearbox", word_of(Gearbox), as_typed, Bilingual("Boîte de vitesses", "Gearbox")),
    Key("tachograph", flag, flag_text, Bilingual("Soumis au chronotachygraphe", "Within tachograph rules")),
    Key(
        "interlock",
        flag,
        flag_text,
        Bilingual("Éthylotest antidémarrage en place", "Alcohol interlock fitted and working"),
        "",
        ("ead",),
    ),
    Key("vin", text, as_typed, Bilingual("N° de châssis (VIN)", "Chassis number (VIN)")),
    Key("plate", text, as_typed, Bilingual("Immatriculation", "Plate")),
    Key("adaptations", code_list, list_text, Bilingual("Aménagements trouvés", "Adaptations found")),
    Key("use", word_of(Use), as_typed, Bilingual("Usage", "Use")),
)
BY_NAME: Final = by_name(KEYS)

_BODY: Final = ("mass_kg", "passenger_seats")
REQUIRED: Final[Mapping[VehicleKind, tuple[str, ...]]] = {
    VehicleKind.MOTORCYCLE: ("displacement_cc", "power_kw", "kerb_kg"),
    VehicleKind.TRICYCLE: ("power_kw", "kerb_kg"),
    VehicleKind.CAR: _BODY,
    VehicleKind.VAN: _BODY,
    VehicleKind.MOTORHOME: _BODY,
    VehicleKind.LORRY: _BODY,
    VehicleKind.BUS: (*_BODY, "length_m"),
    VehicleKind.AGRICULTURAL: ("mass_kg", "max_speed_kmh"),
}
"""What has to be known before the category needed can be told. The other kinds need nothing more."""

KIND_WORDS: Final[Mapping[VehicleKind, Bilingual]] = {
    VehicleKind.MOPED: Bilingual("Cyclomoteur", "Moped"),
    VehicleKind.MOTORCYCLE: Bilingual("Motocyclette", "Motorcycle"),
    VehicleKind.TRICYCLE: Bilingual("Tricycle à moteur (L5e)", "Motor tricycle (L5e)"),
    VehicleKind.LIGHT_QUADRICYCLE: Bilingual("Quadricycle léger (L6e)", "Light quadricycle (L6e)"),
    VehicleKind.HEAVY_QUADRICYCLE: Bilingual("Quadricycle lourd (L7e)", "Heavy quadricycle (L7e)"),
    VehicleKind.CAR: Bilingual("Voiture", "Car"),
    VehicleKind.VAN: Bilingual("Camionnette", "Van"),
    VehicleKind.MOTORHOME: Bilingual("Autocaravane", "Motorhome"),
    VehicleKind.LORRY: Bilingual("Camion", "Lorry"),
    VehicleKind.BUS: Bilingual("Autobus ou autocar", "Bus or coach"),
    VehicleKind.AGRICULTURAL: Bilingual("Véhicule agricole", "Agricultural vehicle"),
}


def describe(vehicle: Vehicle, language: Language) -> str:
    """Write what was stated in one line: ``Autocaravane, 4100 kg (C1)``; the short form is the category itself."""
    need = need_of(vehicle)
    if vehicle.kind is None or need is None:
        return vehicle.category or ""
    mass = "" if vehicle.mass_kg is None else f", {vehicle.mass_kg:g} kg"
    trailer = f" + {vehicle.trailer_kg:g} kg" if vehicle.trailer_kg else ""
    return f"{KIND_WORDS[vehicle.kind].in_(language)}{mass}{trailer} ({need.category})"


def parse_vehicle(stated: str) -> Vehicle:
    """Read ``B``, ``category=B`` or ``kind=car,mass=1900,seats=4``. Raises StatementError."""
    if "=" not in stated:
        return Vehicle(category=_category(stated))
    found = pairs(stated)
    if found[0][0] == "category" and len(found) == 1:
        return Vehicle(category=_category(found[0][1]))
    values = {}
    for name, value in found:
        key = find_key(BY_NAME, name, "a vehicle")
        values[key.name] = key.from_text(value)
    return read_vehicle(values)


def read_vehicle(values: Mapping[str, object]) -> Vehicle:
    """Read a vehicle from its JSON object. Raises StatementError."""
    facts: dict[str, Any] = {"use": Use.PRIVATE}
    for name, value in values.items():
        key = find_key(BY_NAME, name, "a vehicle")
        try:
            facts[key.name] = key.read(value)
        except StatementError as error:
            raise StatementError(f"{key.name}: {error}") from error
    kind = facts.get("kind")
    if kind is None:
        raise StatementError(f"a vehicle needs its kind: kind=car, or one of {', '.join(_kinds())}")
    missing = [name for name in REQUIRED.get(kind, ()) if name not in facts]
    if missing:
        raise StatementError(f"{kind.value}: {', '.join(missing)} must be stated too")
    return Vehicle(**facts)


def _kinds() -> list[str]:
    return [kind.value for kind in VehicleKind]


def _category(stated: str) -> str:
    category = stated.strip().upper()
    if category not in CATEGORIES:
        suggest(stated.strip(), CATEGORIES, "is no category")
    return category
