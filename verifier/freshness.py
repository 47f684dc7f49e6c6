"""Is the code on the phone alive? The time test and the advance test of DESIGN section 3.

A code whose `iat` is within `LIVE` of our clock is live. Otherwise one code cannot tell an old picture from a wrong
clock; two can: the `iat` of a living phone advances as our monotonic clock does, and that needs no trusted clock.
A live relay over video is stopped by neither; only the spoken nonce asks for the phone itself to answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from credential.reason import Reason
from verifier.scan import PastPresentation
from verifier.verdict import Finding

LIVE: Final = 30
"""Seconds between `iat` and our clock within which a code is live."""
TOLERANCE: Final = 2.0
"""Seconds by which a phone's advance may differ from ours; it renews its code every two seconds or faster."""
PATIENCE: Final = 5.0
"""Seconds after which a code that has not advanced is a copy: more than a renewal and the tolerance together."""


def judge_freshness(iat: int, now: float, earlier: Sequence[PastPresentation]) -> Finding | None:
    """Judge the age of a presentation whose signature held. None means live by the clock.

    `earlier` are codes of the same licence, seen by this terminal during this check.
    """
    apart = now - iat
    if abs(apart) <= LIVE:
        return None
    age = f"the code says {abs(apart):.0f} s {'ago' if apart > 0 else 'ahead'}"
    waited = [past for past in earlier if past.seconds_ago >= PATIENCE or past.iat != iat]
    if not waited:
        return Finding(Reason.PRESENTATION_STALE, age)
    first = max(waited, key=lambda past: past.seconds_ago)
    drift = (iat - first.iat) - first.seconds_ago
    if iat > first.iat and abs(drift) <= TOLERANCE:
        return Finding(Reason.CLOCKS_DISAGREE, age)
    return Finding(
        Reason.PRESENTATION_REPLAYED, f"{age}, and advanced {iat - first.iat} s in {first.seconds_ago:.1f} s"
    )
