"""What B covers on conditions, and the vehicles that need no title: one unit to either side of each condition."""

from __future__ import annotations

from datetime import date

import pytest

from credential.reason import Reason
from tests.unit.entitlement.stops import (
    BIG_TRICYCLE,
    LIGHT_MOTORCYCLE,
    MOPED,
    QUADRICYCLE,
    SET_OF_96,
    TRICYCLE,
    judged,
    reasons,
    right,
)
from verifier.entitlement.equivalences import SETS_OF_96
from verifier.entitlement.exemptions import L5E
from verifier.entitlement.exemptions import LIGHT_MOTORCYCLE as LIGHT_MOTORCYCLE_RULE

COVERED, LEGACY = [Reason.COVERED_BY_EQUIVALENCE], [Reason.LEGACY_RIGHT]
NOT_HELD = [Reason.CATEGORY_NOT_HELD]


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
