"""Verdicts that differ in anything are told differently, however often others were told before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from credential.forms import Form
from credential.reason import Outcome, Reason
from tests.world import World
from verifier.replay.told import _TOLD, MOST, told_by
from verifier.verdict import Finding, Verdict

PROBATION = Finding(Reason.PROBATIONARY, "until 2027-01-01", "106")


@pytest.fixture
def verdict(world: World) -> Verdict:
    return Verdict(
        form=Form.PRESENTATION,
        claims=world.attestation.claims,
        findings=(PROBATION,),
        need="B",
        vehicle_stated=True,
    )


@pytest.mark.parametrize(
    "change",
    [
        {"form": Form.ATTESTATION},
        {"need": None},
        {"need": "C"},
        {"vehicle_stated": False},
        {"findings": ()},
        {"findings": (replace(PROBATION, detail="until 2027-01-02"),)},
        {"findings": (replace(PROBATION, code="105"),)},
        {"findings": (replace(PROBATION, reason=Reason.EXPIRED),)},
        {"findings": (PROBATION, PROBATION)},
    ],
    ids=str,
)
def test_whatever_differs_is_told(verdict: Verdict, change: dict[str, object]) -> None:
    other = replace(verdict, **change)  # type: ignore[arg-type] # fields of a verdict
    for _ in range(2):
        assert told_by(verdict).text != told_by(other).text
        for each in (verdict, other):
            told = told_by(each)
            assert (told.outcome, told.reasons) == (each.outcome, each.reasons)
            assert (told.form, told.verdict, told.verdict_class) == (
                each.form.value,
                each.outcome.value,
                each.verdict_class.value,
            )


def test_what_is_remembered_is_bounded(verdict: Verdict) -> None:
    for number in range(MOST + 2):
        told_by(replace(verdict, findings=(Finding(Reason.EXPIRED, f"exp {number}"),)))
    assert len(_TOLD) <= MOST
    told = told_by(replace(verdict, findings=(Finding(Reason.EXPIRED, "exp 0"),)))
    assert told.outcome is Outcome.FAILED
