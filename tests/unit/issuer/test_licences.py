"""From a person of the register to signed claims: names, validity, and what never travels."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credential.claims import LicenceClaims
from credential.labels import TitleFormat
from issuer.licences import (
    attestation_validity,
    claims_of,
    latin_1,
    licence_validity,
    paris_date,
)
from issuer.people import Person
from issuer.randomness import Randomness
from issuer.samples.scene import MINTED, sample_people
from verifier.assess import ATTESTATION_LIFE

PEOPLE = {person.id: person for person in sample_people()}


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Œuvrard-Lecœur", "OEuvrard-Lecoeur"),
        ("Trégouët", "Trégouët"),
        ("Ÿ", "Y"),
        ("ẞ", "SS"),
        ("Weißenfelder", "Weißenfelder"),
        ("D\u2019Aubreuil\u2010Kersauzon", "D'Aubreuil-Kersauzon"),
        ("Łódź", "?ódz"),
        ("Škoda Čeněk", "Skoda Cenek"),
        ("e\u0301", "é"),
        ("Иванов", "??????"),
        ("", ""),
    ],
)
def test_a_name_is_written_in_latin_1(name: str, plain: str) -> None:
    assert latin_1(name) == plain


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text(max_size=30))
def test_every_name_can_be_written_in_latin_1(name: str) -> None:
    assert latin_1(name).encode("latin-1") is not None
    assert latin_1(latin_1(name)) == latin_1(name)


@pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE.keys())
def test_a_name_beyond_latin_1_stands_beside_its_latin_1_form_and_no_other_does(person: Person) -> None:
    claims = claims_for(person)
    assert claims.family_name_national_character in (None, person.family_name)
    assert (claims.family_name_national_character is None) == (claims.family_name == person.family_name)


def claims_for(person: Person) -> LicenceClaims:
    return claims_of(
        person, validity=licence_validity(MINTED), status=None, randomness=Randomness("seed"), portrait=None
    )


@pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE.keys())
def test_the_claims_are_the_registers(person: Person) -> None:
    claims = claims_for(person)
    assert claims.iss.startswith(f"{person.issuing_country}:")
    assert claims.birth_date == person.birth_date
    assert claims.birth_date_as_printed == person.birth_date_as_printed
    assert claims.document_number == person.title.document_number
    assert claims.expiry_date == person.title.expires
    assert claims.title_format.word == person.title.format.value
    assert [each.category for each in claims.driving_privileges] == [each.code for each in person.categories]
    assert [each.codes for each in claims.driving_privileges] == [each.codes for each in person.categories]
    assert claims.codes_all_categories == person.codes_all_categories


def test_two_credentials_of_one_person_cannot_be_linked_by_their_subject() -> None:
    randomness, validity = Randomness(), licence_validity(MINTED)

    def subject() -> str:
        return claims_of(PEOPLE["P25"], validity=validity, status=None, randomness=randomness, portrait=None).sub

    subjects = {subject() for _ in range(50)}
    assert len(subjects) == 50


def test_titles_of_all_kinds_have_a_format() -> None:
    formats = {claims_for(person).title_format for person in PEOPLE.values()}
    assert formats >= {TitleFormat.CARD_2013, TitleFormat.PINK_3_VOLETS, TitleFormat.CEPC, TitleFormat.FOREIGN_NON_EU}


@pytest.mark.parametrize("days", [1, 30, 400])
def test_a_licence_lives_from_now_for_its_days(days: int) -> None:
    validity = licence_validity(MINTED, days)
    assert validity.iat == int(MINTED.timestamp())
    assert validity.exp - validity.iat == days * 86_400


@pytest.mark.parametrize(
    ("issued", "ends"),
    [
        # To the end of the same day four months later, in Paris; 1 April is in summer time.
        (datetime(2026, 12, 1, 13, tzinfo=UTC), datetime(2027, 4, 1, 22, tzinfo=UTC)),
        (datetime(2026, 12, 1, 23, 30, tzinfo=UTC), datetime(2027, 4, 2, 22, tzinfo=UTC)),  # already 2 December
        (datetime(2026, 10, 31, 12, tzinfo=UTC), datetime(2027, 2, 28, 23, tzinfo=UTC)),  # there is no 31 February
        (datetime(2027, 10, 29, 12, tzinfo=UTC), datetime(2028, 2, 29, 23, tzinfo=UTC)),  # a leap day
        (datetime(2027, 7, 1, 12, tzinfo=UTC), datetime(2027, 11, 1, 23, tzinfo=UTC)),
    ],
)
def test_an_attestation_lives_to_the_end_of_its_day_four_months_later(issued: datetime, ends: datetime) -> None:
    validity = attestation_validity(issued)
    assert datetime.fromtimestamp(validity.exp, UTC) == ends


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2060, 1, 1)))  # noqa: DTZ001 - made aware below
def test_no_attestation_lives_longer_than_a_verifier_admits(moment: datetime) -> None:
    validity = attestation_validity(moment.replace(tzinfo=UTC))
    assert timedelta(days=118).total_seconds() < validity.exp - validity.iat <= ATTESTATION_LIFE


def test_the_date_in_paris_is_not_the_date_in_london() -> None:
    late = int(datetime(2026, 12, 1, 23, 30, tzinfo=UTC).timestamp())
    assert paris_date(late).isoformat() == "2026-12-02"
