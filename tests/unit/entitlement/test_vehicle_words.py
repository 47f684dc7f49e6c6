"""How vehicles and circumstances are stated: every key, and the nearest one for a mistyped one."""

from __future__ import annotations

from datetime import date

import pytest

from credential.language import Language
from verifier.entitlement import vehicle_words
from verifier.entitlement.vehicle import Gearbox, Use, Vehicle, VehicleKind
from verifier.entitlement.vehicle_words import KIND_WORDS, REQUIRED, describe, parse_vehicle, read_vehicle
from verifier.entitlement.vocabulary import StatementError


def test_every_key_of_a_vehicle_is_read() -> None:
    values = {
        "kind": "bus",
        "mass_kg": 3500,
        "passenger_seats": 16,
        "length_m": 7.5,
        "trailer_kg": 700,
        "ptra_kg": 4200,
        "displacement_cc": 2000,
        "power_kw": 90.5,
        "kerb_kg": 2500,
        "derived_from_kw": 100,
        "electric": False,
        "max_speed_kmh": 100,
        "first_registered": "2020-02-29",
        "sidecar": False,
        "gearbox": "automatic",
        "tachograph": True,
        "interlock": True,
        "vin": "VF1ZZZTEST0000001",
        "plate": "AB-123-CD",
        "adaptations": ["10.02", "32.01"],
        "use": "coach",
    }
    assert values.keys() == {key.name for key in vehicle_words.KEYS}
    assert read_vehicle(values) == Vehicle(
        kind=VehicleKind.BUS,
        mass_kg=3500,
        passenger_seats=16,
        length_m=7.5,
        trailer_kg=700,
        ptra_kg=4200,
        displacement_cc=2000,
        power_kw=90.5,
        kerb_kg=2500,
        derived_from_kw=100,
        electric=False,
        max_speed_kmh=100,
        first_registered=date(2020, 2, 29),
        sidecar=False,
        gearbox=Gearbox.AUTOMATIC,
        tachograph=True,
        interlock=True,
        vin="VF1ZZZTEST0000001",
        plate="AB-123-CD",
        adaptations=frozenset({"10.02", "32.01"}),
        use=Use.COACH,
    )


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("B", Vehicle(category="B")),
        (" be ", Vehicle(category="BE")),
        ("category=c1e", Vehicle(category="C1E")),
        ("kind=moped", Vehicle(kind=VehicleKind.MOPED, use=Use.PRIVATE)),
        (
            "kind=motorhome,mass=4100,seats=4,trailer=0",
            Vehicle(
                kind=VehicleKind.MOTORHOME, mass_kg=4100, passenger_seats=4, trailer_kg=0, use=Use.PRIVATE
            ),
        ),
        (
            " Kind = car , MASS_KG=1900, seats=4,electric=oui,interlock=no,adaptations=10.02+32.01",
            Vehicle(
                kind=VehicleKind.CAR,
                mass_kg=1900,
                passenger_seats=4,
                electric=True,
                interlock=False,
                adaptations=frozenset({"10.02", "32.01"}),
                use=Use.PRIVATE,
            ),
        ),
        ("kind=moped,adaptations=", Vehicle(kind=VehicleKind.MOPED, adaptations=frozenset(), use=Use.PRIVATE)),
        ("kind=moped,adaptations=none,ead=yes", Vehicle(
            kind=VehicleKind.MOPED, adaptations=frozenset(), interlock=True, use=Use.PRIVATE
        )),
    ],
)  # fmt: skip  # a table: a row a line
def test_a_vehicle_is_stated_on_one_line(stated: str, expected: Vehicle) -> None:
    assert parse_vehicle(stated) == expected


@pytest.mark.parametrize(
    ("stated", "hint"),
    [
        ("kind=car,mas=1900,seats=4", "did you mean mass?"),
        ("kind=car,mass=1900,seat=4", "did you mean seats?"),
        ("kind=cra,mass=1900,seats=4", "did you mean car?"),
        ("kind=car,mass=1900,seats=4,gearbox=manuel", "did you mean manual?"),
        ("kind=car,mass=1900,seats=4,use=coahc", "did you mean coach?"),
        ("kind=car,qqqq=1", "write one of kind, "),
        ("kind=car", "mass_kg, passenger_seats must be stated"),
        ("kind=bus,mass=1,seats=1", "length_m must be stated"),
        ("kind=motorcycle", "displacement_cc, power_kw, kerb_kg must be stated"),
        ("kind=tricycle,power=1", "kerb_kg must be stated"),
        ("kind=agricultural,mass=1", "max_speed_kmh must be stated"),
        ("mass=1900", "needs its kind"),
        ("kind=car,mass=heavy,seats=4", "is no number"),
        ("kind=car,mass=-1,seats=4", "out of range"),
        ("kind=car,mass=1000001,seats=4", "out of range"),
        ("kind=car,mass=nan,seats=4", "is no number"),
        ("kind=car,mass=1900,seats=4.5", "no whole number"),
        ("kind=car,mass=1900,seats=4,electric=maybe", "neither true nor false"),
        ("kind=moped,first_registered=yesterday", "write it as 2026-12-01"),
        ("kind=moped,vin=", "no text"),
        ("kind=moped,kind=car", "stands twice"),
        ("kind=moped,", "has no value"),
        ("category=B,kind=car", "is no key of a vehicle"),
        ("X", "is no category"),
        ("", "is no category"),
    ],
)
def test_a_vehicle_that_is_not_understood_is_told_how(stated: str, hint: str) -> None:
    with pytest.raises(StatementError) as caught:
        parse_vehicle(stated)
    assert hint in str(caught.value)


@pytest.mark.parametrize(
    "values",
    [
        {"kind": True},
        {"kind": "moped", "mass_kg": True},
        {"kind": "moped", "mass_kg": "1900"},
        {"kind": "moped", "passenger_seats": 1.5},
        {"kind": "moped", "electric": 1},
        {"kind": "moped", "adaptations": "10.02"},
        {"kind": "moped", "adaptations": [10]},
        {"kind": "moped", "vin": 7},
        {"kind": "moped", "vin": "V" * 65},
        {"kind": "moped", "first_registered": 2020},
        {"kind": "moped", "length_m": float("inf")},
        {"kind": None},
    ],
)
def test_json_values_are_of_the_type_that_the_schema_says(values: dict[str, object]) -> None:
    with pytest.raises(StatementError):
        read_vehicle(values)


def test_every_kind_has_its_words_and_what_it_requires_exists() -> None:
    assert set(KIND_WORDS) == set(VehicleKind)
    names = {key.name for key in vehicle_words.KEYS}
    assert {name for required in REQUIRED.values() for name in required} <= names


@pytest.mark.parametrize(
    ("stated", "fr"),
    [
        ("B", "B"),
        ("kind=motorhome,mass=4100,seats=4", "Autocaravane, 4100 kg (C1)"),
        ("kind=car,mass=2000,seats=4,trailer=2800", "Voiture, 2000 kg + 2800 kg (BE)"),
        ("kind=moped", "Cyclomoteur (AM)"),
    ],
)
def test_a_vehicle_is_described_in_one_line(stated: str, fr: str) -> None:
    assert describe(parse_vehicle(stated), Language.FR) == fr
    assert describe(Vehicle(), Language.EN) == ""
