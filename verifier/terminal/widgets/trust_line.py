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
from verifier.terminal.station import Station


class TrustLine(Line):
    """Ages of the lists, and the clock."""

    def __init__(self, station: Station) -> None:
        self._station = station
        super().__init__(self._words())

    def tell(self) -> None:
        """Bring the line up to date."""
        self.show(self._words())

    def _words(self) -> Content:
        station, note = self._station, self._station.store_note
        words = trust_words(station.trust, station.clock(), station.language)
        return words if note is None else joined((words, ours(note.in_(station.language), "bold")), " · ")


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
