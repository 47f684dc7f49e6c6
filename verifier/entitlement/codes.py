"""Restriction and information codes of field 12: what each one asks the officer to look at.

``codes.json`` holds the words; a code that is not in it is shown as it stands and never ignored.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import Enum, unique
from functools import cache
from pathlib import Path
from typing import Final

# Codes from 61 on have no sub-codes but for 79; what follows a dot there is a value, as in ``95.01.01.2012``.
_PRINTED: Final = re.compile(
    r"(?P<code>(?:[0-4]\d|05|79)\.\d{2}|\d{2,3})(?P<side>[a-g]*)(?:\((?P<inner>.*)\)|\.(?P<dotted>.+))?",
    re.ASCII | re.DOTALL,
)
PROBATION: Final = "106"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeWords:
    """What a code means, in the officer's languages."""

    fr: str
    en: str
    look: Look


def read_code(printed: str) -> Code:
    """Take a printed code apart. One of a shape that is not known keeps its whole text as the code."""
    match = _PRINTED.fullmatch(printed.strip())
    if match is None:
        return Code(printed=printed, code=printed, value=None)
    value = match["inner"] if match["inner"] is not None else match["dotted"]
    return Code(printed=printed, code=match["code"], value=value)


def words_of(code: Code) -> CodeWords | None:
    """Return what `code` means, by its sub-code or else its main code; None when it is not known."""
    table = _table()
    return table.get(code.code) or table.get(code.code.partition(".")[0])


@cache
def _table() -> dict[str, CodeWords]:
    entries = json.loads((Path(__file__).parent / "codes.json").read_text(encoding="utf-8"))
    return {entry["code"]: CodeWords(fr=entry["fr"], en=entry["en"], look=Look(entry["check"])) for entry in entries}
