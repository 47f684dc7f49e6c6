"""A licence read again as a person of a people file: by cbor2 as it pleases, by the labels of docs/format.cddl.

Nothing here is verified: `rules.require_genuine` is asked for that.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import cbor2

from trust_store.store import TrustStore
from verifier.second_opinion.objections import Json
from verifier.second_opinion.plain_days import end_of
from verifier.second_opinion.rules import Asked, base45_bytes
from verifier.second_opinion.signatures import header_of, message_of
from verifier.second_opinion.titles_again import Record

LICENCE: Final = -70001
_FORMATS: Final = {
    1: "card_2013", 2: "pink_3_volets", 3: "CEPC", 4: "prefect_EAD_order", 5: "loss_receipt",
    6: "eu_mdl", 7: "foreign_non_eu", 8: "digital", 9: "ADCS",
}  # fmt: skip  # a table: a row a line
_MEASURES: Final = {
    0: "valid", 2: "suspended", 3: "restricted", 12: "invalidated", 13: "annulled", 14: "retained",
    # Of the document and not of the right: `rules` refuses them.
    1: "valid", 15: "valid",
}  # fmt: skip  # a table: a row a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a code says: the CWT's own claims, and the person in the words of the people files."""

    claims: Mapping[Any, Any]
    person: Json

    @property
    def subject(self) -> object:
        """Whose licence it is."""
        return self.claims[2]


def content_of(asked: Asked) -> Content:
    """Read a code and what was disclosed with it. Raises whatever cbor2 raises, KeyError, RefusedError."""
    message = message_of(cbor2.loads(base45_bytes(asked.text, "PDC1:")))
    header = header_of(message)
    licence = message_of(header[13]) if header[16] == 294 else message
    claims = cbor2.loads(licence[2])
    disclosed = list(licence[1].get(17, ()))
    if asked.companion is not None and licence is not message:
        disclosed += cbor2.loads(base45_bytes(asked.companion, "PDD1:"))
    elements = {key: value for key, value in claims[LICENCE].items() if isinstance(key, int)}
    by_hash = {}
    for each in disclosed:
        parts = cbor2.loads(each)
        by_hash[hashlib.sha256(cbor2.dumps(each)).digest()] = parts
        if len(parts) == 3:
            elements.setdefault(parts[2], parts[1])
    return Content(claims=claims, person=_person(elements, by_hash))


def _person(elements: dict[int, Any], disclosed: dict[bytes, list[Any]]) -> Json:
    return {
        "birth_date": _text(elements[5]),
        "birth_date_as_printed": elements.get(18),
        "issuing_country": elements[11],
        "title": {
            "format": _FORMATS[elements[17]],
            "document_number": elements[7],
            "issued": _text(elements[9]),
            "expires": _text(elements[10]),
        },
        "categories": [
            {"code": each[0], "issued": _text(each.get(1)), "expires": _text(each.get(2)), "codes": each.get(3, ())}
            for each in _shown(elements[15], disclosed)
        ],
        "codes_all_categories": elements.get(19, ()),
    }


def _shown(privileges: list[Any], disclosed: dict[bytes, list[Any]]) -> Iterator[dict[int, Any]]:
    """Yield the categories that are there; one that the holder keeps back (tag 60) is not."""
    for each in privileges:
        if not isinstance(each, cbor2.CBORTag):
            yield each
        elif each.value in disclosed:
            yield disclosed[each.value][1]


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def listed_record(content: Content, trust: TrustStore, now: float, seen: Json) -> Record:
    """Read what the status list says of the right to drive at `now`, in seconds; where it says nothing: unknown."""
    word, is_dated = _listed(content.claims, trust, now)
    title = content.person["title"]
    is_order = title["format"] == "prefect_EAD_order"
    ends = end_of(date.fromisoformat(title["expires"])) if is_order and word == "restricted" else None
    residence = seen.get("residence_since") or "unknown"
    return Record(word, ends=ends, is_order=is_order, is_dated=is_dated, residence=residence)


def _listed(claims: Mapping[Any, Any], trust: TrustStore, now: float) -> tuple[str, bool]:
    reference = claims.get(65535, {}).get("status_list")
    shard = None if reference is None else trust.shards.get((reference["uri"], claims[1][:2]))
    if shard is None or shard.signer.certificate_sha256 in trust.blocked:
        return "unknown", False
    token = cbor2.loads(message_of(cbor2.loads(shard.data))[2])
    age, limits = now - token[6], trust.staleness
    if now >= token.get(4, now + 1) or age > limits.status_unknown:
        return "unknown", False
    value = _value(token[65533], reference["idx"])
    return _MEASURES.get(value, "unknown"), age > limits.status_attention


def _value(listed: Mapping[str, Any], index: int) -> int:
    """One entry: bits are packed from the low end (Token Status List, section 4.1); -1 beyond the list."""
    bits: int = listed["bits"]
    packed = zlib.decompress(listed["lst"])
    place = index * bits // 8
    if place >= len(packed):
        return -1
    return int(packed[place] >> index * bits % 8) & ((1 << bits) - 1)


def moment_of(asked: Asked, trust: TrustStore) -> float:
    """The moment by which the right is judged: a clock that stands before the store's floor is taken for the floor."""
    floor = None if trust.clock_floor is None else trust.clock_floor.timestamp()
    return floor if floor is not None and floor - asked.now > 120 else asked.now
