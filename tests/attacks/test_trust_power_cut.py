"""An update that is cut off at any moment leaves the store wholly old or wholly new.

Two ways to cut: SIGKILL at a random moment (the disk's cache survives), and a medium that fails, tears or drops one
write after another, as a power cut does: what was not yet synchronised may be lost, in any part.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.attacks.sqlite_disk import FULL, IOERR_WRITE, Disk, Loss, after_power_cut, recording
from tests.unit.trust_store.pki_for_tests import NOW, Publisher
from tests.unit.trust_store.tuf_for_tests import FIRST_ROOT, MemorySource, repository, write_stick
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.storage import open_store, read_holdings
from trust_store.transport import version_of
from trust_store.updating import update

ROOT = Path(__file__).parents[2]
PROGRAM = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from trust_store.profile import Profile
from trust_store.sources import FolderSource
from trust_store.updating import update
folder, *sticks = map(Path, sys.argv[2:])
def take_in(name):
    for stick in sticks:
        update(folder / name, FolderSource(stick), datetime.fromisoformat(sys.argv[1]), Profile.TEST)
take_in("warm")
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        print("go", os.getpid(), flush=True)
        take_in(line.strip())
        print("done", flush=True)
        signal.pause()
    os.waitpid(child, 0)
    print("over", flush=True)
"""
"""Updates each store that it is told of in a process of its own, which ends when it is killed and not before.

It forks, so that an update costs milliseconds: it has no thread, and the child opens the store by itself.
"""


def edition(number: int) -> dict[str, bytes]:
    made = Publisher(issue_id=number, sequence=number, issued_at=NOW).publish()
    return repository(made, version=number)


def state(path: Path) -> tuple[int, int]:
    """The issue of the trust list that is held, and the version of TUF's timestamp: they must belong together."""
    trust_list = open_store(path).trust_list
    transport = read_holdings(path).transport
    assert trust_list is not None
    assert transport is not None
    assert transport.timestamp is not None
    return trust_list.issue_id, version_of(transport.timestamp)


@pytest.mark.slow
def test_two_hundred_killed_updates_lose_and_mix_nothing(tmp_path: Path) -> None:
    publications = {
        number: Publisher(issue_id=number, sequence=number, issued_at=NOW).publish() for number in (1, 2, 3)
    }
    sticks = [write_stick(made, tmp_path / f"stick {number}", version=number) for number, made in publications.items()]
    base = tmp_path / "base.sqlite"
    update(base, MemorySource(edition(1)), NOW, Profile.TEST, first_root=FIRST_ROOT)
    chance = random.Random(2026)  # noqa: S311 - repeatable, not secret
    seen: dict[int, int] = {}
    with _terminal(tmp_path / "stores", base, sticks) as terminal:
        longest = max(_duration(terminal, tmp_path / "stores" / f"timed {run}", base) for run in range(3))
        for run in range(200):
            path = tmp_path / "stores" / f"{run}.sqlite"
            _kill_during_update(terminal, path, base, delay=chance.uniform(0, longest * 1.1))
            issue, version = state(path)
            assert issue == version
            assert issue in {1, 2, 3}
            seen[issue] = seen.get(issue, 0) + 1
            # And the next update goes through.
            update(path, MemorySource(edition(4)), NOW, Profile.TEST)
            assert state(path) == (4, 4)
            path.unlink()
    print("\n200 killed updates:", {f"edition {issue}": count for issue, count in sorted(seen.items())})
    assert len(seen) >= 2, "the kills fell before or after all writing: they prove nothing"


@contextmanager
def _terminal(folder: Path, base: Path, sticks: list[Path]) -> Iterator[subprocess.Popen[str]]:
    """Run the program, which has updated one store already: what is killed is not its start."""
    folder.mkdir()
    shutil.copy(base, folder / "warm")
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, NOW.isoformat(), str(folder), *map(str, sticks)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    with process:
        yield process


def _go(terminal: subprocess.Popen[str], path: Path, base: Path) -> int:
    """Begin to update a copy of the store `base`; returns the process to kill."""
    shutil.copy(base, path)
    assert terminal.stdin is not None
    terminal.stdin.write(f"{path.name}\n")
    terminal.stdin.flush()
    word, child = _said(terminal).split()
    assert word == "go"
    return int(child)


def _said(terminal: subprocess.Popen[str]) -> str:
    assert terminal.stdout is not None
    return terminal.stdout.readline().strip()


def _kill(terminal: subprocess.Popen[str], child: int) -> None:
    os.kill(child, signal.SIGKILL)
    word = _said(terminal)
    assert (_said(terminal) if word == "done" else word) == "over"


def _duration(terminal: subprocess.Popen[str], path: Path, base: Path) -> float:
    """How long the updates take: the span in which kills make sense."""
    child = _go(terminal, path, base)
    began = time.monotonic()
    assert _said(terminal) == "done"
    span = time.monotonic() - began
    _kill(terminal, child)
    return span


def _kill_during_update(terminal: subprocess.Popen[str], path: Path, base: Path, delay: float) -> None:
    child = _go(terminal, path, base)
    time.sleep(delay)
    _kill(terminal, child)


# A medium that fails.


LOSSES: dict[str, Loss] = {
    "kept": lambda operation: operation.content,
    "dropped": lambda _operation: None,
    "torn": lambda operation: operation.content[: len(operation.content) // 2],
    "torn at the end": lambda operation: operation.content[:-1],
    "garbled": lambda operation: bytes(len(operation.content)),
    "journal only": lambda operation: operation.content if operation.path.name.endswith("-journal") else None,
    "store only": lambda operation: None if operation.path.name.endswith("-journal") else operation.content,
}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    folder = tmp_path / "terminal"
    folder.mkdir()
    path = folder / "trust.sqlite"
    update(path, MemorySource(edition(1)), NOW, Profile.TEST, first_root=FIRST_ROOT)
    return path


def operations_of_an_update(store: Path) -> tuple[dict[Path, bytes], Disk]:
    before = {path: path.read_bytes() for path in store.parent.iterdir()}
    with recording(Disk()) as disk:
        update(store, MemorySource(edition(2)), NOW, Profile.TEST)
    return before, disk


def put(folder: Path, files: dict[Path, bytes]) -> None:
    for path in folder.iterdir():
        path.unlink()
    for path, content in files.items():
        path.write_bytes(content)


@pytest.mark.parametrize("loss", LOSSES)
def test_power_cut_at_every_write_leaves_the_old_store_or_the_new_one(store: Path, loss: str) -> None:
    before, disk = operations_of_an_update(store)
    count = len(disk.operations)
    assert {operation.kind for operation in disk.operations} >= {"write", "sync", "delete"}
    found = []
    for cut in range(count + 1):
        put(store.parent, after_power_cut(before, disk.operations, cut, LOSSES[loss]))
        found.append(state(store))
        assert found[-1] in {(1, 1), (2, 2)}, cut
    assert found[0] == (1, 1)
    assert found[-1] == (2, 2), "an update that was reported is kept"
    assert found == sorted(found)


@pytest.mark.parametrize("error", [IOERR_WRITE, FULL])
def test_every_failing_write_leaves_the_old_store_and_is_told(store: Path, error: int) -> None:
    before, disk = operations_of_an_update(store)
    for failing in range(len(disk.operations)):
        put(store.parent, before)
        try:
            with recording(Disk(failing=failing, error=error)):
                update(store, MemorySource(edition(2)), NOW, Profile.TEST)
            wanted = {(2, 2)}
        except TrustStoreError as refusal:
            assert refusal.refusal in {Refusal.STORE_UNWRITABLE, Refusal.STORE_CORRUPT}
            wanted = {(1, 1)}
        # The disk is mended: an interrupted write is undone by the next reader.
        assert state(store) in wanted, failing
        update(store, MemorySource(edition(3)), NOW, Profile.TEST)
        assert state(store) == (3, 3)


def test_refused_by_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    import resource

    path = tmp_path / "trust.sqlite"
    update(path, MemorySource(edition(1)), NOW, Profile.TEST, first_root=FIRST_ROOT)
    before = path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before), hard))
        with pytest.raises(TrustStoreError):
            update(path, MemorySource(edition(2)), NOW, Profile.TEST)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert state(path) == (1, 1)


def test_a_first_update_that_was_killed_bars_no_later_one(tmp_path: Path) -> None:
    """SIGKILL before the first byte: SQLite has made the file, and nothing is in it."""
    store = tmp_path / "store.sqlite"
    store.touch()
    report = update(store, MemorySource(edition(1)), NOW, Profile.TEST, first_root=FIRST_ROOT)
    assert report.is_newly_pinned
    assert state(store) == (1, 1)
