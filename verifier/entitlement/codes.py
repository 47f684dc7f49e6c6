"""Restriction and information codes of field 12: what each one asks the officer to look at.

``codes.json`` holds the words; a code that is not in it is shown as it stands and never ignored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, unique
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

# Codes from 61 on have no sub-codes but for 79; what follows a dot there is a value, as in ``95.01.01.2012``.
# Cards and lists also print ``106 (...)``, ``62: 30 km``, ``69 01.01.2016`` and, with a State's sign alone, ``70GB``.
_PRINTED: Final = re.compile(
    r"(?P<code>(?:[0-4]\d|79)\.\d{2}|\d{2,3})(?P<side>[a-g]*)"
    r"(?:\s*[(\[](?P<inner>.*)[)\]]|(?:\s*[.:]|\s)\s*(?P<dotted>.+)|(?<=7[01])(?P<sign>[A-Z]{1,3}))?",
    re.ASCII | re.DOTALL,
)
PROBATION: Final = "106"
SAME_AS: Final[Mapping[str, str]] = {f"05.0{number}": f"6{number}" for number in range(1, 9)}
"""The series 05 was replaced by 61 to 68 in 2017; what is printed stays valid."""
OLD_INTERLOCK, INTERLOCK = "107", "69"
FIRST_NATIONAL: Final = 100
"""Codes from here on are national: they bind only in the State that printed them."""


@unique
class Look(Enum):
    """Where the officer looks for a code (FACTS 1.4)."""

    SEEN = "V"
    DOCUMENT = "D"
    CONTEXT = "C"
    ADAPTED_VEHICLE = "A"
    INFORMATION = "I"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code taken apart: ``106(2026-06-15/2029-06-15)`` is code 106 with a value."""

    printed: str
    code: str
    value: str | None

    @property
    def current(self) -> str:
        """The code that says today what this one says: 63 for 05.03."""
        return SAME_AS.get(self.code, self.code)

    @property
    def is_national(self) -> bool:
        """Whether it is a State's own code, 100 and over."""
        return self.code.isdecimal() and int(self.code) >= FIRST_NATIONAL


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeWords:
    """What a code means, in the officer's languages."""

    fr: str
    en: str
    look: Look
    source: str
    """How sure the words are: C read in a text, H and M from memory (high, medium)."""


@lru_cache(maxsize=4096)
def read_code(printed: str) -> Code:
    """Take a printed code apart. One of a shape that is not known keeps its whole text as the code."""
    match = _PRINTED.fullmatch(printed.strip())
    if match is None:
        return Code(printed=printed, code=printed, value=None)
    value = next((match[name] for name in ("inner", "dotted", "sign") if match[name] is not None), None)
    return Code(printed=printed, code=match["code"], value=value)


def words_of(code: Code) -> CodeWords | None:
    """Return what `code` means, by its sub-code or else its main code; None when it is not known."""
    table = _table()
    return table.get(code.code) or table.get(code.code.partition(".")[0])


def all_codes() -> tuple[str, ...]:
    """Return every code that has words, in the order of the table."""
    return tuple(_table())


@cache
def _table() -> dict[str, CodeWords]:
    entries = json.loads((Path(__file__).parent / "codes.json").read_text(encoding="utf-8"))
    return {
        entry["code"]: CodeWords(fr=entry["fr"], en=entry["en"], look=Look(entry["check"]), source=entry["confidence"])
        for entry in entries
    }
