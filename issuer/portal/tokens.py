"""The secrets of links in mails: random, kept as a digest, good once and for twelve hours to the second."""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

_BYTES: Final = 32
LIMIT: Final = 64  # characters; an honest token has 43


def new_token() -> str:
    """Return a token for one link, in the characters of an address."""
    return secrets.token_urlsafe(_BYTES)


def token_hash(token: str) -> bytes:
    """Return what the database keeps of a token. A token too long to be ours is nobody's."""
    return hashlib.sha256(token[: LIMIT + 1].encode("utf-8", "surrogatepass")).digest()
