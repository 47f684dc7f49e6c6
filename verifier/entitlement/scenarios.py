"""Scenarios: people with their register entries, vehicles and circumstances, in the shape of the people files.

A scenario is decided by person, register status, overlay, vehicle and context, and by nothing else. What people wrote
beside them (labels, notes, the expected verdict) is not read here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from credential.reason import Reason
from verifier.entitlement.context_words import read_context
from verifier.entitlement.days import in_paris, midnight_after
from verifier.entitlement.holder import Holder, Right, Title, TitleForm
from verifier.entitlement.judge import Judgement, judge
from verifier.entitlement.standing import Limit, Measure, Residence, Standing
from verifier.entitlement.stop import Stop
from verifier.entitlement.vehicle_words import read_vehicle
from verifier.entitlement.vocabulary import StatementError, clock, day, flag, number, suggest, text, word_of

MAX_BYTES: Final = 32 << 20
FRESH_H: Final = 24
STALE_H: Final = 168
"""Hours after which an offline status is dated, and after which it says nothing."""
_OVERLAY: Final = frozenset({"add_categories", "add_codes", "category_issued", "birth_date"})
_OWN: Final = frozenset(
    {"check_date", "local_time", "documents", "presented", "online", "offline_status", "status_age_h"}
)
_FORM: Final = word_of(TitleForm)
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
_OUTSIDE_THE_SCHEMA: Final = {Reason.RECOGNITION_TO_CHECK: Reason.STATUS_UNKNOWN}
"""The schema has no word for a foreign title whose holder's residence nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One scenario, ready to be judged."""

    id: str
    stop: Stop


def load_scenarios(path: Path) -> Iterator[Scenario | StatementError]:
    """Yield the scenarios of a file, or for one that is not understood the error that says why.

    Raises StatementError where the file itself is no such file.
    """
    people = _people(path)
    for person in people:
        for scenario in person.get("scenarios", ()):
            name = str(scenario.get("id", "?")) if isinstance(scenario, Mapping) else "?"
            try:
                yield Scenario(id=name, stop=read_stop(person, scenario))
            except (StatementError, LookupError, TypeError, AttributeError, ValueError, OverflowError) as error:
                missing = f"{error} is missing" if isinstance(error, KeyError) else str(error)
                yield StatementError(f"scenario {name}: {missing}")


def report(scenario: Scenario) -> dict[str, Any]:
    """Judge a scenario and return its line: the command contract of ``verifier check --scenarios``."""
    judgement = judge(scenario.stop)
    return {
        "id": scenario.id,
        "verdict": _outcome(judgement),
        "class": judgement.verdict_class.value,
        "reasons": _words(judgement.reasons),
        "other_reasons": _words(judgement.other_reasons),
        "codes": list(judgement.codes),
        "need": judgement.need,
    }


def _outcome(judgement: Judgement) -> str:
    reasons = judgement.reasons
    return reasons[0].outcome.value if reasons else "PASSED"


def _words(reasons: tuple[Reason, ...]) -> list[str]:
    return list(dict.fromkeys(_OUTSIDE_THE_SCHEMA.get(reason, reason).value for reason in reasons))


def _people(path: Path) -> list[Mapping[str, Any]]:
    try:
        with path.open("rb") as stream:
            content = json.loads(stream.read(MAX_BYTES))
    except (OSError, ValueError, RecursionError) as error:
        raise StatementError(f"{path}: cannot be read as JSON; give a file of people and scenarios") from error
    people = content.get("personas") if isinstance(content, Mapping) else None
    if not isinstance(people, list) or not all(isinstance(person, Mapping) for person in people):
        raise StatementError(f"{path}: holds no list of people; give an object with personas")
    return people


def read_stop(person: Mapping[str, Any], scenario: Mapping[str, Any]) -> Stop:
    """Read one scenario of one person. Raises StatementError, or KeyError for a fact that is missing."""
    stated = scenario["context"]
    at = datetime.combine(day(stated["check_date"]), clock(stated["local_time"]))
    values = {name: value for name, value in stated.items() if name not in _OWN}
    return Stop(
        holder=_overlaid(read_holder(person), scenario.get("overlay") or {}),
        standing=_standing(person.get("registry_status") or {}, stated),
        vehicle=read_vehicle(scenario["vehicle"]),
        context=read_context(values, stated.get("documents") or {}, stated.get("presented") or {}),
        at=at,
    )


def read_holder(person: Mapping[str, Any]) -> Holder:
    """Read a person of a people file."""
    title, probation = person["title"], person.get("probation")
    return Holder(
        birth_date=day(person["birth_date"]),
        birth_date_as_printed=person.get("birth_date_as_printed"),
        issuing_country=text(person["issuing_country"]),
        title=Title(
            form=_FORM(title["format"]),
            number=str(title.get("document_number") or ""),
            issued=_day_or_none(title.get("issued")),
            expires=_day_or_none(title.get("expires")),
        ),
        rights=tuple(_right(each) for each in person.get("categories") or ()),
        codes_all=tuple(text(code) for code in person.get("codes_all_categories") or ()),
        probation=(day(probation["start"]), day(probation["end"])) if probation else None,
    )


def _right(category: Mapping[str, Any]) -> Right:
    return Right(
        category=text(category["code"]),
        issued=_day_or_none(category.get("issued")),
        expires=_day_or_none(category.get("expires")),
        codes=tuple(text(code) for code in category.get("codes") or ()),
    )


def _overlaid(holder: Holder, overlay: Mapping[str, Any]) -> Holder:
    for name in overlay:
        if name not in _OVERLAY:
            suggest(name, sorted(_OVERLAY), "is no key of an overlay")
    codes, issued = overlay.get("add_codes", {}), overlay.get("category_issued", {})
    rights = [*holder.rights, *(_right(each) for each in overlay.get("add_categories", ()))]
    changed = tuple(
        replace(
            right,
            codes=(*right.codes, *(text(code) for code in codes.get(right.category, ()))),
            issued=day(issued[right.category]) if right.category in issued else right.issued,
        )
        for right in rights
    )
    everywhere = tuple(text(code) for name in ("all", "codes_all_categories") for code in codes.get(name, ()))
    if "birth_date" in overlay:
        holder = replace(holder, birth_date=day(overlay["birth_date"]), birth_date_as_printed=None)
    return replace(holder, rights=changed, codes_all=holder.codes_all + everywhere)


def _standing(status: Mapping[str, Any], context: Mapping[str, Any]) -> Standing:
    if flag(context.get("online", True)):
        return read_register(status)
    return _offline(context.get("offline_status"), context.get("status_age_h"))


def _offline(word: object, hours: object) -> Standing:
    """Read what the terminal carries; the register itself must not be read."""
    if word is not None and word not in _OFFLINE:
        suggest(str(word), _OFFLINE, "is no offline status")
    age = None if hours is None else number(hours)
    if word is None or age is None or age > STALE_H:
        return Standing(measure=Measure.UNKNOWN, residence=Residence.UNKNOWN)
    stale = f"{age:g} h" if age > FRESH_H else ""
    return Standing(measure=_OFFLINE[str(word)], stale=stale, residence=Residence.UNKNOWN)


def read_register(status: Mapping[str, Any]) -> Standing:
    """Read a register's entry. A word that is not known says nothing."""
    word = status.get("status")
    measure = _REGISTER.get(str(word), Measure.UNKNOWN)
    begins, ends = _moment(status.get("from") or status.get("notified")), _end(status)
    if measure is Measure.INVALIDATED and "notified" in status and status["notified"] is None:
        measure = Measure.UNKNOWN  # an invalidation bites when it is notified
    return Standing(
        measure=measure,
        begins=None if begins is None else begins[0],
        ends=ends,
        limit=Limit.RECORDED if status.get("limited_to") else Limit.NONE,
        is_prefect_order="order" in str(status.get("kind", "")),
        detail=str(status.get("authority") or ""),
        residence=_residence(status, str(word)),
    )


def _residence(status: Mapping[str, Any], word: str) -> date | Residence:
    since = status.get("french_residence_since")
    if since is not None:
        return day(since)
    return Residence.OVER if word == "not_recognised" else Residence.NONE


def _end(status: Mapping[str, Any]) -> datetime | None:
    """Return the first moment after the measure: its hour, or midnight after its last day."""
    until = _moment(status.get("until"))
    if until is None:
        begins, hours = _moment(status.get("from")), status.get("hours")
        return begins[0] + timedelta(hours=number(hours)) if begins and hours is not None else None
    moment, is_day = until
    return midnight_after(moment.date()) if is_day else moment


def _moment(value: object) -> tuple[datetime, bool] | None:
    """Read a date, or a moment with or without zone; tells whether it was a date."""
    if value is None:
        return None
    stated = text(value)
    if "T" not in stated:
        return datetime.combine(day(stated), time()), True
    moment = datetime.fromisoformat(stated)
    return (moment if moment.tzinfo is None else in_paris(moment)), False


def _day_or_none(value: object) -> date | None:
    return None if value is None else day(value)
