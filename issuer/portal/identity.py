"""What a visitor says of themselves, in the form in which it is compared: names, birth date, licence number.

People write their names as they please: without accents, in capitals, with spaces for hyphens, with the first of
several given names only, with the birth name or the usage name. None of that makes two people of one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from issuer.people import Person, TitleFormat

NUMBER_LIMIT: Final = 15
"""Characters of a pink licence's number: old ones have other shapes than the usual twelve digits."""
_CARD_NUMBER: Final = re.compile("[0-9]{2}[A-Z]{2}[0-9]{5}")  # field 5 of the French card, nine characters
_PINK_NUMBER: Final = re.compile("[0-9]{12}")  # YYMM, département, prefecture, rank
_DAY_FIRST: Final = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_LETTERS: Final = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


class LicenceFormat(StrEnum):
    """The two formats that an account is made with."""

    CARD = "carte"
    PINK = "rose"

    @property
    def register_word(self) -> TitleFormat:
        """The register's word for it."""
        return TitleFormat.CARD_2013 if self is LicenceFormat.CARD else TitleFormat.PINK_3_VOLETS


@dataclass(frozen=True, slots=True, kw_only=True)
class BirthDate:
    """A birth date as stated: day and month are 0 where the title has none (00/00/1961)."""

    year: int
    month: int
    day: int

    @classmethod
    def parse(cls, written: str) -> BirthDate | None:
        """Read JJ/MM/AAAA with any of / . - or space between, or AAAA-MM-JJ; None for anything else."""
        text = written.strip()
        if found := _DAY_FIRST.fullmatch(text):
            day, month, year = (int(part) for part in found.groups())
        elif found := _YEAR_FIRST.fullmatch(text):
            year, month, day = (int(part) for part in found.groups())
        else:
            return None
        stated = cls(year=year, month=month, day=day)
        return stated if stated._is_a_date() else None

    def is_of(self, person: Person) -> bool:
        """Say whether this is the person's birth date, as it is or as their title prints it."""
        if (self.year, self.month, self.day) == person.birth_date.timetuple()[:3]:
            return True
        printed = person.birth_date_as_printed
        return printed is not None and BirthDate.parse(printed) == self

    def __str__(self) -> str:
        return f"{self.day:02}/{self.month:02}/{self.year}"

    def _is_a_date(self) -> bool:
        try:
            date(self.year, self.month or 1, self.day or 1)
        except ValueError:
            return False
        return self.month > 0 or self.day == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedName:
    """The names that a visitor gave. `given` is empty for somebody with a single name."""

    family: str
    given: str

    def is_of(self, person: Person) -> bool:
        """Say whether the names are the person's: birth or usage name or both, and the first given names or all."""
        birth, usage = name_key(person.family_name), name_key(person.usage_name or "")
        families = {birth, usage, birth + usage, usage + birth}
        family = name_key(self.family)
        return bool(family) and family in families and name_key(self.given) in _given_keys(person.given_name)


def name_key(name: str) -> str:
    """Return a name without accents, case, hyphens, apostrophes and spaces."""
    plain = unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS)
    # Again: case folding may compose anew what was taken apart.
    return "".join(each for each in unicodedata.normalize("NFKD", plain) if each.isalnum())


def number_key(number: str) -> str:
    """Return a licence number without spaces, hyphens, dots and slashes, in capitals."""
    return re.sub(r"[\s./-]", "", number).upper()


def is_card_number(key: str) -> bool:
    """Say whether a number has the one shape that French cards have."""
    return _CARD_NUMBER.fullmatch(key) is not None


def is_usual_pink_number(key: str) -> bool:
    """Say whether a pink licence's number has the usual shape. Others exist, and are never refused for it."""
    return _PINK_NUMBER.fullmatch(key) is not None


def _given_keys(given_name: str) -> set[str]:
    """Return every way to write somebody's given names: the first, the first two, ..., all."""
    names = [name_key(each) for each in given_name.split(",")]
    return {"".join(names[:count]) for count in range(1, len(names) + 1)}
