"""One of the two questions with its answer and its reasons, worst first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content

from credential.display import display_safe
from credential.language import Language
from credential.reason import Outcome, Question, Reason
from trust_store.status import StatusStatement
from verifier import dates
from verifier.entitlement.context_described import describe_context
from verifier.entitlement.todo import todo
from verifier.entitlement.vehicle_words import describe
from verifier.terminal import circumstance_phrases, phrases
from verifier.terminal.circumstances import asked_in
from verifier.terminal.judged import Judged
from verifier.terminal.shown import Line, joined, ours, shown
from verifier.terminal.widgets.asked_row import AskedRow
from verifier.terminal.widgets.outcome_band import OutcomeLine
from verifier.terminal.widgets.reason_card import ReasonCard
from verifier.terminal.widgets.todo_block import TodoBlock
from verifier.verdict import Finding
from verifier.words import QUESTION_WORDS

MAX_STATED: Final = 1000
"""Characters of what was stated; all of it at once takes about 900."""


class QuestionBlock(Vertical):
    """Is it genuine and live? May this person drive this vehicle?"""

    def __init__(self, question: Question, judged: Judged, language: Language) -> None:
        super().__init__()
        self._question = question
        self._judged = judged
        self._language = language

    def compose(self) -> ComposeResult:
        """The question and its answer in one line, then the reasons."""
        verdict, language = self._judged.verdict, self._language
        outcome = verdict.outcome_of(self._question)
        heading = ours(QUESTION_WORDS[self._question].in_(language), "bold")
        with Horizontal(classes="answer"):
            yield Line(joined((heading, *self._remarks())))
            yield OutcomeLine(outcome, language)
        yield from self._stated()
        findings = verdict.findings_about(self._question)
        reasons, to_do = cards_and_todo(findings)
        for reason in reasons:
            yield ReasonCard(reason, _details(findings_of=reason, judged=self._judged), language)
            yield from self._asked(tuple(each for each in findings if each.reason is reason))
        if to_do:
            yield TodoBlock(to_do, self._judged.context, language)
        if not findings:
            yield Line(self._nothing(), classes="quiet")
        if (issued_at := _status_moment(self._judged)) is not None and self._question is Question.GENUINE:
            words = phrases.STATUS_AS_OF.in_(language)
            yield Line(ours(words.format(dates.moment(issued_at, language))), classes="quiet")

    def _remarks(self) -> Iterator[Content]:
        if self._question is Question.ENTITLED:
            vehicle = self._judged.vehicle
            yield shown(describe(vehicle, self._language), "bold") if vehicle else ours("")

    def _stated(self) -> Iterator[Line]:
        """What the officer stated is told apart from what was judged."""
        stated = describe_context(self._judged.context, self._language)
        if self._question is Question.ENTITLED and stated:
            words = ours(f"{circumstance_phrases.STATED.in_(self._language)} :")
            yield Line(joined((words, ours(display_safe(stated, MAX_STATED), "bold"))), classes="stated")

    def _asked(self, findings: Sequence[Finding]) -> Iterator[AskedRow]:
        """What can be answered of a reason that has a card of its own."""
        for each in asked_in(findings):
            name = ours(each.words.in_(self._language))
            yield AskedRow(name, (each,), self._judged.context, self._language)

    def _nothing(self) -> Content:
        if self._question is Question.ENTITLED and self._judged.verdict.claims is None:
            return ours(phrases.NOT_JUDGED.in_(self._language))
        stated = self._question is Question.GENUINE or self._judged.vehicle is not None
        return ours((phrases.NOTHING_TO_SAY if stated else phrases.CATEGORY_NOT_JUDGED).in_(self._language))


def cards_and_todo(findings: Sequence[Finding]) -> tuple[tuple[Reason, ...], tuple[Finding, ...]]:
    """Tell which reasons get a card of their own, and what goes to the to-do list: every finding is in one of them."""
    to_do = tuple(each for each in todo(findings) if each.reason.outcome is Outcome.ATTENTION)
    return tuple(dict.fromkeys(each.reason for each in findings if each not in to_do)), to_do


def _details(*, findings_of: Reason, judged: Judged) -> list[str]:
    return [finding.detail for finding in judged.verdict.findings if finding.reason is findings_of]


def _status_moment(judged: Judged) -> datetime | None:
    evidence = judged.verdict.evidence
    status = evidence.status if evidence else None
    return status.issued_at if isinstance(status, StatusStatement) else None
