"""E-mail addresses: which ones we write to, and when two are the same."""

from __future__ import annotations

import re
from typing import Final

LIMIT: Final = 254  # characters, RFC 5321 4.5.3.1
# A subset of RFC 5321's Mailbox: no quoted local part, no address literal; nothing that could end a header.
_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
)


def is_address(text: str) -> bool:
    """Say whether `text` is an address that we can write to."""
    return len(text) <= LIMIT and _ADDRESS.fullmatch(text) is not None


def address_key(address: str) -> str:
    """Return an address as it is compared: nobody has two mailboxes that differ in case alone."""
    return address.strip().lower()
