"""One reason: what is the matter, what to do next, and the article where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical

from credential.language import Language
from credential.reason import Reason
from verifier.spelled import told
from verifier.terminal import phrases
from verifier.terminal.shown import Line, joined, ours, shown
from verifier.words import OUTCOME_SHAPES, REASON_WORDS

NAMED: Final = frozenset({Reason.CATEGORY_NOT_HELD, Reason.CATEGORY_EXPIRED})
"""Their detail is a category."""


class ReasonCard(Vertical):
    """A reason with everything an officer needs of it. `details` are those of its findings."""

    def __init__(self, reason: Reason, details: Sequence[str], language: Language) -> None:
        super().__init__(classes=reason.outcome.value.lower())
        self._reason = reason
        self._details = details
        self._language = language

    def compose(self) -> ComposeResult:
        """The matter, the codes if it is about codes, the next step."""
        words, language = REASON_WORDS[self._reason], self._language
        named = " ".join(self._details) if self._reason in NAMED else ""
        what = ours(f"{OUTCOME_SHAPES[self._reason.outcome]} {words.what.in_(language)}", "bold")
        yield Line(joined((what, shown(named, "bold"))))
        for detail in self._details:
            if about := told(self._reason, detail, language):
                yield Line(shown(about), classes="code")
        article = phrases.ARTICLE.in_(language).format(words.article) if words.article else ""
        yield Line(joined((ours(f"→ {words.next_step.in_(language)}"), ours(article, "italic"))), classes="step")
