"""Menu, help, trust, source and theme: each by one key, each to be touched, each on every size of screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from credential.reason import Outcome
from tests.catalogue import store_of
from tests.ui.drivers_for_tests import NOW, Clocks, cells_on, judged, verdict, verdict_screen, words_on, work
from tests.ui.officer_for_tests import FIRST, Officer
from trust_store.profile import Profile
from trust_store.screens import store_lines
from trust_store.store import TrustStore
from verifier.capture.reading import Reading
from verifier.capture.recordings import PictureFolder, VideoLoop
from verifier.terminal import call_words, help_words, keys, phrases
from verifier.terminal.app import ScanApp
from verifier.terminal.bell import RINGS
from verifier.terminal.palette import Light
from verifier.terminal.screens.details import DetailsScreen
from verifier.terminal.screens.framed import Laid
from verifier.terminal.screens.help import HelpScreen
from verifier.terminal.screens.menu import MenuScreen
from verifier.terminal.screens.scan import ScanScreen
from verifier.terminal.screens.source import CAMERAS, SourceScreen
from verifier.terminal.screens.trust import TrustScreen
from verifier.terminal.screens.verdict import VerdictScreen
from verifier.terminal.widgets.key_bar import Key, KeyButton

SIZES = [(45, 30), (80, 24), (200, 60)]
LAID = {"m": MenuScreen, "h": HelpScreen, "i": TrustScreen, "s": SourceScreen}
SAMPLES = Path(__file__).parents[2] / "samples" / "scans"


@pytest.mark.parametrize("key", LAID)
def test_one_key_opens_a_screen_and_closes_it(key: str) -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        for closing in (key, "escape"):
            await pilot.press(key)
            assert isinstance(app.screen, LAID[key])
            await pilot.press(closing if key != "s" else "escape")
            assert isinstance(app.screen, ScanScreen)

    work(shift)


def test_one_screen_at_most_is_laid_over_a_verdict() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await app.push_screen(verdict_screen(app, judged(verdict())))
        for key in "mhid":
            await pilot.press(key)
            assert len([screen for screen in app.screen_stack if isinstance(screen, Laid)]) == 1
        assert isinstance(app.screen, DetailsScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, VerdictScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, VerdictScreen)

    work(shift)


@pytest.mark.parametrize("size", SIZES)
def test_every_key_of_every_screen_is_large_enough_for_a_glove_and_none_is_cut(size: tuple[int, int]) -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await app.push_screen(verdict_screen(app, judged(verdict())))
        for key in ("", *LAID):
            if key:
                await pilot.press(key)
            await pilot.pause()
            for button in app.screen.query(KeyButton):
                if button.display:
                    assert button.outer_size.height >= 3
                    assert button.outer_size.width >= 10
                    assert app.screen.region.contains_region(button.region)
                    label = str(button.content).splitlines()
                    assert all(len(line) <= button.size.width for line in label), label
            await pilot.press("escape")

    work(shift, size)


def test_no_key_needs_shift_on_a_french_or_an_american_keyboard() -> None:
    pressed = {key for name, key in vars(keys).items() if isinstance(key, Key) for key in (key.pressed,)}
    pressed |= set(CAMERAS) | {keys.light_key(Light.DAY).pressed, keys.bell_key(False).pressed}
    assert all(key in "abcdefghijklmnopqrstuvwxyz⏎" for key in pressed)
    assert "p" not in pressed  # opens the texts of ours that a hand scanner types


def test_menu_acts_on_what_lies_below_it_by_touch(monkeypatch: pytest.MonkeyPatch) -> None:
    officer = Officer(monkeypatch)

    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, FIRST)
        await pilot.press("m")
        words = phrases.KEY_FILE.fr
        (button,) = [each for each in officer.app.screen.query("#menu KeyButton") if words in str(each.render())]
        await pilot.click(button)
        await pilot.pause()
        assert len(officer.journal.filed) == 1
        assert isinstance(officer.app.screen, VerdictScreen)

    officer.run(shift)


def test_help_names_every_word_and_every_key() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press("h")
        words = words_on(app)
        assert all(meaning.fr in words for meaning in help_words.MEANINGS.values())
        shown_keys = {key.pressed for key in vars(keys).values() if isinstance(key, Key)}
        told = {pressed for pressed, _ in help_words.KEY_WORDS}
        assert shown_keys - {"m"} <= told

    work(shift)


def test_trust_screen_says_what_the_trust_store_says() -> None:
    trust = store_of("main")
    clocks = Clocks()
    app = ScanApp(trust, source=None, clock=clocks.wall, monotonic=clocks.monotonic)

    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press("i")
        words = words_on(app)
        for line in store_lines(trust, NOW, app.station.language):
            assert line in words

    work(shift, app=app)


def test_theme_goes_round_day_night_and_contrast() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        seen = [app.theme]
        for _ in Light:
            await pilot.press("t")
            seen.append(app.theme)
        assert seen == [*(light.value for light in Light), Light.DAY.value]

    work(shift)


def test_each_outcome_rings_otherwise_and_all_within_a_second() -> None:
    assert len({len(ring) for ring in RINGS.values()}) == len(Outcome)
    assert all(ring[0] == 0 and ring[-1] < 1 for ring in RINGS.values())


def test_bell_rings_with_a_verdict_and_keeps_quiet_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[float] = []

    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        monkeypatch.setattr(officer.app, "bell", lambda: rung.append(1))
        await officer.camera(pilot, FIRST)
        assert rung == [1]
        await pilot.press("n", "b")
        await officer.wait(10)
        await officer.camera(pilot, FIRST)
        assert rung == [1]

    Officer(monkeypatch).run(shift)


def test_source_is_changed_by_typing_a_path() -> None:
    film = str(SAMPLES / "film.avi")

    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        for spec, kind in ((film, VideoLoop), (str(SAMPLES), PictureFolder)):
            await pilot.press("s", "f")
            app.screen.query_one("#spec", Input).value = spec
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, ScanScreen)
            assert app._lookout is not None
            assert isinstance(app._lookout._source, kind)
            assert spec.rsplit("/", 1)[-1] in words_on(app)

    clocks = Clocks()
    trust, blind = TrustStore.empty(Profile.TEST), Reading()
    looking = ScanApp(trust, source=None, clock=clocks.wall, monotonic=clocks.monotonic, decode=lambda _: blind)
    work(shift, app=looking)


def test_source_can_be_taken_away() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press("s", "a")
        await pilot.pause()
        assert app._lookout is not None
        assert app._lookout.label == "camera:0"
        await pilot.press("s", "x")
        await pilot.pause()
        assert phrases.NO_SOURCE.fr in words_on(app)

    work(shift)


def test_source_that_cannot_be_is_refused_in_one_line_and_the_old_one_stays() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press("s", "f")
        app.screen.query_one("#spec", Input).value = "http://example.invalid/\x1b[2J[/b]"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SourceScreen)
        assert "✖" in words_on(app)
        assert not any("\x1b" in row for row in cells_on(app))

    work(shift)


def test_letters_typed_into_the_line_do_not_act_and_a_code_in_it_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await pilot.press("s", "f")
        await pilot.press("q", "n", "x")
        assert officer.app.screen.query_one("#spec", Input).value == "qnx"
        officer.app.post_message(events.Paste("/film"))
        await pilot.pause()
        officer.app.screen.query_one("#spec", Input).value = FIRST
        await pilot.press("enter")
        await pilot.pause()
        assert officer.verdict is officer.table[FIRST]

    Officer(monkeypatch).run(shift)


def test_headings_of_calls_are_said_in_both_languages() -> None:
    for words in vars(call_words).values():
        if hasattr(words, "fr"):
            assert words.fr != words.en
