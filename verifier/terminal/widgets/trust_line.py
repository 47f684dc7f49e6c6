"""The line that is always there: how old each list is, and what time the terminal believes it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from textual.content import Content

from credential.language import Language
from trust_store.clock import is_behind
from trust_store.staleness import Grade
from trust_store.store import TrustStore
from verifier import dates, summary
from verifier.terminal import phrases
from verifier.terminal.shown import Line, joined, ours


class TrustLine(Line):
    """Ages of the lists, and the clock."""

    def __init__(self, trust: TrustStore, now: datetime, language: Language) -> None:
        super().__init__(trust_words(trust, now, language))
        self._language = language

    def tell(self, trust: TrustStore, now: datetime) -> None:
        """Bring the line up to date."""
        self.show(trust_words(trust, now, self._language))


def trust_words(trust: TrustStore, now: datetime, language: Language) -> Content:
    """Say the ages in the order of what they are needed for, then the clock."""
    clock = ours(dates.moment(now, language), "bold")
    if is_behind(now, trust.clock_floor):
        clock = ours(f"✖ {phrases.CLOCK_BEHIND.in_(language)} {clock.plain}", "bold reverse")
    return joined((*_ages(trust, now, language), clock, ours(language.value.upper())), " · ")


_GRADE_WORDS: Final = {Grade.ATTENTION: phrases.OLD, Grade.UNKNOWN: phrases.TOO_OLD}
"""Said beside the age; an age that still counts without a look stands alone."""


def _ages(trust: TrustStore, now: datetime, language: Language) -> Iterator[Content]:
    ages, grades = trust.ages(now), trust.grades(now)
    for name, words in summary.LIST_NAMES.items():
        age = ages.get(name)
        word = phrases.ABSENT.in_(language) if age is None else dates.age(age, language)
        told = _GRADE_WORDS.get(grades.get(name, Grade.FRESH))
        warning = ours(told.in_(language) if told else "", "bold reverse")
        yield joined((ours(words.in_(language)), ours(word, "bold" if age is not None else "bold reverse"), warning))
