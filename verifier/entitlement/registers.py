"""What a people file says of the right to drive: the register while online, else what the terminal carries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from verifier.entitlement.days import in_paris, midnight_after
from verifier.entitlement.standing import Limit, Measure, Residence, Standing
from verifier.entitlement.vocabulary import StatementError, day, fact, flag, number, optional, suggest, text

FRESH_H: Final = 24
STALE_H: Final = 168
"""Hours after which an offline status is dated, and after which it says nothing."""
_OFFLINE: Final = {
    each.value: each
    for each in (Measure.NONE, Measure.SUSPENDED, Measure.RETAINED, Measure.INVALIDATED, Measure.ANNULLED)
}
_REGISTER: Final = {
    **_OFFLINE,
    "restricted": Measure.RESTRICTED,
    "lost_or_stolen": Measure.TITLE_LOST,
    "title_lost_or_stolen": Measure.TITLE_LOST,
    # Dates and residence decide these; the word alone adds nothing.
    "not_recognised": Measure.NONE,
    "category_expired": Measure.NONE,
    "title_expired": Measure.NONE,
}


def standing_of(status: Mapping[str, Any], context: Mapping[str, Any]) -> Standing:
    """Read the register while `context` says that the terminal is online, else what it carries."""
    if "online" not in context or fact(context, "online", flag):
        return read_register(status)
    return _offline(optional(context, "offline_status", _offline_word), optional(context, "status_age_h", number))


def _offline_word(stated: object) -> Measure:
    word = str(stated)
    return _OFFLINE[word] if word in _OFFLINE else suggest(word, _OFFLINE, "is no offline status")


def _offline(measure: Measure | None, hours: float | None) -> Standing:
    """Judge by age what the terminal carries; the register itself must not be read."""
    if measure is None or hours is None or hours > STALE_H:
        return Standing(measure=Measure.UNKNOWN, residence=Residence.UNKNOWN)
    stale = f"{hours:g} h" if hours > FRESH_H else ""
    return Standing(measure=measure, stale=stale, residence=Residence.UNKNOWN)


def read_register(status: Mapping[str, Any]) -> Standing:
    """Read a register's entry. A word that is not known says nothing."""
    word = status.get("status")
    measure = _REGISTER.get(str(word), Measure.UNKNOWN)
    begins = optional(status, "from", _moment) or optional(status, "notified", _moment)
    if measure is Measure.INVALIDATED and "notified" in status and status["notified"] is None:
        measure = Measure.UNKNOWN  # an invalidation bites when it is notified
    return Standing(
        measure=measure,
        begins=None if begins is None else begins[0],
        ends=_end(status),
        limit=Limit.RECORDED if status.get("limited_to") else Limit.NONE,
        is_prefect_order="order" in str(status.get("kind", "")),
        detail=str(status.get("authority") or ""),
        residence=_residence(status, str(word)),
    )


def _residence(status: Mapping[str, Any], word: str) -> date | Residence:
    since = optional(status, "french_residence_since", day)
    return since or (Residence.OVER if word == "not_recognised" else Residence.NONE)


def _end(status: Mapping[str, Any]) -> datetime | None:
    """Return the first moment after the measure: its hour, or midnight after its last day."""
    until = optional(status, "until", _moment)
    if until is None:
        begins, hours = optional(status, "from", _moment), optional(status, "hours", number)
        return begins[0] + timedelta(hours=hours) if begins and hours is not None else None
    moment, is_day = until
    return midnight_after(moment.date()) if is_day else moment


def _moment(value: object) -> tuple[datetime, bool]:
    """Read a date, or a moment with or without zone; tells whether it was a date."""
    stated = text(value)
    if "T" not in stated:
        return datetime.combine(day(stated), time()), True
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError as error:
        raise StatementError(f"{stated!r} is no moment: write it as 2026-12-01T14:00") from error
    return (moment if moment.tzinfo is None else in_paris(moment)), False
