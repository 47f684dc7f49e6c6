"""Reading people, registers, overlays and offline data; what is not understood is said and the rest goes on."""

from __future__ import annotations

import copy
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from credential.reason import Reason
from verifier.cli import verifier
from verifier.entitlement.holder import Right, TitleForm
from verifier.entitlement.judge import judge
from verifier.entitlement.scenarios import Scenario, load_scenarios, read_register, read_stop, report
from verifier.entitlement.standing import Limit, Measure, Residence
from verifier.entitlement.vocabulary import StatementError

PERSON: dict[str, Any] = {
    "id": "P99",
    "birth_date": "1990-06-15",
    "birth_date_as_printed": None,
    "issuing_country": "FR",
    "title": {"format": "card_2013", "document_number": "18ZZ90099", "issued": "2018-05-14", "expires": "2033-05-14"},
    "categories": [{"code": "B", "issued": "2013-07-01", "expires": None, "codes": ["78"]}],
    "codes_all_categories": [],
    "registry_status": {"status": "valid"},
    "probation": None,
}
SCENARIO: dict[str, Any] = {
    "id": "P99-a",
    "vehicle": {"kind": "car", "mass_kg": 1900, "passenger_seats": 4, "gearbox": "automatic"},
    "context": {"check_date": "2026-12-01", "local_time": "14:00"},
}


def changed(base: dict[str, Any], **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON values
    return {**copy.deepcopy(base), **changes}


def found(
    person: dict[str, Any] | None = None,
    overlay: dict[str, Any] | None = None,
    vehicle: dict[str, Any] | None = None,
    **context: Any,  # noqa: ANN401 - JSON values
) -> list[Reason]:
    scenario = changed(SCENARIO, context={**SCENARIO["context"], **context})
    if overlay is not None:
        scenario["overlay"] = overlay
    if vehicle is not None:
        scenario["vehicle"] = {**scenario["vehicle"], **vehicle}
    judgement = judge(read_stop(person or PERSON, scenario))
    return [*judgement.reasons, *judgement.other_reasons]


def status(**entry: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON values
    return changed(PERSON, registry_status=entry)


def test_a_person_is_read_with_everything_that_decides() -> None:
    person = changed(
        PERSON,
        birth_date_as_printed="00.00.1990",
        codes_all_categories=["01"],
        probation={"track": "AAC", "start": "2025-01-01", "end": "2027-01-01"},
    )
    stop = read_stop(person, SCENARIO)
    assert stop.at == datetime(2026, 12, 1, 14, 0)  # noqa: DTZ001 - the wall clock in Paris carries no zone
    holder = stop.holder
    assert (holder.birth_date, holder.birth_date_as_printed, holder.issuing_country) == (
        date(1990, 6, 15),
        "00.00.1990",
        "FR",
    )
    assert (holder.title.form, holder.title.number) == (TitleForm.CARD_2013, "18ZZ90099")
    assert (holder.title.issued, holder.title.expires) == (date(2018, 5, 14), date(2033, 5, 14))
    assert holder.rights == (Right(category="B", issued=date(2013, 7, 1), codes=("78",)),)
    assert holder.codes_all == ("01",)
    assert holder.probation == (date(2025, 1, 1), date(2027, 1, 1))


def test_a_person_may_lack_what_is_not_known() -> None:
    person = {"birth_date": "1990-06-15", "issuing_country": "FR", "title": {"format": "card_2013"}}
    holder = read_stop(person, SCENARIO).holder
    assert (holder.rights, holder.codes_all, holder.probation) == ((), (), None)
    assert (holder.title.number, holder.title.issued, holder.title.expires) == ("", None, None)


# --- Registers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "before", "in_force", "after"),
    [
        (
            {"status": "suspended", "from": "2026-09-10", "until": "2027-03-10"},
            ("2026-09-09", "23:59"),
            ("2027-03-10", "23:59"),
            ("2027-03-11", "00:00"),
        ),
        (
            {"status": "retained", "from": "2026-11-30T22:10:00+01:00", "until": "2026-12-05T22:10:00+01:00"},
            ("2026-11-30", "22:09"),
            ("2026-12-05", "22:09"),
            ("2026-12-05", "22:10"),
        ),
        (
            {"status": "retained", "from": "2026-11-30T21:10:00Z", "hours": 120},
            ("2026-11-30", "22:09"),
            ("2026-12-05", "22:09"),
            ("2026-12-05", "22:10"),
        ),
        (
            {"status": "retained", "until": "2026-12-05T22:10:00"},
            None,
            ("2026-12-05", "22:09"),
            ("2026-12-05", "22:10"),
        ),
        ({"status": "invalidated", "notified": "2026-08-03"}, ("2026-08-02", "12:00"), ("2040-01-01", "12:00"), None),
        ({"status": "annulled", "from": "2026-02-12"}, ("2026-02-11", "12:00"), ("2028-02-12", "12:00"), None),
    ],
)
def test_a_measure_runs_from_its_day_or_hour_to_its_own(
    entry: dict[str, Any],
    before: tuple[str, str] | None,
    in_force: tuple[str, str],
    after: tuple[str, str] | None,
) -> None:
    person = status(**entry)
    for moment, expected in ((before, []), (in_force, [Reason[entry["status"].upper()]])):
        if moment is not None:
            assert found(person, check_date=moment[0], local_time=moment[1])[:1] == expected
    if after is not None:
        ended = found(person, check_date=after[0], local_time=after[1])
        assert ended == [Reason.STATUS_MEASURE_ENDED]


@pytest.mark.parametrize(
    ("entry", "measure"),
    [
        ({"status": "valid"}, Measure.NONE),
        ({"status": "suspended"}, Measure.SUSPENDED),
        ({"status": "retained"}, Measure.RETAINED),
        ({"status": "invalidated"}, Measure.INVALIDATED),
        ({"status": "invalidated", "notified": None}, Measure.UNKNOWN),
        ({"status": "annulled"}, Measure.ANNULLED),
        ({"status": "restricted"}, Measure.RESTRICTED),
        ({"status": "lost_or_stolen"}, Measure.TITLE_LOST),
        ({"status": "title_lost_or_stolen"}, Measure.TITLE_LOST),
        ({"status": "not_recognised"}, Measure.NONE),
        ({"status": "category_expired"}, Measure.NONE),
        ({"status": "title_expired"}, Measure.NONE),
        ({"status": "something"}, Measure.UNKNOWN),
        ({"status": None}, Measure.UNKNOWN),
        ({}, Measure.UNKNOWN),
    ],
)
def test_the_words_of_a_register(entry: dict[str, Any], measure: Measure) -> None:
    assert read_register(entry).measure is measure


def test_the_details_of_a_register() -> None:
    limited = read_register({"status": "suspended", "limited_to": "outside professional activity", "authority": "juge"})
    assert (limited.limit, limited.is_prefect_order, limited.detail) == (Limit.RECORDED, False, "juge")
    order = read_register({"status": "restricted", "kind": "EAD_prefect_order"})
    assert (order.limit, order.is_prefect_order, order.detail) == (Limit.NONE, True, "")
    assert not read_register({"status": "restricted", "kind": "judicial"}).is_prefect_order


@pytest.mark.parametrize(
    ("entry", "residence"),
    [
        ({"status": "valid"}, Residence.NONE),
        ({"status": "not_recognised"}, Residence.OVER),
        ({"status": "not_recognised", "french_residence_since": "2025-01-15"}, date(2025, 1, 15)),
        ({"status": "valid", "french_residence_since": "2025-01-15"}, date(2025, 1, 15)),
    ],
)
def test_the_residence_of_a_register(entry: dict[str, Any], residence: object) -> None:
    assert read_register(entry).residence == residence


# --- Offline -------------------------------------------------------------------------------------------------------

SUSPENDED = {"status": "suspended"}


@pytest.mark.parametrize(
    ("offline", "expected"),
    [
        ({"offline_status": "valid", "status_age_h": 0}, []),
        ({"offline_status": "valid", "status_age_h": 24}, []),
        ({"offline_status": "valid", "status_age_h": 24.1}, [Reason.STATUS_STALE]),
        ({"offline_status": "valid", "status_age_h": 168}, [Reason.STATUS_STALE]),
        ({"offline_status": "valid", "status_age_h": 168.1}, [Reason.STATUS_UNKNOWN]),
        ({"offline_status": "valid"}, [Reason.STATUS_UNKNOWN]),
        ({"status_age_h": 1}, [Reason.STATUS_UNKNOWN]),
        ({}, [Reason.STATUS_UNKNOWN]),
        ({"offline_status": "retained", "status_age_h": 1}, [Reason.RETAINED]),
        ({"offline_status": "annulled", "status_age_h": 48}, [Reason.ANNULLED, Reason.STATUS_STALE]),
        ({"offline_status": "invalidated", "status_age_h": 24}, [Reason.INVALIDATED]),
        ({"offline_status": "suspended", "status_age_h": 169}, [Reason.STATUS_UNKNOWN]),
    ],
)
def test_offline_the_register_is_not_read(offline: dict[str, Any], expected: list[Reason]) -> None:
    assert found(status(**SUSPENDED), online=False, **offline) == expected


def test_online_the_offline_status_is_not_read() -> None:
    offline: dict[str, Any] = {"offline_status": "annulled", "status_age_h": 1}
    assert found(status(**SUSPENDED), **offline) == [Reason.SUSPENDED]
    assert found(status(**SUSPENDED), online=True, **offline) == [Reason.SUSPENDED]


def test_offline_nobody_knows_the_residence_and_the_schema_has_no_word_for_it() -> None:
    person = changed(
        PERSON,
        issuing_country="BR",
        title={**PERSON["title"], "format": "foreign_non_eu"},
        registry_status={"status": "not_recognised", "french_residence_since": "2020-01-01"},
    )
    context = {**SCENARIO["context"], "online": False, "offline_status": "valid", "status_age_h": 1}
    line = report(Scenario(id="x", stop=read_stop(person, changed(SCENARIO, context=context))))
    assert (line["verdict"], line["class"], line["reasons"]) == ("INDETERMINATE", "REFER", ["STATUS_UNKNOWN"])


# --- Overlays ------------------------------------------------------------------------------------------------------


def test_an_overlay_changes_the_person_of_one_scenario() -> None:
    overlay = {
        "add_categories": [{"code": "C", "issued": "2020-01-01", "expires": "2030-01-01", "codes": ["01"]}],
        "add_codes": {"B": ["96"], "C": ["97"], "all": ["02"]},
        "category_issued": {"B": "2025-01-01"},
        "birth_date": "2000-01-01",
    }
    holder = read_stop(changed(PERSON, birth_date_as_printed="00.00.1990"), changed(SCENARIO, overlay=overlay)).holder
    assert holder.rights == (
        Right(category="B", issued=date(2025, 1, 1), codes=("78", "96")),
        Right(category="C", issued=date(2020, 1, 1), expires=date(2030, 1, 1), codes=("01", "97")),
    )
    assert (holder.codes_all, holder.birth_date, holder.birth_date_as_printed) == (("02",), date(2000, 1, 1), None)


def test_a_scenario_reads_vehicle_papers_and_title() -> None:
    assert found(vehicle={"gearbox": "manual"}) == [Reason.RESTRICTION_BREACHED]
    assert found(presented={"form": "none"}) == [Reason.NO_TITLE_SHOWN]
    assert found(authenticity="failed") == [Reason.NOT_AUTHENTIC]
    light = {"kind": "motorcycle", "displacement_cc": 125, "power_kw": 11, "kerb_kg": 130}
    papers = {"training_125": {"state": "shown"}}
    assert found(vehicle=light, documents=papers) == [Reason.EXEMPTION_TO_CHECK]


# --- Files ---------------------------------------------------------------------------------------------------------


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
        ({"vehicle": None}, "P99-a"),
        ({"context": {"local_time": "14:00"}}, "'check_date' is missing"),
        ({"context": {"check_date": "2026-12-01"}}, "'local_time' is missing"),
        ({"context": {**SCENARIO["context"], "wheather": "rain"}}, "is no key of the context"),
        ({"context": {**SCENARIO["context"], "online": "no"}}, "neither true nor false"),
        ({"context": {**SCENARIO["context"], "online": False, "offline_status": "restricted"}}, "offline status"),
        ({"context": {**SCENARIO["context"], "online": False, "offline_status": "valid", "status_age_h": -1}}, "range"),
        ({"overlay": {"add_category": []}}, "did you mean add_categories?"),
        ({"overlay": {"category_issued": {"B": "soon"}}}, "is no date"),
        ({"overlay": {"add_categories": 7}}, "P99-a"),
        ({"context": 5}, "P99-a"),
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
    "content", ["", "[]", "{}", '{"personas": 5}', '{"personas": [5]}', "no json", "[" * 100_000, "\ufffe"]
)
def test_a_file_that_holds_no_people_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "people.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(StatementError, match=r"people\.json"):
        list(load_scenarios(path))


def test_a_file_that_is_absent_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.json", tmp_path):
        with pytest.raises(StatementError):
            list(load_scenarios(path))


def test_people_without_scenarios_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    path.write_text(json.dumps({"personas": [PERSON]}), encoding="utf-8")
    assert list(load_scenarios(path)) == []


def test_the_line_of_a_scenario_has_the_keys_of_the_contract(tmp_path: Path) -> None:
    (scenario,) = load_scenarios(written(tmp_path / "people.json", changed(SCENARIO, vehicle={
        **SCENARIO["vehicle"], "gearbox": "manual",
    })))  # fmt: skip
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
