"""Our own people against those of the domain facts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from issuer.people_json import load_people

CHECKOUT = Path(__file__).parents[2]
OURS = CHECKOUT / "samples" / "people.json"
SHARED = CHECKOUT.parent / "shared" / "domain" / "personas.json"


@pytest.fixture
def shared() -> Path:
    if not SHARED.is_file():
        pytest.skip("the folder of domain facts does not lie beside this checkout")
    return SHARED


def test_every_person_of_the_domain_facts_is_read(shared: Path) -> None:
    written = json.loads(shared.read_bytes())["personas"]
    assert [person.id for person in load_people(shared)] == [record["id"] for record in written]


def test_our_copy_holds_what_the_domain_facts_hold(shared: Path) -> None:
    assert json.loads(OURS.read_bytes()) == json.loads(shared.read_bytes())
