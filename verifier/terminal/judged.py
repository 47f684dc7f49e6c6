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

from credential.forms import Form
from credential.qr_text import Prefix, prefix_of
from credential.reason import Reason
from trust_store.store import TrustStore
from verifier.entitlement.context import UNKNOWN_CONTEXT, Context
from verifier.entitlement.vehicle import Vehicle
from verifier.scan import PastPresentation
from verifier.session import Asked, Session
from verifier.verdict import Verdict

AIMING: Final = frozenset({Reason.SEVERAL_CODES, Reason.UNREADABLE, Reason.COMPANION_ALONE, Reason.NO_CODE})
"""Not about the document but about how it is shown: said on the scan screen, while the camera goes on looking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A verdict with all that it was made from: the same arguments give it again, on any machine."""

    texts: tuple[str, ...]
    monotonic: float
    now: datetime
    vehicle: Vehicle | None
    verdict: Verdict
    nonce: str | None = None
    """The four characters, once a code has answered them."""
    earlier: tuple[PastPresentation, ...] = ()
    """Codes of the same phone seen before in this check."""
    context: Context = UNKNOWN_CONTEXT
    """The circumstances that the officer stated of this driver."""


@unique
class Succession(Enum):
    """What a later verdict is to the one on the screen."""

    SAME = "same"
    FULLER = "fuller"
    """The same licence and findings, now with its portrait: joined without asking."""
    CHANGED = "changed"
    """The same licence with other findings: shown after a press."""
    ANSWERED = "answered"
    """The code that signs the four characters, which the officer waits for: shown without asking."""
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
    if later.nonce is not None and shown.nonce is None:
        return Succession.ANSWERED
    if shown.nonce is not None and later.nonce is None:
        return Succession.SAME  # an answered check is not undone by a code from before the answer
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
        self.nonce: str | None = None
        """The four characters that were asked for."""

    def see(self, texts: Sequence[str], monotonic: float, now: datetime) -> Judged | Reason | None:
        """Judge the texts of one picture. A `Reason` is about aiming; None means that there is nothing to say."""
        verdict, answered = self._judge(texts, monotonic, now)
        if verdict is None:
            return Reason.COMPANION_ALONE if texts and self._session.companion_waits() else None
        if verdict.claims is None and verdict.reasons[0] in AIMING:
            return verdict.reasons[0]
        if self.nonce is not None and verdict.reasons == (Reason.NONCE_MISMATCH,):
            return Reason.NONCE_MISMATCH  # the driver mistyped, or the code answers another terminal
        self._latest |= {prefix_of(text) is Prefix.COMPANION: text for text in texts}
        asked = self._session.asked
        return Judged(
            texts=tuple(self._latest[which] for which in sorted(self._latest)) if asked is None else asked.texts,
            monotonic=monotonic,
            now=now,
            vehicle=self._session.vehicle,
            verdict=verdict,
            nonce=answered,
            earlier=() if asked is None else asked.earlier,
            context=self._session.context,
        )

    @property
    def context(self) -> Context:
        """The circumstances that the officer stated of this driver, also before a code was read."""
        return self._session.context

    def state(self, vehicle: Vehicle | None, context: Context, shown: Judged | None) -> Judged | None:
        """Take what the officer states, and judge the scan on the screen for it, at its own moment."""
        self._session.vehicle, self._session.context = vehicle, context
        if shown is None:
            return None
        asked = Asked(texts=shown.texts, earlier=shown.earlier)
        verdict = self._session.judge_again(asked, shown.nonce, shown.now)
        return replace(shown, vehicle=vehicle, context=context, verdict=verdict)

    def _judge(self, texts: Sequence[str], monotonic: float, now: datetime) -> tuple[Verdict | None, str | None]:
        """Judge, and tell which characters were answered.

        While the driver still types, the phone shows codes without them. They are judged as if none were asked for:
        the advance test goes on, and only a code that signs other characters is wrong.
        """
        for nonce in (self.nonce, None):
            self._session.nonce = nonce
            verdict = self._session.see(texts, monotonic, now)
            if nonce is None or verdict is None or Reason.NONCE_MISMATCH not in verdict.reasons:
                is_living = verdict is not None and verdict.form is Form.PRESENTATION and verdict.claims is not None
                return verdict, nonce if is_living else None
        raise AssertionError("the last turn returns")
