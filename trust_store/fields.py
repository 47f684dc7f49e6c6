"""Typed access to a strictly decoded CBOR map of a signed list: each part is of its type, or the list is malformed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from credential import cbor
from credential.cbor import CBORTag
from credential.cose import VerifiedPayload
from credential.reason import CredentialError
from trust_store.refusal import Refusal, TrustStoreError

MAX_LIST: Final = 1 << 20
"""Bytes of a trust list or block list. The AAMVA's, with 14 roots, takes 18 KiB; CBOR grows 80-fold in memory."""
MAX_TEXT: Final = 200
"""Characters of one text in a list: provider, document type, country."""

_TAG_TIME, _TAG_NUMBER = 0, 2
_TAGS: Final = frozenset({_TAG_TIME, _TAG_NUMBER})
# RFC 3339 in UTC and whole seconds, the form that ISO/IEC 18013-5 section 7.2.1 prescribes for tdate.
_TIME: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)


class Fields:
    """One map. Every method raises `TrustStoreError` MALFORMED, naming the place."""

    def __init__(self, content: object, place: str) -> None:
        if not isinstance(content, Mapping):
            raise malformed(f"{place}: a map is wanted")
        self._content: Mapping[Any, Any] = content
        self._place = place

    def has(self, key: str) -> bool:
        """Whether `key` is there."""
        return key in self._content

    def text(self, key: str) -> str:
        """Return a text of 1 to `MAX_TEXT` characters."""
        value = self._content.get(key)
        if type(value) is not str or not 0 < len(value) <= MAX_TEXT:
            raise malformed(f"{self._place}: {key} must be a text of 1 to {MAX_TEXT} characters")
        return value

    def octets(self, key: str) -> bytes:
        """Return a byte string."""
        value = self._content.get(key)
        if type(value) is not bytes:
            raise malformed(f"{self._place}: {key} must be a byte string")
        return value

    def count(self, key: str) -> int:
        """Return an unsigned integer of at most 63 bits, as SQLite and other languages hold it."""
        value = self._content.get(key)
        if type(value) is not int or not 0 <= value < 1 << 63:
            raise malformed(f"{self._place}: {key} must be an unsigned integer")
        return value

    def number(self, key: str) -> int:
        """Return an unsigned bignum (tag 2, RFC 8949 section 3.4.3)."""
        value = self._content.get(key)
        if type(value) is not CBORTag or value.tag != _TAG_NUMBER or type(value.value) is not bytes:
            raise malformed(f"{self._place}: {key} must be a biguint")
        return int.from_bytes(value.value, "big")

    def moment(self, key: str) -> datetime:
        """Return a tdate (tag 0), aware UTC."""
        value = self._content.get(key)
        if (
            type(value) is CBORTag
            and value.tag == _TAG_TIME
            and type(value.value) is str
            and _TIME.fullmatch(value.value)
        ):
            try:
                return datetime.fromisoformat(value.value)
            except ValueError as error:
                raise malformed(f"{self._place}: {key} is no day of the calendar") from error
        raise malformed(f"{self._place}: {key} must be a tdate such as 2026-11-24T06:00:00Z")

    def items(self, key: str) -> list[object]:
        """Return an array."""
        value = self._content.get(key)
        if not isinstance(value, list | tuple):
            raise malformed(f"{self._place}: {key} must be an array")
        return list(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return an array of texts, each of 1 to `MAX_TEXT` characters."""
        items = self.items(key)
        texts = tuple(item for item in items if type(item) is str and 0 < len(item) <= MAX_TEXT)
        if len(texts) != len(items):
            raise malformed(f"{self._place}: {key} must be an array of texts")
        return texts

    def part(self, key: str) -> Fields:
        """Return the map under `key`."""
        return Fields(self._content.get(key), f"{self._place}, {key}")


def read_fields(payload: VerifiedPayload, place: str) -> Fields:
    """Decode the payload of a signed list; `place` names it in messages."""
    try:
        return Fields(cbor.decode(payload, limit=MAX_LIST, tags=_TAGS), place)
    except CredentialError as error:
        raise malformed(f"{place}: {error.detail}") from error


def tdate(moment: datetime) -> CBORTag:
    """Write an aware time as tdate. Raises ValueError for a time without zone or with a part of a second."""
    if moment.tzinfo is None or moment.microsecond:
        raise ValueError(f"{moment.isoformat()}: an aware time in whole seconds is wanted")
    return CBORTag(_TAG_TIME, f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")


def biguint(number: int) -> CBORTag:
    """Write an unsigned number as bignum: what a VICAL holds for a serial number, however small."""
    return CBORTag(_TAG_NUMBER, number.to_bytes((number.bit_length() + 7) // 8, "big"))


def malformed(detail: str) -> TrustStoreError:
    """Say that a part of an update is not what the format wants."""
    return TrustStoreError(Refusal.MALFORMED, detail)
