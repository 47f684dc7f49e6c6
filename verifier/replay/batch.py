"""A batch of cases, judged in whatever process it comes to: the one function that an executor is given.

A worker keeps the stores that it has assembled and what it remembers of licences. A snapshot that it has not seen it
asks for, by answering `Wanted`; the batch then comes once more with the snapshot's bytes. So nothing need be shared
between machines, and each snapshot travels once to each worker.
"""

from __future__ import annotations

import gc
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from trust_store.archive import unpack
from trust_store.refusal import TrustStoreError
from trust_store.store import assemble
from verifier.replay.case import Case, CaseError
from verifier.replay.catalogue import Item, Unreadable
from verifier.replay.judge import Trust, differences, digest, judge, sick_store
from verifier.replay.remembered import Remembered
from verifier.replay.result import Result, result_of
from verifier.verdict import Verdict

MOST_STORES: Final = 16
"""Assembled snapshots that one process keeps."""
NO_SNAPSHOTS: Final[Mapping[str, bytes]] = MappingProxyType({})
_UNKNOWN: Final = "its trust snapshot is in no archive: give the folder with --archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some cases, and the snapshots that were asked for (empty bytes: nobody has it)."""

    items: tuple[Item, ...]
    second_opinion: bool = False
    snapshots: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The snapshots that a worker needs before it can judge a batch."""

    snapshots: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The results of a batch as lines, in the order of its cases; `noteworthy` are those that are not clean."""

    lines: bytes
    count: int
    noteworthy: tuple[Result, ...]


class _Desk:
    """What one process keeps between batches."""

    def __init__(self) -> None:
        self.work = Remembered()
        self._stores: OrderedDict[str, Trust] = OrderedDict()

    def has(self, snapshot: str) -> bool:
        return snapshot in self._stores or sick_store(snapshot) is not None

    def store(self, snapshot: str) -> Trust:
        sick = sick_store(snapshot)
        if sick is not None:
            return sick
        self._stores.move_to_end(snapshot)
        return self._stores[snapshot]

    def take(self, snapshot: str, data: bytes) -> None:
        try:
            self._stores[snapshot] = assemble(unpack(snapshot, data))
        except TrustStoreError as error:
            self._stores[snapshot] = error

    def forget_beyond(self, wanted: frozenset[str]) -> None:
        """Let go of the stores that were not used for longest, but of none that this batch needs."""
        for snapshot in list(self._stores):
            if len(self._stores) > MOST_STORES and snapshot not in wanted:
                del self._stores[snapshot]


_DESK: Final = _Desk()


def judge_batch(batch: Batch) -> Judged | Wanted:
    """Judge a batch, or say which snapshots are wanted first."""
    read = [_read(item) for item in batch.items]
    wanted = frozenset(case.trust for case in read if isinstance(case, Case))
    missing = frozenset(name for name in wanted if not _DESK.has(name) and name not in batch.snapshots)
    if missing:
        return Wanted(snapshots=missing)
    for name, data in batch.snapshots.items():
        if data and not _DESK.has(name):
            _DESK.take(name, data)
    with _garbage_left():
        results = [_result(case, batch) for case in read]
    _DESK.forget_beyond(wanted)
    return Judged(
        lines=b"".join(result.line() for result in results),
        count=len(results),
        noteworthy=tuple(result for result in results if not result.is_clean),
    )


@contextmanager
def _garbage_left() -> Iterator[None]:
    """Leave the search for garbage to the end of a batch: a check makes no circles, and a search looks at all of them.

    Two threads of one process may be here at once: the first to come, which found the search on, turns it on again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(item: Item) -> Case | Unreadable:
    if isinstance(item, Unreadable):
        return item
    try:
        return item.case()
    except CaseError as error:
        return Unreadable(id=item.id, problem=str(error))


def _result(case: Case | Unreadable, batch: Batch) -> Result:
    if isinstance(case, Unreadable):
        return Result(id=case.id, problem=case.problem)
    if not _DESK.has(case.trust):
        return Result(id=case.id, snapshot=case.trust, problem=_UNKNOWN)
    trust = _DESK.store(case.trust)
    verdicts = judge(case, trust, _DESK.work)
    found = digest(verdicts, _DESK.work)
    differs = tuple(differences(case, verdicts[-1], found))
    opinion = _opinion(case, trust, verdicts) if batch.second_opinion else ""
    return result_of(case, trust, verdicts[-1], digest=found, differs=differs, opinion=opinion)


def _opinion(case: Case, trust: Trust, verdicts: tuple[Verdict, ...]) -> str:
    from verifier.second_opinion.compare import contradiction  # with pycose: only where it is asked for

    return contradiction(case, trust, verdicts)
