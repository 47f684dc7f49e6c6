"""The machine-readable line on the front of the card: 30 characters, two check digits (ICAO 9303 weights).

Positions 1-2 document code, 3-5 State, 6-14 card number, 15 check digit over 1-14, 16-21 expiry of the title as
YYMMDD, 22-29 surname, 30 check digit over 1-29. It holds no given name, birth date, category or NEPH.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from verifier.documents.names import FILLER, for_line, spellings_for_line

LENGTH: Final = 30
NAME_LENGTH: Final = 8
_WEIGHTS: Final = (7, 3, 1)
_SHAPE: Final = re.compile(r"[A-Z][0-9][A-Z<]{3}[0-9A-Z<]{9}[0-9][0-9]{6}[A-Z<]{8}[0-9]", re.ASCII)
USUAL_CODE: Final = "D1"
"""Some cards seem to begin with A1, A2 or B1: accepted, and worth a look."""


class CardLineError(ValueError):
    """The line cannot be one of a card; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLine:
    """What a card's line says. `name` is the surname's first eight characters, fillers included."""

    code: str
    state: str
    number: str
    expires: str
    """YYMMDD, as printed."""
    name: str

    @property
    def is_usual(self) -> bool:
        """Whether the document code is the one that is documented."""
        return self.code == USUAL_CODE

    def expires_on(self, day: date) -> bool:
        """Tell whether the title's expiry is the printed one; the century is not printed."""
        return self.expires == f"{day:%y%m%d}"

    def is_of(self, surname: str) -> bool:
        """Tell whether the name can be the beginning of `surname`."""
        return self.name in {_field(spelling) for spelling in spellings_for_line(surname)}


def name_field(surname: str) -> str:
    """Return the eight characters that the line has for a surname."""
    return _field(for_line(surname))


def _field(line: str) -> str:
    return line[:NAME_LENGTH].ljust(NAME_LENGTH, FILLER)


def check_digit(text: str) -> int:
    """Sum the values (0-9, A-Z as 10-35, filler 0) times 7, 3, 1 and take the last digit."""
    return sum(_value(character) * _WEIGHTS[place % 3] for place, character in enumerate(text)) % 10


def write_card_line(number: str, expires: date, surname: str, *, state: str = "FRA", code: str = USUAL_CODE) -> str:
    """Write the line of a card."""
    head = f"{code}{state}{number}"
    body = f"{head}{check_digit(head)}{expires:%y%m%d}{name_field(surname)}"
    return f"{body}{check_digit(body)}"


def read_card_line(typed: str) -> CardLine:
    """Read a line as typed or scanned; spaces and lower case do not matter. Raises CardLineError."""
    line = re.sub(r"\s", "", typed).upper()
    if len(line) != LENGTH:
        raise CardLineError(f"the line has {len(line)} characters instead of {LENGTH}: type it again, fillers included")
    if not _SHAPE.fullmatch(line):
        raise CardLineError("letters and digits are not where a card has them: type it again, O and 0 apart")
    for end in (14, 29):
        if check_digit(line[:end]) != int(line[end]):
            raise CardLineError(f"the check digit {line[end]} over positions 1-{end} does not fit: type it again")
    return CardLine(code=line[:2], state=line[2:5], number=line[5:14], expires=line[15:21], name=line[21:29])


def _value(character: str) -> int:
    return 0 if character == FILLER else int(character, 36)
