"""How vehicles and circumstances are stated: every key, and the nearest one for a mistyped one."""

from __future__ import annotations

from datetime import date, time

import pytest

from credential.language import Language
from verifier.entitlement import context_words, vehicle_words
from verifier.entitlement.context import (
    Authenticity,
    Context,
    Document,
    DocumentName,
    Opinion,
    Paper,
    Presented,
)
from verifier.entitlement.context_words import parse_context, read_context
from verifier.entitlement.holder import TitleForm
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
        ("kind=moped,adaptations=none,ead=yes", Vehicle(
            kind=VehicleKind.MOPED, adaptations=frozenset(), interlock=True, use=Use.PRIVATE
        )),
    ],
)  # fmt: skip
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


def test_every_key_of_the_context_is_read() -> None:
    values = {
        "sunrise": "08:20",
        "sunset": "16:50",
        "passengers": 1,
        "distance_from_home_km": 12.5,
        "speed_kmh": 91,
        "motorway": True,
        "accompanied_by_holder": False,
        "alcohol_detected": False,
        "wears_correction": True,
        "uses_aid": False,
        "authenticity": "not_checked",
    }
    assert values.keys() == {key.name for key in context_words.KEYS}
    documents = {name.value: {"state": "shown"} for name in DocumentName}
    presented = {"form": "ADCS", "document_number": "A1", "issued": "2026-11-01"}
    assert read_context(values, documents, presented) == Context(
        sunrise=time(8, 20),
        sunset=time(16, 50),
        passengers=1,
        distance_from_home_km=12.5,
        speed_kmh=91,
        motorway=True,
        accompanied_by_holder=False,
        alcohol_detected=False,
        wears_correction=True,
        uses_aid=False,
        authenticity=Authenticity.NOT_CHECKED,
        documents={name: Document(state=Paper.SHOWN) for name in DocumentName},
        presented=Presented(form=TitleForm.ADCS, number="A1", issued=date(2026, 11, 1)),
    )


def test_a_context_is_stated_on_one_line() -> None:
    stated = (
        "passengers=1,motorway=yes,speed=91,glasses=oui,aid=non,distance=3,accompanied=no,alcohol=no,sunset=16:50,"
        "medical_opinion=shown:2026-10-12:fit,training_125=none,id=not_carried:2020-01-01,"
        "presented=card_2013,presented_number=20ZZ90017,presented_issued=2020-02-03,residence=2025-01-15"
    )
    assert parse_context(stated) == Context(
        sunset=time(16, 50),
        passengers=1,
        distance_from_home_km=3,
        speed_kmh=91,
        motorway=True,
        accompanied_by_holder=False,
        alcohol_detected=False,
        wears_correction=True,
        uses_aid=False,
        documents={
            DocumentName.MEDICAL_OPINION: Document(state=Paper.SHOWN, dated=date(2026, 10, 12), outcome=Opinion.FIT),
            DocumentName.TRAINING_125: Document(state=Paper.NONE),
            DocumentName.ID: Document(state=Paper.NOT_CARRIED, dated=date(2020, 1, 1)),
        },
        presented=Presented(form=TitleForm.CARD_2013, number="20ZZ90017", issued=date(2020, 2, 3)),
        residence_since=date(2025, 1, 15),
    )


@pytest.mark.parametrize(
    ("stated", "hint"),
    [
        ("motoway=yes", "did you mean motorway?"),
        ("traning_125=shown", "did you mean training_125?"),
        ("presentd=none", "did you mean presented?"),
        ("medical_opinion=show", "did you mean shown?"),
        ("medical_opinion=shown:fitt", "did you mean fit?"),
        ("medical_opinion=shown:2026-13-01", "write it as 2026-12-01"),
        ("presented=card", "did you mean card_2013?"),
        ("presented_number=20ZZ90017", "presented=card_2013"),
        ("authenticity=false", "did you mean failed?"),
        ("sunset=5pm", "write it as 14:00"),
        ("sunset=16:50+01:00", "write the local time"),
        ("passengers=many", "is no number"),
        ("residence=long", "write it as 2026-12-01"),
        ("check_date=2026-12-01", "is no key of the context"),
        ("", "has no value"),
    ],
)
def test_a_context_that_is_not_understood_is_told_how(stated: str, hint: str) -> None:
    with pytest.raises(StatementError) as caught:
        parse_context(stated)
    assert hint in str(caught.value)


@pytest.mark.parametrize(
    ("values", "documents", "presented"),
    [
        ({"motorway": "yes"}, {}, {}),
        ({"unknown": True}, {}, {}),
        ({}, {"diploma": {"state": "shown"}}, {}),
        ({}, {"id": "shown"}, {}),
        ({}, {"id": {}}, {}),
        ({}, {"id": {"state": "shown", "colour": "pink"}}, {}),
        ({}, {"id": {"state": "shown", "date": 3}}, {}),
        ({}, {}, {"issued": "2026-01-01"}),
        ({}, {}, {"form": "card_2013", "number": "x"}),
        ({}, {}, {"form": "parchment"}),
    ],
)
def test_unknown_keys_and_values_of_a_context_are_refused(
    values: dict[str, object], documents: dict[str, object], presented: dict[str, object]
) -> None:
    with pytest.raises(StatementError):
        read_context(values, documents, presented)


def test_the_error_names_the_key() -> None:
    with pytest.raises(StatementError, match=r"^motorway: "):
        read_context({"motorway": "yes"}, {}, {})
    with pytest.raises(StatementError, match=r"^mass_kg: "):
        parse_vehicle("kind=moped,mass=x")
