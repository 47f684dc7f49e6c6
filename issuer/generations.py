"""The roll-over of a signer: announced first, used later, kept until all that it signed is over.

A terminal may be offline for a week. So a new signer's certificate is published at once and signs from a later
moment on; the old one's stays published until it ends by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from issuer.office import Office

NOTICE: Final = timedelta(days=7)
"""How long a signer is published before its first use: a stick's round among terminals."""
_SETTING: Final = "generations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """One signer of a line of them, numbered from 1; it signs from `used_from` on."""

    number: int
    announced: datetime
    used_from: datetime

    def name(self, line: str) -> str:
        """Name its key and certificate: the first bears the line's own name."""
        return line if self.number == 1 else f"{line}-{self.number}"

    def next(self, announced: datetime, used_from: datetime) -> Generation:
        """Return the generation that would follow this one."""
        return Generation(number=self.number + 1, announced=announced, used_from=used_from)


def generations(office: Office, line: str) -> tuple[Generation, ...]:
    """Return all generations of a signer, oldest first. The first is as old as the office."""
    first = Generation(number=1, announced=office.made_at, used_from=office.made_at)
    later = office.noted(_SETTING, {}).get(line, [])
    return (
        first,
        *(
            Generation(
                number=number,
                announced=datetime.fromisoformat(times[0]),
                used_from=datetime.fromisoformat(times[1]),
            )
            for number, times in enumerate(later, start=2)
        ),
    )


def in_use(office: Office, line: str, at: datetime) -> Generation:
    """Return the generation that signs at `at` (aware): the newest whose time has come."""
    first, *later = generations(office, line)
    return max([first, *(each for each in later if each.used_from <= at)], key=lambda each: each.number)


def announce(office: Office, line: str, at: datetime, used_from: datetime) -> Generation:
    """Add a generation, announced at `at`. Raises OfficeError when it would be used before it can be known."""
    from issuer.office_settings import OfficeError

    if used_from < at:
        raise OfficeError(f"{line}: a new signer is announced before its first use; give a later time")
    noted = office.noted(_SETTING, {})
    noted.setdefault(line, []).append([at.isoformat(), used_from.isoformat()])
    office.note(_SETTING, noted)
    return generations(office, line)[-1]
