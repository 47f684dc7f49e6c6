"""Days and terms as the law counts them: a term of years or months ends on the day of the same number.

Where that month has no such day it ends on the month's last day. Days are inclusive: what is dated to day D holds
until the end of D, in the time of Paris. Ages and "at least N years" are met on the anniversary.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Final
from zoneinfo import ZoneInfo

_DATE: Final = re.compile(
    r"(?<!\d)(?:(?P<iso>\d{4}-\d{2}-\d{2})|(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4}|\d{2}))(?!\d)",
    re.ASCII,
)
LAST_MOMENT: Final = 253_402_214_400
"""9999-12-31T00:00:00Z: later, the year in Paris could be 10000, which no date can hold."""
_PIVOT: Final = 70
"""Two-digit years from here on are of the 20th century: no licence code is older."""


def plus_months(day: date, months: int) -> date:
    """Return the last day of a term of `months` that begins on `day`."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def plus_years(day: date, years: int) -> date:
    """Return the anniversary of `day` after `years`."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return plus_months(day, 12 * years)


@lru_cache(maxsize=1024)
def dates_in(value: str) -> tuple[date, ...]:
    """Return the dates printed in a code's value, in any of the forms ``2026-06-15``, ``15.06.2026``, ``15/06/26``.

    Where one of them is no day of any calendar, none is believed.
    """
    found = tuple(_read(match) for match in _DATE.finditer(value))
    days = tuple(day for day in found if day is not None)
    return days if len(days) == len(found) else ()


def _read(match: re.Match[str]) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        year = int(match["year"])
        if len(match["year"]) == 2:
            year += 2000 if year < _PIVOT else 1900
        return date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None


@cache
def _paris() -> ZoneInfo:
    return ZoneInfo("Europe/Paris")


def in_paris(moment: datetime) -> datetime:
    """Return an aware moment as the wall clock in Paris shows it, without its zone."""
    return moment.astimezone(_paris()).replace(tzinfo=None)


def paris_time(seconds: float) -> datetime:
    """Return the wall clock in Paris at a number of seconds since 1970, at most the last day of the year 9999."""
    return in_paris(datetime.fromtimestamp(min(seconds, LAST_MOMENT), UTC))


def midnight_after(day: date) -> datetime:
    """Return the first moment after `day`."""
    if day == date.max:
        return datetime.max  # noqa: DTZ901 - the wall clock in Paris carries no zone
    return datetime.combine(day + timedelta(days=1), time())
