"""The circumstances that were stated, in words: ``Passagers : 2 · Autoroute : oui · Avis médical : montré``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Final

from credential.language import Bilingual, Language
from verifier import dates
from verifier.entitlement.context import UNKNOWN_CONTEXT, Authenticity, Context, Document, DocumentName, Opinion, Paper
from verifier.entitlement.context_words import BY_NAME, KEYS
from verifier.entitlement.document_words import DOCUMENT_WORDS

BETWEEN: Final = " · "
FLAG_WORDS: Final = {True: Bilingual("oui", "yes"), False: Bilingual("non", "no")}
PAPER_WORDS: Final = {
    Paper.SHOWN: Bilingual("présenté", "shown"),
    Paper.NOT_CARRIED: Bilingual("pas sur soi", "not carried"),
    Paper.NOT_ASKED: Bilingual("non demandé", "not asked for"),
    Paper.NONE: Bilingual("n'en a pas", "has none"),
}
OPINION_WORDS: Final = {
    Opinion.FIT: Bilingual("apte", "fit"),
    Opinion.FIT_TEMPORARY: Bilingual("apte temporaire", "fit for a time"),
    Opinion.FIT_RESTRICTED: Bilingual("apte avec restrictions", "fit with restrictions"),
    Opinion.UNFIT: Bilingual("inapte", "unfit"),
}
AUTHENTICITY_WORDS: Final = {
    Authenticity.PROVEN: Bilingual("établie", "proven"),
    Authenticity.FAILED: Bilingual("non, faux", "no, false"),
    Authenticity.NOT_CHECKED: Bilingual("non examinée", "not examined"),
}
_PRESENTED: Final = Bilingual("Titre montré", "Title shown")
_RESIDENCE: Final = Bilingual("Réside en France depuis", "Resident in France since")
_CARD: Final = Bilingual("Ligne de la carte", "Line of the card")


def describe_context(context: Context, language: Language) -> str:
    """Write everything that was stated in one line; empty where nothing was. A number may quote what was typed."""
    colon = " : " if language is Language.FR else ": "
    return BETWEEN.join(f"{name.in_(language)}{colon}{value}" for name, value in _stated(context, language))


def value_words(name: str, value: object, language: Language) -> str:
    """Write the value of one key of the vocabulary."""
    if isinstance(value, bool):
        return FLAG_WORDS[value].in_(language)
    if isinstance(value, Authenticity):
        return AUTHENTICITY_WORDS[value].in_(language)
    if isinstance(value, time):
        return value.isoformat("minutes")
    return f"{value:g} {BY_NAME[name].unit}".strip() if isinstance(value, int | float) else ""


def document_words(document: Document, language: Language) -> str:
    """Write what became of the request for a paper, with its date and conclusion where they were stated."""
    dated = "" if document.dated is None else dates.day(document.dated, language)
    outcome = "" if document.outcome is None else OPINION_WORDS[document.outcome].in_(language)
    return ", ".join(part for part in (PAPER_WORDS[document.state].in_(language), dated, outcome) if part)


def _stated(context: Context, language: Language) -> Iterator[tuple[Bilingual, str]]:
    for key in KEYS:
        value = getattr(context, key.name)
        if value != getattr(UNKNOWN_CONTEXT, key.name):
            yield key.words, value_words(key.name, value, language)
    for name in DocumentName:
        if context.paper(name) is not Paper.NOT_ASKED:
            yield DOCUMENT_WORDS[name], document_words(context.document(name), language)
    if context.presented is not None:
        shown = (context.presented.form.value, context.presented.number, _day(context.presented.issued, language))
        yield _PRESENTED, ", ".join(part for part in shown if part)
    if context.residence_since is not None:
        yield _RESIDENCE, _day(context.residence_since, language)
    if context.card is not None:
        yield _CARD, context.card.number


def _day(day: date | None, language: Language) -> str:
    return "" if day is None else dates.day(day, language)
