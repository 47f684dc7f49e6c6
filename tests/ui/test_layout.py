"""Every size of screen shows the word, the trust data and the keys; colours keep their contrast."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from credential.language import Language
from credential.reason import Outcome, Reason
from tests.catalogue import store_of
from tests.ui.drivers_for_tests import NOW, Clocks, cells_on, judged, terminal, verdict, verdict_screen
from tests.ui.faults_for_tests import work
from trust_store.store import TrustStore
from verifier.terminal import app as app_module
from verifier.terminal.judged import Succession
from verifier.terminal.palette import LEAST_CONTRAST, PALETTES, Ink, Light
from verifier.terminal.screens.vehicle import Choice
from verifier.terminal.widgets.key_bar import KeyButton
from verifier.terminal.widgets.outcome_band import OutcomeBand
from verifier.terminal.widgets.trust_line import TrustLine, trust_words

SIZES = [(45, 30), (80, 24), (120, 40), (200, 60)]
STYLE_SHEET = Path(app_module.__file__).with_name("terminal.tcss").read_text(encoding="utf-8")


@pytest.mark.parametrize("light", Light)
@pytest.mark.parametrize("outcome", Outcome)
def test_verdict_stands_out_by_seven_to_one(light: Light, outcome: Outcome) -> None:
    assert PALETTES[light].outcomes[outcome].contrast >= LEAST_CONTRAST


@pytest.mark.parametrize("light", Light)
def test_all_other_text_stands_out_too(light: Light) -> None:
    palette = PALETTES[light]
    for ink in (palette.page, palette.quiet, palette.panel, palette.profile):
        assert ink.contrast >= LEAST_CONTRAST


def test_contrast_is_that_of_the_standard() -> None:
    assert Ink("#000000", "#ffffff").contrast == pytest.approx(21.0)
    assert Ink("#777777", "#777777").contrast == pytest.approx(1.0)
    assert Ink("#767676", "#ffffff").contrast == pytest.approx(4.54, abs=0.01)


def test_at_night_no_ground_is_bright() -> None:
    palette = PALETTES[Light.NIGHT]
    white = Ink("#ffffff", "#000000")
    for ink in (palette.page, palette.quiet, palette.panel, palette.profile, *palette.outcomes.values()):
        assert Ink("#ffffff", ink.ground).contrast > white.contrast / 2


def test_style_sheet_takes_every_colour_from_the_theme() -> None:
    assert not re.search(r"(?:background|color):[^;]*#[0-9a-fA-F]{3}", STYLE_SHEET)
    grounds = set(re.findall(r"background: \$([a-z]+)-ground; color: \$([a-z]+)-text", STYLE_SHEET))
    assert {ground for ground, _ in grounds} >= {outcome.value.lower() for outcome in Outcome}
    assert all(ground == text for ground, text in grounds)


@pytest.mark.parametrize("size", SIZES)
def test_word_trust_data_and_keys_are_whole_on_every_size(size: tuple[int, int]) -> None:
    async def show() -> None:
        app = terminal(Clocks())
        async with app.run_test(size=size) as pilot:
            await app.push_screen(verdict_screen(app, judged(verdict(Reason.HOLDER_NOT_PROVEN))))
            await pilot.pause()
            screen = app.screen.region
            for part in (OutcomeBand, TrustLine, KeyButton):
                for widget in app.screen.query(part):
                    if widget.display:
                        assert screen.contains_region(widget.region)
                        assert widget.region.area > 0
                    else:
                        assert widget.has_class("side")  # the menu has it
            rows = "\n".join(cells_on(app))
            for word in ("PROFIL DE TEST - SPECIMEN", "Suivant", "Véhicule", "Menu", "01/12/2026 11:00"):
                assert word in rows

    asyncio.run(show())


@pytest.mark.parametrize("size", SIZES)
def test_what_waits_for_a_press_is_told_whole_on_every_size(size: tuple[int, int]) -> None:
    async def show() -> None:
        app = terminal(Clocks())
        async with app.run_test(size=size) as pilot:
            screen = verdict_screen(app, judged(verdict(Reason.PRESENTATION_STALE)))
            await app.push_screen(screen)
            screen.announce(Succession.CHANGED, judged(verdict(Reason.CLOCKS_DISAGREE)))
            await pilot.pause()
            rows = " ".join(" ".join(cells_on(app)).split())
            assert "NOUVEAU RÉSULTAT ▲ VALIDE - À VÉRIFIER : Entrée pour le voir" in rows

    asyncio.run(show())


@pytest.mark.parametrize("size", SIZES)
def test_every_vehicle_is_large_enough_for_a_glove(size: tuple[int, int]) -> None:
    async def show() -> None:
        app = terminal(Clocks())
        async with app.run_test(size=size) as pilot:
            await pilot.press("v")
            for choice in app.screen.query(Choice):
                assert choice.outer_size.height >= 3
                assert choice.outer_size.width >= 10

    asyncio.run(show())


def test_screen_is_laid_out_anew_when_it_changes() -> None:
    async def show() -> None:
        app = terminal(Clocks())
        async with app.run_test(size=(120, 40)) as pilot:
            await app.push_screen(verdict_screen(app, judged(verdict())))
            for width, height in SIZES:
                await pilot.resize_terminal(width, height)
                await pilot.pause()
                band = app.screen.query_one(OutcomeBand)
                assert band.region.width == width
                assert all(len(row) <= width for row in cells_on(app))

    asyncio.run(show())


def test_absent_lists_and_a_clock_that_is_behind_are_said() -> None:
    from dataclasses import replace

    trust = replace(terminal(Clocks()).station.trust, clock_floor=NOW + timedelta(hours=1))
    words = trust_words(trust, NOW, Language.FR).plain
    assert words.count("absente") == 3
    assert "HORLOGE EN RETARD" in words
    assert "HORLOGE" not in trust_words(trust, NOW + timedelta(hours=1), Language.FR).plain


@pytest.mark.parametrize(
    ("days", "warnings"),
    [(0, ()), (6, ()), (8, ("À RENOUVELER",)), (31, ("À RENOUVELER", "TROP ANCIENNE"))],
)
def test_age_of_each_list_is_said_with_its_grade(days: int, warnings: tuple[str, ...]) -> None:
    trust = store_of("main")
    assert isinstance(trust, TrustStore)
    issued = min(shard.issued_at for shard in trust.shards.values())
    words = trust_words(trust, issued + timedelta(days=days, hours=1), Language.FR).plain
    for warning in ("À RENOUVELER", "TROP ANCIENNE"):
        assert (warning in words) is (warning in warnings)


@pytest.mark.parametrize(("size", "is_too_small"), [((39, 24), True), ((80, 15), True), ((45, 30), False)])
def test_screen_that_is_too_small_says_so_and_shows_nothing_by_half(size: tuple[int, int], is_too_small: bool) -> None:
    app = terminal(Clocks())

    async def shift(pilot: Pilot[None]) -> None:
        await pilot.pause()
        visible = {widget.id for widget in app.screen.children if widget.display}
        assert ("too-small" in visible) is is_too_small
        assert (visible == {"too-small"}) is is_too_small
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "too-small" not in {widget.id for widget in app.screen.children if widget.display}

    work(app, shift, size)
