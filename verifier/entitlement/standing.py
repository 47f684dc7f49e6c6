"""What register or status list say of the right to drive, with the age of their word.

A measure runs from `begins` until `ends`, half-open, on the wall clock of Paris: one dated to day D ends at midnight
after D, a retention at its hour. Unknown is never valid.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, unique
from typing import Final

from credential.reason import Reason
from verifier.verdict import Finding


@unique
class Measure(Enum):
    """A state of the right to drive (article numbers: `verifier.words`)."""

    NONE = "valid"
    SUSPENDED = "suspended"
    RETAINED = "retained"
    INVALIDATED = "invalidated"
    ANNULLED = "annulled"
    RESTRICTED = "restricted"
    """To vehicles with an alcohol interlock."""
    TITLE_LOST = "title_lost_or_stolen"
    """Of the title alone: the right itself goes on."""
    UNKNOWN = "unknown"


REASONS: Final = {
    Measure.SUSPENDED: Reason.SUSPENDED,
    Measure.RETAINED: Reason.RETAINED,
    Measure.INVALIDATED: Reason.INVALIDATED,
    Measure.ANNULLED: Reason.ANNULLED,
    Measure.UNKNOWN: Reason.STATUS_UNKNOWN,
}
_NO_MEASURE: Final = frozenset({Measure.NONE, Measure.TITLE_LOST})


@unique
class Residence(Enum):
    """Why there is no date of residence in France."""

    UNKNOWN = "unknown"
    """Nobody has said whether the person lives in France."""
    NONE = "none"
    """The register knows of none."""
    OVER = "over"
    """The register says that the title is no longer recognised, without a date."""


@unique
class Limit(Enum):
    """How it is known that a suspension is limited to driving outside professional activity."""

    NONE = "none"
    RECORDED = "recorded"
    """By the register."""
    SHOWN = "shown"
    """By the decision alone that the driver shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is recorded. `stale` is why the word is dated, empty while it is fresh."""

    measure: Measure = Measure.NONE
    begins: datetime | None = None
    ends: datetime | None = None
    limit: Limit = Limit.NONE
    is_prefect_order: bool = False
    """A prefect's interlock order: the administration keeps the card."""
    stale: str = ""
    detail: str = ""
    residence: date | Residence = Residence.NONE

    @property
    def is_dated(self) -> bool:
        """Whether it begins or ends at a moment of its own."""
        return self.begins is not None or self.ends is not None

    def is_recorded(self, at: datetime) -> bool:
        """Tell whether a measure stands in the record at `at`, in force or past its end."""
        return self.measure not in _NO_MEASURE and not self.is_ahead(at)

    def is_ahead(self, at: datetime) -> bool:
        """Tell whether the measure has not begun."""
        return self.begins is not None and at < self.begins

    def is_over(self, at: datetime) -> bool:
        """Tell whether the measure is past its end."""
        return self.ends is not None and at >= self.ends

    def is_in_force(self, measure: Measure, at: datetime) -> bool:
        """Tell whether `measure` is what applies at `at`."""
        return self.measure is measure and not self.is_ahead(at) and not self.is_over(at)


VALID = Standing()


def status_findings(standing: Standing, at: datetime, spared: Reason | None) -> Iterator[Finding]:
    """Yield what the record says at `at`. `spared` replaces SUSPENDED where the suspension is limited."""
    if standing.stale:
        yield Finding(Reason.STATUS_STALE, standing.stale)
    if not standing.is_recorded(at):
        return
    if standing.is_over(at):
        yield Finding(Reason.STATUS_MEASURE_ENDED, standing.detail or standing.measure.value)
        return
    reason = REASONS.get(standing.measure)
    if reason is Reason.SUSPENDED and spared is not None:
        reason = spared
    if reason is not None:
        yield Finding(reason, standing.detail)
