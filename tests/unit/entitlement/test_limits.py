"""Every limit of the tables: one day, kilogram, seat, kilowatt or minute to either side gives the law's two answers.

The vehicles, days and answers are written by hand from the articles; the last test says that no limit is left out.
"""

from __future__ import annotations

import importlib
from datetime import date
from typing import Any, Final, NamedTuple

import pytest

from credential.reason import Reason
from tests.unit.entitlement.people import PERSON as WRITTEN
from tests.unit.entitlement.people import found as found_in_a_file
from tests.unit.entitlement.stops import LORRY, reasons, right, titled
from verifier.entitlement.holder import TitleForm
from verifier.entitlement.standing import Standing

OK: Final[list[Reason]] = []
NOT_HELD: Final = [Reason.CATEGORY_NOT_HELD]
COVERED: Final = [Reason.COVERED_BY_EQUIVALENCE]
LEGACY: Final = [Reason.LEGACY_RIGHT]
YOUNG: Final = [Reason.AGE_BELOW_MINIMUM]
FREE: Final = [Reason.NO_TITLE_NEEDED]
SHOWN: Final = [Reason.EXEMPTION_TO_CHECK]
LOOK: Final = [Reason.RESTRICTION_TO_CHECK]
OLD_125: Final = "kind=motorcycle,cc=125,power=15,kerb=120,first_registered="
SUN: Final = "sunrise=08:00,sunset=17:00"


class Limit(NamedTuple):
    """A limit by the name that the tables give it; each side is a vehicle or a change, with its answer."""

    name: str
    held: str
    within: tuple[str, list[Reason]]
    beyond: tuple[str, list[Reason]]
    context: str = ""


VEHICLES: Final = (
    Limit("need.B_MASS_KG", "B", ("kind=van,mass=3500,seats=2", OK), ("kind=van,mass=3501,seats=2", NOT_HELD)),
    Limit("need.C1_MASS_KG", "C1", ("kind=lorry,mass=7500,seats=2", OK), ("kind=lorry,mass=7501,seats=2", NOT_HELD)),
    Limit("need.B_PASSENGERS", "B", ("kind=car,mass=3500,seats=8", OK), ("kind=car,mass=3500,seats=9", NOT_HELD)),
    Limit(
        "need.D1_PASSENGERS", "D1",
        ("kind=bus,mass=9000,seats=16,length=8", OK), ("kind=bus,mass=9000,seats=17,length=8", NOT_HELD),
    ),
    Limit(
        "need.D1_LENGTH_M", "D1",
        ("kind=bus,mass=9000,seats=16,length=8", OK), ("kind=bus,mass=9000,seats=16,length=8.01", NOT_HELD),
    ),
    Limit(
        "need.LIGHT_TRAILER_KG", "C1",
        ("kind=lorry,mass=7500,seats=2,trailer=750", OK), ("kind=lorry,mass=7500,seats=2,trailer=751", NOT_HELD),
    ),
    Limit(
        "need.B_SET_KG", "B",
        ("kind=car,mass=2000,seats=4,trailer=1500", OK),
        ("kind=car,mass=2000,seats=4,trailer=1501", [Reason.DOCUMENT_NOT_SHOWN]),
    ),
    Limit(
        "need.B96_SET_KG", "B",
        ("kind=car,mass=2000,seats=4,trailer=2250", [Reason.CODE_96_NOT_PRINTED]),
        ("kind=car,mass=2000,seats=4,trailer=2251", NOT_HELD), "training_96=shown",
    ),
    Limit(
        "need.BE_TRAILER_KG", "BE",
        ("kind=car,mass=3500,seats=4,trailer=3500", OK), ("kind=car,mass=3500,seats=4,trailer=3501", NOT_HELD),
    ),
    Limit(
        "need.C1E_SET_KG", "C1E",
        ("kind=lorry,mass=7500,seats=2,trailer=4500", OK), ("kind=lorry,mass=7500,seats=2,trailer=4501", NOT_HELD),
    ),
    Limit(
        "need.A1_CC", "A1",
        ("kind=motorcycle,cc=125,power=11,kerb=130", OK), ("kind=motorcycle,cc=126,power=11,kerb=130", NOT_HELD),
    ),
    Limit(
        "need.A1_KW", "A1",
        ("kind=motorcycle,cc=125,power=11,kerb=130", OK), ("kind=motorcycle,cc=125,power=11.1,kerb=130", NOT_HELD),
    ),
    Limit(
        "need.A1_KW_PER_KG", "A1",
        ("kind=motorcycle,cc=125,power=11,kerb=110", OK), ("kind=motorcycle,cc=125,power=11,kerb=109", NOT_HELD),
    ),
    Limit(
        "need.A2_KW", "A2",
        ("kind=motorcycle,cc=600,power=35,kerb=200", OK), ("kind=motorcycle,cc=600,power=35.1,kerb=200", NOT_HELD),
    ),
    Limit(
        "need.A2_KW_PER_KG", "A2",
        ("kind=motorcycle,cc=600,power=35,kerb=175", OK), ("kind=motorcycle,cc=600,power=35,kerb=174", NOT_HELD),
    ),
    Limit(
        "need.A2_DERIVED_FROM_KW", "A2",
        ("kind=motorcycle,cc=600,power=35,kerb=200,derived_from=70", OK),
        ("kind=motorcycle,cc=600,power=35,kerb=200,derived_from=71", NOT_HELD),
    ),
    Limit(
        "need.A1_TRICYCLE_KW", "A1",
        ("kind=tricycle,power=15,kerb=300", OK), ("kind=tricycle,power=15.1,kerb=300", NOT_HELD),
    ),
    Limit(
        "exemptions.FIRE_MASS_KG", "B",
        ("kind=lorry,mass=4500,seats=8,use=civil_security", SHOWN),
        ("kind=lorry,mass=4501,seats=8,use=civil_security", NOT_HELD), "fire_training=shown",
    ),
    Limit(
        "exemptions.FARM_SPEED_KMH", "B",
        ("kind=agricultural,mass=9000,max_speed=40", COVERED),
        ("kind=agricultural,mass=9000,max_speed=41", NOT_HELD),
    ),
    Limit(
        "exemptions.NO_LICENCE_KW", "none",
        ("kind=tricycle,power=1,kerb=300,electric=yes", FREE),
        ("kind=tricycle,power=1.1,kerb=300,electric=yes", NOT_HELD),
    ),
)  # fmt: skip  # a table: a row a line


@pytest.mark.parametrize("limit", VEHICLES, ids=lambda limit: limit.name)
def test_one_unit_to_either_side_of_what_a_vehicle_is(limit: Limit) -> None:
    for vehicle, answer in (limit.within, limit.beyond):
        assert reasons(vehicle, right(limit.held), context=limit.context) == answer, vehicle


ISSUED: Final = (
    ("kept_rights._1980", "kind=motorcycle,cc=125,power=11,kerb=130", "B", "1980-02-29", "1980-03-01"),
    ("kept_rights._1985", "kind=motorcycle,cc=600,power=60,kerb=200", "A2", "1984-12-31", "1985-01-01"),
    ("kept_rights.BEFORE_1975", "kind=motorhome,mass=4100,seats=8", "B", "1975-01-19", "1975-01-20"),
    ("kept_rights.NEW_CATEGORIES", "kind=heavy_quadricycle", "A1", "2013-01-18", "2013-01-19"),
    ("kept_rights.NEW_CATEGORIES", "kind=tricycle,power=15,kerb=550", "B1", "2013-01-18", "2013-01-19"),
)


@pytest.mark.parametrize(("name", "vehicle", "category", "last", "first"), ISSUED)
def test_one_day_to_either_side_of_a_change_of_the_law(
    name: str, vehicle: str, category: str, last: str, first: str
) -> None:
    old = {"birth_date": date(1950, 1, 1)}
    assert reasons(vehicle, right(category, last), **old)[-1:] == LEGACY, name
    assert Reason.LEGACY_RIGHT not in reasons(vehicle, right(category, first), **old)


OTHERS: Final[tuple[tuple[str, dict[str, Any], list[Reason], dict[str, Any], list[Reason]], ...]] = (
    (
        "kept_rights.OLD_MOTORCYCLE_BEFORE",
        {"vehicle": f"{OLD_125}1984-12-30", "held": right("A1", "1982-01-01")}, LEGACY,
        {"vehicle": f"{OLD_125}1984-12-31", "held": right("A1", "1982-01-01")}, NOT_HELD,
    ),
    (
        "kept_rights.OLD_TRICYCLE_KG",
        {"vehicle": "kind=tricycle,power=15,kerb=550", "held": right("B1", "2012-01-01")}, LEGACY,
        {"vehicle": "kind=tricycle,power=15,kerb=551", "held": right("B1", "2012-01-01")}, NOT_HELD,
    ),
    (
        "exemptions.YEARS_OF_B",
        {"held": right("B", "2024-12-01"), "context": "training_125=shown"}, SHOWN,
        {"held": right("B", "2024-12-02"), "context": "training_125=shown"}, [Reason.EXEMPTION_CONDITION_NOT_MET],
    ),
    (
        "exemptions.L5E_AGE",
        {"vehicle": "kind=tricycle,power=15,kerb=600", "birth_date": date(2005, 12, 1),
         "context": "training_125=shown"}, SHOWN,
        {"vehicle": "kind=tricycle,power=15,kerb=600", "birth_date": date(2005, 12, 2),
         "context": "training_125=shown"}, YOUNG,
    ),
    (
        "exemptions.FARM_AGE",
        {"vehicle": "kind=agricultural,mass=9000,max_speed=50,use=farm", "birth_date": date(2010, 12, 1)}, FREE,
        {"vehicle": "kind=agricultural,mass=9000,max_speed=50,use=farm", "birth_date": date(2010, 12, 2)}, YOUNG,
    ),
    (
        "exemptions.AM_BORN_UP_TO",
        {"vehicle": "kind=moped", "held": right("none"), "birth_date": date(1987, 12, 31)}, FREE,
        {"vehicle": "kind=moped", "held": right("none"), "birth_date": date(1988, 1, 1)}, NOT_HELD,
    ),
    (
        "minimum_ages.BIG_TRICYCLE_AGE",
        {"vehicle": "kind=tricycle,power=25,kerb=300", "held": right("A"), "birth_date": date(2005, 12, 1)}, OK,
        {"vehicle": "kind=tricycle,power=25,kerb=300", "held": right("A"), "birth_date": date(2005, 12, 2)}, YOUNG,
    ),
    (
        "minimum_ages.LOWERED_AGE",
        {"vehicle": LORRY, "held": right("C"), "birth_date": date(2008, 12, 1)},
        [Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK],
        {"vehicle": LORRY, "held": right("C"), "birth_date": date(2008, 12, 2)}, YOUNG,
    ),
    (
        "titles.OLD_FORMAT_BEFORE",
        {"vehicle": "B", "title": titled(TitleForm.CARD_2013, issued=date(2013, 1, 19), expires=None),
         "at": "2033-01-20 12:00"}, OK,
        {"vehicle": "B", "title": titled(TitleForm.CARD_2013, issued=date(2013, 1, 18), expires=None),
         "at": "2033-01-20 12:00"}, [Reason.TITLE_OLD_FORMAT_ENDS],
    ),
    (
        "titles.OLD_FORMAT_LAST_DAY",
        {"vehicle": "B", "title": titled(TitleForm.PINK_3_VOLETS, expires=None), "at": "2033-01-19 23:59"}, OK,
        {"vehicle": "B", "title": titled(TitleForm.PINK_3_VOLETS, expires=None), "at": "2033-01-20 00:00"},
        [Reason.TITLE_OLD_FORMAT_ENDS],
    ),
    (
        "titles.HEAVY_TITLE_YEARS",
        {"vehicle": "A2", "held": (right("A2"), right("D")), "at": "2031-12-02 12:00",
         "title": titled(TitleForm.CARD_2013, issued=date(2026, 12, 1), expires=date(2031, 12, 1))},
        [Reason.TITLE_EXPIRED_RIGHT_KEPT],
        {"vehicle": "A2", "held": (right("A2"), right("D")), "at": "2031-12-03 12:00",
         "title": titled(TitleForm.CARD_2013, issued=date(2026, 12, 1), expires=date(2031, 12, 2))},
        [Reason.TITLE_EXPIRED],
    ),
    (
        "titles.RECOGNISED_YEARS",
        {"vehicle": "B", "standing": Standing(residence=date(2025, 12, 1)), "issuing_country": "BR",
         "title": titled(TitleForm.FOREIGN_NON_EU)}, OK,
        {"vehicle": "B", "standing": Standing(residence=date(2025, 11, 30)), "issuing_country": "BR",
         "title": titled(TitleForm.FOREIGN_NON_EU)}, [Reason.NOT_RECOGNISED],
    ),
    (
        "probation.LONGEST_YEARS",
        {"vehicle": "B", "codes_all": ("106(2023-11-30)",)}, OK,
        {"vehicle": "B", "codes_all": ("106(2023-12-01)",)}, [Reason.PROBATIONARY],
    ),
    (
        "daylight.SAFE_FROM",
        {"vehicle": "B", "codes_all": ("61",), "at": "2026-12-01 10:15"}, LOOK,
        {"vehicle": "B", "codes_all": ("61",), "at": "2026-12-01 10:14"}, [Reason.DAYLIGHT_DOUBTFUL],
    ),
    (
        "daylight.SAFE_TO",
        {"vehicle": "B", "codes_all": ("61",), "at": "2026-12-01 15:30"}, LOOK,
        {"vehicle": "B", "codes_all": ("61",), "at": "2026-12-01 15:31"}, [Reason.DAYLIGHT_DOUBTFUL],
    ),
    (
        "daylight.HOUR",
        {"vehicle": "B", "codes_all": ("61",), "at": "2026-12-01 18:00", "context": SUN}, [Reason.DAYLIGHT_DOUBTFUL],
        {"vehicle": "B", "codes_all": ("61",), "at": "2026-12-01 18:01", "context": SUN},
        [Reason.RESTRICTION_BREACHED],
    ),
)  # fmt: skip  # a table: a row a line


@pytest.mark.parametrize(("name", "within", "answer", "beyond", "other"), OTHERS, ids=lambda each: str(each)[:40])
def test_one_day_or_minute_to_either_side_of_a_condition(
    name: str, within: dict[str, Any], answer: list[Reason], beyond: dict[str, Any], other: list[Reason]
) -> None:
    assert answered(**within) == answer, name
    assert answered(**beyond) == other, name


def answered(
    vehicle: str = "kind=motorcycle,cc=125,power=11,kerb=130",
    held: Any = None,  # noqa: ANN401 - a right, or several
    **others: Any,  # noqa: ANN401 - fields of a stop
) -> list[Reason]:
    rights = held if isinstance(held, tuple) else (held,) if held else ()
    return reasons(vehicle, *rights, **others)


@pytest.mark.parametrize(
    ("name", "hours", "expected"),
    [
        ("registers.FRESH_H", 24, OK),
        ("registers.FRESH_H", 25, [Reason.STATUS_STALE]),
        ("registers.STALE_H", 168, [Reason.STATUS_STALE]),
        ("registers.STALE_H", 169, [Reason.STATUS_UNKNOWN]),
    ],
)
def test_one_hour_to_either_side_of_the_age_of_a_status(name: str, hours: int, expected: list[Reason]) -> None:
    assert found_in_a_file(WRITTEN, online=False, offline_status="valid", status_age_h=hours) == expected, name


MODULES: Final = (
    "need", "exemptions", "kept_rights", "minimum_ages", "titles", "daylight", "registers", "probation",
)  # fmt: skip  # a table: a row a line


def test_no_limit_of_the_tables_is_left_out() -> None:
    tested = {limit.name for limit in VEHICLES} | {row[0] for row in ISSUED} | {row[0] for row in OTHERS}
    tested |= {"registers.FRESH_H", "registers.STALE_H"}
    limits = set()
    for module in MODULES:
        for name, value in vars(importlib.import_module(f"verifier.entitlement.{module}")).items():
            if name.upper() == name and isinstance(value, int | float | date) and name not in ("_UNKNOWN", "_EVER"):
                limits.add((name.lstrip("_"), value))
    names = {name.partition(".")[2].lstrip("_") for name in tested}
    assert {name for name, _ in limits} <= names
