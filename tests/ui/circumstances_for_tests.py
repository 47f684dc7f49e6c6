"""What the tests of circumstances have in common: a driver on the road, and what was stated of him."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.pilot import Pilot

from credential.reason import Outcome
from issuer.samples.scene import NOW
from tests.ui.drivers_for_tests import work
from tests.world import World
from verifier.entitlement.context import (
    Context,
)
from verifier.terminal.app import ScanApp

SIZES = [(45, 30), (80, 24), (200, 60)]
WITH_GLASSES, WITHOUT_ID, PLAIN = "P07", "P33", "P25"
Work = Callable[[ScanApp, Pilot[None]], Awaitable[None]]


def on_the_road(
    world: World, shift: Work, *, person: str | None = WITH_GLASSES, size: tuple[int, int] = (80, 40)
) -> None:
    """Work with real verdicts, a driver's code already on the screen."""

    async def begun(app: ScanApp, pilot: Pilot[None]) -> None:
        if person is not None:
            await app.take((world.code(person),))
            await pilot.pause()
        await shift(app, pilot)

    work(begun, size, ScanApp(world.trust, source=None, clock=lambda: NOW, monotonic=lambda: 1000.0))


def context_of(app: ScanApp) -> Context:
    assert app.shown is not None
    assert app.shown.judged.context == app.shift.driver.context
    return app.shown.judged.context


def outcome_of(app: ScanApp) -> Outcome:
    assert app.shown is not None
    return app.shown.judged.verdict.outcome
