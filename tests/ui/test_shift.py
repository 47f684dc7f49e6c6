"""A simulated shift: frames through both threads, drivers through the whole application; memory and descriptors after.

CI runs a hundredth of eight hours; `CARTON_ROSE_SHIFT=1` runs all of it (50,000 frames, 2,000 scans).
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from textual.pilot import Pilot

from issuer.samples.scene import NOW
from tests.ui.drivers_for_tests import Clocks
from tests.unit.capture import made
from tests.world import World
from verifier.capture.frame import Frame
from verifier.terminal.app import ScanApp

FRAMES, SCANS = 50_000, 2_000
SHARE = float(os.environ.get("CARTON_ROSE_SHIFT", "0.01"))
WARMING = 0.25
"""Share of a short shift after which is measured first: caches fill, fonts and codecs load."""
MOST_GROWTH_MIB = 20.0
pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]


@dataclass
class Road:
    """A camera that gives 250 frames a second at most: a road of noise, and a code where a driver stands."""

    code: Frame
    label: str = "camera:0"
    is_camera: bool = True
    given: int = 0
    shows_code: bool = False
    is_over: bool = False

    def open(self) -> None:
        """Nothing to open."""
        self._random = np.random.default_rng(3)

    def read(self) -> Frame | None:
        """Give the next frame; none once the shift is over."""
        if self.is_over:
            return None
        time.sleep(0.004)
        self.given += 1
        frame = self._random.integers(90, 140, (240, 320), dtype=np.uint8)
        if self.shows_code:
            height, width = self.code.shape
            frame[:height, :width] = self.code
        return frame

    def close(self) -> None:
        """Nothing to close."""

    def news(self) -> None:
        """Nothing becomes of it."""


def memory_mib() -> float:
    """What the process holds in memory now."""
    gc.collect()
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_shift_grows_little_and_leaks_no_descriptor(tmp_path: Path) -> None:
    world, clocks = World(tmp_path), Clocks()
    clocks.now = NOW
    road = Road(code=made.code(world.code(), pixels=2, error="l", border=4))
    app = ScanApp(world.trust, source=road, clock=clocks.wall, monotonic=clocks.monotonic)
    scans = max(int(SCANS * SHARE), 8)

    async def pass_by(pilot: Pilot[None]) -> None:
        """One driver: the code is shown, judged, taken away; then the frames until the next one."""
        wanted = road.given + FRAMES // SCANS
        road.shows_code = True
        while app.shown is None:
            await pilot.pause(0.005)
        assert app.shown.judged.verdict.claims is not None
        road.shows_code = False
        while road.given < wanted:
            await asyncio.sleep(0.002)
        await app.action_next_driver()
        clocks.seconds += 14.4
        await pilot.pause(0.02)

    async def work() -> tuple[float, int]:
        async with app.run_test(size=(80, 24)) as pilot:
            for _ in range(int(scans * WARMING)):
                await pass_by(pilot)
            memory, open_files = memory_mib(), descriptors()
            for _ in range(scans):
                await pass_by(pilot)
            return memory_mib() - memory, descriptors() - open_files

    growth, leaked = asyncio.run(work())
    print(f"\nshift: {road.given} frames, {scans} scans: {growth:+.1f} MiB, {leaked:+d} descriptors")
    assert growth < MOST_GROWTH_MIB
    assert leaked <= 0
