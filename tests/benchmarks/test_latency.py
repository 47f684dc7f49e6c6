"""From a code's first frame to the verdict on the screen, and from each key to its answer, in a real terminal.

720p, 30 frames a second, decoding beside it. Prints; a busy machine makes it slower, and nothing is asserted of it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Final

import pytest

from tests.benchmarks.live_camera import LiveCamera, served
from tests.catalogue import case_of
from tests.e2e.real_terminal import ROOT, RealTerminal, real_terminal

MOMENT: Final = "2026-12-01T13:00:00Z"
DRIVERS, ROUNDS = (8, 2) if os.environ.get("CARTON_ROSE_BENCH") == "long" else (1, 1)
BETWEEN_KEYS: Final = 0.3
"""Seconds: what follows another key faster is a hand scanner's."""
ESCAPE: Final = "\x1b"
OPENS: Final = (("v", "Quel véhicule"), ("m", "Sans son"), ("h", "accuse"), ("s", "D'où viennent les images"))
OVER_BOTH: Final = (("i", "Données de confiance"), ("e", "Contexte de ce conducteur"))
OF_A_VERDICT: Final = (("d", "Détails pour un expert"),)
TURNS: Final = (("l", "Vehicle"), ("l", "Véhicule"))
"""Keys that write the screen anew: the language, and back."""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def test_code_to_verdict_and_each_key_to_its_answer(tmp_path: Path) -> None:
    store = tmp_path / "trust.sqlite"
    command = ["trust_store", "update", "samples/trust/main", "--store", str(store), "--at", MOMENT]
    subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=True, capture_output=True)
    verdicts: list[float] = []
    answers: dict[str, list[float]] = defaultdict(list)
    for _ in range(DRIVERS):
        camera = LiveCamera(case_of("scans/living-code.sample").texts[0])
        with served(camera) as address:
            scan = ["verifier", "scan", address, "--store", str(store), "--at", MOMENT]
            with real_terminal(scan, columns=80, rows=24) as terminal:
                terminal.wait_for("en direct")
                for _ in range(ROUNDS):
                    for key, words in (*OPENS, *OVER_BOTH):
                        answers[f"{key} on the scan"].append(_opened(terminal, key, words, below="en direct"))
                    for key, words in TURNS:
                        answers["l on the scan"].append(_answered(terminal, key, words))
                camera.show.set()
                seen = terminal.wait_for("Authentique")
                assert camera.shown_at is not None
                verdicts.append(seen - camera.shown_at)
                for _ in range(ROUNDS):
                    for key, words in (*OPENS[:2], *OVER_BOTH, *OF_A_VERDICT):
                        answers[f"{key} on the verdict"].append(_opened(terminal, key, words, below="Authentique"))
                    answers["v, v: facts of a car"].append(_stated(terminal))
                    for key, words in (("l", "Genuine"), ("l", "Authentique")):
                        answers["l on the verdict"].append(_answered(terminal, key, words))
                answers["n to the scan"].append(_answered(terminal, "n", "en direct"))
                time.sleep(BETWEEN_KEYS)
                terminal.type("q")
                assert terminal.end() == 0
    print(f"\nlive, 1280x720 at 30 frames a second, terminal of 80x24, load {os.getloadavg()[0]:.1f}")
    everything = [seconds for each in answers.values() for seconds in each]
    _print("first frame with the code to verdict", verdicts)
    _print("any key to its answer", everything)
    for name, each in sorted(answers.items(), key=lambda one: -max(one[1])):
        _print(f"  {name}", each)


def _opened(terminal: RealTerminal, key: str, words: str, below: str) -> float:
    """Open a screen, and leave it again; return the seconds that opening took."""
    seconds = _answered(terminal, key, words)
    time.sleep(BETWEEN_KEYS)
    terminal.type(ESCAPE)
    terminal.wait_until_gone(words)
    terminal.wait_for(below)
    return seconds


def _stated(terminal: RealTerminal) -> float:
    """Choose a kind of vehicle; return the seconds until its facts are there. Leave without stating them."""
    _answered(terminal, "v", "Quel véhicule")
    seconds = _answered(terminal, "v", "Remorque")
    time.sleep(BETWEEN_KEYS)
    terminal.type(ESCAPE)
    terminal.wait_for("Authentique")
    return seconds


def _answered(terminal: RealTerminal, key: str, words: str) -> float:
    time.sleep(BETWEEN_KEYS)
    pressed = time.monotonic()
    terminal.type(key)
    return terminal.wait_for(words) - pressed


def _print(name: str, seconds: list[float]) -> None:
    took = f"median {1000 * median(seconds):4.0f} ms, slowest {1000 * max(seconds):4.0f} ms, of {len(seconds)}"
    print(f"  {name:<40} {took}")
