"""Base64url without padding (RFC 7515 section 2), strict: one text for the bytes and no other."""

from __future__ import annotations

import base64
import binascii


def encode(data: bytes) -> str:
    """Encode `data`."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode(text: str) -> bytes:
    """Decode `text`. Raises ValueError for a strange character, padding, or bits that are not zero at the end."""
    try:
        data = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError("no base64url") from error
    if encode(data) != text:
        raise ValueError("base64url with padding or stray bits")
    return data
