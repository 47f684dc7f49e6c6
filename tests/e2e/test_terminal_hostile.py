"""Whatever a signed licence, a file name or an error says, the real terminal gets letters, and nothing acts."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import pytest

from credential.claims import DrivingPrivilege, LicenceClaims
from issuer.artwork.codes import qr_png
from issuer.samples.scene import PUBLISHED
from tests.e2e.real_terminal import ROOT, RealTerminal, real_terminal
from tests.ui.hostile import HOSTILE
from tests.world import World

MOMENT: Final = "2026-12-01T13:00:00Z"
_OURS: Final = re.compile(
    rb"\x1b\[[0-9;:?<>=]*[ $]?[A-Za-z]"  # CSI, of which what is hostile is looked for by itself
    rb"|\x1b\]22;[a-z]*\x07"  # Textual's own: the shape of the mouse pointer
    rb"|[\r\n\x07]"  # a bell for the outcome is ours
)
_NEVER: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_CONTROL: Final = re.compile("[^\x20-\x7e\u00a0-\u02ff]")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@pytest.fixture(scope="module")
def store(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    world.scene.publish(folder / "published", PUBLISHED, {})
    command = ["trust_store", "update", str(folder / "published"), "--store", str(folder / "trust.sqlite")]
    subprocess.run([sys.executable, "-m", *command, "--at", MOMENT], cwd=ROOT, check=True, capture_output=True)
    return folder / "trust.sqlite"


def assert_letters_alone(raw: bytes) -> None:
    """Fail if anything is left that a terminal would obey, beside what the program says itself."""
    text = _OURS.sub(b"", raw).decode("utf-8")
    assert not _NEVER.search(text), repr(_NEVER.search(text))
    for payload in HOSTILE:
        if _CONTROL.search(payload):
            assert payload.encode() not in raw


FIELDS: Final = (
    "family_name",
    "family_name_national_character",
    "given_name",
    "given_name_national_character",
    "usage_name",
    "birth_place",
    "birth_date_as_printed",
    "document_number",
    "administrative_number",
    "issuing_authority",
    "un_distinguishing_sign",
    "sub",
)
TURNS: Final = 9
"""Licences; with twelve texts and more in each, every payload stands in two fields or more."""


def hostile_licence(world: World, turn: int) -> str:
    """An attestation, rightly signed, that says another payload in each of its texts."""
    texts = cycle(payload[:60] for payload in HOSTILE[turn * 7 :] + HOSTILE[: turn * 7])

    def change(claims: LicenceClaims) -> LicenceClaims:
        named: dict[str, Any] = {field: next(texts) for field in FIELDS}
        held = DrivingPrivilege(category=next(texts), codes=(next(texts), f"106({next(texts)[:50]})"))
        everywhere = (next(texts),)
        iss = f"FR:{next(texts)}"
        return replace(claims, **named, iss=iss, driving_privileges=(held,), codes_all_categories=everywhere)

    return world.paper(change)


def show_all_of_it(terminal: RealTerminal, code: str) -> None:
    """Paste a code, look at the verdict and at the details, go on to the next driver."""
    terminal.paste(code)
    terminal.wait_for("Sans portrait")
    terminal.type("o")
    terminal.wait_until_gone("Sans portrait")
    terminal.type("d")
    terminal.wait_for("anchor_sha256")
    terminal.type("n")
    terminal.wait_until_gone("anchor_sha256")
    terminal.wait_until_gone("Authentique")


def test_no_text_of_a_signed_licence_acts_on_the_terminal(world: World, store: Path) -> None:
    assert len(HOSTILE) >= 40
    codes = [hostile_licence(world, turn) for turn in range(TURNS)]
    with real_terminal(["verifier", "scan", "-", "--store", str(store), "--at", MOMENT], columns=150, rows=70) as shown:
        shown.wait_for("PROFIL DE TEST")
        for code in codes:
            show_all_of_it(shown, code)
        shown.type("q")
        assert shown.end() == 0
        assert shown.is_as_it_was
        assert b"HOSTILE" in shown.raw
        assert_letters_alone(bytes(shown.raw))


def file_names() -> list[str]:
    names = [payload.replace("/", "-").replace("\0", "") for payload in HOSTILE]
    return [f"{name[:60]}.png" for name in dict.fromkeys(names) if len(name.encode()) <= 240]


def test_no_file_name_acts_on_the_terminal(world: World, store: Path, tmp_path: Path) -> None:
    for name in file_names():
        (tmp_path / name).write_bytes(b"no picture")
    (tmp_path / "code.png").write_bytes(qr_png(world.attestation.text))
    found = subprocess.run(
        [sys.executable, "-m", "verifier", "check", "--store", str(store), "--at", MOMENT, *tmp_path.iterdir()],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert found.returncode == 3
    assert b"HOSTILE" in found.stdout
    assert_letters_alone(found.stdout)
    assert_letters_alone(found.stderr)
    folder = tmp_path / file_names()[0]
    folder.unlink()
    folder.mkdir()
    (folder / "code.png").write_bytes(qr_png(world.attestation.text))
    with real_terminal(["verifier", "scan", str(folder), "--store", str(store), "--at", MOMENT]) as shown:
        shown.wait_for("Authentique")
        time.sleep(0.1)  # what follows another key faster is a hand scanner's
        shown.type("q")
        assert shown.end() == 0
        assert_letters_alone(bytes(shown.raw))


@pytest.mark.parametrize("command", [["verifier", "scan"], ["verifier", "check"], ["verifier", "replay"]])
def test_no_error_line_acts_on_the_terminal(command: list[str], store: Path) -> None:
    extra = [] if command[1] == "replay" else ["--store", str(store), "--at", MOMENT]
    for payload in HOSTILE[:3] + HOSTILE[22:26]:
        name = payload.replace("\0", "")[:60]
        done = subprocess.run(
            [sys.executable, "-m", *command, f"/nowhere/{name}", *extra], cwd=ROOT, capture_output=True, check=False
        )
        assert done.returncode in (1, 2, 3)
        assert b"Traceback" not in done.stderr
        assert_letters_alone(done.stdout)
        assert_letters_alone(done.stderr)
