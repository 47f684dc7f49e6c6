"""The verdict: cannot pass by default, worst finding first, two questions kept apart."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from itertools import pairwise, permutations

import pytest

from credential.forms import Form
from credential.reason import Outcome, Question, Reason, VerdictClass
from tests.world import World
from verifier.verdict import Finding, Verdict, unread


def verdict_of(world: World, *reasons: Reason) -> Verdict:
    findings = tuple(Finding(reason) for reason in reasons)
    return Verdict(form=Form.ATTESTATION, claims=world.attestation.claims, findings=findings)


def test_a_verdict_with_neither_claims_nor_findings_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="pass by default"):
        Verdict(form=Form.UNKNOWN, claims=None, findings=())


def test_claims_without_findings_pass(world: World) -> None:
    assert verdict_of(world).outcome is Outcome.PASSED
    assert verdict_of(world).reasons == ()


def test_a_verdict_whose_reasons_all_pass_needs_claims() -> None:
    with pytest.raises(ValueError, match="pass by default"):
        Verdict(form=Form.UNKNOWN, claims=None, findings=(Finding(Reason.NO_TITLE_NEEDED),))


CLASSES_OF = {
    Outcome.PASSED: {VerdictClass.PASS},
    Outcome.ATTENTION: {VerdictClass.PASS_CHECK},
    Outcome.INDETERMINATE: {VerdictClass.REFER, VerdictClass.UNTRUSTED},
    Outcome.FAILED: {
        VerdictClass.FAIL_RESTRICTION,
        VerdictClass.FAIL_VALIDITY,
        VerdictClass.FAIL_CATEGORY,
        VerdictClass.FAIL_STATUS,
        VerdictClass.UNTRUSTED,
    },
}


@pytest.mark.parametrize("reason", Reason)
def test_a_reasons_class_agrees_with_its_outcome(reason: Reason) -> None:
    assert reason.verdict_class in CLASSES_OF[reason.outcome]
    assert reason.severity == reason.verdict_class.rank


def test_the_class_of_a_verdict_is_its_worst(world: World) -> None:
    assert verdict_of(world).verdict_class is VerdictClass.PASS
    both = verdict_of(world, Reason.CATEGORY_EXPIRED, Reason.SUSPENDED, Reason.PROBATIONARY)
    assert both.verdict_class is VerdictClass.FAIL_STATUS


def test_the_worst_finding_decides_in_any_order(world: World) -> None:
    reasons = (Reason.HOLDER_NOT_PROVEN, Reason.STATUS_UNKNOWN, Reason.EXPIRED, Reason.SUSPENDED)
    verdicts = [verdict_of(world, *order) for order in permutations(reasons)]
    assert {verdict.outcome for verdict in verdicts} == {Outcome.FAILED}
    assert {verdict.reasons for verdict in verdicts} == {
        (Reason.EXPIRED, Reason.SUSPENDED, Reason.STATUS_UNKNOWN, Reason.HOLDER_NOT_PROVEN)
    }


def test_reasons_are_declared_worst_first_so_that_their_order_is_the_verdicts() -> None:
    ranks = [reason.outcome.rank for reason in Reason]
    assert all(left >= right for left, right in pairwise(ranks))


def test_a_reason_found_twice_is_said_once(world: World) -> None:
    twice = verdict_of(world, Reason.RESTRICTION_TO_CHECK, Reason.RESTRICTION_TO_CHECK)
    assert twice.reasons == (Reason.RESTRICTION_TO_CHECK,)
    assert len(twice.findings) == 2


def test_findings_of_one_reason_keep_their_order(world: World) -> None:
    findings = (
        Finding(Reason.RESTRICTION_TO_CHECK, "95"),
        Finding(Reason.EXPIRED),
        Finding(Reason.RESTRICTION_TO_CHECK, "01"),
    )
    verdict = Verdict(form=Form.ATTESTATION, claims=world.attestation.claims, findings=findings)
    assert [each.detail for each in verdict.findings] == ["", "95", "01"]


def test_the_two_questions_are_answered_apart(world: World) -> None:
    verdict = verdict_of(world, Reason.SUSPENDED, Reason.HOLDER_NOT_PROVEN)
    assert verdict.outcome_of(Question.GENUINE) is Outcome.ATTENTION
    assert verdict.outcome_of(Question.ENTITLED) is Outcome.FAILED
    assert [each.reason for each in verdict.findings_about(Question.ENTITLED)] == [Reason.SUSPENDED]


def test_of_an_unread_scan_the_right_to_drive_is_unknown_and_not_lost() -> None:
    verdict = unread(Reason.SIGNATURE_INVALID)
    assert verdict.outcome_of(Question.GENUINE) is Outcome.FAILED
    assert verdict.outcome_of(Question.ENTITLED) is Outcome.INDETERMINATE


@pytest.mark.parametrize("reason", [each for each in Reason if each.outcome is not Outcome.PASSED])
def test_an_unread_scan_has_the_outcome_of_its_reason(reason: Reason) -> None:
    verdict = unread(reason, "a detail")
    assert (verdict.outcome, verdict.claims, verdict.form) == (reason.outcome, None, Form.UNKNOWN)


def test_a_verdict_cannot_be_changed(world: World) -> None:
    verdict = verdict_of(world, Reason.EXPIRED)
    with pytest.raises(FrozenInstanceError):
        verdict.findings = ()  # type: ignore[misc] # that it is frozen is the point
