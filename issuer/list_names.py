"""The names (`uri`) of an office's status lists. They are short: one travels in every code."""

from __future__ import annotations

import re
from typing import Final

from issuer.office_settings import OfficeError

_BASE: Final = re.compile(r"https://[a-z0-9.-]{1,80}(?::\d{1,5})?(?:/[A-Za-z0-9._~-]{1,40}){0,4}", re.ASCII)


def require_status_uri(base: str) -> str:
    """Return what the names of an office's lists may begin with: https, a host, a short path, no query.

    Two offices of one country need two of them, for a terminal knows a list by its name. Raises OfficeError.
    """
    trimmed = base.rstrip("/")
    if not _BASE.fullmatch(trimmed):
        raise OfficeError("the status address is not like https://status.example/a: give a host and a short path")
    return trimmed


def list_uri(base: str | None, country: str, number: int) -> str:
    """Name the list `number` of `country` (two capitals)."""
    if base is None:
        return f"https://{country.lower()}.example/s/{number}"
    return f"{base}/{country.lower()}/{number}"
