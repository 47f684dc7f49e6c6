"""Whatever circumstances are stated at the screen: the verdict is that of `check --context`, on every sample.

And no circumstance makes a false document anything else.
"""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credential.reason import Outcome, Question
from tests.catalogue import cases, trust_of
from trust_store.store import TrustStore
from verifier.check import check
from verifier.entitlement.context import UNKNOWN_CONTEXT, Context, Document
from verifier.entitlement.context_words import parse_context
from verifier.journal.circumstances import circumstance_words
from verifier.replay.case import Case
from verifier.replay.statement import context_json, context_of
from verifier.scan import Scan
from verifier.terminal.circumstances import BY_CIRCUMSTANCE, CIRCUMSTANCES, Circumstance, Value
from verifier.terminal.judged import DriverCheck, Judged
from verifier.verdict import Verdict

PLAIN = tuple(
    case
    for case in cases().values()
    if case.texts and not case.earlier and isinstance(trust_of(case.trust), TrustStore)
)
"""Samples whose verdict follows from one scan: a terminal sees it as it is."""


def values(circumstance: Circumstance) -> st.SearchStrategy[Value]:
    steps = st.sampled_from(circumstance.steps)
    if circumstance.is_number:
        return steps | st.integers(0, 9999)
    return steps | st.times().map(lambda each: each.replace(second=0, microsecond=0)) if circumstance.is_time else steps


STATED = st.fixed_dictionaries({}, optional={each.name: values(each) for each in CIRCUMSTANCES})


def context_of_values(stated: dict[str, Any]) -> Context:
    """What the officer's presses come to, in whatever order."""
    context = UNKNOWN_CONTEXT
    for name, value in stated.items():
        context = BY_CIRCUMSTANCE[name].stated(context, value)
    return context


def typed(stated: dict[str, Any]) -> str:
    """The same on a command line."""
    words = ((name, word(BY_CIRCUMSTANCE[name], value)) for name, value in stated.items())
    return ",".join(f"{name}={text}" for name, text in words if text)


def word(circumstance: Circumstance, value: Value) -> str:
    if value == circumstance.steps[0]:
        return ""
    if isinstance(value, Document):
        outcome = "" if value.outcome is None else f":{value.outcome.value}"
        return f"{value.state.name.lower()}{outcome}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat("minutes") if isinstance(value, time) else str(value)


def at_the_screen(case: Case, context: Context) -> Judged | None:
    """A scan on the screen, and then the circumstances; None where it is about aiming."""
    trust = trust_of(case.trust)
    assert isinstance(trust, TrustStore)
    driver = DriverCheck(trust, case.vehicle)
    driver.nonce = case.nonce
    shown = driver.see(case.texts, 1000.0, case.now)
    return driver.state(case.vehicle, context, shown) if isinstance(shown, Judged) else None


def by_command(case: Case, judged: Judged, context: Context) -> Verdict:
    return check(
        Scan(text=case.texts[0], companion=case.texts[1] if len(case.texts) > 1 else None),
        trust_of(case.trust),
        case.now,
        vehicle=case.vehicle,
        nonce=judged.nonce,
        context=context,
    )


@pytest.mark.parametrize("stated", [{}, {"passengers": 0, "wears_correction": False, "motorway": True}])
def test_there_are_samples_of_every_outcome_to_judge(stated: dict[str, Any]) -> None:
    shown = [at_the_screen(case, context_of_values(stated)) for case in PLAIN]
    assert {judged.verdict.outcome for judged in shown if judged is not None} == set(Outcome)


@settings(max_examples=80)
@given(st.sampled_from(PLAIN), STATED)
def test_the_screen_and_the_command_come_to_the_same_verdict(case: Case, stated: dict[str, Any]) -> None:
    context = context_of_values(stated)
    line = typed(stated)
    assert (parse_context(line) if line else UNKNOWN_CONTEXT) == context
    judged = at_the_screen(case, context)
    if judged is not None:
        assert judged.verdict == by_command(case, judged, context)


@settings(max_examples=50)
@given(STATED)
def test_what_is_stated_goes_into_evidence_and_comes_back(stated: dict[str, Any]) -> None:
    context = context_of_values(stated)
    assert context_of(context_json(context)) == context
    assert len(circumstance_words(context)) == sum(each.is_stated(context) for each in CIRCUMSTANCES)


FALSE = tuple(
    case
    for case in PLAIN
    if case.nonce is None and case.expectation is not None and case.expectation.outcome is Outcome.FAILED
)


@settings(max_examples=80)
@given(st.sampled_from(FALSE), STATED)
def test_no_circumstance_makes_a_false_document_anything_else(case: Case, stated: dict[str, Any]) -> None:
    """Every refusal of the document stands, and the word with it."""
    plain, judged = at_the_screen(case, UNKNOWN_CONTEXT), at_the_screen(case, context_of_values(stated))
    assert plain is not None
    assert judged is not None
    refusals = [
        each for each in plain.verdict.findings_about(Question.GENUINE) if each.reason.outcome is Outcome.FAILED
    ]
    for each in refusals:
        assert each in judged.verdict.findings
        assert judged.verdict.outcome is Outcome.FAILED
    assert (judged.verdict.claims is None) is (plain.verdict.claims is None)
