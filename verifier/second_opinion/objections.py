"""What speaks against letting somebody drive on, and how much: the second opinion knows three answers and no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Any, NamedTuple

Json = Mapping[str, Any]
"""Facts in the words of the people files."""


class Answer(IntEnum):
    """The best that can be said, best first."""

    FREE = 0
    """It could pass."""
    LOOK = 1
    """It could pass once the officer has looked at something."""
    BARRED = 2
    """It must not pass: it fails, or a paper or the national file has to say."""


class Objection(NamedTuple):
    """One thing against it; `why` holds no byte of the licence but a category or a code's number."""

    answer: Answer
    why: str


def look(why: str) -> Objection:
    """The officer has to look at something."""
    return Objection(Answer.LOOK, why)


def barred(why: str) -> Objection:
    """It must not pass."""
    return Objection(Answer.BARRED, why)


def worst(objections: Iterable[Objection]) -> Objection:
    """The worst of them, the first of those that are alike; FREE without any."""
    return max(objections, key=lambda each: each.answer, default=Objection(Answer.FREE, ""))
