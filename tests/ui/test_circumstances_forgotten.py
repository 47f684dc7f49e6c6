"""Circumstances are one driver's, and no other's."""

from __future__ import annotations

import asyncio

import pytest
from textual.pilot import Pilot

from credential.reason import Reason
from tests.ui.drivers_for_tests import Clocks, terminal, verdict, words_on
from tests.ui.officer_for_tests import FIRST, SECOND, Officer
from verifier.entitlement.context import (
    UNKNOWN_CONTEXT,
    Context,
)
from verifier.entitlement.vehicle import Vehicle
from verifier.terminal import circumstance_phrases
from verifier.terminal.circumstances import asked_in
from verifier.terminal.screens.circumstances import CircumstancesScreen
from verifier.terminal.screens.verdict import CLEARS_AFTER
from verifier.terminal.shift import UNSEEN_SECONDS
from verifier.terminal.widgets.circumstance_row import CircumstanceRow


@pytest.fixture
def officer(monkeypatch: pytest.MonkeyPatch) -> Officer:
    return Officer(monkeypatch)


def test_circumstances_go_with_their_driver(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, FIRST)
        await pilot.press("e", "a", "enter")
        await pilot.pause()
        await pilot.press("n")
        assert circumstance_phrases.STATED.fr not in words_on(officer.app)
        await officer.camera(pilot, SECOND)
        assert officer.contexts == [UNKNOWN_CONTEXT, Context(motorway=True), UNKNOWN_CONTEXT]

    officer.run(shift)


def test_circumstances_stated_before_the_code_are_shown_judged_and_forgotten(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await pilot.press("e", "a", "enter")
        await pilot.pause()
        assert "Déclaré par l'agent : Autoroute : oui" in words_on(officer.app)
        await officer.camera(pilot, FIRST)
        assert officer.contexts == [Context(motorway=True)]
        await pilot.press("n")
        assert "Déclaré" not in words_on(officer.app)

    officer.run(shift)


def test_circumstances_of_a_driver_who_shows_no_code_are_forgotten(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await pilot.press("e", "a", "enter")
        await pilot.pause()
        await officer.wait(UNSEEN_SECONDS - 1)
        assert officer.app.shift.driver.context == Context(motorway=True)
        await officer.wait(1)
        assert officer.app.shift.driver.context == UNKNOWN_CONTEXT
        assert "Déclaré" not in words_on(officer.app)

    officer.run(shift)


def test_what_was_being_stated_when_the_driver_went_is_not_the_next_ones(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, FIRST)
        await pilot.press("e", "a")
        screen = officer.app.screen
        assert isinstance(screen, CircumstancesScreen)
        await officer.wait(CLEARS_AFTER)
        officer.app.post_message(CircumstancesScreen.Stated(screen, screen.context))
        await officer.camera(pilot, SECOND)
        assert officer.contexts[-1] == UNKNOWN_CONTEXT
        assert officer.app.shift.driver.context == UNKNOWN_CONTEXT

    officer.run(shift)


def test_context_screen_kept_from_one_driver_says_nothing_of_him_to_the_next(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, FIRST)
        await pilot.press("e", "a")
        first = officer.app.screen
        assert isinstance(first, CircumstancesScreen)
        assert first.context != UNKNOWN_CONTEXT
        await pilot.press("escape", "n")
        assert first.context == UNKNOWN_CONTEXT
        assert all(row.value == row.circumstance.steps[0] for row in first.query(CircumstanceRow))
        await officer.camera(pilot, SECOND)
        await pilot.press("e")
        assert officer.app.screen.query(CircumstanceRow).first().screen is first
        assert officer.app.shift.driver.context == UNKNOWN_CONTEXT
        assert all(row.value == row.circumstance.steps[0] for row in first.query(CircumstanceRow))

    officer.run(shift)


def test_what_was_stated_on_one_occasion_is_not_taken_on_the_next(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, FIRST)
        await pilot.press("e", "a")
        screen = officer.app.screen
        assert isinstance(screen, CircumstancesScreen)
        late = CircumstancesScreen.Stated(screen, screen.context)
        await pilot.press("escape", "n")
        await officer.camera(pilot, SECOND)
        await pilot.press("e")
        officer.app.post_message(late)
        await pilot.pause()
        assert officer.app.shift.driver.context == UNKNOWN_CONTEXT

    officer.run(shift)


def test_every_reason_with_a_question_shows_it_once() -> None:
    async def show() -> None:
        app = terminal(Clocks())
        async with app.run_test(size=(80, 60)) as pilot:
            from tests.ui.drivers_for_tests import judged, verdict_screen

            found = verdict(
                Reason.INTERLOCK_ONLY, Reason.SUSPENSION_PARTIAL, Reason.DOCUMENT_NOT_SHOWN, details=("", "", "id")
            )
            await app.push_screen(verdict_screen(app, judged(found, vehicle=Vehicle(category="B"))))
            await pilot.pause()
            asked = asked_in(found.findings)
            assert len(asked) == 4
            assert len(app.screen.query("AskedRow KeyButton")) == len(asked)

    asyncio.run(show())
