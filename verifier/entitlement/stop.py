"""One stop at the roadside: everything that a verdict on the right to drive depends on, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from verifier.entitlement.context import Context
from verifier.entitlement.holder import Holder, Right
from verifier.entitlement.standing import Standing
from verifier.entitlement.vehicle import Vehicle


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Person, record, vehicle and circumstances at `at`, the wall clock in Paris without its zone."""

    holder: Holder
    standing: Standing
    vehicle: Vehicle
    context: Context
    at: datetime

    @property
    def today(self) -> date:
        """The day of the stop."""
        return self.at.date()

    def rights(self, *categories: str) -> list[Right]:
        """Return the rights of `categories` that the person has obtained by today, expired or not."""
        today = self.at.date()
        return [
            right
            for right in self.holder.rights
            if right.category in categories and (right.issued is None or right.issued <= today)
        ]
