"""Measuring by ratios within one run: the machine may be slow or busy, both sides are equally so."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

ROUNDS = 40
"""Rounds in which the candidates take turns; the best round of each counts, so that a disturbance hits none alone."""


@dataclass(frozen=True, slots=True)
class Timing:
    """The best time of one candidate, in microseconds a call."""

    name: str
    microseconds: float


def compare(candidates: Mapping[str, Callable[[], object]], *, calls: int = 200, rounds: int = ROUNDS) -> list[Timing]:
    """Time the candidates in turns; each round calls each `calls` times."""
    best = dict.fromkeys(candidates, float("inf"))
    for _ in range(rounds):
        for name, call in candidates.items():
            start = time.perf_counter_ns()
            for _ in range(calls):
                call()
            best[name] = min(best[name], (time.perf_counter_ns() - start) / calls / 1000)
    return [Timing(name, microseconds) for name, microseconds in best.items()]


def table(title: str, timings: list[Timing], unit: Timing) -> str:
    """Lay timings out, each also as a multiple of `unit`."""
    lines = [f"\n{title} (1.00 = {unit.name})"]
    lines += [
        f"  {each.name:<44} {each.microseconds:>9.1f} us  {each.microseconds / unit.microseconds:>6.2f}"
        for each in timings
    ]
    return "\n".join(lines)
