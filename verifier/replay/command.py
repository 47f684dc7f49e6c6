"""``verifier replay`` from end to end: sources, crew, results, comparison, reports."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Final

from verifier.replay.case import CaseError
from verifier.replay.comparison import Comparison, compare
from verifier.replay.executors import crew
from verifier.replay.ledger import Ledger
from verifier.replay.result import Result
from verifier.replay.run import Sources, batches, in_order
from verifier.replay.stored import PARQUET, read_results, require_parquet, write_parquet

LIBRARIES: Final = (
    "carton-rose",
    "cryptography",
    "cbor2",
    "zxing-cpp",
    "opencv-python-headless",
    "Pillow",
    "pypdfium2",
)
"""Whose versions a verdict can depend on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the auditor asked for."""

    sources: tuple[Path, ...]
    archives: tuple[Path, ...] = ()
    jobs: int = 1
    cluster: str | None = None
    results: Path | None = None
    against: Path | None = None
    second_opinion: bool = False


@dataclass(slots=True)
class Replayed:
    """What came of it. The results themselves are in `results`, as lines."""

    results: Path
    sources: Sources
    total: int = 0
    noteworthy: int = 0
    comparison: Comparison | None = None
    versions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Whom to tell: of the number of cases at the start, of those done, and of each that is not clean."""

    begin: Callable[[int, int], None]
    advance: Callable[[int], None]
    notice: Callable[[Result], None]


@contextmanager
def replaying(asked: Asked, watch: Watch) -> Iterator[Replayed]:
    """Replay all that was asked for; within the body the results can be read. Raises CaseError."""
    if asked.results is not None and asked.results.name.endswith(PARQUET):
        _require_new(asked.results)
        require_parquet()
    if asked.against is not None:
        _require_results(asked.against)
    with (
        closing(Sources.open(asked.sources, asked.archives)) as sources,
        tempfile.TemporaryDirectory(prefix="replay-") as folder,
    ):
        lines = _lines_path(asked.results, Path(folder))
        replayed = Replayed(results=lines, sources=sources, versions=_versions())
        _run(asked, sources, lines, watch, replayed)
        if asked.results is not None and asked.results != lines:
            write_parquet(read_results(lines), asked.results)
        if asked.against is not None:
            replayed.comparison = compare(read_results(asked.against), read_results(lines))
        yield replayed
        if asked.results is not None and asked.results != lines:
            lines.unlink()


def _run(asked: Asked, sources: Sources, lines: Path, watch: Watch, replayed: Replayed) -> None:
    with Ledger(lines, _fingerprint(asked)) as ledger, crew(asked.jobs, asked.cluster) as people:
        watch.begin(sources.count(), ledger.cases)
        _recount(lines, ledger, replayed, watch)
        work = batches(sources.items(), skip=ledger.cases, second_opinion=asked.second_opinion)
        for judged in in_order(people, work, sources.snapshots):
            ledger.add(judged.lines, judged.count)
            replayed.noteworthy += len(judged.noteworthy)
            for result in judged.noteworthy:
                watch.notice(result)
            watch.advance(judged.count)
        replayed.total = ledger.cases
        ledger.finish()


def _recount(lines: Path, ledger: Ledger, replayed: Replayed, watch: Watch) -> None:
    """Look again at the results of the run that was broken off."""
    if ledger.cases:
        for result in read_results(lines):
            if not result.is_clean:
                replayed.noteworthy += 1
                watch.notice(result)


def _lines_path(results: Path | None, folder: Path) -> Path:
    if results is None:
        return folder / "results.jsonl"
    return results.with_name(f"{results.name}.jsonl") if results.name.endswith(PARQUET) else results


def _require_new(path: Path) -> None:
    if path.exists():
        raise CaseError(f"{path.name}: is there already; name another file for the results")


def _require_results(path: Path) -> None:
    """See before hours of work that there is something to compare with."""
    next(read_results(path), None)


def _versions() -> dict[str, str]:
    return {name: version(name) for name in LIBRARIES}


def _fingerprint(asked: Asked) -> str:
    """Name what results are of: the sources as they are, the versions, and what is asked."""
    content = [_versions(), asked.second_opinion, [_state(path) for path in (*asked.sources, *asked.archives)]]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _state(path: Path) -> list[object]:
    """Name and size of a source, and when it was changed; of a folder those of its files together."""
    files = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
    state = hashlib.sha256()
    for each in files:
        found = each.stat()
        state.update(f"{each.relative_to(path)}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return [path.name, len(files), state.hexdigest()]
