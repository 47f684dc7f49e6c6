"""Terms, anniversaries, printed dates and ages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from credential.language import Language
from verifier.documents.ages import age_on, age_words
from verifier.entitlement.days import (
    LAST_MOMENT,
    dates_in,
    in_paris,
    midnight_after,
    paris_time,
    plus_months,
    plus_years,
)
from verifier.entitlement.holder import births


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        ("2026-11-12", 4, "2027-03-12"),
        ("2026-10-31", 4, "2027-02-28"),
        ("2027-10-31", 4, "2028-02-29"),
        ("2026-12-01", 12, "2027-12-01"),
        ("2026-08-31", 4, "2026-12-31"),
        ("2026-12-31", 1, "2027-01-31"),
        ("9999-12-01", 1, "9999-12-31"),
    ],
)
def test_a_term_of_months(day: str, months: int, last: str) -> None:
    assert plus_months(date.fromisoformat(day), months) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("day", "years", "last"),
    [
        ("2024-12-01", 2, "2026-12-01"),
        ("2024-02-29", 2, "2026-02-28"),
        ("2024-02-29", 4, "2028-02-29"),
        ("9990-01-01", 60, "9999-12-31"),
    ],
)
def test_anniversaries(day: str, years: int, last: str) -> None:
    assert plus_years(date.fromisoformat(day), years) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2026-06-15/2029-06-15", ["2026-06-15", "2029-06-15"]),
        ("24/06/13 - 24.06.16", ["2013-06-24", "2016-06-24"]),
        ("01.01.2012", ["2012-01-01"]),
        ("1.2.69", ["2069-02-01"]),
        ("1-2-70", ["1970-02-01"]),
        ("0123456789.NL", []),
        ("12/345678", []),
        ("31.02.2026", []),
        ("2026-06-15/2026-11-31", []),
        ("2026-13-01", []),
        ("120120126", []),
        ("", []),
    ],
)
def test_dates_in_a_printed_value(value: str, days: list[str]) -> None:
    assert dates_in(value) == tuple(date.fromisoformat(day) for day in days)


def test_the_wall_clock_in_paris() -> None:
    assert str(in_paris(datetime(2026, 12, 1, 13, tzinfo=UTC))) == "2026-12-01 14:00:00"
    assert str(in_paris(datetime(2026, 7, 1, 22, tzinfo=UTC))) == "2026-07-02 00:00:00"
    assert str(paris_time(1_796_130_000.5)) == "2026-12-01 14:00:00.500000"
    assert str(paris_time(0)) == "1970-01-01 01:00:00"


@pytest.mark.parametrize("seconds", [LAST_MOMENT, LAST_MOMENT + 1, 253_402_300_799])
def test_the_last_day_of_all_still_has_a_clock(seconds: int) -> None:
    assert str(paris_time(seconds)) == "9999-12-31 01:00:00"


def test_midnight_after_a_day() -> None:
    assert str(midnight_after(date(2026, 12, 31))) == "2027-01-01 00:00:00"
    assert midnight_after(date.max) == datetime.max  # noqa: DTZ901 - the wall clock in Paris carries no zone


@pytest.mark.parametrize(
    ("birth_date", "printed", "first", "last"),
    [
        ("1961-01-01", "00.00.1961", "1961-01-01", "1961-12-31"),
        ("1961-07-14", "00.00.1961", "1961-01-01", "1961-12-31"),
        ("1961-02-01", "00.02.1961", "1961-02-01", "1961-02-28"),
        ("1961-12-01", "00.12.1961", "1961-12-01", "1961-12-31"),
        ("1961-02-03", "03.02.1961", "1961-02-03", "1961-02-03"),
        ("1961-02-03", None, "1961-02-03", "1961-02-03"),
        ("1961-02-03", "1961", "1961-01-01", "1961-12-31"),
        ("1961-02-03", "00/02/1961", "1961-02-01", "1961-02-28"),
        ("1961-02-03", "XX-XX-1961", "1961-01-01", "1961-12-31"),
        ("1961-02-03", "?? ?? 1961", "1961-01-01", "1961-12-31"),
        ("1961-02-03", "10.02.1961", "1961-02-03", "1961-02-03"),
        ("1961-02-03", "20.10.1961", "1961-02-03", "1961-02-03"),
        ("1961-02-03", "nonsense", "1961-02-03", "1961-02-03"),
        ("1961-02-03", "", "1961-02-03", "1961-02-03"),
    ],
)
def test_the_days_of_birth_that_are_left_open(birth_date: str, printed: str | None, first: str, last: str) -> None:
    found = births(date.fromisoformat(birth_date), printed)
    assert found == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("birth_date", "printed", "today", "ages", "words"),
    [
        ("1990-06-15", None, "2026-06-14", (35, 35), "35 ans"),
        ("1990-06-15", None, "2026-06-15", (36, 36), "36 ans"),
        ("1961-01-01", "00.00.1961", "2026-12-01", (64, 65), "64-65 ans"),
        ("1961-01-01", "00.00.1961", "2026-12-31", (65, 65), "65 ans"),
        ("1961-03-01", "00.03.1961", "2026-03-15", (64, 65), "64-65 ans"),
        ("1961-03-01", "00.03.1961", "2026-03-31", (65, 65), "65 ans"),
        ("1961-12-01", "00.12.1961", "2026-12-15", (64, 65), "64-65 ans"),
        ("1961-12-01", "00.12.1961", "2026-11-30", (64, 64), "64 ans"),
        ("2030-01-01", None, "2026-01-01", (0, 0), "0 ans"),
    ],
)
def test_the_age_that_is_shown(
    birth_date: str, printed: str | None, today: str, ages: tuple[int, int], words: str
) -> None:
    born, now = date.fromisoformat(birth_date), date.fromisoformat(today)
    assert age_on(born, printed, now) == ages
    assert age_words(born, printed, now, Language.FR) == words
    assert age_words(born, printed, now, Language.EN) == words.replace("ans", "years")
