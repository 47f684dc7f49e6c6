"""The templates of all pages: escaped by default, and an unknown name in one is an error."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from credential.display import display_safe

FOLDER: Final = Path(__file__).parent
MONTHS: Final = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}


@cache
def environment() -> Environment:
    """Return the templates. `x | shown` makes text from outside safe to show, `x | day(language)` writes a date."""
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["shown"] = display_safe
    made.filters["day"] = written_day
    return made


def written_day(day: date, language: str) -> str:
    """Write a day as people do: 1er mars 2027, 1 March 2027."""
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{number} {MONTHS[language].split()[day.month - 1]} {day.year}"
