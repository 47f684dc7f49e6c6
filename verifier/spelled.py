"""Codes of field 12 written out: ``01.06`` becomes "01.06 Glasses or contact lenses".

The result still holds text of the credential: it goes through `display_safe` before it is shown.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from credential.language import Bilingual, Language
from credential.reason import Reason
from verifier import dates
from verifier.entitlement.codes import Code, read_code, words_of
from verifier.entitlement.document_words import DOCUMENT_WORDS

UNKNOWN_CODE: Final = Bilingual("code inconnu du terminal : demander", "code unknown to the terminal: ask")
_YEARS: Final = Bilingual("ans", "years")
_DOCUMENTS: Final = {name.value: words for name, words in DOCUMENT_WORDS.items()}
_ABOUT_CODES: Final = frozenset(
    {
        Reason.RESTRICTION_BREACHED,
        Reason.RESTRICTION_SCOPE_DOUBTFUL,
        Reason.RESTRICTION_TO_CHECK,
        Reason.DAYLIGHT_DOUBTFUL,
        Reason.PROBATIONARY,
        Reason.PROBATION_ENDS_TODAY,
        Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK,
        Reason.PROFESSIONAL_QUALIFICATION_EXPIRED,
        Reason.EXCHANGED_TITLE,
        Reason.DUPLICATE_TITLE,
    }
)
"""Their detail is a code of field 12, or the name of a document."""
GAP: Final = "…"
"""Stands in the tables where a printed code has its value."""


def told(reason: Reason, detail: str, language: Language) -> str:
    """Write out what a finding is about: a code, a document, an age; empty where its detail is for experts."""
    if detail in _DOCUMENTS:
        return _DOCUMENTS[detail].in_(language)
    if reason in _ABOUT_CODES and detail:
        return spell(detail, language)
    if reason is Reason.NATIONAL_CODE_FOREIGN:
        return detail  # raw: our words for that number would be another State's code
    return f"{detail} {_YEARS.in_(language)}" if reason is Reason.AGE_BELOW_MINIMUM else ""


def spell(printed: str, language: Language) -> str:
    """Write a code out, with its value in the place that its sentence has for it."""
    code = read_code(printed)
    words = words_of(code)
    if words is None:
        return f"{printed} {UNKNOWN_CODE.in_(language)}"
    sentence = words.fr if language is Language.FR else words.en
    return f"{code.code} {_filled(sentence, code, language)}"


def _filled(sentence: str, code: Code, language: Language) -> str:
    if code.value is None:
        return sentence
    values = [_value(part, language) for part in code.value.split("/")]
    if sentence.count(GAP) != len(values):
        return f"{sentence} ({code.value})"
    for value in values:
        sentence = sentence.replace(GAP, value.replace(GAP, "..."), 1)
    return sentence


def _value(text: str, language: Language) -> str:
    try:
        return dates.day(date.fromisoformat(text), language)
    except ValueError:
        return text
