"""May this person drive this vehicle? The law of licences said again, plainly and slowly, for an auditor.

It shares nothing with `verifier.entitlement`: neither tables nor types nor its reading of files. People, vehicles and
what was seen come as JSON in the words of the people files. It answers less than the check does: that it could pass,
that it could once the officer has looked, or that it must not. Whatever the check lets pass must be able to pass here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from verifier.second_opinion.field_12 import Roadside, objections_of, paper_state, taken_apart
from verifier.second_opinion.objections import Json, Objection, barred, look, worst
from verifier.second_opinion.plain_days import day_of, later, latest_birth
from verifier.second_opinion.plain_vehicles import category_needed, is_a1_motorcycle
from verifier.second_opinion.titles_again import (
    Record,
    ban_objections,
    is_on_probation,
    probation_objections,
    profession_objections,
    recognition_objections,
    record_objections,
    title_objections,
)

AGES: Final = {
    "AM": 14, "A1": 16, "A2": 18, "A": 20, "B1": 16, "B": 17, "BE": 18, "C1": 18, "C1E": 18,
    "C": 21, "CE": 21, "D1": 21, "D1E": 21, "D": 24, "DE": 24,
}  # fmt: skip  # a table: a row a line
"""FACTS 1.2, R.221-5: years of the holder of a French title."""
COVERS: Final = {
    "A2": "A1", "A": "A1 A2", "B": "B1", "C1E": "BE", "C": "C1", "CE": "C1E BE", "D1E": "BE", "D": "D1", "DE": "D1E BE",
}  # fmt: skip  # a table: a row a line
"""What else a category may drive: by its definition (R.221-4) or by equivalence (R.221-7)."""
TOGETHER: Final = {("CE", "D"): "DE D1E", ("C1E", "D1"): "D1E"}
"""What two categories together may drive (R.221-7)."""
_FOUR_WHEELS: Final = ("car", "van", "motorhome", "lorry", "bus", "agricultural")
_1975, _1980, _1985, _2013 = date(1975, 1, 20), date(1980, 3, 1), date(1985, 1, 1), date(2013, 1, 19)
_NO_TITLE: Final = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One stop, in plain words: see the schema of the people files. `at` is the wall clock in Paris."""

    person: Json
    record: Record
    vehicle: Json
    seen: Json
    at: datetime

    @property
    def roadside(self) -> Roadside:
        """What a code can ask about."""
        return Roadside(self.vehicle, self.seen, self.at, self.is_french)

    @property
    def is_french(self) -> bool:
        """Whether the title is a French one."""
        return bool(self.person["issuing_country"] == "FR")

    def is_aged(self, years: int) -> bool:
        """Whether the person is so old for certain."""
        born = latest_birth(date.fromisoformat(self.person["birth_date"]), self.person.get("birth_date_as_printed"))
        return self.at.date() >= later(born, years=years)


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to be allowed to: the categories that carry it (none: no title is needed), and what is against it."""

    carriers: Sequence[Json]
    against: Sequence[Objection] = ()


def may_drive(stop: Stop) -> Objection:
    """Return what is against it on the best way there is; FREE where nothing is."""
    needed, is_set_of_96 = category_needed(stop.vehicle)
    best = barred(f"category {needed} is not held")
    for way in _ways(stop, needed, is_set_of_96):
        best = min(best, worst(_against(stop, way)), key=lambda each: each.answer)
    return best


def _against(stop: Stop, way: _Way) -> Iterator[Objection]:
    yield from way.against
    if stop.seen.get("authenticity", "proven") != "proven":
        yield barred("its authenticity is not proven")
    if not way.carriers:
        yield from ban_objections(stop.record, stop.at)
        return
    today = stop.at.date()
    yield from record_objections(stop.record, stop.roadside)
    yield from recognition_objections(stop.person, stop.record, today)
    yield from probation_objections(stop.person, today)
    yield from title_objections(stop.person, stop.record, stop.roadside)
    yield from profession_objections(stop.person, way.carriers, stop.roadside)
    codes = [*(stop.person.get("codes_all_categories") or ())]
    for right in way.carriers:
        expires = day_of(right.get("expires"))
        if expires is not None and today > expires:
            yield barred(f"category {right['code']} is over")
        codes += right.get("codes") or ()
    for printed in codes:
        yield from objections_of(printed, stop.roadside)


def _ways(stop: Stop, needed: str, is_set_of_96: bool) -> Iterator[_Way]:
    held = [right for right in stop.person.get("categories") or () if _is_obtained(right, stop.at.date())]
    for right in held:
        yield from _by_category(stop, right, held, needed, is_set_of_96)
        if stop.is_french and _is_kept(stop.vehicle, right, needed):
            yield _Way((right,))
        if right["code"] == "B":
            yield from _on_b(stop, right, needed, is_set_of_96)
    yield from _without_title(stop, needed)


def _is_obtained(right: Json, today: date) -> bool:
    issued = day_of(right.get("issued"))
    return issued is None or issued <= today


def _by_category(stop: Stop, right: Json, held: Sequence[Json], needed: str, is_set_of_96: bool) -> Iterator[_Way]:
    code = right["code"]
    young = _too_young(stop, right, needed)
    if is_set_of_96:
        if code in ("BE", "C1E", "CE", "D1E", "DE"):
            yield _Way((right,), young)
        return
    if needed in (code, "AM") or needed in COVERS.get(code, "").split():
        yield _Way((right,), young)
    for other in held:
        if needed in TOGETHER.get((code, other["code"]), "").split():
            yield _Way((right, other), young)


def _too_young(stop: Stop, right: Json, needed: str) -> Sequence[Objection]:
    """The age of R.221-5; with the professional qualification, to be seen, 18 for lorries and buses."""
    years = AGES[needed]
    issued = day_of(right.get("issued"))
    if stop.vehicle.get("kind") == "tricycle" and needed == "A":
        years = 0 if issued is not None and issued < _2013 else 21
    if not stop.is_french or stop.is_aged(years):
        return ()
    if needed in ("C", "CE", "D1", "D1E", "D", "DE") and stop.is_aged(18):
        return (look("professional qualification"),)
    return (barred(f"younger than {years}"),)


def _is_kept(vehicle: Json, right: Json, needed: str) -> bool:
    """Rights from before 1975, 1980, 1985 and 2013 (FACTS 1.2)."""
    issued, code, kind = day_of(right.get("issued")), right["code"], vehicle.get("kind")
    if issued is None:
        return False
    if kind == "motorcycle":
        cc, first = vehicle.get("displacement_cc"), day_of(vehicle.get("first_registered"))
        old_125 = _at_most(cc, 125) and first is not None and first < date(1984, 12, 31)
        before_1980 = issued < _1980 and code != "AM" and (old_125 or is_a1_motorcycle(vehicle))
        in_between = _1980 <= issued < _1985 and (code in ("A2", "A3") or (code == "A1" and old_125))
        return before_1980 or in_between
    if kind in ("car", "motorhome"):
        return issued < _1975 and code == "B" and needed in ("C1", "C")
    if kind in ("light_quadricycle", "heavy_quadricycle"):
        return issued < _2013 and code in ("A", "A1")
    small = _at_most(vehicle.get("power_kw"), 15) and _at_most(vehicle.get("kerb_kg"), 550)
    return kind == "tricycle" and issued < _2013 and code in ("B", "B1") and small


def _on_b(stop: Stop, right: Json, needed: str, is_set_of_96: bool) -> Iterator[_Way]:
    """What category B may drive on conditions."""
    kind, vehicle = stop.vehicle.get("kind"), stop.vehicle
    issued = day_of(right.get("issued"))
    two_years = issued is not None and stop.at.date() >= later(issued, years=2)
    if is_set_of_96:
        codes = [*(right.get("codes") or ()), *(stop.person.get("codes_all_categories") or ())]
        if any(taken_apart(code).number == "96" for code in codes):
            yield _Way((right,))
    elif kind == "motorcycle" and is_a1_motorcycle(vehicle) and two_years and _is_trained(stop):
        yield _Way((right,), (look("the training for 125 cm3"),))
    elif kind == "tricycle" and stop.is_aged(21) and _is_trained(stop):
        if two_years or paper_state(stop.seen, "practice_2006_2010") == "shown":
            yield _Way((right,), (look("the training for tricycles"),))
    elif kind == "agricultural" and _at_most(vehicle.get("max_speed_kmh"), 40):
        yield _Way((right,))
    elif needed == "C1" and vehicle.get("use") == "civil_security" and _at_most(vehicle.get("mass_kg"), 4500):
        trained = paper_state(stop.seen, "fire_training") == "shown"
        if trained and not is_on_probation(stop.person, stop.at.date()):
            yield _Way((right,), (look("the training of the fire service"),))


def _is_trained(stop: Stop) -> bool:
    return "shown" in (paper_state(stop.seen, name) for name in ("training_125", "practice_2006_2010"))


def _without_title(stop: Stop, needed: str) -> Iterator[_Way]:
    """What needs no title: AM of whoever was born up to 1987, farm work from 16, electric up to 1 kW."""
    vehicle = stop.vehicle
    if needed == "AM" and stop.person["birth_date"] <= "1987-12-31":
        yield _Way(_NO_TITLE)
    if vehicle.get("kind") == "agricultural" and vehicle.get("use") == "farm" and stop.is_aged(16):
        yield _Way(_NO_TITLE)
    is_electric = vehicle.get("electric") or vehicle.get("displacement_cc") == 0
    if is_electric and _at_most(vehicle.get("power_kw"), 1):
        yield _Way(_NO_TITLE)


def _at_most(value: float | None, limit: float) -> bool:
    """What is not known is not within a limit."""
    return value is not None and value <= limit
