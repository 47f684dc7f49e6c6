"""The right to drive over its whole vocabulary: nothing raises, and what helps a driver never hurts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import Final

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from credential.labels import CATEGORIES
from credential.reason import Reason
from tests.property.stops import Json, categories, people, scenarios, vehicles
from verifier.entitlement.codes import read_code
from verifier.entitlement.holder import Right
from verifier.entitlement.judge import Judgement, judge
from verifier.entitlement.need import need_of
from verifier.entitlement.restrictions import is_by_daylight
from verifier.entitlement.scenarios import Scenario, read_stop, report
from verifier.entitlement.standing import Measure, Standing
from verifier.entitlement.stop import Stop
from verifier.entitlement.todo import todo
from verifier.entitlement.vehicle import Vehicle
from verifier.entitlement.vehicle_words import read_vehicle

GIVES_A_RIGHT: Final = frozenset({"96"})
"""Codes whose absence takes something away."""
stops = st.builds(read_stop, people(), scenarios())


def severity(judgement: Judgement) -> int:
    return judgement.verdict_class.rank


def added(stop: Stop, right: Right) -> Stop:
    return replace(stop, holder=replace(stop.holder, rights=(*stop.holder.rights, right)))


@settings(max_examples=150, derandomize=True, deadline=None)
@given(people(), scenarios())
def test_no_input_of_the_vocabulary_raises(person: Json, scenario: Json) -> None:
    stop = read_stop(person, scenario)
    line = report(Scenario(id="x", stop=stop))
    assert line["need"] in CATEGORIES
    assert line["verdict"] in ("PASSED", "ATTENTION", "INDETERMINATE", "FAILED")
    assert not set(line["reasons"]) & set(line["other_reasons"])
    assert bool(line["reasons"]) or line["class"] == "PASS"
    judgement = judge(stop)
    assert {Reason[word].verdict_class for word in line["reasons"]} <= {judgement.verdict_class}
    assert all(Reason[word].severity < severity(judgement) for word in line["other_reasons"])
    assert set(todo(judgement.findings)) <= set(judgement.findings)
    assert judge(replace(stop, vehicle=Vehicle())).need is None


@settings(max_examples=150, derandomize=True, deadline=None)
@given(stops, categories())
def test_adding_a_category_never_makes_it_worse(stop: Stop, category: Json) -> None:
    right = read_stop({**PERSON, "categories": [category]}, SCENARIO).holder.rights[0]
    assume(not any(read_code(code).code == "106" for code in right.codes))  # probation is of the person
    assert severity(judge(added(stop, right))) <= severity(judge(stop))


@settings(max_examples=150, derandomize=True, deadline=None)
@given(stops, st.data())
def test_taking_off_a_code_never_makes_it_worse(stop: Stop, data: st.DataObject) -> None:
    printed = [(-1, code) for code in stop.holder.codes_all]
    printed += [(place, code) for place, right in enumerate(stop.holder.rights) for code in right.codes]
    printed = [(place, code) for place, code in printed if read_code(code).code not in GIVES_A_RIGHT]
    assume(printed)
    place, code = data.draw(st.sampled_from(printed))
    assert severity(judge(without(stop, place, code))) <= severity(judge(stop))


def without(stop: Stop, place: int, code: str) -> Stop:
    """Take one printed code off: everywhere (-1: those for all categories), or beside one category."""
    holder = stop.holder
    if place < 0:
        kept = tuple(each for each in holder.codes_all if each != code)
        return replace(stop, holder=replace(holder, codes_all=kept))
    rights = list(holder.rights)
    rights[place] = replace(rights[place], codes=tuple(each for each in rights[place].codes if each != code))
    return replace(stop, holder=replace(holder, rights=tuple(rights)))


@settings(max_examples=150, derandomize=True, deadline=None)
@given(stops)
def test_valid_is_never_worse_than_unknown(stop: Stop) -> None:
    unknown = replace(stop, standing=Standing(measure=Measure.UNKNOWN))
    assert severity(judge(replace(stop, standing=Standing()))) <= severity(judge(unknown))


@settings(max_examples=150, derandomize=True, deadline=None)
@given(stops)
def test_unknown_is_never_valid(stop: Stop) -> None:
    judgement = judge(replace(stop, standing=Standing(measure=Measure.UNKNOWN)))
    told = {Reason.STATUS_UNKNOWN, Reason.COURT_BAN_TO_CHECK}
    assert told & {each.reason for each in judgement.findings}


@settings(max_examples=150, derandomize=True, deadline=None)
@given(vehicles(), st.integers(0, 20_000))
def test_a_heavier_vehicle_never_needs_a_lighter_category(vehicle: Json, more: int) -> None:
    stated = read_vehicle(vehicle)
    assume(stated.mass_kg is not None)
    order = {name: place for place, name in enumerate(("B", "C1", "C"))}
    light, heavy = need_of(stated), need_of(replace(stated, mass_kg=(stated.mass_kg or 0) + more))
    assert light is not None
    assert heavy is not None
    if light.category in order and heavy.category in order:
        assert order[heavy.category] >= order[light.category]


PERSON: Final[Json] = {
    "birth_date": "1990-06-15",
    "issuing_country": "FR",
    "title": {"format": "card_2013"},
    "registry_status": {"status": "valid"},
}
SCENARIO: Final[Json] = {
    "vehicle": {"kind": "moped"},
    "context": {"check_date": "2026-12-01", "local_time": "14:00"},
}


@settings(max_examples=150, derandomize=True, deadline=None)
@given(stops, st.times())
def test_within_a_day_nothing_turns_but_by_daylight_and_dated_measures(stop: Stop, at: time) -> None:
    """What a replay remembers of the right to drive rests on this."""
    assume(not stop.standing.is_dated)
    every = (*stop.holder.codes_all, *(code for right in stop.holder.rights for code in right.codes))
    assume(not any(is_by_daylight(code) for code in every))
    assert judge(stop) == judge(replace(stop, at=datetime.combine(stop.at.date(), at)))
