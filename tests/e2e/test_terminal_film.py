"""`verifier scan` as an officer runs it: a real terminal, the film of six drivers, keys."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from credential.reason import Reason
from tests.e2e.real_terminal import PATIENCE, ROOT, real_terminal
from verifier.words import REASON_WORDS

FILM = ROOT / "samples" / "scans" / "six-drivers.avi"
MOMENT = "2026-12-01T13:00:00Z"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("store") / "trust.sqlite"
    command = ["trust_store", "update", "samples/trust/main", "--store", str(store), "--at", MOMENT]
    subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=True, capture_output=True)
    return store


def scan(store: Path, source: Path | str) -> list[str]:
    return ["verifier", "scan", str(source), "--store", str(store), "--at", MOMENT]


def test_six_drivers_pass_by_with_a_result_each(store: Path) -> None:
    reasons = (
        Reason.PROBATIONARY,
        Reason.SUSPENDED,
        Reason.SIGNATURE_INVALID,
        Reason.ISSUER_UNKNOWN,
        Reason.HOLDER_NOT_PROVEN,
    )
    expected = {"Quatrevaux", *(REASON_WORDS[reason].what.fr for reason in reasons)}
    with real_terminal(scan(store, FILM)) as terminal:
        deadline = time.monotonic() + 3 * PATIENCE
        while expected and time.monotonic() < deadline:
            text = terminal.text
            if found := {words for words in expected if words in text}:
                expected -= found
                terminal.type("n")
            elif "AUTRE CODE EN VUE" in text:
                terminal.type("\r")
            time.sleep(0.1)
        assert not expected
        terminal.type("q")
        assert terminal.end() == 0


def test_leaving_gives_the_terminal_back_as_it_was(store: Path) -> None:
    with real_terminal(scan(store, FILM)) as terminal:
        terminal.wait_for("PROFIL DE TEST")
        assert not terminal.is_as_it_was
        terminal.type("q")
        assert terminal.end() == 0
        assert terminal.is_as_it_was


@pytest.mark.parametrize(("columns", "rows"), [(45, 30), (80, 24), (200, 60)])
def test_every_size_shows_the_name_and_the_keys(store: Path, columns: int, rows: int) -> None:
    with real_terminal(scan(store, FILM), columns=columns, rows=rows) as terminal:
        terminal.wait_for("Authentique")
        terminal.wait_for("Suivant")
        terminal.type("q")
        assert terminal.end() == 0


def test_source_that_is_not_there_is_one_line_and_status_2(store: Path) -> None:
    missing = subprocess.run(
        [sys.executable, "-m", *scan(store, "camera:99999")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert missing.returncode == 2
    assert len(missing.stderr.splitlines()) == 1


def test_store_that_is_not_there_is_one_line_and_status_2(tmp_path: Path) -> None:
    absent = subprocess.run(
        [sys.executable, "-m", *scan(tmp_path / "none.sqlite", FILM)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert absent.returncode == 2
    assert len(absent.stderr.splitlines()) == 1


def test_without_a_terminal_it_is_one_line_and_status_2(store: Path) -> None:
    piped = subprocess.run(
        [sys.executable, "-m", *scan(store, FILM)], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert piped.returncode == 2
    assert len(piped.stderr.splitlines()) == 1
