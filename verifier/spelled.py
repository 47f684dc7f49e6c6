"""Codes of field 12 written out: ``01.06`` becomes "01.06 Glasses or contact lenses".

The result still holds text of the credential: it goes through `display_safe` before it is shown.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from credential.language import Bilingual, Language
from verifier import dates
from verifier.entitlement.codes import Code, read_code, words_of

UNKNOWN_CODE: Final = Bilingual("code inconnu du terminal : demander", "code unknown to the terminal: ask")
GAP: Final = "…"
"""Stands in the tables where a printed code has its value."""


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
