"""What is left for the officer to do, in the order in which an officer looks: papers that decide, then codes.

Codes come as they are enforced at the roadside: what is seen at once (glasses, gearbox, interlock, A disc), the trip,
the vehicle, professional papers, information.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from credential.reason import Outcome, Question, Reason
from verifier.entitlement.codes import INTERLOCK, OLD_INTERLOCK, PROBATION, read_code
from verifier.verdict import Finding

ROUNDS: Final = (
    ("01", "10.02", "78", INTERLOCK, OLD_INTERLOCK, PROBATION),
    ("61", "63", "66", "67", "62", "64", "65", "68"),
    ("02", "03", "96", "79", "80", "81", "97", "50", "51"),
    ("45", "46", "47", "10", "15", "20", "25", "30", "31", "32", "33", "35", "40", "42", "43", "44"),
    ("95",),
    ("70", "71"),
)
"""The codes in the order in which they are looked at, round by round."""
_PLACES: Final = {code: place for place, code in enumerate(code for group in ROUNDS for code in group)}
_UNPLACED: Final = _PLACES["95"] - 0.5
"""Codes of no round come after the vehicle and before the papers of a profession."""
_PLACES_OF_REASONS: Final = {
    Reason.INTERLOCK_ONLY: INTERLOCK,
    Reason.PROBATIONARY: PROBATION,
    Reason.PROBATION_ENDS_TODAY: PROBATION,
    Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK: "95",
    Reason.PROFESSIONAL_QUALIFICATION_EXPIRED: "95",
    Reason.DUPLICATE_TITLE: "71",
}


def todo(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings about the right to drive that ask the officer for something, the first to do first."""
    asked = (each for each in findings if each.reason.question is Question.ENTITLED and _is_open(each))
    return tuple(sorted(asked, key=lambda each: (-each.reason.severity, _place(each))))


def _is_open(finding: Finding) -> bool:
    return finding.reason.outcome in (Outcome.ATTENTION, Outcome.INDETERMINATE)


def _place(finding: Finding) -> float:
    """The place of a code in the rounds; what has no code (a title, a paper) comes first in its class."""
    code = finding.code or _PLACES_OF_REASONS.get(finding.reason, "")
    if not code:
        return -1
    current = read_code(code).current
    return _PLACES.get(current, _PLACES.get(current[:2] if current[2:3] == "." else "", _UNPLACED))
