"""The scenarios of the people file and our own: verdict, reasons, codes and category needed, each exactly as stated.

A scenario that the law's text proves wrong stands in scenario_divergences.json with that text; then the file's own
answer must differ from ours, or the entry has had its day.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from credential.reason import Reason, VerdictClass
from verifier.entitlement.scenarios import Scenario, load_scenarios, report
from verifier.entitlement.vehicle import VehicleKind

FOLDER = Path(__file__).parent
OURS = FOLDER.parents[1] / "samples" / "people.json"
DIVERGENCES: dict[str, str] = json.loads((FOLDER / "scenario_divergences.json").read_text(encoding="utf-8"))
MORE = FOLDER / "own_scenarios.json"
"""Our own scenarios beside those of the people file: limits, papers and codes that nobody there meets."""
WRITTEN: dict[str, dict[str, Any]] = {
    scenario["id"]: scenario
    for path in (OURS, MORE)
    for person in json.loads(path.read_bytes())["personas"]
    for scenario in person["scenarios"]
}
READ = {each.id: each for path in (OURS, MORE) for each in load_scenarios(path) if isinstance(each, Scenario)}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_scenario_gets_what_it_states(name: str) -> None:
    written, line = WRITTEN[name], report(READ[name])
    agrees = (
        line["class"] == written["expected_verdict"]
        and set(line["reasons"]) == set(written["expected_reasons"])
        and set(line["other_reasons"]) == set(written["other_reasons"])
        and set(line["codes"]) == set(written["expected_codes"])
        and line["need"] == written["expected_need"]
    )
    assert agrees is (name not in DIVERGENCES), line


def test_every_divergence_is_of_a_scenario_and_quotes_the_law() -> None:
    assert DIVERGENCES.keys() <= WRITTEN.keys()
    assert all(text.endswith(".") for text in DIVERGENCES.values())


@pytest.mark.parametrize("name", WRITTEN)
def test_the_outcome_follows_from_the_class(name: str) -> None:
    line = report(READ[name])
    outcomes = {"PASS": "PASSED", "PASS_CHECK": "ATTENTION", "REFER": "INDETERMINATE"}
    unproven = "AUTHENTICITY_UNPROVEN" in line["reasons"]  # nobody has looked: no fault of the document
    assert line["verdict"] == outcomes.get(line["class"], "INDETERMINATE" if unproven else "FAILED")


def test_the_reasons_of_the_file_are_ours_in_the_same_classes() -> None:
    levels: dict[str, list[str]] = json.loads(OURS.read_bytes())["reasons"]
    for level, words in levels.items():
        for word in words:
            assert Reason[word].verdict_class is VerdictClass(level)


def test_the_scenarios_reach_every_kind_and_every_reason() -> None:
    assert {scenario["vehicle"]["kind"] for scenario in WRITTEN.values()} == {kind.value for kind in VehicleKind}
    expected = {word for scenario in WRITTEN.values() for word in scenario["expected_reasons"]}
    known = {word for words in json.loads(OURS.read_bytes())["reasons"].values() for word in words}
    assert expected == known
