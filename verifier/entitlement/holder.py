"""The person as a licence, or a register, shows them: rights, title, and where it comes from."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import Enum, unique
from functools import lru_cache
from typing import Final

from verifier.entitlement.days import plus_years

_OPEN: Final = "0Xx?"
_YEAR: Final = re.compile(r"\d{4}", re.ASCII)
_PRINTED: Final = re.compile(r"([\dXx?]{1,2})[./\- ]([\dXx?]{1,2})[./\- ]\d{4}", re.ASCII)


@unique
class TitleForm(Enum):
    """The document that shows the right to drive. NONE: the driver shows none."""

    CARD_2013 = "card_2013"
    PINK_3_VOLETS = "pink_3_volets"
    EU_MDL = "eu_mdl"
    FOREIGN_NON_EU = "foreign_non_eu"
    DIGITAL = "digital"
    CEPC = "CEPC"
    ADCS = "ADCS"
    LOSS_RECEIPT = "loss_receipt"
    PREFECT_EAD_ORDER = "prefect_EAD_order"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """One category held, with its own dates and the codes printed beside it."""

    category: str
    issued: date | None = None
    expires: date | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The person's current title. `expires` is the title's date (4b), never a category's."""

    form: TitleForm
    number: str = ""
    issued: date | None = None
    expires: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who drives. `birth_date_as_printed` is there when day or month are not known, as in ``00.00.1961``."""

    birth_date: date
    birth_date_as_printed: str | None = None
    issuing_country: str
    title: Title
    rights: tuple[Right, ...]
    codes_all: tuple[str, ...] = ()
    probation: tuple[date, date] | None = None
    """First and last day of probation as the register has it, where code 106 does not print it."""

    @property
    def is_french(self) -> bool:
        """Whether France issued the title."""
        return self.issuing_country == "FR"

    def age_reached(self, years: int, today: date) -> bool:
        """Tell whether the person is `years` old for certain: an unknown day of birth counts as the latest one."""
        return today >= plus_years(births(self.birth_date, self.birth_date_as_printed)[1], years)


@lru_cache(maxsize=256)
def births(birth_date: date, as_printed: str | None) -> tuple[date, date]:
    """Return the first and the last day on which somebody can be born whose printed date leaves a part open.

    Printed are ``00.00.1961``, ``00/05/1961``, ``XX-XX-1961`` and the year alone.
    """
    day, month = _day_and_month(as_printed)
    if month is not None and not month.strip(_OPEN):
        return birth_date.replace(month=1, day=1), birth_date.replace(month=12, day=31)
    if day is not None and not day.strip(_OPEN):
        last = monthrange(birth_date.year, birth_date.month)[1]
        return birth_date.replace(day=1), birth_date.replace(day=last)
    return birth_date, birth_date


def _day_and_month(as_printed: str | None) -> tuple[str | None, str | None]:
    """Take a printed date apart; None where there is no such part."""
    printed = (as_printed or "").strip()
    if _YEAR.fullmatch(printed):
        return "", ""
    parts = _PRINTED.fullmatch(printed)
    return (None, None) if parts is None else (parts[1], parts[2])
