"""Probation: from code 106 wherever it is printed, or else from the register. Only France's own 106 counts."""

from __future__ import annotations

from datetime import date
from typing import Final

from credential.reason import Reason
from verifier.entitlement.codes import PROBATION, read_code
from verifier.entitlement.days import dates_in, plus_years
from verifier.entitlement.holder import Holder
from verifier.verdict import Finding

LONGEST_YEARS: Final = 3
"""Probation lasts three years at most (L.223-1)."""


def probation_finding(holder: Holder, today: date) -> Finding | None:
    """Return PROBATIONARY, PROBATION_ENDS_TODAY or None.

    The printed last day is neither: the texts do not settle whether it still counts. A code without dates counts as
    running unless the register has the dates.
    """
    if not holder.is_french:
        return None
    printed = _printed(holder, today)
    days = dates_in(read_code(printed).value or "") if printed else ()
    if not days:
        if printed is None and holder.probation is None:
            return None
        days = holder.probation or ()
    return _judge(days, printed or "", today)


def _judge(days: tuple[date, ...], printed: str, today: date) -> Finding | None:
    code = PROBATION if printed else ""
    if len(days) < 2:
        # One date alone may be the first day or the last: over is what is over either way.
        over = bool(days) and today > plus_years(days[0], LONGEST_YEARS)
        return None if over else Finding(Reason.PROBATIONARY, printed, code)
    if not days[0] <= today <= days[-1]:
        return None
    return Finding(Reason.PROBATION_ENDS_TODAY if today == days[-1] else Reason.PROBATIONARY, printed, code)


def _printed(holder: Holder, today: date) -> str | None:
    """Return the 106 with the latest end, of all that are printed on the title; one that has not begun counts last."""
    if not holder.codes_all and not any(right.codes for right in holder.rights):
        return None
    every = (*holder.codes_all, *(code for right in holder.rights for code in right.codes))
    found = [code for code in every if read_code(code).code == PROBATION]
    return max(found, key=lambda printed: _rank(printed, today), default=None)


def _rank(printed: str, today: date) -> tuple[bool, date]:
    days = dates_in(read_code(printed).value or "")
    return len(days) < 2 or days[0] <= today, max(days, default=date.max)
