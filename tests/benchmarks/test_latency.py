"""From a code's first frame to the verdict on the screen, and from a key to its answer, in a real terminal.

720p, 30 frames a second, decoding beside it. Prints; a busy machine makes it slower, and nothing is asserted of it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest

from tests.benchmarks.live_camera import LiveCamera, served
from tests.catalogue import case_of
from tests.e2e.real_terminal import ROOT, real_terminal

MOMENT = "2026-12-01T13:00:00Z"
DRIVERS, KEYS = (8, 12) if os.environ.get("CARTON_ROSE_BENCH") == "long" else (1, 2)
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def test_code_to_verdict_and_key_to_answer(tmp_path: Path) -> None:
    store = tmp_path / "trust.sqlite"
    command = ["trust_store", "update", "samples/trust/main", "--store", str(store), "--at", MOMENT]
    subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=True, capture_output=True)
    verdicts, answers = [], []
    for _ in range(DRIVERS):
        camera = LiveCamera(case_of("scans/living-code.sample").texts[0])
        with served(camera) as address:
            scan = ["verifier", "scan", address, "--store", str(store), "--at", MOMENT]
            with real_terminal(scan, columns=80, rows=24) as terminal:
                terminal.wait_for("en direct")
                for _ in range(KEYS):
                    time.sleep(0.3)  # what follows another key faster is a hand scanner's
                    pressed = time.monotonic()
                    terminal.type("v")
                    answers.append(terminal.wait_for("Quel véhicule") - pressed)
                    time.sleep(0.3)
                    terminal.type("v")
                    terminal.wait_until_gone("Quel véhicule")
                    terminal.type("\x1b")
                    terminal.wait_for("en direct")
                camera.show.set()
                seen = terminal.wait_for("Authentique")
                assert camera.shown_at is not None
                verdicts.append(seen - camera.shown_at)
                terminal.type("q")
                assert terminal.end() == 0
    print(f"\nlive, 1280x720 at 30 frames a second, terminal of 80x24, load {os.getloadavg()[0]:.1f}")
    for name, seconds in (("first frame with the code to verdict", verdicts), ("key to its answer", answers)):
        told = f"median {1000 * median(seconds):.0f} ms, slowest {1000 * max(seconds):.0f} ms, of {len(seconds)}"
        print(f"  {name:<40} {told}")
