"""Who the licence is about: what an officer asks aloud and compares."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from credential.claims import LicenceClaims
from credential.language import Language
from verifier import dates
from verifier.documents.ages import age_words
from verifier.terminal import phrases
from verifier.terminal.shown import Line, joined, ours, shown


class IdentityBlock(Line):
    """Names, birth, number, kind of title and its own date: a row for each, so that a narrow screen breaks none."""

    def __init__(self, claims: LicenceClaims, language: Language, today: date) -> None:
        super().__init__(joined(_rows(claims, language, today), "\n"))


def _rows(claims: LicenceClaims, language: Language, today: date) -> Iterator[Content]:
    family = claims.family_name_national_character or claims.family_name
    given = claims.given_name_national_character or claims.given_name
    born = claims.birth_date_as_printed or dates.day(claims.birth_date, language)
    yield shown(family, "bold")
    yield shown(given, "bold")
    age = age_words(claims.birth_date, claims.birth_date_as_printed, today, language)
    yield joined((ours(phrases.BORN.in_(language)), shown(born, "bold"), ours(age, "bold")))
    number = (ours(phrases.NUMBER.in_(language)), shown(claims.document_number))
    yield joined((*number, shown(claims.issuing_country)))
    yield ours(phrases.TITLE_NAMES[claims.title_format].in_(language))
    until = dates.day(claims.expiry_date, language)
    yield joined((ours(phrases.TITLE_UNTIL.in_(language)), ours(until, "bold")))
