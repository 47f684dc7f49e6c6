"""The verdict: one immutable object from the scan to screen, report and journal."""

from __future__ import annotations

from dataclasses import dataclass

from credential.claims import LicenceClaims
from credential.forms import Form, TokenClaims
from credential.reason import Outcome, Question, Reason, VerdictClass
from trust_store.signers import DocumentSigner
from trust_store.status import StatusAnswer

_ORDER = {reason: place for place, reason in enumerate(Reason)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason and, for an expert, where it was found. `detail` may quote the scan: `display_safe` it."""

    reason: Reason
    detail: str = ""
    code: str = ""
    """The restriction code of field 12 behind it, without its value, where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the findings rest on; the details screen shows it."""

    signer: DocumentSigner
    status: StatusAnswer | None
    token: TokenClaims | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one check says. `claims` are there only if the issuer's signature held."""

    form: Form
    claims: LicenceClaims | None
    findings: tuple[Finding, ...]
    evidence: Evidence | None = None
    need: str | None = None
    """The category that the stated vehicle needs."""
    vehicle_stated: bool = False
    """Whether the officer stated a vehicle: without one the right to drive it is not judged."""

    def __post_init__(self) -> None:
        if self.claims is None and all(each.reason.outcome is Outcome.PASSED for each in self.findings):
            raise ValueError("a verdict with neither claims nor findings would pass by default")
        if len(self.findings) > 1:
            object.__setattr__(self, "findings", tuple(sorted(self.findings, key=_place)))

    @property
    def outcome(self) -> Outcome:
        """The outcome of the worst finding; PASSED only without any."""
        return self.findings[0].reason.outcome if self.findings else Outcome.PASSED

    @property
    def verdict_class(self) -> VerdictClass:
        """The worst class of the findings; PASS without any."""
        return max((each.reason.verdict_class for each in self.findings), key=_class_rank, default=VerdictClass.PASS)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons, worst first, each once."""
        return tuple(dict.fromkeys(finding.reason for finding in self.findings))

    def findings_about(self, question: Question) -> tuple[Finding, ...]:
        """The findings that belong to one of the two questions."""
        return tuple(finding for finding in self.findings if finding.reason.question is question)

    def outcome_of(self, question: Question) -> Outcome:
        """The outcome of one question.

        INDETERMINATE for the right to drive when nothing could be believed, or when no vehicle was stated and
        nothing spoke against it: a question that was not asked is not passed.
        """
        findings = self.findings_about(question)
        outcome = findings[0].reason.outcome if findings else Outcome.PASSED
        is_asked = question is Question.GENUINE or (self.claims is not None and self.vehicle_stated)
        return Outcome.INDETERMINATE if outcome is Outcome.PASSED and not is_asked else outcome


def _place(finding: Finding) -> tuple[int, int]:
    return -finding.reason.outcome.rank, _ORDER[finding.reason]


def _class_rank(verdict_class: VerdictClass) -> int:
    return verdict_class.rank


def unread(reason: Reason, detail: str = "", form: Form = Form.UNKNOWN) -> Verdict:
    """Return the verdict on something that could not be read or believed."""
    return Verdict(form=form, claims=None, findings=(Finding(reason, detail),))
