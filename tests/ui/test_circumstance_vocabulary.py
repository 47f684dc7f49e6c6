"""What can be stated of a driver and his trip, letter by letter and value by value, without a screen."""

from __future__ import annotations

from datetime import time

import pytest

from credential.reason import Reason
from verifier.entitlement.context import (
    UNKNOWN_CONTEXT,
    DocumentName,
)
from verifier.entitlement.context_words import KEYS
from verifier.terminal.circumstances import BY_CIRCUMSTANCE, CIRCUMSTANCES, Circumstance, asked_by
from verifier.verdict import Finding


def test_each_has_a_letter_of_its_own_that_needs_no_shift_and_opens_no_scan() -> None:
    letters = [each.letter for each in CIRCUMSTANCES]
    assert len(set(letters)) == len(letters)
    assert set(letters) <= set("abcdefghijklmnorstuvwxyz") - {"e", "z", "h", "q", "n"}


def test_all_of_the_vocabulary_can_be_stated_but_whether_the_document_is_authentic() -> None:
    stated = {each.name for each in CIRCUMSTANCES}
    assert stated == {key.name for key in KEYS} - {"authenticity"} | {name.value for name in DocumentName}


@pytest.mark.parametrize("circumstance", CIRCUMSTANCES, ids=lambda each: str(each.name))
def test_the_letter_goes_through_all_values_and_comes_back_to_nothing_stated(circumstance: Circumstance) -> None:
    context, seen = UNKNOWN_CONTEXT, []
    for _ in circumstance.steps:
        context = circumstance.stated(context, circumstance.following(circumstance.of(context)))
        seen.append(circumstance.of(context))
    assert set(seen) == set(circumstance.steps)
    assert context == UNKNOWN_CONTEXT
    assert circumstance.following(circumstance.steps[0], forward=False) == circumstance.steps[-1]


def test_a_typed_value_goes_on_to_the_step_beyond_it() -> None:
    speed, sunset = BY_CIRCUMSTANCE["speed_kmh"], BY_CIRCUMSTANCE["sunset"]
    assert speed.following(85) == 90
    assert speed.following(85, forward=False) == 80
    assert speed.following(200) is None
    assert sunset.following(time(17, 12)) == time(17, 15)


@pytest.mark.parametrize(
    ("finding", "names"),
    [
        (Finding(Reason.RESTRICTION_TO_CHECK, "01.06", "01.06"), ("wears_correction",)),
        (Finding(Reason.RESTRICTION_BREACHED, "01.06", "01.06"), ("wears_correction",)),
        (Finding(Reason.RESTRICTION_TO_CHECK, "05.03", "05.03"), ("passengers",)),
        (Finding(Reason.DAYLIGHT_DOUBTFUL, "61", "61"), ("sunrise", "sunset")),
        (Finding(Reason.RESTRICTION_TO_CHECK, "62(30 km)", "62"), ("distance_from_home_km",)),
        (Finding(Reason.RESTRICTION_TO_CHECK, "67", "67"), ("motorway",)),
        (Finding(Reason.DOCUMENT_NOT_SHOWN, "id"), ("id",)),
        (Finding(Reason.INTERLOCK_ONLY, "status 3"), ("interlock_papers",)),
        (Finding(Reason.SUSPENSION_PARTIAL, "status 2"), ("court_decision", "employer_proof")),
        (Finding(Reason.RESTRICTION_TO_CHECK, "010", "010"), ()),
        (Finding(Reason.RESTRICTION_TO_CHECK, "78", "78"), ()),
        (Finding(Reason.SUSPENDED, "status 2"), ()),
        (Finding(Reason.EXPIRED, "id"), ()),
    ],
)
def test_a_finding_asks_about_what_answers_it(finding: Finding, names: tuple[str, ...]) -> None:
    assert {each.name for each in asked_by(finding)} == set(names)
