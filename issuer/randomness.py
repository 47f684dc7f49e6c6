"""Where the office's random numbers come from."""

from __future__ import annotations

import random


class Randomness:
    """Where indices, salts and subjects come from: the system, or a seed for samples that must not change."""

    def __init__(self, seed: str | None = None) -> None:
        self.seed = seed
        self._source = random.SystemRandom() if seed is None else random.Random(seed)  # noqa: S311 - samples only

    def randrange(self, stop: int, /) -> int:
        """Return a number of 0 to `stop` - 1."""
        return self._source.randrange(stop)

    def token(self, size: int = 16) -> bytes:
        """Return `size` random bytes, such as a salt."""
        return self._source.randbytes(size)
