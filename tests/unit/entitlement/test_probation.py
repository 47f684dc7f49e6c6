"""Probation: from code 106 wherever it stands, or else from the register."""

from __future__ import annotations

from datetime import date

import pytest

from credential.reason import Reason
from tests.unit.entitlement.stops import CAR, LIGHT_MOTORCYCLE, judged, reasons, right

RUNNING, LAST_DAY = [Reason.PROBATIONARY], [Reason.PROBATION_ENDS_TODAY]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("106(2026-12-01/2029-12-01)", RUNNING),
        ("106(2026-12-02/2029-12-02)", []),
        ("106(2023-12-02/2026-12-02)", RUNNING),
        ("106(2023-12-01/2026-12-01)", LAST_DAY),
        ("106(2023-11-30/2026-11-30)", []),
        ("106.01/12/23 - 01.12.26", LAST_DAY),
        ("106", RUNNING),
        ("106(soon)", RUNNING),
        # One date alone is the first day or the last: three years at most.
        ("106(2023-12-01)", RUNNING),
        ("106(2023-11-30)", []),
        ("106(2029-06-15)", RUNNING),
    ],
)
def test_the_printed_period(code: str, expected: list[Reason]) -> None:
    assert reasons(CAR, codes_all=(code,)) == expected
    assert reasons(CAR, right("B", "2013-07-01", None, code)) == expected


def test_a_106_on_another_category_is_probation_all_the_same() -> None:
    held = (right("B"), right("A2", "2025-01-01", None, "106(2025-01-01/2028-01-01)"))
    assert reasons(CAR, *held) == RUNNING


def test_of_several_periods_the_latest_counts() -> None:
    codes = ("106(2023-11-30/2026-11-30)", "106(2025-01-01/2028-01-01)")
    assert reasons(CAR, codes_all=codes) == RUNNING
    assert reasons(CAR, codes_all=codes[::-1]) == RUNNING
    assert reasons(CAR, codes_all=("106(2023-11-30/2026-11-30)", "106")) == RUNNING


@pytest.mark.parametrize("first_day", ["2025-01-01", "2026-12-01"])
def test_a_period_that_has_not_begun_hides_none_that_runs(first_day: str) -> None:
    codes = (f"106({first_day}/2028-01-01)", "106(2028-06-01/2031-06-01)")
    assert reasons(CAR, codes_all=codes) == RUNNING
    assert reasons(CAR, codes_all=codes[::-1]) == RUNNING
    assert reasons(CAR, codes_all=codes[1:]) == []


@pytest.mark.parametrize(
    ("end", "expected"), [(date(2026, 12, 2), RUNNING), (date(2026, 12, 1), LAST_DAY), (date(2026, 11, 30), [])]
)
def test_the_registers_dates_count_where_no_code_prints_them(end: date, expected: list[Reason]) -> None:
    period = (date(2023, 12, 1), end)
    assert reasons(CAR, probation=period) == expected
    assert reasons(CAR, probation=period, codes_all=("106",)) == expected
    printed = judged(CAR, probation=period, codes_all=("106(2025-01-01/2028-01-01)",))
    assert [(each.reason, each.detail, each.code) for each in printed.findings] == [
        (Reason.PROBATIONARY, "106(2025-01-01/2028-01-01)", "106")
    ]


def test_the_register_alone_has_no_code() -> None:
    (finding,) = judged(CAR, probation=(date(2025, 1, 1), date(2028, 1, 1))).findings
    assert (finding.reason, finding.code, finding.detail) == (Reason.PROBATIONARY, "", "")


def test_other_codes_are_no_probation() -> None:
    assert reasons(CAR, codes_all=("105", "101")) == [Reason.RESTRICTION_TO_CHECK]


def test_probation_is_frances_own() -> None:
    foreign = {"issuing_country": "CH", "probation": (date(2025, 1, 1), date(2028, 1, 1))}
    assert reasons(CAR, codes_all=("106(2025-01-01/2028-01-01)",), **foreign) == [Reason.NATIONAL_CODE_FOREIGN]


def test_probation_follows_the_driver_to_every_vehicle() -> None:
    codes = ("106(2025-01-01/2028-01-01)",)
    found = reasons(LIGHT_MOTORCYCLE, codes_all=codes, context="training_125=shown")
    assert found == [Reason.PROBATIONARY, Reason.EXEMPTION_TO_CHECK]
