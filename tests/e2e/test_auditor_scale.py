"""Replays at scale as an auditor runs them: processes that are killed, and a real Dask cluster that loses a worker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.e2e.commands import ROOT
from tests.recorded import Recorded, multiply, record

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
PATIENCE = 60.0


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return record(tmp_path_factory.mktemp("recorded"), licences=20, codes=8, attestations=40)


@pytest.fixture(scope="module")
def many(recorded: Recorded, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """8,000 scans: enough that a replay can be killed half way."""
    return multiply(recorded, 40, tmp_path_factory.mktemp("many") / "many.jsonl")


def command(recorded: Recorded, many: Path, results: Path, *options: str) -> list[str]:
    return [
        *(sys.executable, "-m", "verifier", "replay", str(many), "--archive", str(recorded.archive)),
        *("--results", str(results), *options),
    ]


def until(condition: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.02)


def done(results: Path) -> int:
    """How many cases the ledger says are done."""
    ledger = results.with_name(results.name + ".ledger")
    lines = ledger.read_bytes().split(b"\n")[1:-1] if ledger.exists() else []
    return int(json.loads(lines[-1])[0]) if lines else 0


def ids(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_bytes().splitlines()]


def test_killed_at_any_moment_the_same_command_goes_on_and_every_case_is_there_once(
    recorded: Recorded, many: Path, tmp_path: Path
) -> None:
    results, kills = tmp_path / "r.jsonl", 0
    for part in (1000, 3000, 5000):
        running = subprocess.Popen(
            command(recorded, many, results, "--jobs", "2"), env=ENVIRONMENT, start_new_session=True
        )
        until(lambda: running.poll() is not None or done(results) >= part, "half way")  # noqa: B023 - asked within the turn
        if running.poll() is None:
            running.send_signal(signal.SIGKILL)
            kills += 1
        running.wait(PATIENCE)
        until(lambda: not workers_of(running.pid), "the workers' end")  # noqa: B023 - asked within the turn
    last = subprocess.run(
        command(recorded, many, results), env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert kills >= 1
    assert (last.returncode, last.stderr) == (0, "")
    assert last.stdout.split()[-5:] == ["8000", "cases", "replayed,", "0", "differ"]
    assert ids(results) == ids(many)
    assert [path.name for path in tmp_path.iterdir()] == ["r.jsonl"]


def workers_of(session: int) -> list[int]:
    """The processes that the command of a session of its own left behind (Linux)."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split() if folder.name.isdigit() else []
        except OSError:
            continue
        if fields and int(fields[3]) == session and fields[0] != "Z":
            found.append(int(folder.name))
    return found


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments],
        env={**ENVIRONMENT, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(PATIENCE)


def address_of(file: Path) -> str:
    until(lambda: file.exists() and file.stat().st_size > 0, "the scheduler")
    address: str = json.loads(file.read_text(encoding="utf-8"))["address"]
    return address


def worker(address: str, folder: Path) -> tuple[str, ...]:
    return (
        *("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"),
        *("--local-directory", str(folder), "--host", "127.0.0.1"),
    )


def test_a_cluster_that_loses_a_worker_gives_every_case_once(recorded: Recorded, many: Path, tmp_path: Path) -> None:
    file, results = tmp_path / "scheduler.json", tmp_path / "r.parquet"
    lines = tmp_path / "r.parquet.jsonl"
    with ExitStack() as stack:
        scheduler = ("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        stack.enter_context(started(*scheduler))
        address = address_of(file)
        workers = [stack.enter_context(started(*worker(address, tmp_path / name))) for name in ("one", "two")]
        asked = command(recorded, many, results, "--cluster", address)
        running = subprocess.Popen(asked, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        until(lambda: running.poll() is not None or done(lines) >= 3000, "half way")
        was_running = running.poll() is None
        workers[0].send_signal(signal.SIGKILL)
        output, errors = running.communicate(timeout=PATIENCE)
    assert was_running
    assert (running.returncode, output.split()[-5:]) == (0, ["8000", "cases", "replayed,", "0", "differ"]), errors
    from verifier.replay.stored import read_results

    assert [result.id for result in read_results(results)] == ids(many)
    assert not lines.exists()
