"""Who the licence is about: what an officer asks aloud and compares."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.containers import Vertical

from credential.claims import LicenceClaims
from credential.language import Language
from verifier import dates
from verifier.documents.ages import age_words
from verifier.terminal import phrases
from verifier.terminal.shown import Line, joined, ours, shown


class IdentityBlock(Vertical):
    """Names, date of birth, number, kind of title and its own date."""

    def __init__(self, claims: LicenceClaims, language: Language, today: date) -> None:
        super().__init__()
        self._today = today
        self._claims = claims
        self._language = language

    def compose(self) -> ComposeResult:
        """One line for each thing, so that a narrow screen breaks none."""
        claims, language = self._claims, self._language
        family = claims.family_name_national_character or claims.family_name
        given = claims.given_name_national_character or claims.given_name
        born = claims.birth_date_as_printed or dates.day(claims.birth_date, language)
        yield Line(shown(family, "bold"))
        yield Line(shown(given, "bold"))
        age = age_words(claims.birth_date, claims.birth_date_as_printed, self._today, language)
        yield Line(joined((ours(phrases.BORN.in_(language)), shown(born, "bold"), ours(age, "bold"))))
        number = (ours(phrases.NUMBER.in_(language)), shown(claims.document_number))
        yield Line(joined((*number, shown(claims.issuing_country))))
        yield Line(ours(phrases.TITLE_NAMES[claims.title_format].in_(language)))
        until = dates.day(claims.expiry_date, language)
        yield Line(joined((ours(phrases.TITLE_UNTIL.in_(language)), ours(until, "bold"))))
