"""Days for the second opinion: ISO texts in, calendar days out, terms of years and months, days printed in a code."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

PARIS: Final = ZoneInfo("Europe/Paris")
_LAST: Final = date.max


def day_of(stated: str | None) -> date | None:
    """Read ``2026-12-01``; None stays None."""
    return None if stated is None else date.fromisoformat(stated)


def later(day: date, *, years: int = 0, months: int = 0) -> date:
    """Return the last day of a term that begins on `day`: the same number, or the last of a month that has none."""
    total = day.year * 12 + day.month - 1 + years * 12 + months
    year, month = total // 12, total % 12 + 1
    if year > _LAST.year:
        return _LAST
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def latest_birth(born: date, printed: str | None) -> date:
    """The latest day on which the person can have been born, where the title leaves day or month open."""
    if printed is None:
        return born
    parts = [part for part in re.split(r"[./\- ]", printed.strip()) if part]
    if not re.fullmatch(r"\d{4}", parts[-1] if parts else "", re.ASCII):
        return born
    if len(parts) == 1 or (len(parts) == 3 and _is_open(parts[1])):
        return date(born.year, 12, 31)
    if len(parts) == 3 and _is_open(parts[0]):
        return date(born.year, born.month, monthrange(born.year, born.month)[1])
    return born


def _is_open(part: str) -> bool:
    return len(part) <= 2 and set(part) <= set("0Xx?")


def printed_days(value: str) -> list[date]:
    """Every day printed in a code's value, as ``2026-06-15`` or ``15.06.26``; none where one of them is no day."""
    days = []
    for found in re.findall(r"(?<!\d)(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2}))(?!\d)", value, re.A):
        numbers = [int(part) for part in re.split(r"[./-]", found)]
        if len(re.split(r"[./-]", found)[0]) != 4:
            numbers.reverse()
        year, month, number = numbers
        if year < 100:
            year += 2000 if year < 70 else 1900
        try:
            days.append(date(year, month, number))
        except ValueError:
            return []
    return days


def end_of(day: date) -> datetime:
    """The first moment after a day, on the wall clock."""
    return datetime.max if day == _LAST else datetime.combine(day + timedelta(days=1), time())  # noqa: DTZ901 - a wall clock has no zone


def wall_clock(seconds: float) -> datetime:
    """What the wall clock in Paris shows `seconds` after 1970, not beyond the year 9999."""
    return datetime.fromtimestamp(min(seconds, 253_402_214_400), UTC).astimezone(PARIS).replace(tzinfo=None)
