"""Screens that are made before they are wanted, and kept: they must be as if they were new."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Input

from credential.language import Language
from tests.ui.drivers_for_tests import judged, verdict, verdict_screen, words_on, work
from tests.world import World
from verifier.entitlement.vehicle import Vehicle, VehicleKind
from verifier.terminal import phrases, vehicle_phrases
from verifier.terminal.app import ScanApp
from verifier.terminal.palette import Light
from verifier.terminal.screens import framed
from verifier.terminal.screens.circumstances import CircumstancesScreen
from verifier.terminal.screens.details import DetailsScreen
from verifier.terminal.screens.framed import Laid
from verifier.terminal.screens.help import HelpScreen
from verifier.terminal.screens.menu import MenuScreen
from verifier.terminal.screens.scan import ScanScreen
from verifier.terminal.screens.source import SourceScreen
from verifier.terminal.screens.trust import TrustScreen
from verifier.terminal.screens.vehicle import VehicleScreen
from verifier.terminal.shown import Line
from verifier.terminal.widgets.key_bar import KeyBar
from verifier.terminal.widgets.trust_line import TrustLine

KEPT = {
    "v": VehicleScreen,
    "e": CircumstancesScreen,
    "m": MenuScreen,
    "h": HelpScreen,
    "i": TrustScreen,
    "s": SourceScreen,
}
PREPARE_ALL = ScanApp.prepare_all
"""As it is before a test without it begins."""
OF_A_VERDICT = {"d": DetailsScreen}


async def opened(pilot: Pilot[None], key: str) -> Laid:
    """Open a screen by its key."""
    await pilot.press(key)
    screen = pilot.app.screen
    assert isinstance(screen, KEPT[key])
    assert isinstance(screen, Laid)
    return screen


def test_every_kept_screen_is_made_before_a_key_can_ask_for_it_and_none_shows_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def shift(app: ScanApp, _: Pilot[None]) -> None:
        assert set(app.prepared) == {*KEPT.values(), *OF_A_VERDICT.values()} == set(app._kept)
        assert isinstance(app.screen, ScanScreen)
        assert len(app.screen_stack) == 1

    monkeypatch.setattr(ScanApp, "prepare_all", PREPARE_ALL)
    work(shift)


def test_outdated_screen_is_written_anew_in_a_quiet_moment() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        kept = await opened(pilot, "m")
        await pilot.press("escape", "l")
        assert kept.is_outdated
        app._last_key = float("-inf")
        for _ in app.prepared:
            app.call_later(app.prepare)
            await pilot.pause()
            assert isinstance(app.screen, ScanScreen)
        assert not kept.is_outdated

    work(shift)


def test_nothing_more_is_prepared_beside_a_verdict() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await app.push_screen(verdict_screen(app, judged(verdict())))
        await app.prepare()
        await pilot.pause()
        assert app._kept == {}

    work(shift)


def test_nothing_is_prepared_while_somebody_types() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press("b")
        await app.prepare()
        assert app._kept == {}

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


@pytest.mark.parametrize("key", ["t", "b"])
def test_kept_menu_names_what_its_keys_do_now(key: str) -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await opened(pilot, "m")
        assert phrases.KEY_BELL_OFF.fr in words_on(app)
        assert phrases.LIGHTS[Light.NIGHT].fr in words_on(app)
        await pilot.press("escape", key)
        await opened(pilot, "m")
        assert (phrases.KEY_BELL_OFF.fr in words_on(app)) is (key != "b")
        assert (phrases.LIGHTS[Light.NIGHT].fr in words_on(app)) is (key != "t")

    work(shift)


def test_screen_below_speaks_the_language_chosen_above_it() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await opened(pilot, "m")
        await pilot.press("l", "escape")
        await pilot.pause()
        assert isinstance(app.screen, ScanScreen)
        assert phrases.VEHICLE_NOT_STATED.en in words_on(app)
        assert phrases.VEHICLE_NOT_STATED.fr not in words_on(app)

    work(shift)


@pytest.mark.parametrize("light", [each for each in Light if each is not Light.DAY])
def test_screen_made_in_another_light_has_the_colours_of_the_one_chosen(light: Light) -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        made_by_day = await opened(pilot, "h")
        await pilot.press("escape")
        while app.station.light is not light:
            await pilot.press("t")
        made_now = await opened(pilot, "m")
        await pilot.press("escape")
        await opened(pilot, "h")
        await pilot.pause()
        for kind in (TrustLine, KeyBar):
            old, new = made_by_day.query_one(kind), made_now.query_one(kind)
            assert (old.styles.background, old.styles.color) == (new.styles.background, new.styles.color)

    work(shift)


def test_no_rule_of_the_style_sheet_asks_for_the_place_among_siblings() -> None:
    """One such rule has Textual style every line of every screen twice: keys would answer late."""
    sheet = (Path(framed.__file__).parents[1] / "terminal.tcss").read_text(encoding="utf-8")
    assert not re.search(r":(first|last|odd|even|empty)\b", sheet)


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


def test_trust_screen_tells_of_the_data_that_came_meanwhile(world: World) -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await opened(pilot, "i")
        assert world.trust.snapshot_id not in words_on(app)
        await pilot.press("escape")
        app.station.trust = world.trust
        await opened(pilot, "i")
        assert world.trust.snapshot_id in words_on(app)

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
