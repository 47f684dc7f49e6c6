"""The languages of everything that people read: French first, English beside it."""

from __future__ import annotations

from enum import StrEnum, unique
from typing import NamedTuple


@unique
class Language(StrEnum):
    """A language of the program."""

    FR = "fr"
    EN = "en"


class Bilingual(NamedTuple):
    """One text in both languages."""

    fr: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.fr if language is Language.FR else self.en
