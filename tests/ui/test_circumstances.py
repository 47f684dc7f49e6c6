"""The screen of all circumstances: stated by letter, digits or touch, and taken back."""

from __future__ import annotations

import asyncio
from datetime import time

import pytest
from textual import events
from textual.binding import Binding
from textual.pilot import Pilot

from credential.reason import Outcome
from tests.ui.circumstances_for_tests import (
    PLAIN,
    SIZES,
    WITHOUT_ID,
    context_of,
    on_the_road,
    outcome_of,
)
from tests.ui.drivers_for_tests import Clocks, cells_on, terminal, words_on
from tests.world import World
from verifier.entitlement.context import (
    UNKNOWN_CONTEXT,
    Context,
    Document,
    DocumentName,
    Opinion,
    Paper,
)
from verifier.entitlement.context_described import describe_context
from verifier.entitlement.vehicle import VehicleKind
from verifier.terminal.app import ScanApp
from verifier.terminal.circumstances import CIRCUMSTANCES
from verifier.terminal.screens.circumstances import CircumstancesScreen
from verifier.terminal.screens.scan import ScanScreen
from verifier.terminal.vehicle_presets import PRESETS
from verifier.terminal.widgets.circumstance_row import CircumstanceRow
from verifier.terminal.widgets.key_bar import KeyButton


@pytest.mark.parametrize("size", SIZES)
def test_every_field_is_large_enough_for_a_glove_and_its_words_are_whole(size: tuple[int, int]) -> None:
    async def show() -> None:
        app = terminal(Clocks())
        async with app.run_test(size=size) as pilot:
            for key in ("e", "l"):
                await pilot.press(*(["escape", key] if key == "l" else []), "e")
                await pilot.pause()
                for row in app.screen.query(CircumstanceRow):
                    for value in row.circumstance.steps:
                        row.take(value)
                        assert row.outer_size.height >= 3
                        assert row.outer_size.width >= 10
                        needed = row.get_content_height(row.size, row.size, row.size.width)
                        assert needed <= row.size.height, (row.circumstance.name, value)
                assert all(len(line) <= size[0] for line in cells_on(app))

    asyncio.run(show())


def test_each_is_stated_by_its_letter_and_what_is_not_stays_to_be_done(world: World) -> None:
    bound = {each.key: each.action for each in CircumstancesScreen.BINDINGS if isinstance(each, Binding)}
    assert all(bound[each.letter] == f"step('{each.name}')" for each in CIRCUMSTANCES)

    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press("e", "r", "a", "m", "enter")
        await pilot.pause()
        opinion = Document(state=Paper.SHOWN, outcome=Opinion.FIT)
        wanted = Context(passengers=0, motorway=True, documents={DocumentName.MEDICAL_OPINION: opinion})
        assert context_of(app) == wanted
        for part in describe_context(wanted, app.station.language).split(" · "):
            assert part in words_on(app)
        assert any(line.startswith("☐ 01.06") for line in words_on(app).splitlines())
        assert outcome_of(app) is Outcome.ATTENTION

    on_the_road(world, shift)


@pytest.mark.parametrize("size", SIZES)
def test_each_is_stated_by_touch(world: World, size: tuple[int, int]) -> None:
    """The first, which is in sight, and the last, to which the list is turned."""

    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press("e")
        for row in (app.screen.query(CircumstanceRow).first(), app.screen.query(CircumstanceRow).last()):
            row.scroll_visible(animate=False, immediate=True)
            await pilot.pause()
            await pilot.click(row)
        await pilot.click("KeyBar KeyButton")
        await pilot.pause()
        assert context_of(app) == Context(wears_correction=True, sunset=time(16))

    on_the_road(world, shift, size=size, person=PLAIN)


def test_times_and_numbers_are_typed_also_as_a_french_keyboard_gives_them(world: World) -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press("e")
        for name, typed in (("sunset", "&è&é"), ("sunrise", "0745"), ("passengers", "12")):
            (row,) = (row for row in app.screen.query(CircumstanceRow) if row.circumstance.name == name)
            for character in typed:
                row.on_key(events.Key(character, character))
        await pilot.press("enter")
        await pilot.pause()
        assert context_of(app) == Context(sunset=time(17, 12), sunrise=time(7, 45), passengers=12)

    on_the_road(world, shift, person=PLAIN)


def test_what_is_no_time_of_day_states_none(world: World) -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press("e", "x")
        assert isinstance(app.screen, CircumstancesScreen)
        (row,) = (row for row in app.screen.query(CircumstanceRow) if row.circumstance.name == "sunset")
        assert app.screen.context == Context(sunset=time(16))
        for typed in ("2", "25", "2560", "1261"):
            row.on_blur()
            for digit in typed:
                row.on_key(events.Key(digit, digit))
            assert app.screen.context == UNKNOWN_CONTEXT, typed

    on_the_road(world, shift, person=PLAIN)


def test_leaving_changes_nothing_and_z_takes_all_back(world: World) -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        app.shift.state_context(Context(motorway=True, passengers=2))
        await pilot.press("e", "a", "z", "escape")
        assert context_of(app) == Context(motorway=True, passengers=2)
        await pilot.press("e", "z", "enter")
        await pilot.pause()
        assert context_of(app) == UNKNOWN_CONTEXT

    on_the_road(world, shift, person=PLAIN)


def test_what_the_verdict_asks_stands_first(world: World) -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press("e")
        assert isinstance(app.screen, CircumstancesScreen)
        first = app.screen.query(CircumstanceRow).first()
        assert first.circumstance.name == "id"
        assert first.has_focus
        assert "☐" in str(first.content)

    on_the_road(world, shift, person=WITHOUT_ID)


@pytest.mark.parametrize("size", SIZES)
def test_it_is_reached_from_the_details_of_the_vehicle_and_from_the_menu(size: tuple[int, int]) -> None:
    async def show() -> None:
        app = terminal(Clocks())
        async with app.run_test(size=size) as pilot:
            await pilot.press("v", "c", "e")
            await pilot.pause()
            assert isinstance(app.screen, CircumstancesScreen)
            await pilot.press("e")
            assert isinstance(app.screen, ScanScreen)
            assert app.station.vehicle == PRESETS[VehicleKind.LORRY].vehicle
            await pilot.press("m")
            (button,) = (each for each in app.screen.query(KeyButton) if "Contexte" in str(each.content))
            await pilot.click(button)
            await pilot.pause()
            assert isinstance(app.screen, CircumstancesScreen)

    asyncio.run(show())
