"""Scenarios of people files as the second opinion takes them: the JSON itself, read by none of our own code."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from verifier.second_opinion.road_law import Stop
from verifier.second_opinion.titles_again import register_record

Json = Mapping[str, Any]


def plain_stop(person: Json, scenario: Json) -> Stop:
    """One scenario of one person."""
    seen = scenario["context"]
    changed = _overlaid(copy.deepcopy(dict(person)), scenario.get("overlay") or {})
    return Stop(
        person=changed,
        record=register_record(changed.get("registry_status") or {}, seen),
        vehicle={"use": "private", **scenario["vehicle"]},
        seen=seen,
        at=datetime.fromisoformat(f"{seen['check_date']} {seen['local_time']}"),
    )


def _overlaid(person: dict[str, Any], overlay: Json) -> dict[str, Any]:
    rights = [*(person.get("categories") or ()), *(overlay.get("add_categories") or ())]
    issued, codes = overlay.get("category_issued") or {}, overlay.get("add_codes") or {}
    for right in rights:
        right["codes"] = [*(right.get("codes") or ()), *codes.get(right["code"], ())]
        right["issued"] = issued.get(right["code"], right.get("issued"))
    person["categories"] = rights
    everywhere = [code for name in ("all", "codes_all_categories") for code in codes.get(name, ())]
    person["codes_all_categories"] = [*(person.get("codes_all_categories") or ()), *everywhere]
    if "birth_date" in overlay:
        person |= {"birth_date": overlay["birth_date"], "birth_date_as_printed": None}
    return person
