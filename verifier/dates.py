"""Dates, moments and ages as an officer reads them: the time of Paris, ages in one unit."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from credential.language import Bilingual, Language

DAYS: Final = Bilingual("j", "d")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date, language: Language) -> str:
    """Write a date: ``15/06/2029``, in English ``15 Jun 2029``, which no reader takes for the month first."""
    if language is Language.FR:
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime, language: Language) -> str:
    """Write a moment (aware) in the time of Paris: ``01/12/2026 11:00``."""
    local = value.astimezone(_paris())
    return f"{day(local.date(), language)} {local.hour:02}:{local.minute:02}"


def age(value: timedelta, language: Language) -> str:
    """Write how old a list is, rounded down: ``40 min``, ``3 h``, ``12 j``. One from the future is 0 min old."""
    minutes = max(int(value.total_seconds()) // 60, 0)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return f"{minutes // (24 * 60)} {DAYS.in_(language)}"


@cache
def _paris() -> ZoneInfo:
    return ZoneInfo("Europe/Paris")
