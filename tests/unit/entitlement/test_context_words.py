"""How circumstances are stated: every key, both ways in, and what is said of one that is not understood."""

from __future__ import annotations

from datetime import date, time

import pytest

from verifier.entitlement import context_words
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
from verifier.entitlement.vehicle_words import parse_vehicle
from verifier.entitlement.vocabulary import StatementError


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
