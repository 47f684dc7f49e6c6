"""Numbers printed on French documents: card, NEPH, pink cardboard. Shapes only; none of them holds a check digit.

A shape that is not known warns and never blocks: old titles carry numbers of many shapes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, unique
from typing import Final

_CARD: Final = re.compile(r"[0-9]{2}[A-Z]{2}[0-9]{5}", re.ASCII)
_NEPH: Final = re.compile(r"[0-9]{2}(?P<month>[0-9]{2})(?:[0-9]{2}|2[AB])[0-9]{6}", re.ASCII)
MAX_PINK: Final = 15
"""Characters of a number on a pink title; its shape is free."""


@unique
class NumberKind(Enum):
    """What a number looks like."""

    CARD = "card"
    """Field 5 of the card: 9 characters, such as 13AA00002."""
    NEPH = "neph"
    """12 digits: year, month, département, prefecture, rank."""
    FREE = "free"
    """Some other number; on a pink title any shape may be right."""
    NONE = "none"
    """Nothing that could be a number."""


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number as typed or printed, without its spaces, and what it looks like."""

    text: str
    kind: NumberKind

    @property
    def is_doubtful(self) -> bool:
        """Whether to look at it again: no shape of a card or a NEPH."""
        return self.kind in (NumberKind.FREE, NumberKind.NONE)


def is_doubtful_on(form: str, number: str) -> bool:
    """Tell whether a title of that form should carry another number: a card has one shape, a pink one 15 characters."""
    if form == "pink_3_volets":
        return not 0 < len(_together(number)) <= MAX_PINK
    return form == "card_2013" and read_number(number).kind is not NumberKind.CARD


def same_number(one: str, other: str) -> bool:
    """Tell whether two numbers are the same but for case and what parts them."""
    return _together(one) == _together(other)


def read_number(typed: str) -> DocumentNumber:
    """Read a number; spaces, dots and hyphens between its parts are left out."""
    text = _together(typed)
    if _CARD.fullmatch(text):
        return DocumentNumber(text, NumberKind.CARD)
    neph = _NEPH.fullmatch(text)
    if neph and 1 <= int(neph["month"]) <= 12:
        return DocumentNumber(text, NumberKind.NEPH)
    if text and len(text) <= MAX_PINK and text.isalnum():
        return DocumentNumber(text, NumberKind.FREE)
    return DocumentNumber(text[: MAX_PINK + 1], NumberKind.NONE)


def _together(typed: str) -> str:
    return re.sub(r"[\s.\-]", "", typed).upper()
