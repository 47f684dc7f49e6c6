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
import sys
from datetime import datetime
from pathlib import Path
from trust_store.profile import Profile
from trust_store.sources import FolderSource
from trust_store.updating import update
import trust_store.tuf_client, trust_store.installation
store, *sticks = map(Path, sys.argv[2:])
for line in sys.stdin:
    path = store / line.strip()
    print("go", flush=True)
    for stick in sticks:
        update(path, FolderSource(stick), datetime.fromisoformat(sys.argv[1]), Profile.TEST)
    print("done", flush=True)
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
    longest = _duration(tmp_path, base, sticks)
    for run in range(200):
        path = tmp_path / "stores" / f"{run}.sqlite"
        _kill_during_update(path, base, sticks, delay=chance.uniform(0, longest * 1.1))
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


def _start(folder: Path, sticks: list[Path]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, NOW.isoformat(), str(folder), *map(str, sticks)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def _go(process: subprocess.Popen[str], name: str) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{name}\n")
    process.stdin.flush()
    assert process.stdout.readline() == "go\n"


def _duration(tmp_path: Path, base: Path, sticks: list[Path]) -> float:
    """How long the updates take once the program is warm: the span in which kills make sense."""
    (tmp_path / "stores").mkdir()
    with _start(tmp_path / "stores", sticks) as process:
        times = []
        for run in range(3):
            shutil.copy(base, tmp_path / "stores" / f"warm {run}")
            began = time.monotonic()
            _go(process, f"warm {run}")
            assert process.stdout is not None
            assert process.stdout.readline() == "done\n"
            times.append(time.monotonic() - began)
        assert process.stdin is not None
        process.stdin.close()
    return max(times[1:])


def _kill_during_update(path: Path, base: Path, sticks: list[Path], delay: float) -> None:
    shutil.copy(base, path)
    with _start(path.parent, sticks) as process:
        _go(process, path.name)
        time.sleep(delay)
        os.kill(process.pid, signal.SIGKILL)


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
