"""Code 61, daytime only. The text gives "an hour after sunrise to an hour before sunset" as its own example."""

from __future__ import annotations

from datetime import time
from enum import Enum, unique
from typing import Final

HOUR: Final = 60
SAFE_FROM: Final = 10 * 60 + 15
SAFE_TO: Final = 15 * 60 + 30
"""Between these it is day by that example anywhere in mainland France, all the year (minutes after midnight)."""


@unique
class Daylight(Enum):
    """What can be said of the time of day."""

    DAY = "day"
    DOUBTFUL = "doubtful"
    NIGHT = "night"


def daylight(at: time, sunrise: time | None, sunset: time | None) -> Daylight:
    """Tell day, night or doubt. Without the sun's times nothing is ever called night."""
    now = _minutes(at)
    if (sunrise is not None and now < _minutes(sunrise) - HOUR) or (
        sunset is not None and now > _minutes(sunset) + HOUR
    ):
        return Daylight.NIGHT
    first = SAFE_FROM if sunrise is None else _minutes(sunrise) + HOUR
    last = SAFE_TO if sunset is None else _minutes(sunset) - HOUR
    return Daylight.DAY if first <= now <= last else Daylight.DOUBTFUL


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
