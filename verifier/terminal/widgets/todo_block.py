"""What the officer is asked to look at, in the order in which an officer looks: a box, the matter, the next step."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from credential.language import Language
from credential.reason import Reason
from verifier.entitlement.context import Context
from verifier.spelled import told
from verifier.terminal import phrases
from verifier.terminal.circumstances import asked_by
from verifier.terminal.shown import Line, joined, ours, shown
from verifier.terminal.widgets.asked_row import AskedRow
from verifier.verdict import Finding
from verifier.words import REASON_WORDS


class TodoBlock(Vertical):
    """The to-do list of one verdict; nothing in it speaks against the licence."""

    def __init__(self, findings: Sequence[Finding], context: Context, language: Language) -> None:
        super().__init__()
        self._findings = findings
        self._stated = context
        self._language = language

    def compose(self) -> ComposeResult:
        """A box for each finding; a next step that several have in common is said once, below the last of them."""
        yield Line(ours(phrases.TODO.in_(self._language), "bold"))
        following: list[Finding | None] = [*self._findings[1:], None]
        for finding, after in zip(self._findings, following, strict=True):
            yield self._item(finding)
            if after is None or after.reason is not finding.reason:
                yield Line(self._step(finding.reason), classes="step")

    def _item(self, finding: Finding) -> Widget:
        asked = asked_by(finding)
        if not asked:
            return Line(self._matter(finding, "☐"), classes="todo")
        is_answered = all(each.is_stated(self._stated) for each in asked)
        return AskedRow(self._matter(finding, "☑" if is_answered else "☐"), asked, self._stated, self._language)

    def _matter(self, finding: Finding, box: str) -> Content:
        about = told(finding.reason, finding.detail, self._language)
        is_code_alone = finding.reason is Reason.RESTRICTION_TO_CHECK and about
        what = "" if is_code_alone else REASON_WORDS[finding.reason].what.in_(self._language)
        return joined((ours(box), ours(what, "bold"), shown(about, "bold" if is_code_alone else "")))

    def _step(self, reason: Reason) -> Content:
        words, language = REASON_WORDS[reason], self._language
        article = phrases.ARTICLE.in_(language).format(words.article) if words.article else ""
        return joined((ours(f"→ {words.next_step.in_(language)}"), ours(article, "italic")))
