"""The portrait in real pixels: only in terminals that have them, and nothing of it stays in the terminal."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest
from PIL.Image import Image
from textual.widget import Widget

from tests.ui.drivers_for_tests import Clocks, judged, terminal, verdict, verdict_screen, with_portrait
from tests.ui.officer_for_tests import FACE
from verifier.terminal.graphics import Graphics, may_have_pixels, pixels_of_terminal
from verifier.terminal.widgets.pixel_portrait import MOST_HEIGHT
from verifier.terminal.widgets.portrait_view import PortraitView


class Pixels(Widget):
    """Stands for the library's widget, and tells what it was given."""

    drawn: list[Image | None] = []  # noqa: RUF012 - shared by all of them, so that the test sees what was freed

    def __init__(self, image: Image | None) -> None:
        super().__init__()
        self.image = image

    @property
    def image(self) -> Image | None:
        """What it shows."""
        return self.drawn[-1]

    @image.setter
    def image(self, value: Image | None) -> None:
        self.drawn.append(value)


@pytest.mark.parametrize(
    ("environment", "has_them"),
    [
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "foot"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, True),
        ({"TERM": "linux"}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "WezTerm"}, False),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux"}, False),  # noqa: S108 - a value of tmux, no file of ours
        ({}, False),
    ],
)
def test_terminal_is_asked_only_where_its_name_promises_pixels(environment: dict[str, str], has_them: bool) -> None:
    assert may_have_pixels(environment) is has_them


@pytest.mark.parametrize("graphics", Graphics)
def test_nothing_is_asked_where_there_is_no_terminal(graphics: Graphics) -> None:
    assert pixels_of_terminal(graphics, {"TERM": "xterm-kitty"}, is_terminal=False) is None


def test_library_that_asks_the_terminal_is_not_imported_by_the_screens() -> None:
    code = "import sys, verifier.terminal.app; sys.exit('textual_image' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_portrait_is_drawn_in_pixels_and_freed_with_its_screen() -> None:
    async def show() -> None:
        app = terminal(Clocks())
        app.station.draw_pixels = Pixels
        Pixels.drawn.clear()
        async with app.run_test(size=(110, 36)) as pilot:
            await app.push_screen(verdict_screen(app, judged(verdict(claims=with_portrait(FACE)))))
            await pilot.pause()
            assert not app.screen.query(PortraitView)
            first = Pixels.drawn[0]
            assert first is not None
            assert first.height == MOST_HEIGHT or first.width
            given = len([image for image in Pixels.drawn if image is not None])
            app.pop_screen()
            await pilot.pause()
            assert Pixels.drawn.count(None) == given

    asyncio.run(show())


def test_portrait_that_cannot_be_decoded_draws_nothing() -> None:
    async def show() -> None:
        app = terminal(Clocks())
        app.station.draw_pixels = Pixels
        Pixels.drawn.clear()
        async with app.run_test(size=(110, 36)) as pilot:
            await app.push_screen(verdict_screen(app, judged(verdict(claims=with_portrait(FACE[:-2])))))
            await pilot.pause()
            assert Pixels.drawn == []

    asyncio.run(show())
