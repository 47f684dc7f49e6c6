"""Sample files: each states its moment, its trust data and the verdict that it must get. docs/samples.md has the rest.

A ``.sample`` holds a header and texts; an ``.expect`` holds the header of the picture, page or film beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from credential.moments import parse_moment
from credential.reason import Outcome, Reason
from verifier.documents.card_line import read_card_line
from verifier.entitlement.context import UNKNOWN_CONTEXT, Context
from verifier.entitlement.context_words import parse_context
from verifier.entitlement.vehicle import Vehicle
from verifier.replay.case import CaseError, Expectation
from verifier.scan import PastPresentation

MAX_SAMPLE: Final = 64 * 1024
"""Bytes of one sample file."""
SAMPLE: Final = ".sample"
EXPECT: Final = ".expect"
_NAMES: Final = frozenset({"expect", "now", "trust", "vehicle", "context", "mrz", "nonce", "earlier", "comment"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What a sample file says. `trust` is the name of a publication, or of a state of a sick terminal."""

    expectation: Expectation
    now: datetime
    trust: str
    texts: tuple[str, ...]
    vehicle: Vehicle | None
    context: Context
    nonce: str | None
    earlier: tuple[PastPresentation, ...]


def parse_sample(content: bytes) -> Sample:
    """Read a sample file. Raises CaseError."""
    if len(content) > MAX_SAMPLE:
        raise CaseError(f"more than {MAX_SAMPLE} bytes of sample")
    try:
        head, _, body = content.decode().partition("\n\n")
        fields = _fields(head)
        return Sample(
            expectation=_expectation(fields["expect"]),
            now=parse_moment(fields["now"]),
            trust=fields.get("trust", "main"),
            texts=tuple(body.splitlines()),
            vehicle=Vehicle.parse(fields["vehicle"]) if "vehicle" in fields else None,
            context=_context(fields),
            nonce=fields.get("nonce"),
            earlier=tuple(_earlier(word) for word in fields.get("earlier", "").split()),
        )
    except CaseError:
        raise
    except (KeyError, ValueError) as error:
        raise CaseError(f"its header needs expect and now, each well formed ({error})") from error


def _fields(head: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in head.splitlines():
        name, colon, value = line.partition(": ")
        if not colon or name not in _NAMES or name in fields:
            raise CaseError(f"a header line that is none of {', '.join(sorted(_NAMES))}, once each")
        fields[name] = value
    return fields


def _expectation(value: str) -> Expectation:
    outcome, *reasons = value.split()
    return Expectation(outcome=Outcome(outcome), reasons=tuple(Reason[word] for word in reasons))


def _context(fields: Mapping[str, str]) -> Context:
    stated = parse_context(fields["context"]) if "context" in fields else UNKNOWN_CONTEXT
    return replace(stated, card=read_card_line(fields["mrz"])) if "mrz" in fields else stated


def _earlier(word: str) -> PastPresentation:
    iat, _, ago = word.partition("@")
    return PastPresentation(iat=int(iat), seconds_ago=float(ago))
