"""Times as people write them: RFC 3339, always with a zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

# RFC 3339 section 5.6; `datetime.fromisoformat` alone also takes ISO week dates and times without a zone.
_RFC_3339: Final = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d{1,6})?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)


def parse_moment(text: str) -> datetime:
    """Read an RFC 3339 time as an aware datetime in UTC. Raises ValueError that says what to write."""
    if not _RFC_3339.fullmatch(text):
        raise ValueError("write a time with its zone, such as 2026-12-01T14:00:00+01:00")
    try:
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError("there is no such time; check day, hour and zone") from error


def format_moment(moment: datetime) -> str:
    """Write an aware time as RFC 3339 in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
