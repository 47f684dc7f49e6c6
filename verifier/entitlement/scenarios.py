"""Scenarios: people with their register entries, vehicles and circumstances, in the shape of the people files.

A scenario is decided by person, register status, overlay, vehicle and context, and by nothing else. What people wrote
beside them (labels, notes, the expected verdict) is not read here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from credential.reason import Reason
from verifier.entitlement.context_words import read_context
from verifier.entitlement.judge import Judgement, judge
from verifier.entitlement.people import overlaid, read_holder
from verifier.entitlement.registers import standing_of
from verifier.entitlement.stop import Stop
from verifier.entitlement.vehicle_words import read_vehicle
from verifier.entitlement.vocabulary import StatementError, as_list, as_object, clock, day, fact

MAX_BYTES: Final = 32 << 20
_OWN: Final = frozenset(
    {"check_date", "local_time", "documents", "presented", "online", "offline_status", "status_age_h"}
)
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
    for place, person in enumerate(_people(path), start=1):
        try:
            scenarios = as_list(as_object(person, "a person").get("scenarios") or (), "scenarios")
        except StatementError as error:
            yield StatementError(f"person {_name(person, place)}: {error}")
            continue
        for number_in_person, scenario in enumerate(scenarios, start=1):
            yield _read(person, scenario, number_in_person, place)


def _read(person: Mapping[str, Any], scenario: object, place: int, place_of_person: int) -> Scenario | StatementError:
    name = _name(scenario, f"{_name(person, place_of_person)}/{place}")
    try:
        return Scenario(id=name, stop=read_stop(person, as_object(scenario, "a scenario")))
    except KeyError as error:
        return StatementError(f"scenario {name}: {error} is missing")
    except (StatementError, OverflowError) as error:
        return StatementError(f"scenario {name}: {error}")


def _name(thing: object, otherwise: object) -> str:
    """Return the id of a person or a scenario, or where it stands."""
    name = thing.get("id") if isinstance(thing, Mapping) else None
    return str(otherwise if name is None else name)


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


def _people(path: Path) -> list[Any]:
    try:
        with path.open("rb") as stream:
            content = json.loads(stream.read(MAX_BYTES))
    except (OSError, ValueError, RecursionError) as error:
        raise StatementError(f"{path}: cannot be read as JSON; give a file of people and scenarios") from error
    people = content.get("personas") if isinstance(content, Mapping) else None
    if not isinstance(people, list):
        raise StatementError(f"{path}: holds no list of people; give an object with personas")
    return people


def read_stop(person: Mapping[str, Any], scenario: Mapping[str, Any]) -> Stop:
    """Read one scenario of one person. Raises StatementError, or KeyError for a fact that is missing."""
    stated = as_object(scenario["context"], "context")
    at = datetime.combine(fact(stated, "check_date", day), fact(stated, "local_time", clock))
    values = {name: value for name, value in stated.items() if name not in _OWN}
    return Stop(
        holder=overlaid(read_holder(person), as_object(scenario.get("overlay") or {}, "overlay")),
        standing=standing_of(as_object(person.get("registry_status") or {}, "registry_status"), stated),
        vehicle=read_vehicle(as_object(scenario["vehicle"], "vehicle")),
        context=read_context(
            values,
            as_object(stated.get("documents") or {}, "documents"),
            as_object(stated.get("presented") or {}, "presented"),
        ),
        at=at,
    )
