"""Names, birth dates and numbers as people write them."""

from __future__ import annotations

import pytest

from issuer.people import Person
from issuer.people_json import load_people
from issuer.portal.identity import BirthDate, LicenceFormat, StatedName, number_key
from issuer.portal.matching import by_identity, by_licence
from tests.portal.office import PEOPLE, Place

PERSONS = {person.id: person for person in load_people(PEOPLE)}


def person(person_id: str) -> Person:
    return PERSONS[person_id]


@pytest.mark.parametrize(
    ("person_id", "family", "given"),
    [
        ("P02", "TREGOUET", "LENAIG"),
        ("P02", "Trégouët", "Lénaïg"),
        ("P06", "kerbrat adam", "solene"),
        ("P15", "Courteboeuf", "Anais"),
        ("P20", "de la villegontran d aubreuil kersauzon", "Marie Apolline"),
        ("P20", "Vandenbroucke L’Héritier", "Marie-Apolline Éléonore"),
        (
            "P20",
            "De La Villegontran d'Aubreuil-Kersauzon Vandenbroucke-L'Héritier",
            "Marie-Apolline, Éléonore, Joséphine",
        ),
        ("P21", "Œuvrard-Lecœur", "Zoë"),
        ("P21", "OEUVRARD LECOEUR", "ZOE MAELYS"),
        ("P22", "Suryanti", ""),
        ("P32", "Weissenfelder", "Jorg"),
        ("P35", "Sant Angelo", "Joao"),
        ("P17", "LEGOUEREC", "Gaël"),
    ],
)
def test_name_is_the_same_however_it_is_written(person_id: str, family: str, given: str) -> None:
    assert StatedName(family=family, given=given).is_of(person(person_id))


@pytest.mark.parametrize(
    ("person_id", "family", "given"),
    [
        ("P21", "Œuvrard", "Zoë"),
        ("P21", "Œuvrard-Lecœur", "Maëlys"),
        ("P21", "Œuvrard-Lecœur", ""),
        ("P22", "Suryanti", "Suryanti"),
        ("P22", "", ""),
        ("P03", "", "Marcel"),
        ("P03", "Marcel", "Boudineau"),
    ],
)
def test_another_name_is_another_person(person_id: str, family: str, given: str) -> None:
    assert not StatedName(family=family, given=given).is_of(person(person_id))


@pytest.mark.parametrize("written", ["21/09/1954", "21.9.1954", "21-09-1954", " 21 09 1954 ", "1954-09-21"])
def test_birth_date_is_read_however_it_is_written(written: str) -> None:
    assert BirthDate.parse(written) == BirthDate(year=1954, month=9, day=21)


@pytest.mark.parametrize(
    "written", ["", "21/13/1954", "31/02/1954", "21/09/54", "21/00/1954", "٢١/٠٩/١٩٥٤", "1/1/0000"]
)
def test_what_is_no_date_is_not_read(written: str) -> None:
    assert BirthDate.parse(written) is None


def test_birth_date_without_day_and_month_is_as_the_title_prints_it() -> None:
    for written in ("00/00/1961", "00.00.1961", "01/01/1961"):
        stated = BirthDate.parse(written)
        assert stated is not None
        assert stated.is_of(person("P23"))
    other = BirthDate.parse("00/00/1954")
    assert other is not None
    assert not other.is_of(person("P03"))


@pytest.mark.parametrize("number", ["730599000123", "7305 9900 0123", "73.05.99.00.01.23", "7305-9900-0123"])
def test_number_is_found_however_it_is_spaced(place: Place, number: str) -> None:
    stated = StatedName(family="Boudineau", given="Marcel")
    born = BirthDate(year=1954, month=9, day=21)
    with place.portal.engine.connect() as connection:
        found = by_licence(connection, stated, born, LicenceFormat.PINK, number)
    assert [each.id for each in found] == ["P03"]


def test_every_person_with_a_french_title_is_found_by_what_their_title_says(place: Place) -> None:
    formats = {each.register_word: each for each in LicenceFormat}
    with place.portal.engine.connect() as connection:
        for each in PERSONS.values():
            name = StatedName(family=each.family_name, given=each.given_name)
            born = BirthDate(year=each.birth_date.year, month=each.birth_date.month, day=each.birth_date.day)
            assert [found.id for found in by_identity(connection, name, born)] == [each.id]
            if each.title.format in formats:
                number = each.title.document_number
                found = by_licence(connection, name, born, formats[each.title.format], number)
                assert [one.id for one in found] == [each.id]


def test_pattern_characters_in_a_number_match_nothing(place: Place) -> None:
    stated = StatedName(family="Boudineau", given="Marcel")
    born = BirthDate(year=1954, month=9, day=21)
    with place.portal.engine.connect() as connection:
        for number in ("%", "7305%", "' OR '1'='1", "_" * 12):
            assert by_licence(connection, stated, born, LicenceFormat.PINK, number) == ()


def test_number_key_takes_nothing_but_marks_away() -> None:
    assert number_key(" 26zz-90 001 ") == "26ZZ90001"
