"""The line on the front of the card: both check digits, what it says, and what it belongs to."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credential.claims import LicenceClaims
from credential.language import Language
from credential.reason import Reason
from issuer.people_json import parse_people
from issuer.samples.scene import NOW
from tests.world import World
from verifier.documents.card_line import (
    LENGTH,
    CardLine,
    CardLineError,
    check_digit,
    name_field,
    read_card_line,
    write_card_line,
)
from verifier.documents.matching import card_findings
from verifier.report import report
from verifier.summary import card_lines

SPECIMEN = "D1FRA13AA000026181231MARTIN<<9"
PEOPLE = Path(__file__).parents[3] / "samples" / "people.json"
WITH_LINE = [person for person in parse_people(PEOPLE.read_bytes()) if person.title.mrz]


def test_the_two_specimens_of_the_field() -> None:
    for line, expires in ((SPECIMEN, "181231"), ("D1FRA13AA000026180915MARTIN<<5", "180915")):
        assert read_card_line(line) == CardLine(
            code="D1", state="FRA", number="13AA00002", expires=expires, name="MARTIN<<"
        )
        assert read_card_line(line).is_usual


def test_the_first_digit_is_over_the_code_too() -> None:
    assert check_digit("D1FRA13AA00002") == 6
    assert check_digit("13AA00002") == 8


@pytest.mark.parametrize("person", WITH_LINE, ids=lambda person: person.id)
def test_the_line_of_every_person_is_written_and_read(person: object) -> None:
    title, surname = person.title, person.family_name  # type: ignore[attr-defined] # a Person, from the file
    assert write_card_line(title.document_number, title.expires, surname) == title.mrz
    card = read_card_line(title.mrz)
    assert card.number == title.document_number
    assert card.expires_on(title.expires)
    assert card.is_of(surname)


def test_a_line_is_read_as_it_is_typed() -> None:
    assert read_card_line(" d1fra 13aa00002 6 181231 martin<< 9\n") == read_card_line(SPECIMEN)


@pytest.mark.parametrize("code", ["A1", "A2", "B1"])
def test_other_document_codes_are_taken_and_worth_a_look(code: str) -> None:
    line = write_card_line("13AA00002", date(2018, 12, 31), "Martin", code=code)
    assert read_card_line(line).code == code
    assert not read_card_line(line).is_usual


@pytest.mark.parametrize("place", range(LENGTH))
def test_any_changed_character_is_noticed(place: int) -> None:
    """A weight of 7, 3 or 1 misses a change by ten: K for A, or U. All other changes are seen."""
    for other in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<":
        here = SPECIMEN[place]
        same = (0 if other == "<" else int(other, 36)) - (0 if here == "<" else int(here, 36))
        if other == here or same % 10 == 0:
            continue
        with pytest.raises(CardLineError):
            read_card_line(SPECIMEN[:place] + other + SPECIMEN[place + 1 :])


@pytest.mark.parametrize("line", ["", SPECIMEN[:-1], SPECIMEN + "9", "9" * LENGTH, "<" * LENGTH, "é" * LENGTH])
def test_a_line_of_another_shape_is_refused(line: str) -> None:
    with pytest.raises(CardLineError):
        read_card_line(line)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_a_line_or_refused(text: str) -> None:
    try:
        card = read_card_line(text)
    except CardLineError:
        return
    assert card.number


@pytest.mark.parametrize(
    ("surname", "field"),
    [
        ("Martin", "MARTIN<<"),
        ("Trégouët", "TREGOUET"),
        ("Kerbrat-Adam", "KERBRAT<"),
        ("El-Fassioui", "EL<FASSI"),
        ("De La Villegontran d'Aubreuil", "DE<LA<VI"),
        ("Œuvrard-Lecœur", "OEUVRARD"),
        ("Weißenfelder", "WEISSENF"),
        ("Sant'Ângelo", "SANTANGE"),
        ("", "<<<<<<<<"),
    ],
)
def test_the_name_as_the_line_has_it(surname: str, field: str) -> None:
    assert name_field(surname) == field


@pytest.mark.parametrize(
    ("surname", "fields"),
    [
        ("Müller", {"MULLER<<", "MUELLER<"}),
        ("Jørgensen", {"JORGENSE", "JOERGENS"}),
        ("Åström", {"ASTROM<<", "AASTROEM"}),
        ("D'Artagnan", {"DARTAGNA", "D<ARTAGN"}),
        ("L’Höte", {"LHOTE<<<", "LHOETE<<", "L<HOTE<<", "L<HOETE<"}),
        ("Mu\u0308ller", {"MULLER<<", "MUELLER<"}),
        ("Martin", {"MARTIN<<"}),
    ],
)
def test_a_line_may_write_a_name_in_the_ways_of_other_states(surname: str, fields: set[str]) -> None:
    card = read_card_line(SPECIMEN)
    assert all(replace(card, name=field).is_of(surname) for field in fields)
    assert not replace(card, name="MARTINET").is_of(surname)
    assert not replace(card, name="<" * 8).is_of(surname)


def found(claims: LicenceClaims, **changes: str) -> list[tuple[Reason, str]]:
    card = CardLine(
        code="D1",
        state="FRA",
        number=claims.document_number,
        expires=f"{claims.expiry_date:%y%m%d}",
        name=name_field(claims.family_name),
    )
    return [(each.reason, each.detail) for each in card_findings(claims, replace(card, **changes))]


def test_a_card_that_belongs_to_the_licence_says_nothing(world: World) -> None:
    claims = world.attestation.claims
    assert found(claims) == []
    assert list(card_findings(claims, None)) == []


def test_another_number_of_the_same_person_is_an_older_or_newer_card(world: World) -> None:
    claims = world.attestation.claims
    older = [(Reason.TITLE_SUPERSEDED, "10ZZ90001")]
    assert found(claims, number="10ZZ90001") == older
    assert found(claims, number="10ZZ90001", expires="200101") == older


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"expires": "200101"}, "expiry"),
        ({"name": "MARTIN<<"}, "name"),
        ({"state": "DEU"}, "State"),
        ({"number": "10ZZ90001", "name": "MARTIN<<"}, "number, name"),
        ({"number": "10ZZ90001", "expires": "200101", "name": "MARTIN<<"}, "number, expiry, name"),
    ],
)
def test_any_other_difference_is_another_card(world: World, changes: dict[str, str], detail: str) -> None:
    assert found(world.attestation.claims, **changes) == [(Reason.CARD_MISMATCH, detail)]


def test_a_name_beyond_latin_1_is_compared_as_it_is_written_at_home(world: World) -> None:
    claims = replace(world.attestation.claims, family_name="Oeuvrard", family_name_national_character="Œuvrard-Lecœur")
    assert found(claims) == []


def test_a_foreign_licence_has_no_french_card(world: World) -> None:
    claims = replace(world.attestation.claims, issuing_country="DE")
    assert found(claims) == [(Reason.CARD_MISMATCH, "State")]


def test_the_command_compares_card_and_licence(world: World, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from verifier.cli import verifier

    lines = {person.id: person.title.mrz or "" for person in WITH_LINE}
    arguments = ["check", world.attestation.text, "--json", "--store", str(tmp_path / "absent.sqlite"), "--mrz"]
    result = CliRunner().invoke(verifier, [*arguments, lines["P25"]])
    assert json.loads(result.stdout.splitlines()[-1])["reasons"]
    wrong = CliRunner().invoke(verifier, [*arguments, lines["P25"][:-1] + "0"])
    assert wrong.exit_code == 2
    assert "check digit" in wrong.stderr


def test_the_answer_says_whether_the_card_belongs(world: World) -> None:
    verdict = world.check(world.attestation.text)
    lines = {person.id: read_card_line(person.title.mrz or "") for person in WITH_LINE}
    mine = replace(lines["P25"], code="A1")
    content = report(verdict, source="x", trust=world.trust, checked_at=NOW, card=mine)
    assert content["card"] == {"matches": True, "differences": []}
    other = report(verdict, source="x", trust=world.trust, checked_at=NOW, card=lines["P21"])
    assert other["card"] == {"matches": False, "differences": ["number", "expiry", "name"]}
    said = list(card_lines(verdict, mine, Language.FR))
    assert "celle de ce permis" in said[0]
    assert "A1" in said[1]
    (said_of_another,) = card_lines(verdict, lines["P21"], Language.FR)
    assert "pas celle" in said_of_another


def test_nothing_is_said_of_a_card_beside_a_scan_that_nobody_believes(world: World) -> None:
    card = read_card_line(SPECIMEN)
    unread_verdict = world.check("HTTPS://EXAMPLE.ORG")
    assert list(card_lines(unread_verdict, card, Language.EN)) == []
    assert "card" not in report(unread_verdict, source="x", trust=world.trust, checked_at=NOW, card=card)
    assert list(card_lines(world.check(world.attestation.text), None, Language.EN)) == []
