"""Files of scenarios: what is not understood is said and the rest goes on; the line and the command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.unit.entitlement.people import PERSON, SCENARIO, changed
from verifier.cli import verifier
from verifier.entitlement.scenarios import Scenario, load_scenarios, report
from verifier.entitlement.vocabulary import StatementError


def written(path: Path, *scenarios: dict[str, Any], person: dict[str, Any] | None = None) -> Path:
    content = {"personas": [{**(person or PERSON), "scenarios": list(scenarios)}]}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ({"vehicle": {"kind": "cra"}}, "did you mean car?"),
        ({"vehicle": {"kind": "car"}}, "mass_kg, passenger_seats"),
        ({"vehicle": {}}, "needs its kind"),
        ({"vehicle": None}, "vehicle: None is no object"),
        ({"context": {"local_time": "14:00"}}, "'check_date' is missing"),
        ({"context": {"check_date": "2026-12-01"}}, "'local_time' is missing"),
        ({"context": {**SCENARIO["context"], "wheather": "rain"}}, "is no key of the context"),
        ({"context": {**SCENARIO["context"], "online": "no"}}, "neither true nor false"),
        ({"context": {**SCENARIO["context"], "online": False, "offline_status": "restricted"}}, "offline status"),
        ({"context": {**SCENARIO["context"], "online": False, "offline_status": "valid", "status_age_h": -1}}, "range"),
        ({"overlay": {"add_category": []}}, "did you mean add_categories?"),
        ({"overlay": {"category_issued": {"B": "soon"}}}, "is no date"),
        ({"overlay": {"add_categories": 7}}, "add_categories: 7 is no list"),
        ({"overlay": {"add_categories": [7]}}, "a category: 7 is no object"),
        ({"overlay": {"add_codes": {"B": "78"}}}, "B: '78' is no list"),
        ({"overlay": {"add_codes": {"B": [78]}}}, "B: 78 is no text"),
        ({"overlay": {"birth_date": 7}}, "birth_date: 7 is no date"),
        ({"overlay": {"add_codes": ["78"]}}, "add_codes: ['78'] is no object"),
        ({"overlay": {"category_issued": "2020-01-01"}}, "category_issued: '2020-01-01' is no object"),
        ({"overlay": 7}, "overlay: 7 is no object"),
        ({"context": 5}, "context: 5 is no object"),
        ({"context": {**SCENARIO["context"], "documents": ["id"]}}, "documents: ['id'] is no object"),
        ({"context": {**SCENARIO["context"], "presented": "none"}}, "presented: 'none' is no object"),
        ({"context": {**SCENARIO["context"], "motorway": None}}, "motorway: None is neither true nor false"),
        ({"context": {**SCENARIO["context"], "check_date": None}}, "check_date: None is no"),
    ],
)
def test_a_scenario_that_is_not_understood_is_named_and_the_others_are_judged(
    tmp_path: Path, change: dict[str, Any], hint: str
) -> None:
    path = written(tmp_path / "people.json", changed(SCENARIO, **change), changed(SCENARIO, id="P99-b"))
    bad, good = load_scenarios(path)
    assert isinstance(bad, StatementError)
    assert str(bad).startswith("scenario P99-a: ")
    assert hint in str(bad)
    assert isinstance(good, Scenario)
    assert good.id == "P99-b"


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"personas": 5}', '{"personas": {}}', "no json", "[" * 100_000, "\ufffe"]
)
def test_a_file_that_holds_no_people_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "people.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(StatementError, match=r"people\.json"):
        list(load_scenarios(path))


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ({"birth_date": "soon"}, "birth_date: 'soon' is no date"),
        ({"birth_date_as_printed": 5}, "birth_date_as_printed: 5 is no text"),
        ({"issuing_country": ""}, "issuing_country: '' is no text"),
        ({"title": "card"}, "title: 'card' is no object"),
        ({"title": {}}, "'format' is missing"),
        ({"title": {"format": "card"}}, "format: 'card' is not known here: did you mean card_2013?"),
        ({"title": {"format": "card_2013", "expires": 2033}}, "expires: 2033 is no"),
        ({"categories": {"B": {}}}, "categories: {'B': {}} is no list"),
        ({"categories": [{"issued": "2013-07-01"}]}, "'code' is missing"),
        ({"codes_all_categories": [None]}, "codes_all_categories: None is no text"),
        ({"probation": {"start": "2025-01-01"}}, "'end' is missing"),
        ({"probation": 3}, "probation: first and last day: 3 is no object"),
        ({"registry_status": "valid"}, "registry_status: 'valid' is no object"),
        ({"registry_status": {"status": "suspended", "until": "soon"}}, "until: 'soon' is no date"),
        ({"registry_status": {"status": "retained", "until": "Today"}}, "until: 'Today' is no moment"),
        ({"registry_status": {"status": "retained", "from": "2026-12-01", "hours": "72"}}, "hours: '72' is no number"),
        ({"registry_status": {"status": "retained", "from": "9999-12-01", "hours": 1000000}}, "scenario P99-a: "),
    ],
)
def test_a_person_that_is_not_understood_is_named_and_the_others_are_judged(
    tmp_path: Path, change: dict[str, Any], hint: str
) -> None:
    people = [changed(PERSON, scenarios=[SCENARIO], **change), changed(PERSON, scenarios=[changed(SCENARIO, id="ok")])]
    path = tmp_path / "people.json"
    path.write_text(json.dumps({"personas": people}), encoding="utf-8")
    bad, good = load_scenarios(path)
    assert isinstance(bad, StatementError)
    assert hint in str(bad)
    assert isinstance(good, Scenario)
    assert good.id == "ok"


@pytest.mark.parametrize(
    ("person", "start"),
    [
        (5, "person 1: a person: 5 is no object"),
        ({"id": "P1", "scenarios": 5}, "person P1: scenarios: 5 is no list"),
        ({"id": "P1", "scenarios": [5]}, "scenario P1/1: a scenario: 5 is no object"),
        ({"scenarios": [{}]}, "scenario 1/1: 'context' is missing"),
        ({"scenarios": [{"id": 7}]}, "scenario 7: 'context' is missing"),
    ],
)
def test_what_has_no_name_is_named_by_its_place(tmp_path: Path, person: object, start: str) -> None:
    path = tmp_path / "people.json"
    path.write_text(json.dumps({"personas": [person]}), encoding="utf-8")
    assert [str(each)[: len(start)] for each in load_scenarios(path)] == [start]


def test_people_after_one_that_is_not_understood_are_judged(tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    path.write_text(json.dumps({"personas": [5, changed(PERSON, scenarios=[SCENARIO])]}), encoding="utf-8")
    bad, good = load_scenarios(path)
    assert isinstance(bad, StatementError)
    assert isinstance(good, Scenario)


def test_a_file_beyond_the_largest_size_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "people.json", SCENARIO)
    monkeypatch.setattr("verifier.entitlement.scenarios.MAX_BYTES", path.stat().st_size - 1)
    with pytest.raises(StatementError):
        list(load_scenarios(path))
    monkeypatch.setattr("verifier.entitlement.scenarios.MAX_BYTES", path.stat().st_size)
    assert len(list(load_scenarios(path))) == 1


def test_somebody_without_a_title_shows_none(tmp_path: Path) -> None:
    nobody = changed(PERSON, title=None, categories=[])
    (scenario,) = load_scenarios(written(tmp_path / "people.json", SCENARIO, person=nobody))
    assert isinstance(scenario, Scenario)
    line = report(scenario)
    assert (line["class"], line["reasons"]) == ("FAIL_CATEGORY", ["CATEGORY_NOT_HELD"])
    assert line["other_reasons"] == ["NO_TITLE_SHOWN"]


def test_a_file_that_is_absent_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.json", tmp_path):
        with pytest.raises(StatementError):
            list(load_scenarios(path))


def test_people_without_scenarios_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    path.write_text(json.dumps({"personas": [PERSON]}), encoding="utf-8")
    assert list(load_scenarios(path)) == []


def test_the_line_of_a_scenario_has_the_keys_of_the_contract(tmp_path: Path) -> None:
    (scenario,) = load_scenarios(
        written(
            tmp_path / "people.json",
            changed(
                SCENARIO,
                vehicle={
                    **SCENARIO["vehicle"],
                    "gearbox": "manual",
                },
            ),
        )
    )
    assert isinstance(scenario, Scenario)
    assert report(scenario) == {
        "id": "P99-a",
        "verdict": "FAILED",
        "class": "FAIL_RESTRICTION",
        "reasons": ["RESTRICTION_BREACHED"],
        "other_reasons": [],
        "codes": ["78"],
        "need": "B",
    }


def test_a_scenario_without_remarks_passes(tmp_path: Path) -> None:
    (scenario,) = load_scenarios(written(tmp_path / "people.json", SCENARIO))
    assert isinstance(scenario, Scenario)
    line = report(scenario)
    assert (line["verdict"], line["class"], line["reasons"]) == ("PASSED", "PASS", [])


def test_the_command_prints_a_line_for_each_and_needs_no_store(tmp_path: Path) -> None:
    path = written(tmp_path / "people.json", SCENARIO, changed(SCENARIO, id="P99-b"))
    result = CliRunner().invoke(verifier, ["check", "--scenarios", str(path)])
    assert result.exit_code == 0
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["P99-a", "P99-b"]
    assert result.stderr == ""


def test_the_command_goes_on_after_a_bad_scenario_and_ends_with_2(tmp_path: Path) -> None:
    path = written(tmp_path / "people.json", changed(SCENARIO, vehicle={"kind": "cra"}), changed(SCENARIO, id="P99-b"))
    result = CliRunner().invoke(verifier, ["check", "--scenarios", str(path)])
    assert result.exit_code == 2
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["P99-b"]
    assert "P99-a" in result.stderr


def test_the_command_refuses_a_file_that_is_none(tmp_path: Path) -> None:
    result = CliRunner().invoke(verifier, ["check", "--scenarios", str(tmp_path / "absent.json")])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "absent.json" in result.stderr


def test_the_command_needs_something_to_check() -> None:
    result = CliRunner().invoke(verifier, ["check"])
    assert result.exit_code == 2
    assert "--scenarios" in result.stderr
