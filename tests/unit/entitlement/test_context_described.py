"""What the officer stated, told again in words: every key, every value, both languages."""

from __future__ import annotations

import pytest

from credential.language import Language
from verifier.entitlement.context import UNKNOWN_CONTEXT, Authenticity, DocumentName, Opinion, Paper
from verifier.entitlement.context_described import (
    AUTHENTICITY_WORDS,
    FLAG_WORDS,
    OPINION_WORDS,
    PAPER_WORDS,
    describe_context,
)
from verifier.entitlement.context_words import KEYS, parse_context
from verifier.entitlement.document_words import DOCUMENT_WORDS

FR, EN = Language.FR, Language.EN


@pytest.mark.parametrize(
    ("stated", "fr", "en"),
    [
        ("passengers=0", "Passagers : 0", "Passengers: 0"),
        ("distance=12.5", "Distance du domicile : 12.5 km", "Distance from home: 12.5 km"),
        ("speed=91", "Vitesse retenue : 91 km/h", "Speed, margin deducted: 91 km/h"),
        ("motorway=no", "Autoroute : non", "Motorway: no"),
        ("sunset=17:12", "Coucher du soleil : 17:12", "Sunset: 17:12"),
        ("authenticity=failed", "Titre authentique : non, faux", "Title authentic: no, false"),
        ("id=shown", "Pièce d'identité : présenté", "Identity document: shown"),
        ("training_96=none", "Attestation de formation B96 : n'en a pas", "B96 training certificate: has none"),
        (
            "medical_opinion=shown:2026-10-12:unfit",
            "Avis médical : présenté, 12/10/2026, inapte",
            "Medical opinion: shown, 12 Oct 2026, unfit",
        ),
        ("presented=ADCS,presented_number=A1", "Titre montré : ADCS, A1", "Title shown: ADCS, A1"),
        (
            "presented=CEPC,presented_issued=2026-11-01",
            "Titre montré : CEPC, 01/11/2026",
            "Title shown: CEPC, 1 Nov 2026",
        ),
        ("residence=2026-01-17", "Réside en France depuis : 17/01/2026", "Resident in France since: 17 Jan 2026"),
        ("glasses=yes,passengers=2", "Passagers : 2 · Correction de la vue portée : oui", None),
    ],
)
def test_what_was_stated_is_told(stated: str, fr: str, en: str | None) -> None:
    context = parse_context(stated)
    assert describe_context(context, FR) == fr
    if en is not None:
        assert describe_context(context, EN) == en


def test_a_cards_line_is_told_by_its_number() -> None:
    from dataclasses import replace

    from verifier.documents.card_line import read_card_line

    card = read_card_line("D1FRA13AA000026181231MARTIN<<9")
    assert describe_context(replace(UNKNOWN_CONTEXT, card=card), EN) == f"Line of the card: {card.number}"


@pytest.mark.parametrize("language", Language)
def test_nothing_stated_is_nothing_told(language: Language) -> None:
    assert describe_context(UNKNOWN_CONTEXT, language) == ""


@pytest.mark.parametrize("key", KEYS, ids=lambda key: str(key.name))
@pytest.mark.parametrize("language", Language)
def test_no_key_is_told_without_its_value(key: object, language: Language) -> None:
    values = {"sunrise": "08:20", "sunset": "17:12", "authenticity": "not_checked"}
    name = getattr(key, "name", "")
    told = describe_context(parse_context(f"{name}={values.get(name, '1')}"), language)
    assert not told.endswith(":")
    assert told.rpartition(": ")[2].strip()


def test_every_word_of_the_vocabulary_is_worded() -> None:
    assert set(PAPER_WORDS) == set(Paper)
    assert set(OPINION_WORDS) == set(Opinion)
    assert set(AUTHENTICITY_WORDS) == set(Authenticity)
    assert set(DOCUMENT_WORDS) == set(DocumentName)
    assert set(FLAG_WORDS) == {True, False}
    for table in (PAPER_WORDS, OPINION_WORDS, AUTHENTICITY_WORDS):
        for language in Language:
            assert len({words.in_(language) for words in table.values()}) == len(table)
