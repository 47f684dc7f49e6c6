"""One driver's check over time: codes that alternate, advance, or stand beside one another.

A phone shows its living code and, in turn, the companion with the portrait. A session joins them, remembers when
each code was first seen (for the advance test), and says when two codes are in sight. It judges nothing itself:
every text goes through `check`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from credential.qr_text import Prefix, prefix_of
from credential.reason import Reason
from trust_store.refusal import TrustStoreError
from trust_store.store import TrustStore
from verifier.check import check
from verifier.entitlement.context import UNKNOWN_CONTEXT, Context
from verifier.entitlement.vehicle import Vehicle
from verifier.scan import PastPresentation, Scan
from verifier.verdict import Verdict, unread
from verifier.work import ANEW, Work

MAX_REMEMBERED = 64
"""Codes remembered of one licence; a phone shows thirty a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What went into a check beside trust, moment and what the officer stated."""

    texts: tuple[str, ...]
    """The text of the licence, then that of its companion where one was seen."""
    earlier: tuple[PastPresentation, ...]


@dataclass(slots=True)
class Session:
    """What has been seen since the last driver. Times are two: `now` by the wall, `monotonic` for distances."""

    trust: TrustStore | TrustStoreError
    vehicle: Vehicle | None = None
    nonce: str | None = None
    context: Context = UNKNOWN_CONTEXT
    work: Work = ANEW
    asked: Asked | None = None
    """What the last verdict was made from."""
    _licence: str | None = None
    _companion: str | None = None
    _subject: str | None = None
    _seen: dict[int, float] = field(default_factory=dict)

    def see(self, texts: Sequence[str], monotonic: float | None, now: datetime) -> Verdict | None:
        """Take the texts of one frame. None: nothing to judge (no code, or a companion that waits for its licence).

        `monotonic` is None for stills: between two files no time passes that could prove anything.
        """
        distinct = list(dict.fromkeys(texts))
        self.asked = None
        companions = [text for text in distinct if prefix_of(text) is Prefix.COMPANION]
        others = [text for text in distinct if prefix_of(text) is not Prefix.COMPANION]
        if len(others) > 1 or len(companions) > 1:
            self.asked = Asked(texts=tuple(distinct), earlier=())
            return unread(Reason.SEVERAL_CODES, f"{len(distinct)} different codes in one picture")
        if companions:
            self._companion = companions[0]
        if others:
            self._licence = others[0]
        if not distinct or self._licence is None:
            return None
        return self._judge(self._licence, monotonic, now)

    def judge_again(self, asked: Asked, nonce: str | None, now: datetime) -> Verdict:
        """Judge what was judged before with what the officer stated since; nothing that was seen since counts."""
        licence, *companions = asked.texts
        return check(
            Scan(text=licence, companion=companions[0] if companions else None),
            self.trust,
            now,
            vehicle=self.vehicle,
            nonce=nonce,
            earlier=asked.earlier,
            context=self.context,
            work=self.work,
        )

    def companion_waits(self) -> bool:
        """Tell whether a companion was seen and no licence."""
        return self._companion is not None and self._licence is None

    def _judge(self, text: str, monotonic: float | None, now: datetime) -> Verdict:
        verdict = self._check(text, monotonic, now)
        if verdict.claims is not None:
            self._subject = verdict.claims.sub
        token = verdict.evidence.token if verdict.evidence else None
        if verdict.claims is not None and token is not None and monotonic is not None:
            self._remember(token.iat, monotonic)
        return verdict

    def _check(self, text: str, monotonic: float | None, now: datetime) -> Verdict:
        scan = Scan(text=text, companion=self._companion)
        earlier = self.earlier(monotonic)
        verdict = self._ask(scan, now, earlier)
        if verdict.claims is None or self._subject in (None, verdict.claims.sub):
            return verdict
        # Another driver's phone: what was seen of the last one proves nothing about this one.
        self.forget()
        self._licence = text
        return self._ask(Scan(text=text), now, ())

    def _ask(self, scan: Scan, now: datetime, earlier: tuple[PastPresentation, ...]) -> Verdict:
        texts = (scan.text,) if scan.companion is None else (scan.text, scan.companion)
        self.asked = Asked(texts=texts, earlier=earlier)
        return check(
            scan,
            self.trust,
            now,
            vehicle=self.vehicle,
            nonce=self.nonce,
            earlier=earlier,
            context=self.context,
            work=self.work,
        )

    def forget(self) -> None:
        """Forget what was seen of the driver; what the officer stated stays."""
        self._licence = self._companion = self._subject = self.asked = None
        self._seen.clear()

    def earlier(self, monotonic: float | None) -> tuple[PastPresentation, ...]:
        """Return the codes of the same phone seen before `monotonic` in this check."""
        if monotonic is None:
            return ()
        before = ((iat, monotonic - first) for iat, first in self._seen.items() if first <= monotonic)
        return tuple(PastPresentation(iat=iat, seconds_ago=ago) for iat, ago in before)

    def _remember(self, iat: int, monotonic: float) -> None:
        if iat not in self._seen and len(self._seen) < MAX_REMEMBERED:
            self._seen[iat] = monotonic
