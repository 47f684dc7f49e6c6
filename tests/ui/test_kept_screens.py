"""Screens that are made before they are wanted, and kept: they must be as if they were new."""

from __future__ import annotations

import pytest
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Input

from credential.language import Language
from tests.ui.drivers_for_tests import judged, verdict, verdict_screen, words_on, work
from verifier.entitlement.vehicle import Vehicle, VehicleKind
from verifier.terminal import phrases, vehicle_phrases
from verifier.terminal.app import ScanApp
from verifier.terminal.palette import Light
from verifier.terminal.screens.framed import Laid
from verifier.terminal.screens.help import HelpScreen
from verifier.terminal.screens.menu import MenuScreen
from verifier.terminal.screens.scan import ScanScreen
from verifier.terminal.screens.source import SourceScreen
from verifier.terminal.screens.vehicle import VehicleScreen
from verifier.terminal.shown import Line

KEPT = {"v": VehicleScreen, "m": MenuScreen, "h": HelpScreen, "s": SourceScreen}


async def opened(pilot: Pilot[None], key: str) -> Laid:
    """Open a screen by its key."""
    await pilot.press(key)
    screen = pilot.app.screen
    assert isinstance(screen, KEPT[key])
    assert isinstance(screen, Laid)
    return screen


def test_every_kept_screen_is_prepared_in_quiet_moments_and_none_shows_meanwhile() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        for _ in KEPT:
            app.call_later(app.prepare)
            await pilot.pause()
            assert isinstance(app.screen, ScanScreen)
            assert len(app.screen_stack) == 1
        assert set(app.prepared) == set(KEPT.values()) == set(app._kept)

    work(shift)


def test_nothing_more_is_prepared_beside_a_verdict() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await app.push_screen(verdict_screen(app, judged(verdict())))
        await app.prepare()
        await pilot.pause()
        assert set(app._kept) == {VehicleScreen}

    work(shift)


def test_nothing_is_prepared_while_somebody_types() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press("b")
        await app.prepare()
        assert set(app._kept) == {VehicleScreen}

    work(shift)


@pytest.mark.parametrize("key", KEPT)
def test_kept_screen_is_shown_again(key: str) -> None:
    async def shift(_: ScanApp, pilot: Pilot[None]) -> None:
        first = await opened(pilot, key)
        await pilot.press("escape")
        assert await opened(pilot, key) is first

    work(shift)


@pytest.mark.parametrize("key", KEPT)
def test_kept_screen_speaks_the_language_chosen_meanwhile(key: str) -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await opened(pilot, key)
        french = words_on(app)
        await pilot.press("escape", "l")
        await opened(pilot, key)
        assert app.station.language is Language.EN
        assert phrases.KEY_BACK.en in words_on(app)
        assert phrases.KEY_BACK.fr in french
        assert phrases.KEY_BACK.fr not in words_on(app)

    work(shift)


def test_kept_screen_has_the_colours_chosen_meanwhile() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        screen = await opened(pilot, "m")
        by_day = screen.styles.background
        await pilot.press("escape", "t")
        await opened(pilot, "m")
        await pilot.pause()
        assert app.station.light is Light.NIGHT
        assert screen.styles.background != by_day

    work(shift)


def test_vehicle_stated_meanwhile_is_marked() -> None:
    def marked(app: ScanApp) -> list[str]:
        return [str(line.content) for line in app.screen.query(Line) if "●" in str(line.content)]

    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await opened(pilot, "v")
        assert phrases.VEHICLE_NOT_STATED.fr in marked(app)[0]
        await pilot.press("escape")
        app.station.vehicle = Vehicle(kind=VehicleKind.CAR)
        await opened(pilot, "v")
        assert phrases.VEHICLE_NOT_STATED.fr not in marked(app)[0]

    work(shift)


def test_source_screen_forgets_what_was_typed_and_refused() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await opened(pilot, "s")
        await pilot.press("f")
        app.screen.query_one("#spec", Input).value = "/does/not/exist.avi"
        await pilot.press("enter")
        await pilot.pause()
        assert "exist.avi" in words_on(app)
        await pilot.press("escape")
        screen = await opened(pilot, "s")
        assert "exist.avi" not in words_on(app)
        assert app.screen.query_one("#spec", Input).value == ""
        assert not screen.is_being_written

    work(shift)


def test_help_begins_at_its_top_again() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await opened(pilot, "h")
        app.screen.query_one(VerticalScroll).scroll_end(animate=False)
        await pilot.pause()
        assert app.screen.query_one(VerticalScroll).scroll_y > 0
        await pilot.press("escape")
        await opened(pilot, "h")
        await pilot.pause()
        assert app.screen.query_one(VerticalScroll).scroll_y == 0

    work(shift)


def test_kept_screen_is_laid_out_anew_for_another_size() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        screen = await opened(pilot, "v")
        assert screen.has_class("-wide")
        await pilot.press("escape")
        await pilot.resize_terminal(45, 30)
        await opened(pilot, "v")
        await pilot.pause()
        assert screen.has_class("-narrow")
        assert not screen.has_class("-wide")
        assert screen.size.width == 45
        assert vehicle_phrases.CHOOSE_VEHICLE.fr in words_on(app)

    work(shift)
