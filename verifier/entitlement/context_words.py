"""How the circumstances of a stop are stated, in files and on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from credential.language import Bilingual
from verifier.entitlement.context import (
    Authenticity,
    Context,
    Document,
    DocumentName,
    Opinion,
    Paper,
    Presented,
)
from verifier.entitlement.holder import TitleForm
from verifier.entitlement.vocabulary import (
    Key,
    StatementError,
    as_typed,
    by_name,
    clock,
    count,
    day,
    find_key,
    flag,
    flag_text,
    number,
    number_text,
    pairs,
    suggest,
    text,
    word_of,
)

KEYS: Final = (
    Key("sunrise", clock, as_typed, Bilingual("Lever du soleil", "Sunrise")),
    Key("sunset", clock, as_typed, Bilingual("Coucher du soleil", "Sunset")),
    Key("passengers", count, number_text, Bilingual("Passagers", "Passengers")),
    Key(
        "distance_from_home_km",
        number,
        number_text,
        Bilingual("Distance du domicile", "Distance from home"),
        "km",
        ("distance",),
    ),
    Key(
        "speed_kmh",
        number,
        number_text,
        Bilingual("Vitesse retenue", "Speed, margin deducted"),
        "km/h",
        ("speed",),
    ),
    Key("motorway", flag, flag_text, Bilingual("Autoroute", "Motorway")),
    Key(
        "accompanied_by_holder",
        flag,
        flag_text,
        Bilingual("Accompagné d'un titulaire", "Accompanied by a holder"),
        "",
        ("accompanied",),
    ),
    Key("alcohol_detected", flag, flag_text, Bilingual("Alcool détecté", "Alcohol detected"), "", ("alcohol",)),
    Key(
        "wears_correction",
        flag,
        flag_text,
        Bilingual("Correction de la vue portée", "Eyesight correction worn"),
        "",
        ("correction", "glasses"),
    ),
    Key("uses_aid", flag, flag_text, Bilingual("Prothèse ou aide portée", "Prosthesis or aid used"), "", ("aid",)),
    Key("authenticity", word_of(Authenticity), as_typed, Bilingual("Titre authentique", "Title authentic")),
)
BY_NAME: Final = by_name(KEYS)

_STATES: Final = {"shown": Paper.SHOWN, "not_carried": Paper.NOT_CARRIED, "none": Paper.NONE}
_DOCUMENTS: Final = {name.value: name for name in DocumentName}
_FORM: Final = word_of(TitleForm)
_OPINION: Final = word_of(Opinion)
_PRESENTED: Final = {"presented": "form", "presented_number": "document_number", "presented_issued": "issued"}


def parse_context(stated: str) -> Context:
    """Read ``passengers=1,motorway=yes,medical_opinion=shown:2026-10-12:fit``. Raises StatementError."""
    values: dict[str, object] = {}
    documents: dict[str, object] = {}
    presented: dict[str, object] = {}
    residence: date | None = None
    for name, value in pairs(stated):
        if name in _DOCUMENTS:
            documents[name] = _document_text(value)
        elif name in _PRESENTED:
            presented[_PRESENTED[name]] = value
        elif name == "residence":
            residence = day(value)
        else:
            key = BY_NAME.get(name)
            if key is None:
                suggest(name, (*BY_NAME, *_DOCUMENTS, *_PRESENTED, "residence"), "is no key of the context")
            values[key.name] = key.from_text(value)
    if presented and "form" not in presented:
        raise StatementError("presented_number and presented_issued go with presented=card_2013 or another form")
    return replace(read_context(values, documents, presented), residence_since=residence)


def read_context(
    values: Mapping[str, object], documents: Mapping[str, object], presented: Mapping[str, object]
) -> Context:
    """Read a context from its JSON objects. Raises StatementError."""
    facts: dict[str, Any] = {}
    for name, value in values.items():
        key = find_key(BY_NAME, name, "the context")
        try:
            facts[key.name] = key.read(value)
        except StatementError as error:
            raise StatementError(f"{key.name}: {error}") from error
    if documents:
        facts["documents"] = {_name(name): _document(name, value) for name, value in documents.items()}
    if presented:
        facts["presented"] = _presented(presented)
    return Context(**facts)


def _name(name: str) -> DocumentName:
    if name not in _DOCUMENTS:
        suggest(name, _DOCUMENTS, "is no document")
    return _DOCUMENTS[name]


def _document(name: str, value: object) -> Document:
    fields = _object(value, ("state", "date", "outcome"), f"document {name}")
    state = fields.get("state")
    if not isinstance(state, str) or state not in _STATES:
        suggest(str(state), _STATES, f"is no state of {name}")
    dated, outcome = fields.get("date"), fields.get("outcome")
    return Document(
        state=_STATES[state],
        dated=None if dated is None else day(dated),
        outcome=None if outcome is None else _OPINION(outcome),
    )


def _document_text(value: str) -> object:
    """Read ``shown``, ``shown:2026-10-12`` or ``shown:2026-10-12:fit``."""
    state, *rest = value.split(":")
    fields: dict[str, object] = {"state": state}
    for part in rest:
        fields["date" if part[:1].isdecimal() else "outcome"] = part
    return fields


def _presented(value: Mapping[str, object]) -> Presented:
    fields = _object(value, ("form", "document_number", "issued"), "presented")
    if "form" not in fields:
        raise StatementError("presented: form must be stated")
    number_shown, issued = fields.get("document_number"), fields.get("issued")
    return Presented(
        form=_FORM(fields["form"]),
        number=None if number_shown is None else text(number_shown),
        issued=None if issued is None else day(issued),
    )


def _object(value: object, names: tuple[str, ...], what: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise StatementError(f"{what}: {value!r} is no object of {', '.join(names)}")
    for name in value:
        if name not in names:
            suggest(str(name), names, f"is no key of {what}")
    return value
