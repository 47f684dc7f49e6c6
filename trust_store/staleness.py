"""How old our own data may be before a verdict says so: thresholds, and the file by which they are set.

Graded, never a cliff (DESIGN section 4): silent, shown, to be looked at, unknown. The file is TOML::

    status_shown_hours = 24        # beyond: the age is pointed out
    status_attention_days = 7      # beyond: ATTENTION
    status_unknown_days = 30       # beyond: the status is unknown
    trust_list_attention_days = 30
    issue = 1                      # grows with each file where an administrator signs them

By whose word it counts is `trust_store.settings`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, unique
from typing import Final

from trust_store.refusal import Refusal, TrustStoreError

HOUR: Final = 3600
DAY: Final = 24 * HOUR
MAX_SETTINGS: Final = 4096
MAX_DAYS: Final = 366
"""A threshold of more would be none."""


@unique
class Grade(Enum):
    """How far a status list can be relied on, by its age."""

    FRESH = "fresh"
    SHOWN = "shown"
    ATTENTION = "attention"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Staleness:
    """How old our data may be, in seconds (DESIGN section 4). Silent, then shown, then ATTENTION, then unknown."""

    status_shown: int = DAY
    status_attention: int = 7 * DAY
    status_unknown: int = 30 * DAY
    trust_list_attention: int = 30 * DAY

    def grade(self, age: timedelta) -> Grade:
        """Grade a status list by its age; a threshold itself still belongs to the better grade."""
        seconds = age.total_seconds()
        if seconds > self.status_unknown:
            return Grade.UNKNOWN
        if seconds > self.status_attention:
            return Grade.ATTENTION
        return Grade.SHOWN if seconds > self.status_shown else Grade.FRESH

    def grade_trust_list(self, age: timedelta) -> Grade:
        """Grade a trust list by its age; an old one still says whom to believe, so it is never unknown."""
        return Grade.ATTENTION if age.total_seconds() > self.trust_list_attention else Grade.FRESH


STALENESS: Final = Staleness()
ISSUE: Final = "issue"

_NAMES: Final = {
    "status_shown_hours": ("status_shown", HOUR),
    "status_attention_days": ("status_attention", DAY),
    "status_unknown_days": ("status_unknown", DAY),
    "trust_list_attention_days": ("trust_list_attention", DAY),
}


def parse_settings(content: bytes) -> Staleness:
    """Read a settings file; what it does not name stays as it is by default.

    Raises `TrustStoreError` SETTINGS_INVALID: another name, no whole positive number, or thresholds out of order.
    """
    issue_of(content)
    given = {name: value for name, value in _table(content).items() if name != ISSUE}
    limits = Staleness(**dict(_threshold(name, value) for name, value in given.items()))
    if not limits.status_shown <= limits.status_attention <= limits.status_unknown:
        raise _invalid("shown, attention and unknown must follow each other")
    return limits


def issue_of(content: bytes) -> int | None:
    """Read the number of a settings file; None where it has none. Raises `TrustStoreError` SETTINGS_INVALID."""
    number: object = _table(content).get(ISSUE)
    if number is not None and (type(number) is not int or not 0 < number < 1 << 63):
        raise _invalid(f"{ISSUE} must be a whole number, more than 0")
    return number


def _table(content: bytes) -> dict[str, object]:
    if len(content) > MAX_SETTINGS:
        raise _invalid(f"more than {MAX_SETTINGS} bytes")
    # Here and not above: most stores hold no settings.
    import tomllib

    try:
        return tomllib.loads(content.decode())
    except (ValueError, RecursionError) as error:
        raise _invalid("no TOML") from error


def _threshold(name: str, value: object) -> tuple[str, int]:
    if name not in _NAMES:
        raise _invalid(f"{name!r} is none of {', '.join(_NAMES)}")
    field, unit = _NAMES[name]
    if type(value) is not int or not 0 < value * unit <= MAX_DAYS * DAY:
        raise _invalid(f"{name} must be a whole number, more than 0 and at most {MAX_DAYS} days")
    return field, value * unit


def _invalid(detail: str) -> TrustStoreError:
    return TrustStoreError(Refusal.SETTINGS_INVALID, f"settings: {detail}")
