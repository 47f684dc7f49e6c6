"""What a report counts, taken from results one by one: memory stays flat, however many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, unique
from typing import Final
from zoneinfo import ZoneInfo

from credential.moments import parse_moment
from trust_store.staleness import DAY
from verifier.replay.result import Result

MOST_NAMED: Final = 500
"""Differing cases that the report names; the results have them all."""
MOST_PICTURES: Final = 48
"""Pictures that it shows, the differing ones first."""
MOST_SIGNERS: Final = 40
PICTURES: Final = frozenset({"png", "jpg", "jpeg", "webp"})
OTHERS: Final = "…"
_PARIS: Final = ZoneInfo("Europe/Paris")


@unique
class ListAge(Enum):
    """How old the list was that a verdict rests on; the steps of DESIGN section 4."""

    DAY = "24 h"
    WEEK = "7"
    MONTH = "30"
    OLDER = "> 30"
    NONE = "-"


@dataclass(slots=True)
class Tally:
    """Counts of one replay."""

    total: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    signers: Counter[str] = field(default_factory=Counter)
    hours: Counter[int] = field(default_factory=Counter)
    """By the hour of the check, in Paris."""
    ages: Counter[ListAge] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    snapshots: Counter[str] = field(default_factory=Counter)
    noteworthy: int = 0
    named: list[Result] = field(default_factory=list)
    pictures: dict[str, Result] = field(default_factory=dict)
    """Those that are to be shown, by id."""

    def add(self, result: Result) -> None:
        """Count one result."""
        self.total += 1
        self._count_words(result)
        hour = _hour(result.at)
        if hour is not None:
            self.hours[hour] += 1
        self.ages[_age(result.list_age)] += 1
        if not result.is_clean:
            self.noteworthy += 1
            if len(self.named) < MOST_NAMED:
                self.named.append(result)
        if result.kind in PICTURES:
            self._choose(result)

    def _count_words(self, result: Result) -> None:
        self.verdicts[result.verdict] += 1
        for reason in result.reasons:
            self.reasons[reason] += 1
        self._bounded(self.signers, result.signer)
        self._bounded(self.kinds, result.kind)
        self._bounded(self.snapshots, result.snapshot)

    @staticmethod
    def _bounded(counts: Counter[str], word: str) -> None:
        """Count a word that results may make up: beyond a bound all further ones are one."""
        counts[word if word in counts or len(counts) < MOST_SIGNERS else OTHERS] += 1

    def _choose(self, result: Result) -> None:
        if len(self.pictures) < MOST_PICTURES:
            self.pictures[result.id] = result
        elif not result.is_clean:
            clean = next((name for name, each in self.pictures.items() if each.is_clean), None)
            if clean is not None:
                del self.pictures[clean]
                self.pictures[result.id] = result


def tally_of(results: Iterable[Result]) -> Tally:
    """Count results."""
    tally = Tally()
    for result in results:
        tally.add(result)
    return tally


def _hour(at: str) -> int | None:
    try:
        return parse_moment(at).astimezone(_PARIS).hour
    except ValueError:
        return None


def _age(seconds: int | None) -> ListAge:
    if seconds is None:
        return ListAge.NONE
    if seconds <= DAY:
        return ListAge.DAY
    if seconds <= 7 * DAY:
        return ListAge.WEEK
    return ListAge.MONTH if seconds <= 30 * DAY else ListAge.OLDER
