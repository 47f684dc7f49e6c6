"""Batches: their order, what they ask for, and what becomes of the workers' losses."""

from __future__ import annotations

import gc
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.catalogue import SAMPLES
from tests.recorded import Recorded, record
from verifier.replay import batch as batch_module
from verifier.replay.batch import Batch, Judged, Wanted, judge_batch
from verifier.replay.case import CaseError
from verifier.replay.catalogue import Line, Packed, Unreadable
from verifier.replay.executors import Crew, Here, crew
from verifier.replay.result import Result
from verifier.replay.run import BATCH_WEIGHT, Sources, batches, in_order


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return record(tmp_path_factory.mktemp("recorded"), licences=4, codes=5, attestations=3)


@pytest.fixture(autouse=True)
def _new_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_module, "_DESK", batch_module._Desk())


def results(lines: bytes) -> list[Result]:
    return [Result.of_line(line) for line in lines.splitlines()]


def test_a_worker_asks_for_the_snapshots_that_it_does_not_have(recorded: Recorded) -> None:
    with closing(Sources.open([recorded.lines], [recorded.archive])) as sources:
        (work,) = batches(sources.items())
        asked = judge_batch(work)
        assert asked == Wanted(snapshots=frozenset({recorded.trust.snapshot_id}))
        (judged,) = in_order(Crew(executor=Here(), window=1), [work], sources.snapshots)
    assert judged.count == 23
    assert judged.noteworthy == ()
    assert isinstance(judge_batch(work), Judged)  # now it has it


def test_a_snapshot_that_nobody_has_is_said_for_each_case(recorded: Recorded) -> None:
    with closing(Sources.open([recorded.lines], [])) as sources:
        (judged,) = in_order(Crew(executor=Here(), window=1), batches(sources.items()), sources.snapshots)
    assert len(judged.noteworthy) == 23
    assert all(result.problem and not result.verdict for result in judged.noteworthy)


def test_batches_cut_the_cases_in_order_and_skip_what_is_done() -> None:
    lines = [Line(id=str(number), content=b"x") for number in range(2 * BATCH_WEIGHT + 5)]
    sizes = [len(each.items) for each in batches(lines)]
    assert sizes == [BATCH_WEIGHT, BATCH_WEIGHT, 5]
    rest = [item.id for each in batches(lines, skip=BATCH_WEIGHT + 7) for item in each.items]
    assert rest == [str(number) for number in range(BATCH_WEIGHT + 7, 2 * BATCH_WEIGHT + 5)]


def test_a_film_is_a_batch_of_its_own_and_small_pictures_share_one() -> None:
    """Or the second process would wait while the first looks at all films."""
    films = [Packed(id=f"{number}.avi", content=bytes(600_000), has_recording=True) for number in range(3)]
    pictures = [Packed(id=f"{number}.png", content=bytes(3_000), has_recording=True) for number in range(30)]
    assert [len(each.items) for each in batches(films)] == [1, 1, 1]
    assert [len(each.items) for each in batches(pictures)] == [16, 14]


def test_results_come_in_the_order_of_the_cases_whoever_is_first() -> None:
    lines = [Unreadable(id=str(number), problem="x") for number in range(40)]
    work = [Batch(items=tuple(lines[start : start + 4])) for start in range(0, 40, 4)]
    with ThreadPoolExecutor(4) as pool, closing(Sources.open([], [])) as sources:
        judged = list(in_order(Crew(executor=pool, window=7), work, sources.snapshots))
    assert [each.id for one in judged for each in results(one.lines)] == [str(number) for number in range(40)]


def test_a_line_that_is_no_case_is_named_by_its_place() -> None:
    judged = judge_batch(Batch(items=(Line(id="a.jsonl:7", content=b"{"),)))
    assert isinstance(judged, Judged)
    assert [(each.id, bool(each.problem)) for each in judged.noteworthy] == [("a.jsonl:7", True)]


class Lost(Executor):
    """Its workers are gone."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401 - the signature of Executor
        future: Future[Any] = Future()
        future.set_exception(BrokenProcessPool("killed"))
        return future


def test_workers_that_are_gone_are_one_clear_error() -> None:
    with closing(Sources.open([], [])) as sources, pytest.raises(CaseError):
        list(in_order(Crew(executor=Lost(), window=1), [Batch(items=())], sources.snapshots))


def test_stores_that_a_batch_needs_are_kept_and_older_ones_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_module, "MOST_STORES", 2)
    desk = batch_module._Desk()
    for name in "abcd":
        desk.take(name, b"")  # no snapshot: what is kept is the error
    desk.forget_beyond(frozenset("a"))
    assert [name for name in "abcd" if desk.has(name)] == ["a", "d"]


def test_processes_judge_the_samples_as_one_does() -> None:
    with closing(Sources.open([SAMPLES], [])) as sources:
        with crew(1, None) as alone:
            first = b"".join(each.lines for each in in_order(alone, batches(sources.items()), sources.snapshots))
        with crew(2, None) as two:
            second = b"".join(each.lines for each in in_order(two, batches(sources.items()), sources.snapshots))
    assert first == second
    assert len(results(first)) > 100
    assert not any(each.differs or each.problem for each in results(first))


def test_an_archive_of_snapshots_must_be_one(tmp_path: Path) -> None:
    with pytest.raises(CaseError):
        Sources.open([], [tmp_path])


@pytest.mark.parametrize("address", ["", "x", "http://x:1", "tcp://", "tcp://x", "inproc://1/2/3", "tcp://x:1\n"])
def test_an_address_that_is_none_of_a_scheduler_is_not_tried(address: str) -> None:
    with pytest.raises(CaseError), crew(1, address):
        pass


def test_a_cluster_that_does_not_answer_is_one_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verifier.replay.executors._CONNECT", "0.5s")
    with pytest.raises(CaseError), crew(1, "tcp://127.0.0.1:9"):
        pass


@pytest.mark.parametrize("was_on", [True, False])
def test_the_search_for_garbage_is_left_as_it_was_found(was_on: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Result:
        assert not gc.isenabled()
        raise RuntimeError

    before = gc.isenabled()
    try:
        gc.enable() if was_on else gc.disable()
        monkeypatch.setattr(batch_module, "_result", broken)
        with pytest.raises(RuntimeError):
            judge_batch(Batch(items=(Unreadable(id="a", problem="b"),)))
        assert gc.isenabled() is was_on
    finally:
        gc.enable() if before else gc.disable()
