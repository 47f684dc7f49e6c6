"""One JSON object read key by key, strictly: each fault says where it is, what was found and what is wanted."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

_Word = TypeVar("_Word", bound=StrEnum)

_DATE: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")  # fromisoformat alone also takes 20260101 and 2026-W01
_RAW_LIMIT: Final = 4_096  # characters of JSON kept as it came
# Control characters, lone surrogates, line and paragraph separators; and those that turn the writing direction.
_REFUSED_CATEGORIES: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
_REFUSED_CHARACTERS: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class FieldError(ValueError):
    """A field is not as wanted; one line says which, and what is wanted."""


@dataclass(frozen=True, slots=True)
class Fields:
    """A JSON object and `where` it stands, in words."""

    content: Mapping[str, object]
    where: str

    @classmethod
    def of(cls, raw: object, where: str) -> Fields:
        """Take a parsed JSON value that must be an object. Raises FieldError."""
        if not isinstance(raw, dict):
            raise FieldError(f"{where}: an object is wanted, not {_kind(raw)}")
        return cls(raw, where)

    def at(self, where: str) -> Fields:
        """Return the same object under another name."""
        return replace(self, where=where)

    def text(self, key: str, *, limit: int = 60, empty: bool = False, pattern: str | None = None) -> str:
        """Read a text of at most `limit` characters that matches the whole `pattern`. Raises FieldError."""
        value = self._required(key)
        if not isinstance(value, str):
            raise self._fault(key, "a text is wanted", value)
        if len(value) > limit:
            raise self._fault(key, f"at most {limit} characters are wanted", f"{len(value)} characters")
        if pattern is not None and not re.fullmatch(pattern, value):
            raise self._fault(key, f"a text of the form {pattern} is wanted", value)
        if not empty and not value.strip():
            raise self._fault(key, "a text that is not empty is wanted", value)
        _require_plain(value, f"{self.where}, {key}")
        return value

    def text_or_none(self, key: str, *, limit: int = 60, pattern: str | None = None) -> str | None:
        """Read a text as `text` does; None where the key is absent or null."""
        return None if self.content.get(key) is None else self.text(key, limit=limit, pattern=pattern)

    def day(self, key: str) -> date:
        """Read a date written YYYY-MM-DD. Raises FieldError."""
        value = self._required(key)
        if not isinstance(value, str) or not _DATE.fullmatch(value):
            raise self._fault(key, "a date YYYY-MM-DD is wanted", value)
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise self._fault(key, "a date that exists is wanted", value) from error

    def day_or_none(self, key: str) -> date | None:
        """Read a date as `day` does; None where the key is absent or null."""
        return None if self.content.get(key) is None else self.day(key)

    def word(self, key: str, words: type[_Word]) -> _Word:
        """Read one of a closed list of words. Raises FieldError."""
        value = self._required(key)
        for word in words:
            if isinstance(value, str) and word.value == value:
                return word
        raise self._fault(key, f"one of {', '.join(words)} is wanted", value)

    def inner(self, key: str) -> Fields:
        """Read an object. Raises FieldError."""
        return Fields.of(self._required(key), f"{self.where}, {key}")

    def objects(self, key: str, *, limit: int) -> tuple[Fields, ...]:
        """Read a list of at most `limit` objects. Raises FieldError."""
        return tuple(Fields.of(entry, f"{self.where}, {key}[{n}]") for n, entry in enumerate(self._list(key, limit)))

    def texts(self, key: str, *, limit: int) -> tuple[str, ...]:
        """Read a list of at most `limit` short texts. Raises FieldError."""
        entries = self._list(key, limit)
        return tuple(Fields({"": entry}, f"{self.where}, {key}[{n}]").text("") for n, entry in enumerate(entries))

    def raw(self) -> Mapping[str, object]:
        """Return the object as it came, if it is small and its texts are plain. Raises FieldError."""
        text = json.dumps(self.content, ensure_ascii=False)
        if len(text) > _RAW_LIMIT:
            raise FieldError(f"{self.where}: at most {_RAW_LIMIT} characters of JSON are wanted, not {len(text)}")
        _each_text(self.content, lambda value: _require_plain(value, self.where))
        return self.content

    def raw_or_none(self, key: str) -> Mapping[str, object] | None:
        """Return an object as `raw` does; None where the key is absent or null."""
        return None if self.content.get(key) is None else self.inner(key).raw()

    def _list(self, key: str, limit: int) -> list[object]:
        value = self._required(key)
        if not isinstance(value, list):
            raise self._fault(key, "a list is wanted", value)
        if len(value) > limit:
            raise self._fault(key, f"at most {limit} entries are wanted", f"{len(value)} entries")
        return value

    def _required(self, key: str) -> object:
        if key not in self.content:
            raise FieldError(f"{self.where}: {key} is missing; give it")
        return self.content[key]

    def _fault(self, key: str, wanted: str, found: object) -> FieldError:
        shown = ascii(found)[:60] if isinstance(found, str) else _kind(found)
        return FieldError(f"{self.where}, {key}: {wanted}, not {shown}")


def _require_plain(value: str, where: str) -> None:
    for character in value:
        if unicodedata.category(character) in _REFUSED_CATEGORIES or character in _REFUSED_CHARACTERS:
            raise FieldError(f"{where}: the character U+{ord(character):04X} has no place in a register; take it out")


def _each_text(value: object, visit: Callable[[str], None]) -> None:
    if isinstance(value, str):
        visit(value)
    elif isinstance(value, list):
        for entry in value:
            _each_text(entry, visit)
    elif isinstance(value, dict):
        for key, entry in value.items():
            visit(key)
            _each_text(entry, visit)


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
