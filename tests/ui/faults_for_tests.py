"""A source on a bench for the screens, and the application that looks at it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import numpy as np
from textual.pilot import Pilot

from tests.ui.drivers_for_tests import Clocks, words_on
from trust_store.profile import Profile
from trust_store.store import TrustStore
from verifier.capture.camera import FrameSource
from verifier.capture.frame import Frame, TimedFrame
from verifier.capture.news import SourceNews
from verifier.capture.reading import Reading
from verifier.terminal.app import ScanApp
from verifier.terminal.lookout import decode_frame


class FakeSource:
    """It does what `reading` does, frame after frame, and tells what a test tells it."""

    label = "camera:0"
    is_camera = True

    def __init__(self, reading: Callable[[int], Frame | None]) -> None:
        self._reading = reading
        self.opened = 0
        self.reads = 0
        self.told: SourceNews | None = None

    def open(self) -> None:
        self.opened += 1

    def read(self) -> Frame | None:
        self.reads += 1
        time.sleep(0.01)
        return self._reading(self.reads)

    def close(self) -> None:
        pass

    def news(self) -> SourceNews | None:
        news, self.told = self.told, None
        return news


def noise(number: int) -> Frame:
    return np.random.default_rng(number).integers(0, 256, (48, 64), dtype=np.uint8)


def looking(
    source: FrameSource,
    monotonic: Callable[[], float] = time.monotonic,
    decode: Callable[[TimedFrame], Reading] = decode_frame,
) -> ScanApp:
    """A terminal that looks at a source, on an empty store."""
    return ScanApp(
        TrustStore.empty(Profile.TEST), source=source, clock=Clocks().wall, monotonic=monotonic, decode=decode
    )


def work(app: ScanApp, shift: Callable[[Pilot[None]], Awaitable[None]], size: tuple[int, int] = (80, 24)) -> None:
    """Run the application for one shift."""

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await shift(pilot)

    asyncio.run(run())


async def until(app: ScanApp, words: str, seconds: float = 8.0) -> None:
    """Let the application work until words stand on the screen."""
    deadline = time.monotonic() + seconds
    while words not in words_on(app):
        assert time.monotonic() < deadline, words_on(app)
        await asyncio.sleep(0.05)
