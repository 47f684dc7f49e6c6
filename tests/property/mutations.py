"""Random damage to genuine scans, from a seed: the same seed gives the same inputs on any machine."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from credential.qr_text import wrap
from credential.reason import Outcome, Reason
from tests.world import trusting
from trust_store.publication import Publication
from trust_store.store import TrustStore
from verifier.check import check
from verifier.scan import Scan
from verifier.verdict import Verdict

MAX_CHANGES: Final = 4
"""Changes in one input: few, so that some inputs get past the first rules."""
HEADS: Final = bytes.fromhex("00171819 1a1b 1f20 3b 40 5f 60 7f 80 9f a0 bf c2 d2 d818 f4 f6 f7 f818 f97e00 fb ff")
"""Bytes that open CBOR items: more likely to say something than other bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What one worker does: `count` mutations of `messages` (CBOR bytes), each judged at `now`."""

    seed: int
    count: int
    messages: tuple[bytes, ...]
    publication: Publication
    now: datetime


def run(job: Job) -> list[str]:
    """Judge the mutations of a job; returns those that passed or raised, as text that can be judged again."""
    trust = trusting(job.publication)
    source = random.Random(job.seed)  # noqa: S311 - inputs that repeat
    believed = []
    for _ in range(job.count):
        original = source.choice(job.messages)
        mutated = mutate(original, job.messages, source)
        # A splice can give another of the genuine messages whole.
        if mutated not in job.messages and not is_refused(judge(wrap(mutated), trust, job.now)):
            believed.append(wrap(mutated))
    return believed


def judge(text: str, trust: TrustStore, now: datetime) -> Verdict:
    return check(Scan(text=text), trust, now)


def is_refused(verdict: Verdict) -> bool:
    """Refused for what it is, not because our own program failed over it."""
    return (
        verdict.claims is None
        and verdict.outcome in (Outcome.FAILED, Outcome.INDETERMINATE)
        and Reason.INTERNAL_ERROR not in verdict.reasons
    )


def mutate(data: bytes, others: Sequence[bytes], source: random.Random) -> bytes:
    """Return `data` with one to four random changes. They may undo one another."""
    for _ in range(source.randint(1, MAX_CHANGES)):
        data = source.choice(_CHANGES)(data, others, source)
    return data


def _flip(data: bytes, _others: Sequence[bytes], source: random.Random) -> bytes:
    return _at(data, source, lambda byte: bytes((byte ^ 1 << source.randrange(8),)))


def _replace(data: bytes, _others: Sequence[bytes], source: random.Random) -> bytes:
    return _at(data, source, lambda _: source.randbytes(1))


def _head(data: bytes, _others: Sequence[bytes], source: random.Random) -> bytes:
    return _at(data, source, lambda _: bytes((source.choice(HEADS),)))


def _count(data: bytes, _others: Sequence[bytes], source: random.Random) -> bytes:
    """One more or one less: lengths and small numbers."""
    return _at(data, source, lambda byte: bytes(((byte + source.choice((-1, 1))) & 0xFF,)))


def _insert(data: bytes, _others: Sequence[bytes], source: random.Random) -> bytes:
    place = source.randint(0, len(data))
    return data[:place] + source.randbytes(source.randint(1, 8)) + data[place:]


def _delete(data: bytes, _others: Sequence[bytes], source: random.Random) -> bytes:
    place, size = source.randint(0, len(data)), source.randint(1, 8)
    return data[:place] + data[place + size :]


def _repeat(data: bytes, _others: Sequence[bytes], source: random.Random) -> bytes:
    place, size = source.randint(0, len(data)), source.randint(1, 40)
    return data[: place + size] + data[place:]


def _cut(data: bytes, _others: Sequence[bytes], source: random.Random) -> bytes:
    return data[: source.randint(0, len(data))]


def _splice(data: bytes, others: Sequence[bytes], source: random.Random) -> bytes:
    """The beginning of one message and the end of another."""
    other = source.choice(others)
    return data[: source.randint(0, len(data))] + other[source.randint(0, len(other)) :]


def _at(data: bytes, source: random.Random, change: Callable[[int], bytes]) -> bytes:
    if not data:
        return source.randbytes(1)
    place = source.randrange(len(data))
    return data[:place] + change(data[place]) + data[place + 1 :]


_CHANGES: Final = (_flip, _flip, _replace, _head, _count, _insert, _delete, _repeat, _cut, _splice)
