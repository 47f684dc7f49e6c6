"""Every way to be entitled, and one day, kilowatt or kilogram to either side of what opens it."""

from __future__ import annotations

from datetime import date

import pytest

from credential.labels import CATEGORIES
from credential.reason import Reason, VerdictClass
from tests.unit.entitlement.stops import (
    BIG_TRICYCLE,
    CAR,
    COACH,
    LIGHT_MOTORCYCLE,
    LORRY,
    MOPED,
    MOTORCYCLE,
    QUADRICYCLE,
    SET_OF_96,
    TRICYCLE,
    judged,
    reasons,
    right,
)
from verifier.entitlement.equivalences import EQUIVALENCES, HELD, SETS_OF_96
from verifier.entitlement.exemptions import L5E
from verifier.entitlement.exemptions import LIGHT_MOTORCYCLE as LIGHT_MOTORCYCLE_RULE
from verifier.entitlement.kept_rights import LEGACY_RIGHTS
from verifier.entitlement.vehicle import Vehicle

COVERED, LEGACY = [Reason.COVERED_BY_EQUIVALENCE], [Reason.LEGACY_RIGHT]
NOT_HELD = [Reason.CATEGORY_NOT_HELD]


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_category_that_is_held_is_enough(category: str) -> None:
    judgement = judged(Vehicle(category=category), right(category), birth_date=date(1988, 1, 1))
    assert (judgement.findings, judgement.need, judgement.ground) == ((), category, HELD)


@pytest.mark.parametrize(("need", "held"), [("C1", "C"), ("C1E", "CE"), ("D1", "D"), ("D1E", "DE")])
def test_a_category_covers_the_smaller_one_by_its_own_definition(need: str, held: str) -> None:
    assert reasons(Vehicle(category=need), right(held)) == []
    assert reasons(Vehicle(category=held), right(need)) == NOT_HELD


@pytest.mark.parametrize("row", EQUIVALENCES, ids=lambda row: f"{row.carrier}->{row.need}")
def test_each_equivalence_holds_with_all_that_it_asks_for(row: object) -> None:
    need, carrier, also = row.need, row.carrier, row.also  # type: ignore[attr-defined] # an Equivalence, from the table
    both = [right(carrier), *([right(also)] if also else [])]
    assert reasons(Vehicle(category=need), *both, birth_date=date(1988, 1, 1)) == COVERED


COVERING = {
    "AM": set(CATEGORIES),
    "A1": {"A1", "A2", "A"},
    "A2": {"A2", "A"},
    "A": {"A"},
    "B1": {"B1", "B"},
    "B": {"B"},
    "BE": {"BE", "C1E", "CE", "D1E", "DE"},
    "C1": {"C1", "C"},
    "C1E": {"C1E", "CE"},
    "C": {"C"},
    "CE": {"CE"},
    "D1": {"D1", "D"},
    "D1E": {"D1E", "DE"},
    "D": {"D"},
    "DE": {"DE"},
}


@pytest.mark.parametrize("need", CATEGORIES)
def test_no_other_category_covers_it(need: str) -> None:
    """R.221-7 as a table written by hand: what one category alone covers."""
    born = date(1988, 1, 1)
    covering = {
        each for each in CATEGORIES if reasons(Vehicle(category=need), right(each), birth_date=born) != NOT_HELD
    }
    assert covering == COVERING[need]


@pytest.mark.parametrize(("need", "one", "other"), [("DE", "CE", "D"), ("D1E", "C1E", "D1"), ("D1E", "CE", "D")])
def test_an_equivalence_with_a_condition_counts_both_dates_and_both_codes(need: str, one: str, other: str) -> None:
    vehicle = Vehicle(category=need)
    assert reasons(vehicle, right(one), right(other)) == COVERED
    assert reasons(vehicle, right(one)) == NOT_HELD
    late = right(other, "2013-07-01", "2026-11-30")
    opinion = {"context": "medical_opinion=none"}
    assert reasons(vehicle, right(one), late, **opinion) == [Reason.CATEGORY_EXPIRED, *COVERED]
    assert reasons(vehicle, right(one, "2013-07-01", "2026-11-30"), right(other), **opinion) == [
        Reason.CATEGORY_EXPIRED,
        *COVERED,
    ]
    coded = right(other, "2013-07-01", None, "01")
    assert reasons(vehicle, right(one), coded) == [Reason.RESTRICTION_TO_CHECK, *COVERED]


def test_a_category_is_held_from_its_day_on() -> None:
    assert reasons(CAR, right("B", "2026-12-01")) == []
    assert reasons(CAR, right("B", "2026-12-02")) == NOT_HELD
    assert reasons(CAR, right("B", None)) == []


def test_the_mildest_way_wins_and_the_direct_one_on_a_tie() -> None:
    late = right("BE", "2013-07-01", "2026-11-30")
    vehicle = Vehicle(category="BE")
    assert reasons(vehicle, late, right("CE"), context="medical_opinion=none") == COVERED
    assert reasons(vehicle, right("BE"), right("CE")) == []
    # Both are PASS_CHECK: the direct way, although the other has fewer things to look at.
    coded = right("BE", "2013-07-01", None, "01", "78")
    judgement = judged(vehicle, coded, right("CE", "2013-07-01", None, "01"))
    assert judgement.codes == ("01", "78")
    assert judgement.other_reasons == ()


def test_a_category_held_twice_holds_if_one_line_does() -> None:
    assert reasons(CAR, right("B", "2013-07-01", "2026-11-30"), right("B")) == []


# --- Kept rights ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("category", [each for each in CATEGORIES if each not in ("AM", "A1", "A2", "A")])
def test_any_category_from_before_march_1980_covers_light_motorcycles(category: str) -> None:
    assert reasons(LIGHT_MOTORCYCLE, right(category, "1980-02-29"), birth_date=date(1950, 1, 1)) == LEGACY
    assert LEGACY[0] not in reasons(LIGHT_MOTORCYCLE, right(category, "1980-03-01"), birth_date=date(1950, 1, 1))


def test_am_is_no_licence_of_before_1980() -> None:
    assert reasons(LIGHT_MOTORCYCLE, right("AM", "1979-01-01")) == NOT_HELD


@pytest.mark.parametrize(("registered", "opens"), [("1984-12-30", True), ("1984-12-31", False), (None, False)])
@pytest.mark.parametrize(("category", "issued"), [("B", "1979-01-01"), ("A1", "1984-12-31"), ("A1", "1980-03-01")])
def test_an_old_125_of_any_power_is_covered_by_old_rights(
    category: str, issued: str, registered: str | None, opens: bool
) -> None:
    stated = "kind=motorcycle,cc=125,power=15,kerb=120" + (f",first_registered={registered}" if registered else "")
    found = judged(stated, right(category, issued), birth_date=date(1950, 1, 1))
    assert found.need == "A2"
    assert [*found.reasons] == (LEGACY if opens else NOT_HELD)


@pytest.mark.parametrize(("category", "issued"), [("A1", "1985-01-01"), ("A1", "1980-02-29"), ("B", "1980-03-01")])
def test_an_old_125_is_not_covered_by_younger_rights(category: str, issued: str) -> None:
    stated = "kind=motorcycle,cc=125,power=15,kerb=120,first_registered=1984-12-30"
    found = reasons(stated, right(category, issued), birth_date=date(1950, 1, 1))
    # A1 of February 1980 is of the time when any category covered it.
    assert found == (LEGACY if issued == "1980-02-29" else NOT_HELD)


def test_an_old_motorcycle_over_125_is_not_light() -> None:
    stated = "kind=motorcycle,cc=126,power=11,kerb=120,first_registered=1980-01-01"
    assert reasons(stated, right("B", "1979-01-01"), birth_date=date(1950, 1, 1)) == NOT_HELD
    unknown = Vehicle.parse("kind=tricycle,power=16,kerb=120,first_registered=1980-01-01,cc=125")
    assert LEGACY[0] not in reasons(unknown, right("B", "1979-01-01"), birth_date=date(1950, 1, 1))


@pytest.mark.parametrize(
    ("issued", "opens"), [("1980-02-29", False), ("1980-03-01", True), ("1984-12-31", True), ("1985-01-01", False)]
)
def test_a2_of_1980_to_1984_covers_every_motorcycle(issued: str, opens: bool) -> None:
    old = date(1950, 1, 1)
    assert reasons(MOTORCYCLE, right("A2", issued), birth_date=old) == (LEGACY if opens else NOT_HELD)
    assert reasons(BIG_TRICYCLE, right("A2", issued), birth_date=old) == NOT_HELD


@pytest.mark.parametrize(("issued", "opens"), [("1975-01-19", True), ("1975-01-20", False)])
@pytest.mark.parametrize(
    ("stated", "covered"),
    [
        ("kind=motorhome,mass=3501,seats=8", True),
        ("kind=car,mass=9000,seats=8,trailer=750", True),
        ("kind=van,mass=4000,seats=2", False),
        ("kind=lorry,mass=4000,seats=2", False),
        ("kind=motorhome,mass=4000,seats=9,length=7", False),
        ("kind=motorhome,mass=4000,seats=4,trailer=751", False),
    ],
)
def test_b_from_before_1975_covers_heavy_vehicles_for_people(
    issued: str, opens: bool, stated: str, covered: bool
) -> None:
    found = reasons(stated, right("B", issued), birth_date=date(1950, 1, 1))
    assert found == (LEGACY if opens and covered else NOT_HELD)


@pytest.mark.parametrize("category", ["A", "A1"])
@pytest.mark.parametrize(("issued", "opens"), [("2013-01-18", True), ("2013-01-19", False)])
def test_a_or_a1_from_before_2013_covers_quadricycles(category: str, issued: str, opens: bool) -> None:
    assert reasons(QUADRICYCLE, right(category, issued)) == (LEGACY if opens else NOT_HELD)
    assert reasons("kind=light_quadricycle", right(category, issued), birth_date=date(1988, 1, 1)) == COVERED


@pytest.mark.parametrize("category", ["B", "B1"])
@pytest.mark.parametrize(
    ("stated", "issued", "opens"),
    [
        ("kind=tricycle,power=15,kerb=550", "2013-01-18", True),
        ("kind=tricycle,power=15,kerb=550", "2013-01-19", False),
        ("kind=tricycle,power=15,kerb=551", "2013-01-18", False),
        ("kind=tricycle,power=15.1,kerb=550", "2013-01-18", False),
        (LIGHT_MOTORCYCLE, "2013-01-18", False),
    ],
)
def test_b_or_b1_from_before_2013_covers_small_tricycles(category: str, stated: str, issued: str, opens: bool) -> None:
    assert (Reason.LEGACY_RIGHT in reasons(stated, right(category, issued))) is opens


@pytest.mark.parametrize("row", LEGACY_RIGHTS, ids=lambda row: row.rule.text.en)
def test_kept_rights_are_frances_own(row: object) -> None:
    category = sorted(row.categories)[0]  # type: ignore[attr-defined] # a LegacyRight, from the table
    held = right(category, "1974-01-01")
    for stated in (LIGHT_MOTORCYCLE, MOTORCYCLE, "kind=motorhome,mass=4000,seats=4", QUADRICYCLE, TRICYCLE):
        assert Reason.LEGACY_RIGHT not in reasons(stated, held, issuing_country="DE")


def test_a_kept_right_without_a_date_is_none() -> None:
    assert reasons("kind=motorhome,mass=4000,seats=4", right("B", None)) == NOT_HELD


def test_a_kept_right_ends_with_the_category_that_carries_it() -> None:
    held = right("C", "1979-01-01", "2026-11-30")
    found = reasons(LIGHT_MOTORCYCLE, held, birth_date=date(1950, 1, 1), context="medical_opinion=none")
    assert found == [Reason.CATEGORY_EXPIRED, Reason.LEGACY_RIGHT]


# --- Equivalences with conditions -------------------------------------------------------------------------------


@pytest.mark.parametrize(("issued", "met"), [("2024-12-01", True), ("2024-12-02", False), (None, False)])
def test_a_light_motorcycle_on_b_asks_for_two_years(issued: str | None, met: bool) -> None:
    found = judged(LIGHT_MOTORCYCLE, right("B", issued), context="training_125=shown")
    assert [*found.reasons] == [Reason.EXEMPTION_TO_CHECK if met else Reason.EXEMPTION_CONDITION_NOT_MET]
    assert found.other_reasons == ()
    assert found.ground is LIGHT_MOTORCYCLE_RULE


@pytest.mark.parametrize(
    ("papers", "reason"),
    [
        ("training_125=shown", Reason.EXEMPTION_TO_CHECK),
        ("practice_2006_2010=shown", Reason.EXEMPTION_TO_CHECK),
        ("training_125=none,practice_2006_2010=shown", Reason.EXEMPTION_TO_CHECK),
        ("training_125=not_carried", Reason.DOCUMENT_NOT_SHOWN),
        ("training_125=none", Reason.DOCUMENT_NOT_SHOWN),  # nobody asked for the practice yet
        ("practice_2006_2010=none", Reason.DOCUMENT_NOT_SHOWN),
        ("training_125=none,practice_2006_2010=not_carried", Reason.DOCUMENT_NOT_SHOWN),
        ("training_125=none,practice_2006_2010=none", Reason.TRAINING_MISSING),
        ("", Reason.DOCUMENT_NOT_SHOWN),
    ],
)
@pytest.mark.parametrize("stated", [LIGHT_MOTORCYCLE, BIG_TRICYCLE, TRICYCLE])
def test_the_training_or_the_practice_decides(stated: str, papers: str, reason: Reason) -> None:
    assert reasons(stated, context=papers) == [reason]


def test_b_never_covers_more_than_a_light_motorcycle() -> None:
    assert reasons("kind=motorcycle,cc=125,power=11.1,kerb=150", context="training_125=shown") == NOT_HELD


@pytest.mark.parametrize(
    ("born", "issued", "practice", "expected"),
    [
        ("2005-12-01", "2024-12-01", False, [Reason.EXEMPTION_TO_CHECK]),
        ("2005-12-02", "2024-12-01", False, [Reason.AGE_BELOW_MINIMUM]),
        ("2005-12-01", "2024-12-02", False, [Reason.EXEMPTION_CONDITION_NOT_MET]),
        ("2005-12-02", "2024-12-02", False, [Reason.EXEMPTION_CONDITION_NOT_MET, Reason.AGE_BELOW_MINIMUM]),
        ("2005-12-01", "2024-12-02", True, [Reason.EXEMPTION_TO_CHECK]),
        ("2005-12-02", "2024-12-02", True, [Reason.AGE_BELOW_MINIMUM]),
    ],
)
def test_a_tricycle_on_b_asks_for_two_years_and_for_21(
    born: str, issued: str, practice: bool, expected: list[Reason]
) -> None:
    paper = "practice_2006_2010=shown" if practice else "training_125=shown"
    found = judged(BIG_TRICYCLE, right("B", issued), birth_date=date.fromisoformat(born), context=paper)
    assert [*found.reasons] == expected
    assert found.ground is L5E


@pytest.mark.parametrize(
    ("codes", "papers", "expected"),
    [
        (("96",), "", []),
        ((), "training_96=shown", [Reason.CODE_96_NOT_PRINTED]),
        ((), "training_96=not_carried", [Reason.DOCUMENT_NOT_SHOWN]),
        ((), "", [Reason.DOCUMENT_NOT_SHOWN]),
        ((), "training_96=none", [Reason.TRAINING_MISSING]),
    ],
)
def test_the_set_of_96_asks_for_the_code_or_the_training(
    codes: tuple[str, ...], papers: str, expected: list[Reason]
) -> None:
    assert reasons(SET_OF_96, right("B", "2013-07-01", None, *codes), context=papers) == expected
    assert reasons(SET_OF_96, right("B"), codes_all=codes, context=papers) == expected


@pytest.mark.parametrize("row", SETS_OF_96, ids=lambda row: row.carrier)
def test_the_set_of_96_is_covered_by_the_categories_of_heavier_sets(row: object) -> None:
    carrier = row.carrier  # type: ignore[attr-defined] # an Equivalence, from the table
    assert reasons(SET_OF_96, right("B"), right(carrier)) == COVERED
    assert reasons(SET_OF_96, right("B", "2013-07-01", None, "96"), right(carrier)) == []


def test_the_set_of_96_is_not_covered_without_b() -> None:
    assert reasons(SET_OF_96, right("C")) == NOT_HELD


FIRE = "kind=lorry,mass=4500,seats=8,use=civil_security"
IN_PROBATION = ("106(2025-01-01/2028-01-01)",)


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        ("fire_training=shown", [Reason.EXEMPTION_TO_CHECK]),
        ("fire_training=not_carried", [Reason.DOCUMENT_NOT_SHOWN]),
        ("", [Reason.DOCUMENT_NOT_SHOWN]),
        ("fire_training=none", [Reason.EXEMPTION_CONDITION_NOT_MET]),
    ],
)
def test_b_covers_fire_vehicles_on_a_mission(papers: str, expected: list[Reason]) -> None:
    assert reasons(FIRE, context=papers) == expected


@pytest.mark.parametrize(
    "stated",
    [
        "kind=lorry,mass=4501,seats=8,use=civil_security",
        "kind=lorry,mass=4500,seats=8,use=company",
        "kind=lorry,mass=4500,seats=8,trailer=751,use=civil_security",
        "kind=bus,mass=4500,seats=9,length=7,use=civil_security",
    ],
)
def test_b_covers_no_heavier_fire_vehicle_and_no_other_mission(stated: str) -> None:
    assert reasons(stated, context="fire_training=shown") == NOT_HELD


def test_a_fire_vehicle_asks_for_the_end_of_probation() -> None:
    found = reasons(FIRE, codes_all=IN_PROBATION, context="fire_training=shown")
    assert found == [Reason.EXEMPTION_CONDITION_NOT_MET, Reason.PROBATIONARY]
    last_day = reasons(FIRE, codes_all=("106(2023-12-01/2026-12-01)",), context="fire_training=shown")
    assert last_day == [Reason.PROBATION_ENDS_TODAY, Reason.EXEMPTION_TO_CHECK]


@pytest.mark.parametrize(("speed", "expected"), [(40, COVERED), (41, NOT_HELD)])
def test_b_covers_slow_tractors(speed: int, expected: list[Reason]) -> None:
    assert reasons(f"kind=agricultural,mass=9000,max_speed={speed}") == expected
    assert reasons(f"kind=agricultural,mass=3500,max_speed={speed}") == []
    assert reasons(f"kind=agricultural,mass=9000,max_speed={speed},trailer=8000") == expected


def test_only_b_covers_slow_tractors() -> None:
    assert reasons("kind=agricultural,mass=9000,max_speed=40", right("A")) == NOT_HELD
    assert reasons("kind=lorry,mass=9000,seats=2,max_speed=40") == NOT_HELD


# --- No title needed --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("born", "expected"), [("1987-12-31", [Reason.NO_TITLE_NEEDED]), ("1988-01-01", NOT_HELD)])
@pytest.mark.parametrize("stated", [MOPED, "kind=light_quadricycle", "AM"])
def test_am_needs_no_title_of_people_born_before_1988(stated: str, born: str, expected: list[Reason]) -> None:
    assert reasons(stated, right("none"), birth_date=date.fromisoformat(born)) == expected
    assert reasons(QUADRICYCLE, right("none"), birth_date=date.fromisoformat(born)) == NOT_HELD


@pytest.mark.parametrize(
    ("born", "use", "expected"),
    [
        ("2010-12-01", "farm", [Reason.NO_TITLE_NEEDED]),
        ("2010-12-02", "farm", [Reason.AGE_BELOW_MINIMUM]),
        ("2010-12-01", "private", NOT_HELD),
    ],
)
def test_farm_work_needs_no_licence_from_16(born: str, use: str, expected: list[Reason]) -> None:
    stated = f"kind=agricultural,mass=9000,max_speed=50,use={use}"
    assert reasons(stated, right("none"), birth_date=date.fromisoformat(born)) == expected


def test_farm_work_is_of_farm_vehicles() -> None:
    assert reasons("kind=lorry,mass=9000,seats=2,use=farm") == NOT_HELD


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("kind=tricycle,power=1,kerb=300,electric=yes", [Reason.NO_TITLE_NEEDED]),
        ("kind=tricycle,power=1.1,kerb=300,electric=yes", NOT_HELD),
        ("kind=tricycle,power=1,kerb=300,electric=no", NOT_HELD),
        ("kind=motorcycle,cc=0,power=1,kerb=60", [Reason.NO_TITLE_NEEDED]),
        ("kind=motorcycle,cc=50,power=1,kerb=60", NOT_HELD),
        ("kind=heavy_quadricycle,electric=yes", NOT_HELD),
    ],
)
def test_one_kilowatt_needs_no_licence(stated: str, expected: list[Reason]) -> None:
    assert reasons(stated, right("none")) == expected


# --- Ages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("category", "years"),
    [
        ("AM", 14), ("A1", 16), ("B1", 16), ("B", 17), ("A2", 18), ("A", 20), ("BE", 18), ("C1", 18), ("C1E", 18),
        ("C", 18), ("CE", 18), ("D1", 18), ("D1E", 18), ("D", 18), ("DE", 18),
    ],
)  # fmt: skip
def test_no_french_title_is_good_below_the_minimum_age(category: str, years: int) -> None:
    vehicle, held = Vehicle(category=category), right(category, None)
    reached = date(2026 - years, 12, 1)
    assert reasons(vehicle, held, birth_date=reached) == []
    assert reasons(vehicle, held, birth_date=date(2026 - years, 12, 2)) == [Reason.AGE_BELOW_MINIMUM]
    assert reasons(vehicle, held, birth_date=date(2026 - years, 12, 2), issuing_country="DE") == []


def test_the_age_that_counts_is_that_of_the_vehicle() -> None:
    assert reasons(MOPED, right("B"), birth_date=date(2012, 12, 1)) == COVERED
    assert reasons(MOPED, right("B"), birth_date=date(2012, 12, 2)) == [Reason.AGE_BELOW_MINIMUM, *COVERED]


@pytest.mark.parametrize(
    ("born", "issued", "expected"),
    [
        ("2005-12-01", "2024-01-01", []),
        ("2005-12-02", "2024-01-01", [Reason.AGE_BELOW_MINIMUM]),
        ("2005-12-02", None, [Reason.AGE_BELOW_MINIMUM]),
        ("2005-12-02", "2013-01-19", [Reason.AGE_BELOW_MINIMUM]),
        ("2005-12-02", "2013-01-18", []),  # A from before 2013 asks for no age (R.221-8 I)
    ],
)
def test_a_tricycle_over_15_kw_asks_for_21(born: str, issued: str | None, expected: list[Reason]) -> None:
    assert reasons(BIG_TRICYCLE, right("A", issued), birth_date=date.fromisoformat(born)) == expected


def test_an_unknown_day_of_birth_counts_as_the_latest() -> None:
    young = {"birth_date": date(2009, 1, 1), "birth_date_as_printed": "00.00.2009"}
    assert reasons(CAR, right("B", None), **young) == [Reason.AGE_BELOW_MINIMUM]
    assert reasons(CAR, right("B", None), **young, at="2026-12-31 08:00") == []


# --- Nothing covers it ------------------------------------------------------------------------------------------


def test_what_is_true_all_the_same_is_said_beside_a_category_that_is_not_held() -> None:
    judgement = judged(COACH, right("B", "2013-07-01", None, "78"), codes_all=("01", *IN_PROBATION))
    assert judgement.verdict_class is VerdictClass.FAIL_CATEGORY
    assert judgement.reasons == (Reason.CATEGORY_NOT_HELD,)
    assert judgement.other_reasons == (Reason.PROBATIONARY, Reason.RESTRICTION_TO_CHECK)
    assert (judgement.codes, judgement.need, judgement.ground) == ((), "D", None)


def test_nobody_is_entitled_without_a_right() -> None:
    for stated in (CAR, SET_OF_96, LORRY, COACH, MOTORCYCLE, TRICYCLE, QUADRICYCLE):
        assert reasons(stated, right("none")) == NOT_HELD
