"""The portrait in real pixels: only in terminals that have them, and nothing of it stays in the terminal."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Final

import pytest
from PIL.Image import Image
from textual.widget import Widget

from tests.catalogue import SAMPLES, case_of
from tests.ui.drivers_for_tests import Clocks, judged, terminal, verdict, verdict_screen, with_portrait
from tests.ui.officer_for_tests import FACE
from verifier.terminal.graphics import Graphics, may_have_pixels, pixels_of_terminal
from verifier.terminal.widgets.pixel_portrait import MOST_HEIGHT
from verifier.terminal.widgets.portrait_view import PortraitView

ROOT: Final = Path(__file__).parents[2]
AT: Final = "2026-12-01T13:00:00Z"


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


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_that_answers_with_sixel_is_sent_pixels_and_is_left_as_it_was(tmp_path: Path) -> None:
    """The real program, whose terminal answers the question for its abilities as a VT340 does."""
    case = case_of("scans/living-code-with-portrait.sample")
    store = tmp_path / "trust.sqlite"
    update = ["trust_store", "update", str(SAMPLES / "trust" / "main"), "--store", str(store), "--at", AT]
    subprocess.run([sys.executable, "-m", *update], check=True, capture_output=True)
    scan = ["verifier", "scan", "-", "--store", str(store), "--at", AT, "--graphics", "ask"]
    output = played([sys.executable, "-m", *scan], [*map(paste, case.texts), b"q"])
    assert b"\x1bP" in output
    assert output.rindex(b"\x1b[?1049l") > output.rindex(b"\x1bP")


def paste(text: str) -> bytes:
    return b"\x1b[200~" + text.encode() + b"\x1b[201~"


def played(command: list[str], typed: list[bytes]) -> bytes:
    """Run a program in a pseudo-terminal of 110 x 36 with sixel; type each piece once the screen rests."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 110, 1100, 720))
    environment = {**os.environ, "TERM": "xterm-256color"}
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, env=environment)
    os.close(theirs)
    output, deadline, quiet_since = b"", time.monotonic() + 60, time.monotonic()
    with contextlib.suppress(OSError):  # EIO: the program left
        while time.monotonic() < deadline:
            if select.select([ours], [], [], 0.1)[0]:
                piece = os.read(ours, 65536)
                if b"\x1b[c" in piece:
                    os.write(ours, b"\x1b[?62;4c")
                output += piece
                quiet_since = time.monotonic()
            elif typed and b"\x1b[?1049h" in output and time.monotonic() - quiet_since > 0.7:
                os.write(ours, typed.pop(0))
                quiet_since = time.monotonic()
    os.close(ours)
    assert process.wait(10) == 0
    return output
