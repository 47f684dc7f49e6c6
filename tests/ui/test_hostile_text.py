"""Nothing that a licence, a file name or an error says reaches the terminal as anything but letters."""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path

import pytest

from tests.e2e.real_terminal import real_terminal
from tests.ui.drivers_for_tests import Clocks, cells_on, judged, terminal, verdict_screen, words_on
from tests.ui.hostile import HOSTILE, TURNS, hostile_verdict
from verifier.capture.camera import CameraState
from verifier.capture.errors import SourceError, SourceFault
from verifier.terminal.lookout import CameraChanged
from verifier.terminal.screens.details import DetailsScreen
from verifier.terminal.screens.scan import ScanScreen
from verifier.terminal.screens.verdict import VerdictScreen

ROOT = Path(__file__).parents[2]
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")


@pytest.mark.parametrize("turn", range(TURNS))
def test_hostile_licence_is_drawn_without_a_control_character_and_does_nothing(turn: int) -> None:
    async def show() -> None:
        app = terminal(Clocks())
        async with app.run_test(size=(80, 90)) as pilot:
            check = judged(hostile_verdict(turn))
            for screen in (verdict_screen(app, check), DetailsScreen(app.station, check)):
                await app.push_screen(screen)
                await pilot.pause()
                assert not any(CONTROLS.search(row) for row in cells_on(app))
                await pilot.click("#report" if isinstance(screen, VerdictScreen) else "VerticalScroll")
                assert app.screen is screen

    asyncio.run(show())


def test_markup_in_a_name_is_shown_as_it_is_written() -> None:
    async def show() -> None:
        app = terminal(Clocks())
        async with app.run_test(size=(80, 90)) as pilot:
            written = ""
            for turn in range(TURNS):
                await app.push_screen(verdict_screen(app, judged(hostile_verdict(turn))))
                await pilot.pause()
                written += words_on(app)
            for text in HOSTILE:
                if text.startswith(("[", "HOSTILE[", "$", "%")):
                    assert text in written

    asyncio.run(show())


def test_control_characters_in_a_file_name_are_written_out() -> None:
    async def show() -> None:
        app = terminal(Clocks())
        async with app.run_test() as pilot:
            screen = ScanScreen(app.station, "\x1b]0;HOSTILE\x07")
            await app.push_screen(screen)
            await pilot.pause()
            assert "<U+001B>" in words_on(app)
            screen.show_camera(CameraState.LOST, SourceError(SourceFault.ABSENT, "\x1b[2J[/b]", "check"))
            assert "<U+001B>[2J[/b]" in words_on(app)
            app.post_message(CameraChanged(CameraState.STUCK))

    asyncio.run(show())


def test_only_one_module_makes_text_for_a_screen() -> None:
    """A `str` given to a widget is read as markup: no other module may make one, or text with styles."""
    makers = re.compile(r"\b(Static|Label|Markdown|RichLog|DataTable|from_markup|Text\.from|notify)\b|Content\(")
    for path in (ROOT / "verifier" / "terminal").rglob("*.py"):
        if path.name != "shown.py":
            assert not makers.search(path.read_text(encoding="utf-8")), path.name


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_no_hostile_byte_arrives_at_a_real_terminal() -> None:
    output = _bytes_of_real_terminal()
    assert b"HOSTILE" in output
    assert b"<U+001B>" in output
    for attack in (b"\x1b]52", b"\x1b]0;", b"\x1bP", b"\x07", b"\x1b[31mHOSTILE", b"\x1b[2J\x1b[31m"):
        assert attack not in output
    text = output.decode("utf-8")
    assert not re.search("[\x80-\x9f\u200b\u202e\u2066\u2069\ufeff]", text)
    assert "[/b]" in text


def _bytes_of_real_terminal() -> bytes:
    """Run `tests.ui.hostile` in a pseudo-terminal of 80 x 50 and return what it wrote."""
    with real_terminal(["tests.ui.hostile"], columns=80, rows=50) as terminal:
        assert terminal.end() == 0
        return re.sub(rb"\x1b]22;[a-z]*\x07", b"", bytes(terminal.raw))  # Textual's own: the mouse pointer's shape
