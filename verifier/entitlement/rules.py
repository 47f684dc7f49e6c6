"""The rules of law that a verdict rests on: each with its article and how sure we are of it.

An article reaches the officer's screen only where its certainty is CONFIRMED or HIGH; the pages under docs/rules/
show them all, with the certainty beside.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, unique

from credential.language import Bilingual


@unique
class Certainty(Enum):
    """How sure the source of a rule is."""

    CONFIRMED = "C"
    """Read in the text of the law."""
    HIGH = "M-high"
    MEDIUM = "M-medium"
    LOW = "M-low"

    @property
    def is_sure(self) -> bool:
        """Whether an article of this certainty may be shown to an officer."""
        return self in (Certainty.CONFIRMED, Certainty.HIGH)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it says in both languages, where it stands, and how sure that is."""

    text: Bilingual
    article: str
    certainty: Certainty = Certainty.CONFIRMED

    @property
    def shown_article(self) -> str | None:
        """The article, or None where the certainty is too low for a screen."""
        return self.article if self.certainty.is_sure else None


def rule(fr: str, en: str, article: str, certainty: Certainty = Certainty.CONFIRMED) -> Rule:
    """Make a rule."""
    return Rule(Bilingual(fr, en), article, certainty)
