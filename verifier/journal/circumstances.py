"""The circumstances that an officer stated, as the words of a record: ``motorway=yes``, ``medical_opinion=shown``.

Enough to say on what a verdict rested, and nothing that could name or place anybody: yes and no, how many passengers,
what became of the request for a paper. Of a distance, a speed, a time, a date, a number or a card's line a record says
no more than ``stated``; evidence, which only the auditor opens, holds them as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verifier.entitlement.context import UNKNOWN_CONTEXT, Authenticity, Context, DocumentName, Paper
from verifier.entitlement.context_words import KEYS

STATED: Final = "stated"
_COUNTED: Final = "passengers"


def circumstance_words(context: Context) -> tuple[str, ...]:
    """Write what was stated, in the order of the vocabulary; nothing where nothing was."""
    return tuple(f"{name}={word}" for name, word in _stated(context))


def _stated(context: Context) -> Iterator[tuple[str, str]]:
    for key in KEYS:
        value = getattr(context, key.name)
        if value != getattr(UNKNOWN_CONTEXT, key.name):
            yield key.name, _word(key.name, value)
    for name in DocumentName:
        state = context.paper(name)
        if state is not Paper.NOT_ASKED:
            yield name.value, state.name.lower()
    if context.presented is not None:
        yield "presented", context.presented.form.value.lower()
    if context.residence_since is not None:
        yield "residence", STATED
    if context.card is not None:
        yield "mrz", STATED


def _word(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Authenticity):
        return value.value
    return f"{value:.0f}" if name == _COUNTED and isinstance(value, int | float) else STATED
