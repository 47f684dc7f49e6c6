"""What stands on a printed attestation: facts only, already decided by whoever mints it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from issuer.artwork.codes import ErrorCorrection

VALID_MONTHS = 4
"""Code de la route, R.225-6 III 3: an attestation proves the right to drive for four months from its issue."""


class FileState(Enum):
    """The state of the driver's file on the day of issue; the value is the word used by the register."""

    VALID = "valid"
    RESTRICTED = "restricted"
    SUSPENDED = "suspended"
    RETAINED = "retained"
    INVALIDATED = "invalidated"
    ANNULLED = "annulled"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCategory:
    """One row of the table; `expires` None means without a date of its own."""

    category: str
    granted: date | None
    expires: date | None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestationSheet:
    """One page. Dates are calendar days of the issuing authority; `valid_until` is the last day it holds good.

    `birth_date_as_printed` replaces the birth date where a title shows none that is whole ("00/00/1961").
    `code_text` is what the QR code carries, `portrait` an image that Pillow can open, or None.
    Raises ValueError where the page would be valid before its issue or for more than four months.
    """

    family_name: str
    given_name: str
    birth_date: date
    birth_place: str
    document_number: str
    administrative_number: str
    issuing_authority: str
    issuing_country: str
    categories: tuple[PrintedCategory, ...]
    state: FileState
    issued: date
    valid_until: date
    code_text: str
    usage_name: str | None = None
    birth_date_as_printed: str | None = None
    common_codes: tuple[str, ...] = ()
    portrait: bytes | None = None
    code_error: ErrorCorrection = "M"

    def __post_init__(self) -> None:
        if not self.issued <= self.valid_until <= months_after(self.issued, VALID_MONTHS):
            raise ValueError(
                f"attestation valid until {self.valid_until}: choose a day from its issue, "
                f"{self.issued}, to {months_after(self.issued, VALID_MONTHS)}"
            )


def months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = date.fromordinal(first_of_next.toordinal() - 1).day
    return date(year, month + 1, min(day.day, last))
