"""From sources to results: cases in batches, batches to a crew, results back in the order of the cases."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from trust_store.archive import SNAPSHOTS, reader_of
from verifier.replay.batch import Batch, Judged, Wanted, judge_batch
from verifier.replay.case import CaseError
from verifier.replay.catalogue import Item, Packed, count_of, items_of
from verifier.replay.executors import Crew
from verifier.replay.open_shelf import open_shelf
from verifier.replay.shelf import Shelf
from verifier.replay.snapshots import Snapshots

BATCH_WEIGHT: Final = 512
"""Texts of a batch: an eighth of a second of work."""
RECORDING_WEIGHT: Final = 32
"""Texts that take as long as the smallest picture. A recording weighs one more for each KiB: a film fills a batch."""
BATCH_BYTES: Final = 16 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All that is to be replayed, opened."""

    shelves: tuple[Shelf, ...]
    snapshots: Snapshots

    @classmethod
    def open(cls, paths: Iterable[Path], archives: Iterable[Path]) -> Sources:
        """Open sources and archives of snapshots. Raises CaseError."""
        readers = []
        for folder in archives:
            if not (folder / SNAPSHOTS).is_dir():
                raise CaseError(f"{folder.name}: no archive of snapshots; make one with `trust-store archive`")
            readers.append(reader_of(folder))
        return cls(shelves=tuple(open_shelf(path) for path in paths), snapshots=Snapshots(tuple(readers)))

    def close(self) -> None:
        """Let all sources go."""
        for shelf in self.shelves:
            shelf.close()

    def items(self) -> Iterator[Item]:
        """Yield every case, in an order that is always the same."""
        for shelf in self.shelves:
            yield from items_of(shelf, self.snapshots)

    def count(self) -> int:
        """Count the cases; roughly, where lines are empty."""
        return sum(count_of(shelf) for shelf in self.shelves)


def batches(items: Iterable[Item], *, skip: int = 0, second_opinion: bool = False) -> Iterator[Batch]:
    """Cut cases into batches, leaving the first `skip` out: those whose results are there already."""
    some: list[Item] = []
    weight = size = 0
    for number, item in enumerate(items):
        if number < skip:
            continue
        some.append(item)
        weight += _weight(item)
        size += item.size
        if weight >= BATCH_WEIGHT or size >= BATCH_BYTES:
            yield Batch(items=tuple(some), second_opinion=second_opinion)
            some, weight, size = [], 0, 0
    if some:
        yield Batch(items=tuple(some), second_opinion=second_opinion)


def _weight(item: Item) -> int:
    return RECORDING_WEIGHT + item.size // 1024 if isinstance(item, Packed) and item.has_recording else 1


def in_order(crew: Crew, work: Iterable[Batch], snapshots: Snapshots) -> Iterator[Judged]:
    """Have batches judged by the crew, several at a time, and yield their results in the order of the batches.

    Raises CaseError where the crew is lost.
    """
    under_way: deque[tuple[Batch, Future[Judged | Wanted]]] = deque()
    for batch in work:
        under_way.append((batch, _submit(crew, batch)))
        if len(under_way) >= crew.window:
            yield _result(crew, *under_way.popleft(), snapshots)
    while under_way:
        yield _result(crew, *under_way.popleft(), snapshots)


def _submit(crew: Crew, batch: Batch) -> Future[Judged | Wanted]:
    try:
        return crew.executor.submit(judge_batch, batch)
    except BrokenProcessPool as error:
        raise _lost() from error


def _result(crew: Crew, batch: Batch, future: Future[Judged | Wanted], snapshots: Snapshots) -> Judged:
    """Wait for a batch. One that wants snapshots comes to whatever worker is free, so that it may want others again."""
    given: dict[str, bytes] = {}
    while True:
        try:
            outcome = future.result()
        except (BrokenProcessPool, CancelledError) as error:
            raise _lost() from error
        if isinstance(outcome, Judged):
            return outcome
        given |= {name: snapshots.packed(name) or b"" for name in outcome.snapshots}
        future = _submit(crew, replace(batch, snapshots=given))


def _lost() -> CaseError:
    return CaseError("a worker was ended from outside; the same command with --results goes on where this one stopped")
