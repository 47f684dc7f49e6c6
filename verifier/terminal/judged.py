"""One driver's check as the terminal holds it, and what may follow a verdict that is on the screen.

A verdict on the screen is one immutable object together with the scan that it was made from. A code that comes into
sight meanwhile never replaces it by itself: it only may add the portrait that the same licence left out before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, unique
from typing import Final

from credential.qr_text import Prefix, prefix_of
from credential.reason import Reason
from trust_store.store import TrustStore
from verifier.entitlement.vehicle import Vehicle
from verifier.session import Session
from verifier.verdict import Verdict

AIMING: Final = frozenset({Reason.SEVERAL_CODES, Reason.UNREADABLE, Reason.COMPANION_ALONE, Reason.NO_CODE})
"""Not about the document but about how it is shown: said on the scan screen, while the camera goes on looking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A verdict and what it is about: the texts, when they were seen, the stated vehicle."""

    texts: tuple[str, ...]
    monotonic: float
    now: datetime
    vehicle: Vehicle | None
    verdict: Verdict


@unique
class Succession(Enum):
    """What a later verdict is to the one on the screen."""

    SAME = "same"
    FULLER = "fuller"
    """The same licence and findings, now with its portrait: joined without asking."""
    CHANGED = "changed"
    """The same licence with other findings: shown after a press."""
    ANOTHER = "another"
    """Another licence or code: the next driver, after a press."""


def succession(shown: Judged, later: Judged) -> Succession:
    """Compare a verdict with the one on the screen."""
    before, after = shown.verdict, later.verdict
    if before.claims is None or after.claims is None:
        same = shown.texts == later.texts and before.reasons == after.reasons
        return Succession.SAME if same else Succession.ANOTHER
    if before.claims.sub != after.claims.sub:
        return Succession.ANOTHER
    if set(before.reasons) != set(after.reasons):
        return Succession.CHANGED
    gained = before.claims.portrait is None and after.claims.portrait is not None
    return Succession.FULLER if gained else Succession.SAME


class DriverCheck:
    """Everything that is known of one driver. The next driver gets a new one; nothing is carried over."""

    def __init__(self, trust: TrustStore, vehicle: Vehicle | None) -> None:
        self._session = Session(trust=trust, vehicle=vehicle)
        self._latest: dict[bool, str] = {}
        """The latest text by whether it is a companion: a verdict may rest on both."""

    def see(self, texts: Sequence[str], monotonic: float, now: datetime) -> Judged | Reason | None:
        """Judge the texts of one picture. A `Reason` is about aiming; None means that there is nothing to say."""
        verdict = self._session.see(texts, monotonic, now)
        if verdict is None:
            return Reason.COMPANION_ALONE if texts and self._session.companion_waits() else None
        if verdict.claims is None and verdict.reasons[0] in AIMING:
            return verdict.reasons[0]
        self._latest |= {prefix_of(text) is Prefix.COMPANION: text for text in texts}
        both = tuple(self._latest[which] for which in sorted(self._latest))
        return Judged(texts=both, monotonic=monotonic, now=now, vehicle=self._session.vehicle, verdict=verdict)

    def state_vehicle(self, vehicle: Vehicle | None, shown: Judged | None) -> Judged | None:
        """Take the vehicle that the officer states, and judge the scan on the screen for it, at its own moment."""
        self._session.vehicle = vehicle
        if shown is None:
            return None
        verdict = self._session.see(shown.texts, shown.monotonic, shown.now)
        return None if verdict is None else replace(shown, vehicle=vehicle, verdict=verdict)
