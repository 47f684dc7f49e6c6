"""The age that an officer compares with a face: one number, or two where the day of birth is not known."""

from __future__ import annotations

from datetime import date

from credential.language import Bilingual, Language
from verifier.entitlement.holder import births

_YEARS = Bilingual("ans", "years")


def age_on(birth_date: date, as_printed: str | None, today: date) -> tuple[int, int]:
    """Return the least and the greatest age on `today`; they differ only for a partly unknown date of birth."""
    earliest, latest = births(birth_date, as_printed)
    return (_full_years(latest, today), _full_years(earliest, today))


def age_words(birth_date: date, as_printed: str | None, today: date, language: Language) -> str:
    """Write the age: ``62 ans``, or ``64-65 ans``."""
    least, greatest = age_on(birth_date, as_printed, today)
    number = f"{least}" if least == greatest else f"{least}-{greatest}"
    return f"{number} {_YEARS.in_(language)}"


def _full_years(born: date, today: date) -> int:
    before_birthday = (today.month, today.day) < (born.month, born.day)
    return max(today.year - born.year - before_birthday, 0)
