"""What stands in a QR symbol: a prefix that names the profile, then Base45 of CBOR (DESIGN section 2)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from credential import base45
from credential.cbor import MAX_MESSAGE
from credential.reason import CredentialError, Reason


class Prefix(StrEnum):
    """The five characters that open a text of ours."""

    CREDENTIAL = "PDC1:"
    """An attestation, a licence or a presentation."""
    COMPANION = "PDD1:"
    """Further disclosures of the licence on the screen, such as the portrait."""


_PREFIXES: Final = {prefix.value: prefix for prefix in Prefix}
MAX_TEXT: Final = 5 + (MAX_MESSAGE * 3 + 1) // 2
"""Characters; more than any QR symbol holds (4,296)."""


def wrap(data: bytes, prefix: str = Prefix.CREDENTIAL.value) -> str:
    """Make the text of a QR symbol from the bytes of one CBOR object."""
    return prefix + base45.encode(data)


def prefix_of(text: str) -> Prefix | None:
    """Tell whether `text` is ours: its prefix, or None. Nothing is stripped: a space is a Base45 character."""
    return _PREFIXES.get(text[:5])


def unwrap(text: str) -> tuple[Prefix, bytes]:
    """Return the prefix and the bytes of a scanned text.

    Raises `CredentialError`: NOT_A_LICENCE (another code than ours: no accusation), TOO_LARGE, MALFORMED.
    """
    prefix = prefix_of(text)
    if prefix is None:
        raise CredentialError(Reason.NOT_A_LICENCE, "the text does not begin with PDC1: or PDD1:")
    if len(text) > MAX_TEXT:
        raise CredentialError(Reason.TOO_LARGE, f"{len(text)} characters where at most {MAX_TEXT} are read")
    try:
        return prefix, base45.decode(text[5:])
    except ValueError as error:
        raise CredentialError(Reason.MALFORMED, "Base45: the text was cut or changed") from error
