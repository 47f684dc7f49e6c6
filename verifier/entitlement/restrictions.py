"""What the codes of field 12 ask, held against the facts of the stop.

Facts about the vehicle (50, 51, 78, 97) settle the matter. Facts about driver and trip (01-03, 61-68) and adaptations
(10-44) stay something to look at when they look right: they can change down the road. A code without a rule here is
something to look at too, never ignored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from credential.reason import Reason
from verifier.entitlement.codes import INTERLOCK, OLD_INTERLOCK, PROBATION, Code, read_code
from verifier.entitlement.context import DocumentName, Paper
from verifier.entitlement.daylight import Daylight, daylight
from verifier.entitlement.days import dates_in
from verifier.entitlement.holder import Right
from verifier.entitlement.standing import Measure
from verifier.entitlement.stop import Stop
from verifier.entitlement.vehicle import Gearbox
from verifier.verdict import Finding

_LOOK, _BREACHED = Reason.RESTRICTION_TO_CHECK, Reason.RESTRICTION_BREACHED
_TWO_OR_THREE_WHEELED: Final = frozenset({"A1", "A2", "A"})
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)
_LABELS: Final = frozenset({"", "N", "NO", "VIN", "VINN", "VINNO"})
"""What may be printed before a chassis or plate number, without blanks and signs."""
_NOT_ALPHANUMERIC: Final = re.compile(r"[^0-9A-Z]", re.ASCII)

Answer = Callable[[Code, Stop], Reason | None]
"""What a code makes of a stop: the reason, or None where the facts satisfy it for good."""


def codes_for_all(stop: Stop) -> Iterator[Finding]:
    """Yield what the codes for all categories make of the stop, each printed one once."""
    for printed in dict.fromkeys(stop.holder.codes_all):
        yield from _judge(printed, stop, own_family=True)


def codes_of(stop: Stop, carriers: tuple[Right, ...]) -> Iterator[Finding]:
    """Yield what the codes beside the categories of `carriers` make of the stop, but for those for all categories."""
    seen = set(stop.holder.codes_all)
    for right in carriers:
        own_family = _is_own_family(right, stop)
        for printed in right.codes:
            if printed not in seen:
                seen.add(printed)
                yield from _judge(printed, stop, own_family=own_family)


def interlock_duty(stop: Stop, detail: str, code: str = "", *, own_family: bool = True) -> Iterator[Finding]:
    """Judge the duty to drive with an alcohol interlock, wherever it comes from.

    Its papers (R.233-1 I 5°) are part of what there is to check; they are missed only when they were asked for.
    """
    if stop.vehicle.interlock is False:
        yield Finding(Reason.INTERLOCK_MISSING if own_family else Reason.RESTRICTION_SCOPE_DOUBTFUL, detail, code)
        return
    yield Finding(Reason.INTERLOCK_ONLY, detail, code)
    if stop.context.paper(DocumentName.INTERLOCK_PAPERS) in (Paper.NOT_CARRIED, Paper.NONE):
        yield Finding(Reason.DOCUMENT_NOT_SHOWN, DocumentName.INTERLOCK_PAPERS.value)


def _is_own_family(right: Right, stop: Stop) -> bool:
    """Tell whether the vehicle is of the family that the category is of; AM is of both."""
    if stop.vehicle.kind is None or right.category == "AM":
        return True
    return (right.category in _TWO_OR_THREE_WHEELED) is stop.vehicle.has_two_or_three_wheels


def _judge(printed: str, stop: Stop, *, own_family: bool) -> Iterator[Finding]:
    code = read_code(printed)
    if code.is_national and not stop.holder.is_french:
        yield Finding(Reason.NATIONAL_CODE_FOREIGN, printed, code.code)
        return
    if code.current in (INTERLOCK, OLD_INTERLOCK):
        if not _is_past(code, stop):
            yield from interlock_duty(stop, printed, code.code, own_family=own_family)
        return
    reason = _answer(code)(code, stop)
    if reason is _BREACHED and not own_family:
        reason = Reason.RESTRICTION_SCOPE_DOUBTFUL
    if reason is not None:
        yield Finding(reason, printed, code.code)


def _answer(code: Code) -> Answer:
    current = code.current
    return ANSWERS.get(current) or ANSWERS.get(current[:2] if current[2:3] == "." else "", _look)


def is_by_daylight(printed: str) -> bool:
    """Tell whether a printed code is judged by the time of day."""
    return _answer(read_code(printed)) is _daytime


def _look(_code: Code, _stop: Stop) -> Reason | None:
    return _LOOK


def _nothing(_code: Code, _stop: Stop) -> Reason | None:
    return None


def _exchanged(_code: Code, _stop: Stop) -> Reason | None:
    return Reason.EXCHANGED_TITLE


def _duplicate(_code: Code, _stop: Stop) -> Reason | None:
    return Reason.DUPLICATE_TITLE


def _correction(_code: Code, stop: Stop) -> Reason | None:
    return _BREACHED if stop.context.wears_correction is False else _LOOK


def _aid(_code: Code, stop: Stop) -> Reason | None:
    return _BREACHED if stop.context.uses_aid is False else _LOOK


def _adaptation(code: Code, stop: Stop) -> Reason | None:
    """A main code is met by any of its sub-codes found on the vehicle."""
    found = stop.vehicle.adaptations
    if found is None or code.code in found:
        return _LOOK
    met = "." not in code.code and any(each.startswith(f"{code.code}.") for each in found)
    return _LOOK if met else _BREACHED


def _automatic_adaptation(code: Code, stop: Stop) -> Reason | None:
    """10.02, automatic selection of the gear: the gearbox itself says so."""
    if stop.vehicle.gearbox is None:
        return _adaptation(code, stop)
    return _BREACHED if stop.vehicle.gearbox is Gearbox.MANUAL else _LOOK


def _automatic(_code: Code, stop: Stop) -> Reason | None:
    if stop.vehicle.gearbox is None:
        return _LOOK
    return _BREACHED if stop.vehicle.gearbox is Gearbox.MANUAL else None


def _same_vin(code: Code, stop: Stop) -> Reason | None:
    return _same(code.value, stop.vehicle.vin)


def _same_plate(code: Code, stop: Stop) -> Reason | None:
    return _same(code.value, stop.vehicle.plate)


def _same(printed: str | None, found: str | None) -> Reason | None:
    if not printed or not found:
        return _LOOK
    whole, number = _bare(printed), _bare(found)
    same = bool(number) and whole.endswith(number) and whole.removesuffix(number) in _LABELS
    return None if same else _BREACHED


def _bare(text: str) -> str:
    return _NOT_ALPHANUMERIC.sub("", text.upper())


def _no_tachograph(_code: Code, stop: Stop) -> Reason | None:
    if stop.vehicle.tachograph is None:
        return _LOOK
    return _BREACHED if stop.vehicle.tachograph else None


def _daytime(_code: Code, stop: Stop) -> Reason | None:
    light = daylight(stop.at.time(), stop.context.sunrise, stop.context.sunset)
    return {Daylight.DAY: _LOOK, Daylight.DOUBTFUL: Reason.DAYLIGHT_DOUBTFUL, Daylight.NIGHT: _BREACHED}[light]


def _near_home(code: Code, stop: Stop) -> Reason | None:
    return _at_most(code, stop.context.distance_from_home_km)


def _slow(code: Code, stop: Stop) -> Reason | None:
    return _at_most(code, stop.context.speed_kmh)


def _at_most(code: Code, found: float | None) -> Reason | None:
    """A value without a number, such as a town, is for the officer to judge."""
    number = _NUMBER.search(code.value or "")
    if number is None or found is None:
        return _LOOK
    return _BREACHED if found > float(number[0].replace(",", ".")) else _LOOK


def _no_passengers(_code: Code, stop: Stop) -> Reason | None:
    return _BREACHED if stop.context.passengers else _LOOK


def _accompanied(_code: Code, stop: Stop) -> Reason | None:
    return _BREACHED if stop.context.accompanied_by_holder is False else _LOOK


def _no_trailer(_code: Code, stop: Stop) -> Reason | None:
    return _BREACHED if stop.vehicle.trailer_kg else _LOOK


def _no_motorway(_code: Code, stop: Stop) -> Reason | None:
    return _BREACHED if stop.context.motorway else _LOOK


def _no_alcohol(_code: Code, stop: Stop) -> Reason | None:
    return _BREACHED if stop.context.alcohol_detected else _LOOK


def _is_past(code: Code, stop: Stop) -> bool:
    """Tell whether the printed day of a code is over; a code without a day never is."""
    days = dates_in(code.value or "")
    return bool(days) and stop.today > max(days)


def interlock_findings(stop: Stop) -> Iterator[Finding]:
    """Yield the duty that comes from the record or from a prefect's order, not from a code."""
    if stop.standing.is_in_force(Measure.RESTRICTED, stop.at):
        yield from interlock_duty(stop, stop.standing.detail)


ANSWERS: Final[dict[str, Answer]] = {
    "01": _correction,
    **dict.fromkeys(("02", "03"), _aid),
    **dict.fromkeys(("10", "15", "20", "25", "30", "31", "32", "33", "35", "40", "42", "43", "44"), _adaptation),
    "10.02": _automatic_adaptation,
    "50": _same_vin,
    "51": _same_plate,
    "61": _daytime,
    "62": _near_home,
    "63": _no_passengers,
    "64": _slow,
    "65": _accompanied,
    "66": _no_trailer,
    "67": _no_motorway,
    "68": _no_alcohol,
    "70": _exchanged,
    "71": _duplicate,
    "78": _automatic,
    # Judged apart: the interlock above, professional qualification by the use, 96 by the set, probation by its dates.
    "95": _nothing,
    "96": _nothing,
    "97": _no_tachograph,
    PROBATION: _nothing,
}
"""Each code's rule, by sub-code or main code. Codes that are not here are shown for the officer to look at."""
