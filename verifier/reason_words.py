"""One reason's sentences: the type that both tables of sentences hold."""

from __future__ import annotations

from dataclasses import dataclass

from credential.language import Bilingual


@dataclass(frozen=True, slots=True)
class ReasonWords:
    """What is the matter, what to do next, and the article where there is one."""

    what: Bilingual
    next_step: Bilingual
    article: str | None = None


def words(what_fr: str, what_en: str, next_fr: str, next_en: str, article: str | None = None) -> ReasonWords:
    """Make the sentences of one reason."""
    return ReasonWords(Bilingual(what_fr, what_en), Bilingual(next_fr, next_en), article)
