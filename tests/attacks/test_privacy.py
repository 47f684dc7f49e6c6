"""Drivers who did nothing leave no trace: after a thousand scans nothing on the disk or in a crash tells of anybody."""

from __future__ import annotations

import base64
import itertools
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from issuer.samples.scene import sample_people
from tests.attacks.traces import ROOT, Traces, payloads, sample_texts, words_of

SCANS = 1000
AT = "2026-12-01T13:00:00Z"
PICTURES = ("attestation-page.pdf", "photo-tilted.jpg", "photo-paper.jpg", "photo-unreadable.jpg", "film.avi")
PORTRAITS = ROOT / "issuer" / "samples" / "portraits"
CRASH = """
import verifier.summary as page
from trust_store.options import run
from verifier.cli import verifier
def summary(verdict, *rest):
    person = verdict.claims
    raise ValueError(f"{person.family_name} {person.document_number}")
page.summary = summary
run(verifier, "verifier")
"""


def traces() -> Traces:
    texts = sample_texts()
    contents = [path.read_bytes() for path in PORTRAITS.iterdir()]
    words = (word for person in sample_people() for word in words_of(person))
    return Traces(words, [*contents, *payloads(texts), *(text.encode() for text in texts)])


class Terminal:
    """A terminal whose every folder is the test's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        places = {name: folder / name.lower() for name in ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
        for place in (*places.values(), folder / "work"):
            place.mkdir()
        self.environment = {**os.environ, **{name: str(place) for name, place in places.items()}}
        self.environment |= {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}

    def run(self, *arguments: object, given: str = "") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, *map(str, arguments)],
            cwd=self.folder / "work",
            env=self.environment,
            input=given.encode(),
            capture_output=True,
            check=False,
        )

    def files(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.is_file()]

    def betrayed(self, known: Traces) -> dict[str, list[str]]:
        found = {path.name: known.found_in(path.read_bytes() + path.name.encode()) for path in self.files()}
        return {name: hits for name, hits in found.items() if hits}


@pytest.fixture(scope="module")
def known() -> Traces:
    return traces()


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    made = Terminal(tmp_path_factory.mktemp("terminal"))
    source = ROOT / "samples" / "trust" / "main"
    assert made.run("-m", "trust_store", "update", source, "--store", "trust.sqlite", "--at", AT).returncode == 0
    return made


OPTIONS = ("--store", "trust.sqlite", "--at", AT, "--journal", "journal.sqlite", "--agent", "ag-7")


def test_a_thousand_scans_leave_no_trace_of_anybody(terminal: Terminal, known: Traces) -> None:
    lines = itertools.islice(itertools.cycle(sample_texts()), SCANS - len(PICTURES))
    pictures = [ROOT / "samples" / "scans" / name for name in PICTURES]
    done = terminal.run("-m", "verifier", "check", *pictures, "-", *OPTIONS, "--json", given="\n".join(lines) + "\n")
    assert done.returncode == 1, done.stderr[-400:]
    shown = done.stdout.decode()
    assert shown.count('"record": ') == SCANS
    assert '"record": null' not in shown
    assert "Quatrevaux" in shown, "the officer sees the driver"
    assert {"journal.sqlite", "trust.sqlite"} <= {path.name for path in terminal.files()}
    assert known.found_in(done.stderr) == []
    assert terminal.betrayed(known) == {}


def test_a_crash_tells_of_nobody(terminal: Terminal, known: Traces) -> None:
    text = next(line for line in sample_texts() if line.startswith("PDC1:"))
    (terminal.folder / "crash.py").write_text(CRASH)
    done = terminal.run(terminal.folder / "crash.py", "check", "-", *OPTIONS, given=f"{attestation()}\n{text}\n")
    assert done.returncode == 3
    assert done.stderr.count(b"\n") == 1
    assert known.found_in(done.stderr) == []
    (terminal.folder / "crash.py").unlink()
    assert terminal.betrayed(known) == {}


def attestation() -> str:
    path = ROOT / "samples" / "scans" / "attestation.sample"
    return path.read_text(encoding="utf-8").partition("\n\n")[2].splitlines()[0]


PLANTED: dict[str, Callable[[str], bytes]] = {
    "UTF-8": str.encode,
    "UTF-16, little": lambda word: word.encode("utf-16-le"),
    "UTF-16, big": lambda word: word.encode("utf-16-be"),
    "Latin-1": lambda word: word.encode("latin-1"),
    "capitals without accents": lambda word: word.upper().replace("É", "E").replace("È", "E").encode(),
    "hexadecimal": lambda word: word.encode().hex().encode(),
    "base64": lambda word: base64.b64encode(b"x" + word.encode() + b"yz"),
}


@pytest.mark.parametrize("form", PLANTED)
def test_a_trace_that_is_there_is_found(known: Traces, form: str) -> None:
    for word in ("Quatrevaux", "19ZZ90025", "2000-10-05"):
        assert known.found_in(b"\x01\x02" + PLANTED[form](word) + b"\xff\xfe"), word


def test_a_portrait_and_a_code_that_are_there_are_found(known: Traces) -> None:
    portrait = next(PORTRAITS.iterdir()).read_bytes()
    for content in (portrait, attestation().encode(), *payloads([attestation()])):
        assert known.found_in(b"before" + content + b"after")
        assert known.found_in(b"before" + content.hex().encode())
