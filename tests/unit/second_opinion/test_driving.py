"""A law of ours that was broken is found out: whom we then let drive, the second opinion does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from credential.reason import Outcome, Question, Reason
from issuer.samples.scene import NOW
from tests.catalogue import cases, judged, trust_of
from tests.world import World
from trust_store.archive import keep
from trust_store.holdings import Holdings
from trust_store.installation import merge
from trust_store.profile import Profile
from verifier import assess
from verifier.cli import verifier
from verifier.entitlement import believed, equivalences, exemptions, judge, minimum_ages, restrictions, titles
from verifier.entitlement.need import Need
from verifier.entitlement.standing import Measure
from verifier.entitlement.vehicle import Vehicle
from verifier.replay import batch
from verifier.replay.case import Case
from verifier.replay.codec import line_of
from verifier.second_opinion.compare import contradiction
from verifier.verdict import Finding, Verdict

ACCEPTED: Final = (Outcome.PASSED, Outcome.ATTENTION)
BARRED: Final = "must not drive"
STATED: Final = {name: case for name, case in cases().items() if case.vehicle is not None}


def said_of(case: Case, verdict: Verdict) -> str:
    return contradiction(case, trust_of(case.trust), (verdict,))


def nothing(*_: object, **__: object) -> Iterator[Finding]:
    yield from ()


# Each breaks one rule of ours, by hand.


def no_age_for_tricycles(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(exemptions, "L5E_AGE", 0)


def b_covers_motorcycles(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(equivalences.BY_DEFINITION, "A", ("A", "B"))


def code_78_asks_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(restrictions.ANSWERS, "78", lambda _code, _stop: None)


def categories_never_end(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(judge, "category_finding", lambda _stop, _right: None)


def no_training_for_125(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(exemptions, "_training", lambda _stop: Finding(Reason.EXEMPTION_TO_CHECK))


def b_counts_from_its_first_day(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(exemptions, "YEARS_OF_B", 0)


def no_interlock_is_asked_for(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(judge, "interlock_findings", nothing)


def a_suspension_is_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("verifier.assess.MEASURES", {**believed.MEASURES, 2: Measure.NONE})
    patch.setattr(assess, "_said", assess._said.__wrapped__)  # it remembers what a value meant


def foreign_titles_are_good_for_ever(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(judge, "_recognition", nothing)


def a_coach_needs_b(patch: pytest.MonkeyPatch) -> None:
    def need_b(_vehicle: Vehicle) -> Need:
        return Need("B")

    patch.setattr(judge, "need_of", need_b)


def titles_never_end(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(titles, "_permanent", nothing)


def no_title_is_asked_for(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(judge, "title_findings", nothing)


BROKEN: Final[dict[str, Callable[[pytest.MonkeyPatch], None]]] = {
    "law-tricycle-too-young": no_age_for_tricycles,
    "category-a-not-held": b_covers_motorcycles,
    "law-78-manual": code_78_asks_nothing,
    "category-d-expired": categories_never_end,
    "law-125-without-training": no_training_for_125,
    "law-125-on-new-b": b_counts_from_its_first_day,
    "law-interlock-missing": no_interlock_is_asked_for,
    "law-moped-while-suspended": a_suspension_is_nothing,
    "law-foreign-title-after-a-year": foreign_titles_are_good_for_ever,
    "law-coach-on-lorry-licence": a_coach_needs_b,
    "law-old-card-shown": titles_never_end,
    "law-no-title-shown": no_title_is_asked_for,
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_rule_of_ours_that_is_broken_is_reported(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    case = cases()[f"scans/{name}.sample"]
    if name == "law-125-on-new-b":
        monkeypatch.setattr(exemptions, "_training", lambda _stop: Finding(Reason.EXEMPTION_TO_CHECK))
    assert said_of(case, judged(case)[0]) == ""
    BROKEN[name](monkeypatch)
    broken, _ = judged(case)
    assert broken.outcome_of(Question.ENTITLED) in ACCEPTED
    assert BARRED in said_of(case, broken)


def test_an_age_that_was_lowered_is_reported(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody of the samples is too young for a car: here a holder of B is fourteen."""
    text = world.changed_code(lambda claims: replace(claims, birth_date=date(2012, 6, 15)))
    case = Case(id="young", now=NOW, trust=world.trust.snapshot_id, texts=(text,), vehicle=Vehicle(category="B"))
    assert world.check(text, vehicle="B").outcome is Outcome.FAILED
    monkeypatch.setitem(minimum_ages.MINIMUM_AGES, "B", 10)
    broken = world.check(text, vehicle="B")
    assert broken.outcome_of(Question.ENTITLED) in ACCEPTED
    assert BARRED in contradiction(case, world.trust, (broken,))


def test_the_replay_reports_it(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = keep(merge(Holdings(profile=Profile.TEST), world.publication, NOW)[0], tmp_path / "archive")
    case = Case(id="lorry", now=NOW, trust=snapshot, texts=(world.code(),), vehicle=Vehicle(category="C"))
    (tmp_path / "cases.jsonl").write_bytes(line_of(case))
    command = ["replay", str(tmp_path / "cases.jsonl"), "--archive", str(tmp_path / "archive"), "--second-opinion"]
    agreed = CliRunner().invoke(verifier, command)
    assert (agreed.exit_code, BARRED in agreed.output) == (0, False)
    monkeypatch.setattr(batch, "_DESK", batch._Desk())  # another process, which remembers nothing of that licence
    monkeypatch.setitem(equivalences.BY_DEFINITION, "C", ("C", "B"))
    monkeypatch.setitem(minimum_ages.MINIMUM_AGES, "C", 18)
    differing = CliRunner().invoke(verifier, command)
    assert (differing.exit_code, BARRED in differing.output) == (1, True)


# Every sample.


@pytest.mark.parametrize("name", [name for name, case in cases().items() if case.texts])
def test_whom_we_let_drive_it_lets_drive(name: str) -> None:
    case = replace(cases()[name], vehicle=Vehicle(category="B"))
    assert said_of(case, judged(case)[0]) == ""


@pytest.mark.parametrize("name", ["scans/film.avi.expect", "scans/attestation-page.pdf.expect"])
def test_who_drives_in_a_film_or_on_a_page_is_asked_for_too(name: str) -> None:
    case = replace(cases()[name], vehicle=Vehicle(category="B"))
    verdict, _ = judged(case)
    assert verdict.outcome_of(Question.ENTITLED) is Outcome.PASSED
    assert said_of(case, verdict) == ""
    assert BARRED in said_of(replace(case, vehicle=Vehicle(category="D")), verdict)


@pytest.mark.parametrize("name", STATED)
def test_whom_we_do_not_let_drive_it_does_not_let_either(name: str) -> None:
    case = STATED[name]
    verdict, _ = judged(case)
    if verdict.claims is None or verdict.outcome_of(Question.ENTITLED) in ACCEPTED:
        return
    let_through = replace(verdict, findings=verdict.findings_about(Question.GENUINE))
    assert BARRED in said_of(case, let_through)


@pytest.mark.parametrize("name", [name for name, case in STATED.items() if case.texts])
def test_what_is_to_be_looked_at_is_not_free(name: str) -> None:
    case = STATED[name]
    verdict, _ = judged(case)
    if verdict.outcome_of(Question.ENTITLED) is Outcome.ATTENTION and verdict.outcome in ACCEPTED:
        assert BARRED in said_of(case, replace(verdict, findings=()))


def test_without_a_vehicle_nothing_is_said_of_the_right() -> None:
    case = replace(cases()["scans/law-78-manual.sample"], vehicle=None)
    verdict, _ = judged(case)
    assert said_of(case, verdict) == ""


def test_a_licence_that_it_cannot_find_must_not_drive() -> None:
    verdict, _ = judged(cases()["scans/title-german.sample"])
    case = cases()["scans/living-code-category-b.sample"]
    assert BARRED in said_of(case, replace(verdict, findings=()))
