"""What the officer stated, as JSON and back: the vehicle and the circumstances, under the vocabulary's own keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from enum import Enum
from typing import Any, Final

from verifier.documents.card_line import CardLine, CardLineError, check_digit, read_card_line
from verifier.entitlement import context_words, vehicle_words
from verifier.entitlement.context import UNKNOWN_CONTEXT, Context, Document, Paper, Presented
from verifier.entitlement.vehicle import Vehicle
from verifier.entitlement.vocabulary import StatementError, day

_STATES: Final = {Paper.SHOWN: "shown", Paper.NOT_CARRIED: "not_carried", Paper.NONE: "none"}
_CONTEXT_PARTS: Final = frozenset({"facts", "documents", "presented", "residence_since", "mrz"})


def vehicle_json(vehicle: Vehicle) -> dict[str, Any]:
    """Write a vehicle; the short form is its category alone."""
    if vehicle.category is not None:
        return {"category": vehicle.category}
    return _facts(vehicle, [key.name for key in vehicle_words.KEYS])


def vehicle_of(content: object) -> Vehicle:
    """Read what `vehicle_json` writes. Raises StatementError."""
    values = _object(content, "vehicle")
    if set(values) == {"category"} and isinstance(values["category"], str):
        return vehicle_words.parse_vehicle(f"category={values['category']}")
    return vehicle_words.read_vehicle(values)


def context_json(context: Context) -> dict[str, Any]:
    """Write the circumstances; empty where nothing was stated."""
    content: dict[str, Any] = {
        "facts": _facts(context, [key.name for key in context_words.KEYS]),
        "documents": {name.value: _document(each) for name, each in context.documents.items() if each.state in _STATES},
        "presented": None if context.presented is None else _presented(context.presented),
        "residence_since": _plain(context.residence_since),
        "mrz": None if context.card is None else line_of(context.card),
    }
    return {name: part for name, part in content.items() if part}


def context_of(content: object) -> Context:
    """Read what `context_json` writes. Raises StatementError."""
    parts = _object(content, "context")
    if not parts.keys() <= _CONTEXT_PARTS:
        raise StatementError(f"context: its parts are {', '.join(sorted(_CONTEXT_PARTS))}")
    documents = _object(parts.get("documents", {}), "documents")
    presented = _object(parts.get("presented", {}), "presented")
    read = context_words.read_context(_object(parts.get("facts", {}), "facts"), documents, presented)
    since = parts.get("residence_since")
    return replace(read, residence_since=None if since is None else day(since), card=_card(parts.get("mrz")))


def line_of(card: CardLine) -> str:
    """Write a card's line again, as `read_card_line` reads it."""
    head = f"{card.code}{card.state}{card.number}"
    body = f"{head}{check_digit(head)}{card.expires}{card.name}"
    return f"{body}{check_digit(body)}"


def _facts(stated: object, names: list[str]) -> dict[str, Any]:
    """The facts that differ from what is assumed where nothing is stated."""
    assumed: object = UNKNOWN_CONTEXT if isinstance(stated, Context) else Vehicle()
    pairs = ((name, getattr(stated, name)) for name in names)
    return {name: _plain(value) for name, value in pairs if value != getattr(assumed, name)}


def _document(document: Document) -> dict[str, Any]:
    fields = {"date": document.dated, "outcome": document.outcome}
    plain = {name: _plain(value) for name, value in fields.items() if value is not None}
    return {"state": _STATES[document.state], **plain}


def _presented(presented: Presented) -> dict[str, Any]:
    fields = {"form": presented.form, "document_number": presented.number, "issued": presented.issued}
    return {name: _plain(value) for name, value in fields.items() if value is not None}


def _plain(value: object) -> Any:  # noqa: ANN401 - a JSON value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset) else value


def _card(line: object) -> CardLine | None:
    if line is None:
        return None
    try:
        return read_card_line(str(line))
    except CardLineError as error:
        raise StatementError(f"mrz: {error}") from error


def _object(content: object, what: str) -> Mapping[str, object]:
    if not isinstance(content, dict):
        raise StatementError(f"{what}: an object is wanted")
    return content
