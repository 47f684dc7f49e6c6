"""A record that was acknowledged is there, whatever ends the process or the power."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.attacks.sqlite_disk import FULL, IOERR_WRITE, Disk, after_power_cut, recording
from tests.attacks.test_trust_power_cut import LOSSES
from tests.unit.journal.journals import NOW, entry
from verifier.journal.examine import Means, examine
from verifier.journal.fault import JournalError, JournalFault
from verifier.journal.journal import Journal

ROOT = Path(__file__).parents[2]


def means(journal: Journal) -> Means:
    return Means(key=journal.keys.verification, public_der=journal.keys.public_der, now=NOW)


def held(journal: Journal) -> int:
    """How many records hold; the chain must be whole."""
    found = examine(journal.path, means(journal))
    assert found.broken is None
    return found.sound


@pytest.mark.parametrize("kills", [50, pytest.param(1000, marks=pytest.mark.slow)])
def test_kills_while_it_writes_lose_no_acknowledged_record(tmp_path: Path, kills: int) -> None:
    path = tmp_path / "journal.sqlite"
    done = subprocess.run(
        [sys.executable, "-m", "tests.attacks.journal_writer", str(path), str(kills), "7"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["kills"] == kills
    assert result["lost"] == []
    assert result["acknowledged"] > kills // 2
    assert result["broken_off"] > kills // 20, "few of the kills met a record that was being written"
    assert held(Journal.existing(path)) == result["rows"] >= result["acknowledged"]


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    folder = tmp_path / "terminal"
    folder.mkdir()
    opened = Journal.open(folder / "journal.sqlite")
    opened.record(entry(1), ("code",))
    return opened


def files(journal: Journal) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in journal.path.parent.iterdir() if path.is_file()}


def put_back(journal: Journal, content: dict[Path, bytes]) -> None:
    for path in files(journal):
        path.unlink()
    for path, data in content.items():
        path.write_bytes(data)


@pytest.mark.parametrize("loss", LOSSES)
def test_power_cut_at_every_write_keeps_what_was_acknowledged(journal: Journal, loss: str) -> None:
    before = files(journal)
    with recording(Disk()) as disk:
        journal.record(entry(2), ("code",))
    assert {operation.kind for operation in disk.operations} >= {"write", "sync", "delete"}
    counts = []
    for cut in range(len(disk.operations) + 1):
        put_back(journal, after_power_cut(before, disk.operations, cut, LOSSES[loss]))
        counts.append(held(journal))
    assert counts[0] == 1
    assert counts[-1] == 2, "a record that was acknowledged is kept"
    assert counts == sorted(counts)
    journal.record(entry(3), ("code",))
    assert held(journal) == 3


@pytest.mark.parametrize("error", [IOERR_WRITE, FULL])
def test_every_failing_write_is_told_and_the_journal_goes_on(journal: Journal, error: int) -> None:
    before = files(journal)
    with recording(Disk()) as disk:
        journal.record(entry(2), ("code",))
    for failing in range(len(disk.operations)):
        put_back(journal, before)
        acknowledged = 2
        try:
            with recording(Disk(failing=failing, error=error)):
                journal.record(entry(2), ("code",))
        except JournalError as refusal:
            assert refusal.fault is JournalFault.UNWRITABLE
            acknowledged = 1
        assert held(journal) >= acknowledged, failing
        journal.record(entry(3), ("code",))
        assert held(journal) >= acknowledged + 1, failing
