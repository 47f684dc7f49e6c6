"""The law said again, held against every scenario: it could pass, it could with a look, or it must not."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from tests.plain_stops import plain_stop
from verifier.second_opinion.field_12 import UNREAD, Printed, taken_apart
from verifier.second_opinion.objections import Answer
from verifier.second_opinion.plain_days import later, latest_birth, printed_days
from verifier.second_opinion.plain_vehicles import category_needed
from verifier.second_opinion.road_law import may_drive

ROOT: Final = Path(__file__).parents[3]
FILES: Final = (ROOT / "samples" / "people.json", ROOT / "tests" / "conformance" / "own_scenarios.json")
SCENARIOS: Final[dict[str, tuple[dict[str, Any], dict[str, Any]]]] = {
    scenario["id"]: (person, scenario)
    for path in FILES
    for person in json.loads(path.read_bytes())["personas"]
    for scenario in person["scenarios"]
}
ANSWERS: Final = {"PASS": Answer.FREE, "PASS_CHECK": Answer.LOOK}


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_is_answered_as_it_states(name: str) -> None:
    person, scenario = SCENARIOS[name]
    found = may_drive(plain_stop(person, scenario))
    assert found.answer is ANSWERS.get(scenario["expected_verdict"], Answer.BARRED), found


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_needs_the_category_that_it_states(name: str) -> None:
    assert category_needed(SCENARIOS[name][1]["vehicle"])[0] == SCENARIOS[name][1]["expected_need"]


def test_the_scenarios_ask_for_every_answer() -> None:
    wanted = Counter(ANSWERS.get(scenario["expected_verdict"], Answer.BARRED) for _, scenario in SCENARIOS.values())
    assert len(SCENARIOS) == 154
    assert min(wanted[answer] for answer in Answer) >= 30


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("78", Printed("78", "")),
        ("01.06", Printed("01.06", "")),
        ("20.06a", Printed("20.06", "")),
        ("106(2026-06-15/2029-06-15)", Printed("106", "2026-06-15/2029-06-15")),
        ("106.24/06/13 - 24.06.16", Printed("106", "24/06/13 - 24.06.16")),
        ("95.01.01.2012", Printed("95", "01.01.2012")),
        ("69 01.01.2016", Printed("69", "01.01.2016")),
        ("62: 30 km", Printed("62", "30 km")),
        ("70GB", Printed("70", "GB")),
        ("79(L5e)", Printed("79", "L5e")),
        ("78[x", UNREAD),
        ("78x", UNREAD),
        ("4711", UNREAD),
        ("\x1b[2J", UNREAD),
    ],
)
def test_a_printed_code_is_taken_apart(printed: str, read: Printed) -> None:
    assert taken_apart(printed) == read


def test_terms_end_on_the_day_of_the_same_number() -> None:
    assert later(date(2024, 2, 29), years=1) == date(2025, 2, 28)
    assert later(date(2026, 8, 31), months=6) == date(2027, 2, 28)
    assert later(date(9999, 1, 1), years=1) == date.max


def test_a_birth_that_is_printed_in_part_is_the_latest_that_it_can_be() -> None:
    assert latest_birth(date(1961, 1, 1), "00.00.1961") == date(1961, 12, 31)
    assert latest_birth(date(1961, 2, 1), "XX-02-1961") == date(1961, 2, 28)
    assert latest_birth(date(1961, 1, 1), "1961") == date(1961, 12, 31)
    assert latest_birth(date(1961, 2, 3), "nonsense") == date(1961, 2, 3)


def test_a_code_with_a_day_that_is_none_has_no_days() -> None:
    assert printed_days("15.06.26/2029-06-15") == [date(2026, 6, 15), date(2029, 6, 15)]
    assert printed_days("2026-13-01/2029-06-15") == []
