"""An officer at a terminal whose verdicts a test decides."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from textual import events
from textual.pilot import Pilot

from credential.reason import Reason
from issuer.artwork.portraits import draw_portrait
from tests.ui.drivers_for_tests import CLAIMS, Clocks, terminal, verdict, with_portrait
from verifier.capture.reading import Reading
from verifier.entitlement.vehicle import Vehicle
from verifier.scan import Scan
from verifier.terminal.lookout import CodesRead
from verifier.verdict import Verdict

FIRST, SECOND, FORGED = "PDC1:FIRST000", "PDC1:SECOND00", "PDC1:FORGED00"
COMPANION = "PDD1:FACE0000"
OTHER = replace(CLAIMS, sub="specimen-0002", family_name="SPECIMEN-MARTIN")
FACE = draw_portrait("specimen", sex="F", birth_year=1991)


class Officer:
    """A terminal with hands: verdicts are those of the table, whatever a text would be worth."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clocks = Clocks()
        self.app = terminal(self.clocks)
        self.table: dict[str, Verdict] = {
            FIRST: verdict(),
            SECOND: verdict(claims=OTHER),
            FORGED: verdict(Reason.SIGNATURE_INVALID, claims=None),
        }
        self.vehicles: list[Vehicle | None] = []
        monkeypatch.setattr("verifier.session.check", self._check)

    def run(self, shift: Callable[[Officer, Pilot[None]], Awaitable[None]], size: tuple[int, int] = (80, 40)) -> None:
        """Work a shift."""

        async def work() -> None:
            async with self.app.run_test(size=size) as pilot:
                await shift(self, pilot)

        asyncio.run(work())

    async def camera(self, pilot: Pilot[None], *texts: str, finder: bool = False) -> None:
        """Post what the camera's thread posts."""
        reading = Reading(texts=texts, finder_seen=finder)
        self.app.post_message(CodesRead(reading, self.clocks.seconds))
        await pilot.pause()

    async def scanner(self, pilot: Pilot[None], typed: str) -> None:
        """Press keys as a hand scanner does, 4 ms apart, then Enter."""
        for place, character in enumerate((*typed, "\r")):
            key = events.Key("enter" if character == "\r" else character, character)
            key.time = 5000.0 + place * 0.004
            self.app.post_message(key)
        await pilot.pause()

    async def wait(self, seconds: float) -> None:
        """Turn the clock, without waiting."""
        self.clocks.seconds += seconds
        await self.app.tick()

    @property
    def verdict(self) -> Verdict:
        """The verdict on the screen."""
        assert self.app.shown is not None
        return self.app.shown.judged.verdict

    def _check(self, scan: Scan, *_: object, vehicle: Vehicle | None, **__: object) -> Verdict:
        self.vehicles.append(vehicle)
        found = self.table[scan.text]
        if scan.companion is not None and found.claims is not None:
            found = replace(found, claims=with_portrait(FACE, found.claims))
        return found
