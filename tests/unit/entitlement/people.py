"""A person and a scenario as a people file has them, of which each test changes one thing."""

from __future__ import annotations

import copy
from typing import Any

from credential.reason import Reason
from verifier.entitlement.judge import judge
from verifier.entitlement.scenarios import read_stop

PERSON: dict[str, Any] = {
    "id": "P99",
    "birth_date": "1990-06-15",
    "birth_date_as_printed": None,
    "issuing_country": "FR",
    "title": {"format": "card_2013", "document_number": "18ZZ90099", "issued": "2018-05-14", "expires": "2033-05-14"},
    "categories": [{"code": "B", "issued": "2013-07-01", "expires": None, "codes": ["78"]}],
    "codes_all_categories": [],
    "registry_status": {"status": "valid"},
    "probation": None,
}
SCENARIO: dict[str, Any] = {
    "id": "P99-a",
    "vehicle": {"kind": "car", "mass_kg": 1900, "passenger_seats": 4, "gearbox": "automatic"},
    "context": {"check_date": "2026-12-01", "local_time": "14:00"},
}


def changed(base: dict[str, Any], **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON values
    return {**copy.deepcopy(base), **changes}


def found(
    person: dict[str, Any] | None = None,
    overlay: dict[str, Any] | None = None,
    vehicle: dict[str, Any] | None = None,
    **context: Any,  # noqa: ANN401 - JSON values
) -> list[Reason]:
    scenario = changed(SCENARIO, context={**SCENARIO["context"], **context})
    if overlay is not None:
        scenario["overlay"] = overlay
    if vehicle is not None:
        scenario["vehicle"] = {**scenario["vehicle"], **vehicle}
    judgement = judge(read_stop(person or PERSON, scenario))
    return [*judgement.reasons, *judgement.other_reasons]


def status(**entry: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON values
    return changed(PERSON, registry_status=entry)
