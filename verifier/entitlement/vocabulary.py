"""The closed vocabulary in which vehicles and circumstances are stated: keys, values, units, words.

Files state them as JSON, the command line as ``key=value,key=value``; both go through the same table. An unknown key
or value is an error that names the nearest valid one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from typing import Any, Final, NoReturn, TypeVar

from credential.language import Bilingual

_E = TypeVar("_E", bound=Enum)
_T = TypeVar("_T")

YES: Final = frozenset({"yes", "true", "oui", "1"})
NO: Final = frozenset({"no", "false", "non", "0"})
MAX_NUMBER: Final = 1_000_000
"""Larger than any mass in kg, power in kW or number of seats on a road."""


MAX_WORD: Final = 64
"""Characters of a text, and of a mistyped word for which the nearest valid one is looked up."""


class StatementError(ValueError):
    """What was stated is not understood; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its name, other spellings, how its value is read, and its words with the unit."""

    name: str
    read: Callable[[object], Any]
    """Takes a JSON value and returns the fact. Raises StatementError."""
    from_text: Callable[[str], object]
    """Takes what a command line says to the JSON value that says the same."""
    words: Bilingual
    unit: str = ""
    aliases: tuple[str, ...] = ()


def find_key(keys: Mapping[str, Key], name: str, what: str) -> Key:
    """Return the key of that name or alias. Raises StatementError with the nearest one."""
    key = keys.get(name)
    if key is None:
        suggest(name, keys, f"is no key of {what}")
    return key


def suggest(word: str, valid: Iterable[str], problem: str) -> NoReturn:
    """Raise the error that names what is nearest to `word`, or all that is valid."""
    from difflib import get_close_matches

    words = tuple(valid)
    near = get_close_matches(word.lower()[:MAX_WORD], words, n=1, cutoff=0.5)
    advice = f"did you mean {near[0]}?" if near else f"write one of {', '.join(words)}"
    raise StatementError(f"{word!r} {problem}: {advice}")


def by_name(keys: Iterable[Key]) -> dict[str, Key]:
    """Return the table by which keys are looked up, aliases included."""
    return {name: key for key in keys for name in (key.name, *key.aliases)}


def number(value: object) -> float:
    """Read a number that is not negative."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise StatementError(f"{value!r} is no number")
    if not 0 <= value <= MAX_NUMBER:
        raise StatementError(f"{value!r} is out of range: write 0 to {MAX_NUMBER}")
    return value


def count(value: object) -> float:
    """Read a whole number that is not negative."""
    if number(value) != int(number(value)):
        raise StatementError(f"{value!r} is no whole number")
    return number(value)


def flag(value: object) -> bool:
    """Read yes or no."""
    if not isinstance(value, bool):
        raise StatementError(f"{value!r} is neither true nor false")
    return value


def text(value: object) -> str:
    """Read a text of 1 to 64 characters."""
    if not isinstance(value, str) or not 0 < len(value.strip()) <= MAX_WORD:
        raise StatementError(f"{value!r} is no text of 1 to {MAX_WORD} characters")
    return value.strip()


def day(value: object) -> date:
    """Read a date as 2026-12-01."""
    try:
        return date.fromisoformat(text(value))
    except ValueError as error:
        raise StatementError(f"{value!r} is no date: write it as 2026-12-01") from error


def clock(value: object) -> time:
    """Read a time of day as 14:00."""
    try:
        read = time.fromisoformat(text(value))
    except ValueError as error:
        raise StatementError(f"{value!r} is no time: write it as 14:00") from error
    if read.tzinfo is not None:
        raise StatementError(f"{value!r} has a zone: write the local time, as 14:00")
    return read


def code_list(value: object) -> frozenset[str]:
    """Read a list of codes."""
    if not isinstance(value, list | tuple):
        raise StatementError(f"{value!r} is no list of codes")
    return frozenset(text(each) for each in value)


def fact(things: Mapping[str, Any], name: str, read: Callable[[object], _T]) -> _T:
    """Read the fact of that name. Raises StatementError that names it, KeyError where it is missing."""
    try:
        return read(things[name])
    except StatementError as error:
        raise StatementError(f"{name}: {error}") from error


def optional(things: Mapping[str, Any], name: str, read: Callable[[object], _T]) -> _T | None:
    """Read the fact of that name, None where nobody knows it. Raises StatementError that names it."""
    return None if things.get(name) is None else fact(things, name, read)


def as_object(value: object, what: str) -> Mapping[str, Any]:
    """Take a JSON object."""
    if not isinstance(value, Mapping):
        raise StatementError(f"{what}: {value!r} is no object")
    return value


def as_list(value: object, what: str) -> Sequence[Any]:
    """Take a JSON list."""
    if not isinstance(value, list | tuple):
        raise StatementError(f"{what}: {value!r} is no list")
    return value


def word_of(choices: type[_E]) -> Callable[[object], _E]:
    """Return the reader of a closed choice."""
    valid: dict[str, _E] = {str(member.value): member for member in choices}

    def read(value: object) -> _E:
        if not isinstance(value, str) or value not in valid:
            suggest(str(value), valid, "is not known here")
        return valid[value]

    return read


def number_text(stated: str) -> object:
    """Read a number as typed; a comma cannot stand in it, because it separates the keys."""
    try:
        return int(stated) if stated.isdecimal() else float(stated)
    except ValueError:
        return stated


def flag_text(stated: str) -> object:
    """Read yes or no as typed, in English or French."""
    word = stated.lower()
    return True if word in YES else False if word in NO else stated


def list_text(stated: str) -> object:
    """Read a list as typed: ``10.02+32.01``, or ``none``."""
    return [] if stated in ("", "none") else stated.split("+")


def as_typed(stated: str) -> object:
    """Leave a word as it is."""
    return stated


def pairs(stated: str) -> list[tuple[str, str]]:
    """Split ``key=value,key=value``. Raises StatementError for a part without ``=`` or a key that stands twice."""
    found: dict[str, str] = {}
    for part in stated.split(","):
        name, equals, value = part.partition("=")
        name = name.strip().lower()
        if not equals:
            raise StatementError(f"{part.strip()!r} has no value: write key=value,key=value")
        if name in found:
            raise StatementError(f"{name!r} stands twice")
        found[name] = value.strip()
    return list(found.items())
