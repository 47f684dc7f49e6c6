"""How many live pictures a second the scan screen draws, with a code outlined, while decoding runs beside."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.ui.drivers_for_tests import Clocks
from trust_store.profile import Profile
from trust_store.store import TrustStore
from verifier.capture.decoders import read_codes
from verifier.capture.frame import Frame
from verifier.capture.reading import Reading
from verifier.terminal.app import ScanApp
from verifier.terminal.widgets.camera_view import CameraView

PHOTOGRAPH = Path(__file__).parents[2] / "samples" / "scans" / "photo-tilted.jpg"
SECONDS = 4.0
CAMERA_RATE = 60


class Shaking:
    """A camera of 60 frames a second at 720p, held by a hand that trembles."""

    label = "shaking"
    is_camera = True

    def __init__(self) -> None:
        picture = cv2.imread(str(PHOTOGRAPH))
        assert picture is not None
        self._picture = cv2.resize(picture, (1280, 720)).astype(np.uint8)
        self._given = 0

    def open(self) -> None:
        """Nothing to open."""

    def read(self) -> Frame | None:
        """The photograph, moved by a few pixels each time."""
        time.sleep(1 / CAMERA_RATE)
        self._given += 1
        return np.roll(self._picture, self._given % 9, axis=1)

    def close(self) -> None:
        """Nothing to close."""

    def news(self) -> None:
        """Nothing becomes of it."""


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
def test_live_pictures_a_second(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    drawn, decoded = 0, 0
    busy: list[float] = []
    render = CameraView.render_line

    def count(view: CameraView, y: int) -> object:
        nonlocal drawn
        drawn += y == view.size.height // 2
        return render(view, y)

    def decode(timed: object) -> Reading:
        nonlocal decoded
        decoded += 1
        return Reading(outlines=read_codes(timed.frame).outlines)  # type: ignore[attr-defined] # a TimedFrame

    async def watch() -> None:
        clocks = Clocks()
        app = ScanApp(
            TrustStore.empty(Profile.TEST),
            source=Shaking(),
            clock=clocks.wall,
            monotonic=clocks.monotonic,
            decode=decode,
        )
        async with app.run_test(size=size):
            before = time.thread_time()
            await asyncio.sleep(SECONDS)
            busy.append(time.thread_time() - before)

    monkeypatch.setattr(CameraView, "render_line", count)
    asyncio.run(watch())
    rates = f"{drawn / SECONDS:.1f} pictures a second drawn, {decoded / SECONDS:.1f} decoded beside"
    print(f"\n{size[0]} x {size[1]}: {rates}; the screen's thread took {busy[0] * 1000 / drawn:.1f} ms a picture")
    assert drawn > 0
