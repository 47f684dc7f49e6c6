"""The codes of field 12, said again: what each asks, held against what was stated of vehicle, driver and trip."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Final, NamedTuple

from verifier.second_opinion.objections import Json, Objection, barred, look
from verifier.second_opinion.plain_days import printed_days

_SUB_CODED: Final = ("0", "1", "2", "3", "4", "79")
"""What a code begins with that has sub-codes: 01 to 44, and 79."""


class Printed(NamedTuple):
    """A code as printed: its number, with the sub-code where it has one, and what stands behind it."""

    number: str
    value: str


class Roadside(NamedTuple):
    """All that a code can ask about."""

    vehicle: Json
    seen: Json
    at: datetime
    is_french: bool


UNREAD: Final = Printed("", "")
"""A code that nobody knows: something to look at, whatever it says."""


def taken_apart(printed: str) -> Printed:
    """Read ``78``, ``106(2026-06-15/2029-06-15)``, ``95.01.01.2012``, ``70GB``; UNREAD for anything else."""
    text = printed.strip()
    found = re.match(r"\d{2}\.\d{2}(?!\d)", text, re.A) if text.startswith(_SUB_CODED) else None
    found = found or re.match(r"\d{2,3}(?!\d)", text, re.A)
    if found is None:
        return UNREAD
    rest = text[found.end() :].lstrip("abcdefg").lstrip()
    is_bracketed = rest[:1] + rest[-1:] in ("()", "[]")
    is_apart = len(rest) > 1 and (rest[0] in ".:" or text[found.end() :][:1].isspace())
    if rest and not (is_bracketed or (is_apart and rest[0] not in "([")) and found[0] not in ("70", "71"):
        return UNREAD
    return Printed(found[0], rest.strip(" .:()[]"))


def objections_of(printed: str, roadside: Roadside) -> Iterator[Objection]:
    """Yield what one printed code has against it."""
    code = taken_apart(printed)
    main = code.number[:2] if code.number[2:3] == "." else code.number
    if main.isdecimal() and int(main) >= 100 and not roadside.is_french:
        return  # another State's own code binds there alone
    if code.number[:4] == "05.0" and code.number[4:] in tuple("12345678"):
        main = f"6{code.number[-1]}"
    if main in ("69", "107"):
        if not is_over(code.value, roadside.at.date()):
            yield from interlock_objections(roadside)
        return
    if code.number == "10.02" and roadside.vehicle.get("gearbox") is not None:
        main = "10.02"
    asks = _ASKS.get(main)
    yield from [look("another code")] if asks is None else asks(code, roadside)


def interlock_objections(roadside: Roadside) -> Iterator[Objection]:
    """The duty to drive with an alcohol interlock: fitted, and its papers not missing once they were asked for."""
    if roadside.vehicle.get("interlock") is False:
        yield barred("no alcohol interlock")
    yield look("alcohol interlock")
    if paper_state(roadside.seen, "interlock_papers") in ("not_carried", "none"):
        yield barred("the interlock's papers")


def paper_state(seen: Json, name: str) -> str:
    """``shown``, ``not_carried``, ``none``, or ``not_asked``."""
    state: str = (seen.get("documents") or {}).get(name, {}).get("state", "not_asked")
    return state


def is_over(value: str, today: date) -> bool:
    """Whether every day that a code prints has passed; one without a day never is."""
    days = printed_days(value)
    return bool(days) and today > max(days)


_Ask = Callable[[Printed, Roadside], Iterator[Objection]]


def _unless(name: str, wrong: object, *, of_vehicle: bool = False) -> _Ask:
    """Something to look at, and barred where the fact `name` is `wrong`."""

    def ask(code: Printed, roadside: Roadside) -> Iterator[Objection]:
        found = (roadside.vehicle if of_vehicle else roadside.seen).get(name)
        yield barred(f"code {code.number}") if found is not None and found == wrong else look(f"code {code.number}")

    return ask


def _none_at_all(name: str, *, of_vehicle: bool = False) -> _Ask:
    """Something to look at, and barred where there is any of `name`."""

    def ask(code: Printed, roadside: Roadside) -> Iterator[Objection]:
        found = (roadside.vehicle if of_vehicle else roadside.seen).get(name)
        yield barred(f"code {code.number}") if found else look(f"code {code.number}")

    return ask


def _at_most(name: str) -> _Ask:
    def ask(code: Printed, roadside: Roadside) -> Iterator[Objection]:
        limit, found = re.search(r"\d+(?:[.,]\d+)?", code.value, re.A), roadside.seen.get(name)
        too_much = limit is not None and found is not None and found > float(limit[0].replace(",", "."))
        yield barred(f"code {code.number}") if too_much else look(f"code {code.number}")

    return ask


def _settled(name: str, wrong: object) -> _Ask:
    """Settled by a fact of the vehicle: nothing left where it is right."""

    def ask(code: Printed, roadside: Roadside) -> Iterator[Objection]:
        found = roadside.vehicle.get(name)
        if found is None:
            yield look(f"code {code.number}")
        elif found == wrong:
            yield barred(f"code {code.number}")

    return ask


def _this_vehicle(name: str) -> _Ask:
    def ask(code: Printed, roadside: Roadside) -> Iterator[Objection]:
        printed, found = (_bare(text or "") for text in (code.value, roadside.vehicle.get(name)))
        if not code.value or not roadside.vehicle.get(name):
            yield look(f"code {code.number}")
        elif not found or not re.fullmatch(f"(VIN)?N?O?{found}", printed):
            yield barred(f"code {code.number}")

    return ask


def _bare(text: str) -> str:
    return "".join(each for each in text.upper() if each.isascii() and each.isalnum())


def _adaptation(code: Printed, roadside: Roadside) -> Iterator[Objection]:
    found = roadside.vehicle.get("adaptations")
    fits = found is None or any(each == code.number or each.startswith(f"{code.number}.") for each in found)
    yield look(f"code {code.number}") if fits else barred(f"code {code.number}")


def _selected_by_itself(code: Printed, roadside: Roadside) -> Iterator[Objection]:
    yield barred(code.number) if roadside.vehicle["gearbox"] == "manual" else look(code.number)


def _by_day(code: Printed, roadside: Roadside) -> Iterator[Objection]:
    """From an hour after sunrise to an hour before sunset; where the sun's times are not known, 10:15 to 15:30."""
    now = _minutes(f"{roadside.at:%H:%M}")
    first, last = (roadside.seen.get(name) for name in ("sunrise", "sunset"))
    from_here = 615 if first is None else _minutes(first) + 60
    to_there = 930 if last is None else _minutes(last) - 60
    yield look("code 61") if from_here <= now <= to_there else barred(f"code {code.number}")


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:5])


def _nothing(_code: Printed, _roadside: Roadside) -> Iterator[Objection]:
    yield from ()


_ASKS: Final[dict[str, _Ask]] = {
    "01": _unless("wears_correction", wrong=False),
    "02": _unless("uses_aid", wrong=False),
    "03": _unless("uses_aid", wrong=False),
    **dict.fromkeys(("10", "15", "20", "25", "30", "31", "32", "33", "35", "40", "42", "43", "44"), _adaptation),
    "10.02": _selected_by_itself,
    "50": _this_vehicle("vin"),
    "51": _this_vehicle("plate"),
    "61": _by_day,
    "62": _at_most("distance_from_home_km"),
    "63": _none_at_all("passengers"),
    "64": _at_most("speed_kmh"),
    "65": _unless("accompanied_by_holder", wrong=False),
    "66": _none_at_all("trailer_kg", of_vehicle=True),
    "67": _none_at_all("motorway"),
    "68": _none_at_all("alcohol_detected"),
    "70": _nothing,
    "78": _settled("gearbox", "manual"),
    "97": _settled("tachograph", wrong=True),
    # Judged elsewhere: qualification by the trip, the training by the set of vehicles, probation by its days.
    "95": _nothing,
    "96": _nothing,
    "106": _nothing,
}
"""Every code that is more than something to look at."""
