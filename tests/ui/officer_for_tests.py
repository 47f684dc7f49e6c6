"""An officer at a terminal whose verdicts a test decides."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from textual import events
from textual.pilot import Pilot

from credential.forms import Form
from credential.reason import Reason
from issuer.artwork.portraits import draw_portrait
from tests.ui.drivers_for_tests import CLAIMS, Clocks, terminal, verdict, with_portrait
from verifier.capture.reading import Reading
from verifier.entitlement.context import Context
from verifier.entitlement.vehicle import Vehicle
from verifier.scan import Scan
from verifier.terminal.lookout import CodesRead
from verifier.terminal.recorder import Checked, Filed, Recorded
from verifier.terminal.spoken import Asking
from verifier.verdict import Verdict

FIRST, SECOND, FORGED = "PDC1:FIRST000", "PDC1:SECOND00", "PDC1:FORGED00"
COMPANION = "PDD1:FACE0000"
OTHER = replace(CLAIMS, sub="specimen-0002", family_name="SPECIMEN-MARTIN")
FACE = draw_portrait("specimen", sex="F", birth_year=1991)


CHARACTERS = "K7PX"


class Journal:
    """A journal that a test breaks and mends."""

    def __init__(self) -> None:
        self.records: list[Checked] = []
        self.filed: list[Checked] = []
        self.is_full = False

    def record(self, checked: Checked) -> Recorded:
        """Keep it, unless the disk is full."""
        if self.is_full:
            return Recorded.NOT_RECORDED
        self.records.append(checked)
        return Recorded.RECORDED

    def file(self, checked: Checked) -> Filed:
        """Keep it, unless the disk is full."""
        if self.is_full:
            return Filed.NOT_FILED
        self.filed.append(checked)
        return Filed.FILED


class Officer:
    """A terminal with hands: verdicts are those of the table, whatever a text would be worth."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, *, asking: Asking = Asking.CLOCKS, needs_journal: bool = False
    ) -> None:
        self.clocks = Clocks()
        self.journal = Journal()
        self.app = terminal(
            self.clocks,
            recorder=self.journal,
            needs_journal=needs_journal,
            asking=asking,
            draw=lambda: CHARACTERS,
        )
        self.table: dict[str, Verdict] = {
            FIRST: verdict(),
            SECOND: verdict(claims=OTHER),
            FORGED: verdict(Reason.SIGNATURE_INVALID, claims=None),
        }
        self.signed: dict[str, str] = {}
        """The characters that a text signs."""
        self.vehicles: list[Vehicle | None] = []
        self.contexts: list[Context] = []
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

    def _check(
        self,
        scan: Scan,
        *_: object,
        vehicle: Vehicle | None,
        context: Context,
        nonce: str | None = None,
        **__: object,
    ) -> Verdict:
        self.vehicles.append(vehicle)
        self.contexts.append(context)
        found = self.table[scan.text]
        if scan.text in self.signed and self.signed[scan.text] != nonce:
            return verdict(Reason.NONCE_MISMATCH, claims=None)
        if scan.text not in self.signed and nonce is not None and found.form is Form.PRESENTATION:
            return verdict(Reason.NONCE_MISMATCH, claims=None)
        if scan.companion is not None and found.claims is not None:
            found = replace(found, claims=with_portrait(FACE, found.claims))
        return found
