"""Keys are a person's here: two within 50 ms would be taken for a hand scanner's (`verifier.terminal.typed`)."""

from __future__ import annotations

import asyncio
import time

import pytest
from textual.pilot import Pilot

from verifier.terminal.typed import BURST_SECONDS


@pytest.fixture(autouse=True)
def keys_are_pressed_by_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a key's time pass before the next one, on a machine that is done with it sooner."""
    press_at_once = Pilot.press

    async def press(pilot: Pilot[None], *keys: str) -> None:
        for key in keys:
            pressed = time.monotonic()
            await press_at_once(pilot, key)
            await asyncio.sleep(max(pressed + 1.2 * BURST_SECONDS - time.monotonic(), 0))

    monkeypatch.setattr(Pilot, "press", press)
