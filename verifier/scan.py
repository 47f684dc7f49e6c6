"""What goes into a check: the text of a code, the second code if there is one, and when codes were seen."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.entitlement.context import UNKNOWN_CONTEXT, Context
from verifier.entitlement.vehicle import Vehicle


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One scan: the text as the decoder gave it, and the text of the companion code shown beside or after it."""

    text: str
    companion: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPresentation:
    """An earlier code of the same phone: its signed `iat`, and how long ago it was seen.

    `seconds_ago` comes from the terminal's monotonic clock, never from the wall clock.
    """

    iat: int
    seconds_ago: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What the officer and the terminal know beside the scan."""

    vehicle: Vehicle | None
    nonce: str | None
    earlier: tuple[PastPresentation, ...]
    context: Context = UNKNOWN_CONTEXT
