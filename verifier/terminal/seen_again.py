"""The same payload a second time within ten minutes, on this terminal: a copy that passes from hand to hand.

In memory alone, and as digests under a key that dies with the program: what was seen cannot be read out of it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Iterable
from typing import Final

from credential.qr_text import Prefix, prefix_of

REMEMBERED_SECONDS: Final = 600.0
MOST: Final = 20_000
"""Digests kept: ten minutes of thirty codes a second, more than any camera reads."""


class SeenAgain:
    """Remembers payloads by the moment when they were last seen."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._seen: OrderedDict[bytes, float] = OrderedDict()

    def note(self, texts: Iterable[str], seconds: float) -> None:
        """Remember what is in sight now (monotonic seconds); companions say nothing by themselves."""
        for digest in self._digests(texts):
            self._seen.pop(digest, None)
            self._seen[digest] = seconds
        while self._seen and (len(self._seen) > MOST or self._is_old(next(iter(self._seen.values())), seconds)):
            self._seen.popitem(last=False)

    def seconds_since(self, texts: Iterable[str], seconds: float) -> float | None:
        """Tell how long ago one of these payloads was last seen; None if not within ten minutes."""
        moments = [self._seen[digest] for digest in self._digests(texts) if digest in self._seen]
        ages = [seconds - moment for moment in moments if not self._is_old(moment, seconds)]
        return min(ages, default=None)

    def digest(self, text: str) -> bytes:
        """Make what can be compared within this run of the program and tells nothing else."""
        return hashlib.blake2b(text.encode(), key=self._key, digest_size=16).digest()

    def _digests(self, texts: Iterable[str]) -> list[bytes]:
        return [self.digest(text) for text in texts if prefix_of(text) is not Prefix.COMPANION]

    @staticmethod
    def _is_old(moment: float, seconds: float) -> bool:
        return seconds - moment > REMEMBERED_SECONDS
