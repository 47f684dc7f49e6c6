"""All that a verdict says but its claims, in the words of results and digests: worked out once for equal verdicts.

Millions of scans come to a few hundred verdicts, where claims are left out of account.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final, TypeAlias

from credential.forms import Form
from credential.reason import Outcome, Reason
from verifier.verdict import Finding, Verdict

MOST: Final = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What follows from a verdict's form, findings and vehicle."""

    form: str
    outcome: Outcome
    verdict: str
    verdict_class: str
    reasons: tuple[Reason, ...]
    reason_words: tuple[str, ...]
    text: bytes
    """All of it as JSON; outcome and class follow from the findings."""


_Name: TypeAlias = tuple[Form, tuple[Finding, ...], str | None, bool]
_TOLD: Final[dict[_Name, Told]] = {}


def told_by(verdict: Verdict) -> Told:
    """Return what a verdict says."""
    name = (verdict.form, verdict.findings, verdict.need, verdict.vehicle_stated)
    known = _TOLD.get(name)
    if known is None:
        if len(_TOLD) >= MOST:
            _TOLD.clear()
        known = _TOLD[name] = _told(verdict)
    return known


def _told(verdict: Verdict) -> Told:
    """Work it out. Nothing else of the verdict may be asked for here than what names it in `_TOLD`."""
    findings = [[each.reason.value, each.detail, each.code] for each in verdict.findings]
    return Told(
        form=verdict.form.value,
        outcome=verdict.outcome,
        verdict=verdict.outcome.value,
        verdict_class=verdict.verdict_class.value,
        reasons=verdict.reasons,
        reason_words=tuple(reason.value for reason in verdict.reasons),
        text=json.dumps([verdict.form.value, findings, verdict.need, verdict.vehicle_stated]).encode(),
    )
