"""The lines of ``verifier check``: outcome, licence, both answers, each reason with its next step."""

from __future__ import annotations

from itertools import combinations

import pytest

from credential.language import Language
from credential.reason import Outcome, Reason
from issuer.samples.scene import NOW
from tests.world import World
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.store import TrustStore
from verifier.summary import exit_status, summary, trust_lines
from verifier.verdict import Verdict, unread
from verifier.words import OUTCOME_SHAPES, OUTCOME_WORDS, REASON_WORDS


def lines(verdict: Verdict, language: Language = Language.FR) -> list[str]:
    return list(summary(verdict, "photo.jpg", None, language, NOW))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("reason", [each for each in Reason if each.outcome is not Outcome.PASSED])
def test_each_reason_is_said_with_its_next_step(reason: Reason, language: Language) -> None:
    text = "\n".join(lines(unread(reason), language))
    words = REASON_WORDS[reason]
    outcome = reason.outcome
    assert text.startswith(f"{OUTCOME_SHAPES[outcome]} {OUTCOME_WORDS[outcome].in_(language)}")
    if reason.question.value == "genuine":
        assert words.what.in_(language) in text
        assert words.next_step.in_(language) in text


def test_reasons_about_the_right_to_drive_are_said_beside_the_licence(world: World) -> None:
    text = "\n".join(lines(world.check(world.code("P09"), vehicle="D")))
    for reason in (Reason.SUSPENDED, Reason.CATEGORY_NOT_HELD):
        words = REASON_WORDS[reason]
        assert words.what.fr in text
        assert f"(art. {words.article})" in text


def test_the_driver_is_named_by_the_name_of_their_own_alphabet(world: World) -> None:
    text = "\n".join(lines(world.check(world.code("P21"))))
    person = world.scene.people["P21"]
    assert f"{person.family_name.upper()} {person.given_name}" in text


def test_a_birth_date_that_is_printed_otherwise_is_shown_as_printed(world: World) -> None:
    assert "00.00.1961 (64-65 ans)" in "\n".join(lines(world.check(world.code("P23"))))


def test_a_single_name_has_no_gap(world: World) -> None:
    assert "  SURYANTI, " in "\n".join(lines(world.check(world.code("P22"))))


def test_nothing_of_an_unread_scan_is_shown(world: World) -> None:
    forged = world.presented(key_of="P99")
    assert "QUATREVAUX" not in "\n".join(lines(world.check(forged))).upper()


def test_the_test_profile_and_the_ages_are_said_first(world: World) -> None:
    first, second = trust_lines(world.trust, NOW, Language.FR)
    assert "SPECIMEN" in first
    assert second.count("8 h") == 3


@pytest.mark.parametrize("trust", [TrustStore.empty(Profile.PRODUCTION), TrustStoreError(Refusal.STORE_CORRUPT, "")])
def test_the_absence_of_trust_data_is_said(trust: TrustStore | TrustStoreError) -> None:
    (line,) = trust_lines(trust, NOW, Language.FR)
    assert "aucune donnée" in line


@pytest.mark.parametrize("size", range(len(Outcome) + 1))
def test_the_exit_status_is_the_contracts(size: int) -> None:
    for outcomes in combinations(Outcome, size):
        status = exit_status(set(outcomes))
        if Outcome.FAILED in outcomes:
            assert status == 1
        elif Outcome.INDETERMINATE in outcomes:
            assert status == 3
        else:
            assert status == 0
