"""A disk that is really full, under the real terminal: what is shown, what is said, what holds when there is room."""

from __future__ import annotations

import shutil
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from tests.e2e.commands import NOW, Desk
from tests.e2e.full_disk import FileSizeLimit, FullFileSystem, SmallDisk
from tests.e2e.real_terminal import RealTerminal, real_terminal
from verifier.journal.examine import Means, examine
from verifier.journal.keys import load_keys
from verifier.terminal import call_words, phrases
from verifier.terminal.recorder import Filed
from verifier.terminal.typed import BURST_SECONDS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the disks of these tests are Linux's")

AIM = phrases.SHOW_CODE.fr[:24]
SHOWN = "Authentique"
PASSPHRASE = {"CARTON_ROSE_PASSPHRASE": "phrase été"}
NOT_RECORDED = call_words.NOT_RECORDED.fr[:24]
STOPPED = call_words.STOPPED.fr[:24]


def scan(desk: Desk, journal: Path, *more: object) -> list[str]:
    store = desk.folder / "trust.sqlite"
    options = ("--store", store, "--at", NOW, "--journal", journal, "--agent", "ag-7", *more)
    return ["verifier", "scan", "-", *map(str, options)]


def press(terminal: RealTerminal, key: str) -> None:
    """Press a key as a person does: what follows faster is a hand scanner's."""
    time.sleep(1.2 * BURST_SECONDS)
    terminal.type(key)


def show(terminal: RealTerminal, desk: Desk) -> None:
    """A driver shows a code, and the verdict stands on the screen."""
    terminal.wait_for(AIM)
    terminal.paste((desk.folder / "code.txt").read_text(encoding="utf-8").rstrip("\r\n"))
    terminal.wait_for(SHOWN)
    terminal.wait_until_gone(AIM)  # a screen arrives from its top to its foot


def close(terminal: RealTerminal) -> None:
    """The check is closed without a word about the journal."""
    press(terminal, "n")
    terminal.wait_for(AIM)
    terminal.wait_until_gone(SHOWN)


def records(disk: SmallDisk, pid: int, copy: Path) -> int:
    """Copy the journal away from the disk and verify it; return how many records it has."""
    copy.mkdir()
    shutil.copytree(disk.seen(pid) / "j.keys", copy / "j.keys")
    shutil.copy(disk.seen(pid) / "j.sqlite", copy)
    keys = load_keys(copy / "j.keys")
    means = Means(key=keys.verification, public_der=keys.public_der, now=datetime.fromisoformat(NOW))
    found = examine(copy / "j.sqlite", means)
    assert found.broken is None
    return found.sound


def test_verdict_is_shown_and_checks_go_on_and_are_recorded_once_there_is_room(desk: Desk, tmp_path: Path) -> None:
    disk = FullFileSystem(tmp_path / "disk")
    with real_terminal(scan(desk, disk.folder / "j.sqlite"), before=disk.before) as terminal:
        pid = terminal.process.pid
        show(terminal, desk)
        close(terminal)
        disk.fill(pid)
        show(terminal, desk)
        press(terminal, "n")
        terminal.wait_for(NOT_RECORDED)
        terminal.wait_for(SHOWN)  # below it: a screen comes in pieces
        close(terminal)
        disk.free(pid)
        show(terminal, desk)
        close(terminal)
        assert records(disk, pid, tmp_path / "copy") == 2
        press(terminal, "q")
        assert terminal.end() == 0


def test_checks_stop_where_the_setting_says_so(desk: Desk, tmp_path: Path) -> None:
    disk = FileSizeLimit(tmp_path / "disk")
    command = scan(desk, disk.folder / "j.sqlite", "--unrecorded", "stop")
    with real_terminal(command, before=disk.before) as terminal:
        pid = terminal.process.pid
        terminal.wait_for(AIM)
        disk.fill(pid)
        show(terminal, desk)
        press(terminal, "n")
        terminal.wait_for(NOT_RECORDED)
        press(terminal, "n")
        terminal.wait_for(STOPPED)
        terminal.paste((desk.folder / "code.txt").read_text(encoding="utf-8").rstrip("\r\n"))
        press(terminal, "i")  # the answer to what comes behind the code: the code was taken before it
        terminal.wait_until_gone(STOPPED)
        press(terminal, "i")
        terminal.wait_for(STOPPED)
        assert SHOWN not in terminal.text
        assert records(disk, pid, tmp_path / "copy") == 0
        press(terminal, "q")
        assert terminal.end() == 0


@pytest.fixture(scope="module")
def certificate(desk: Desk) -> Path:
    """An auditor's."""
    made = desk.run("verifier", "evidence", "init", "full-disk-desk", **PASSPHRASE)
    means = ("--role", "auditor", "--name", "auditor 1", "--out", "full-disk.der", "--at", NOW)
    signed = desk.run("issuer", "certify", "office", "full-disk-desk/request.pem", *means)
    assert (made.status, signed.status) == (0, 0), (made.errors, signed.errors)
    return desk.folder / "full-disk.der"


def test_evidence_that_does_not_fit_is_one_line_and_leaves_nothing_half_written(
    desk: Desk, certificate: Path, tmp_path: Path
) -> None:
    disk = FullFileSystem(tmp_path / "disk")
    command = scan(desk, tmp_path / "j.sqlite", "--file-evidence", disk.folder, "--evidence-key", certificate)
    with real_terminal(command, before=disk.before) as terminal:
        pid = terminal.process.pid
        show(terminal, desk)
        disk.fill(pid)
        press(terminal, "f")
        terminal.wait_for(call_words.FILED[Filed.NOT_FILED].fr)
        assert disk.files(pid) == []
        disk.free(pid)
        press(terminal, "f")
        terminal.wait_for(call_words.FILED[Filed.FILED].fr)
        (filed,) = disk.files(pid)
        assert filed.endswith(".evidence")
        assert (disk.seen(pid) / filed).stat().st_size > 0
        close(terminal)
        press(terminal, "q")
        assert terminal.end() == 0
