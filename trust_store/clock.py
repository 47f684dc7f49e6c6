"""The clock floor: a time that has certainly passed, whatever the terminal's clock says.

There is no trusted clock at the roadside. But a list signed at noon proves that noon has been, and so does the
terminal's own last record. The floor only rises; a clock below it is wrong, and then nothing is PASSED.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

CLOCK_SKEW: Final = timedelta(seconds=120)
"""How far two honest clocks may differ (DESIGN section 3; security notes, "Time")."""


def latest(moments: Iterable[datetime | None]) -> datetime | None:
    """Return the latest of the moments that are known, None when none is."""
    return max((moment for moment in moments if moment is not None), default=None)


def is_behind(now: datetime, floor: datetime | None) -> bool:
    """Whether the clock `now` stands before the floor by more than `CLOCK_SKEW`."""
    return floor is not None and floor - now > CLOCK_SKEW


def is_ahead(moment: datetime, now: datetime) -> bool:
    """Whether a list's date lies after the clock `now` by more than `CLOCK_SKEW`: one of the two is wrong."""
    return moment - now > CLOCK_SKEW
