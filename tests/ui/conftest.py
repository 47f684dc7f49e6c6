"""Time in these tests is a person's, or stands still: nothing of it depends on how busy the machine is."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from verifier.terminal import station_app
from verifier.terminal.station_app import StationApp
from verifier.terminal.typed import Typing


@pytest.fixture(autouse=True)
def keys_are_pressed_by_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin to follow the keys anew with each: two within 50 ms would be taken for a hand scanner's."""
    press_at_once = Pilot.press

    async def press(pilot: Pilot[None], *keys: str) -> None:
        for key in keys:
            if isinstance(pilot.app, StationApp):
                pilot.app._typing = Typing()
            await press_at_once(pilot, key)

    monkeypatch.setattr(Pilot, "press", press)


@pytest.fixture(autouse=True)
def screens_are_prepared_when_a_test_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no quiet moment lay a screen over the one that a test looks at, undrawn as it is."""

    async def prepare_none(_: StationApp) -> None:
        """Begin without the screens that are kept."""

    monkeypatch.setattr(station_app, "PREPARE_SECONDS", 3600.0)
    monkeypatch.setattr(StationApp, "prepare_all", prepare_none)
