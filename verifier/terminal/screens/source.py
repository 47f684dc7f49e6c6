"""Where pictures come from: a camera by its number, a file, a folder, an address, or none at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, VerticalScroll
from textual.message import Message
from textual.widgets import Input

from credential.language import Bilingual
from verifier.capture.errors import SourceError
from verifier.capture.fault_words import fault_line
from verifier.terminal import keys, phrases
from verifier.terminal.launch import NO_CAMERA
from verifier.terminal.screens.framed import Laid
from verifier.terminal.shown import Line, ours, shown
from verifier.terminal.widgets.key_bar import Key, KeyButton

CAMERAS: Final = {"a": 0, "e": 1, "r": 2, "z": 3}
"""Letters for the first four, as the system counts them."""
LONGEST: Final = 4096


class SourceLine(Input):
    """A line that takes printable characters alone: what is pasted into it is drawn as it stands."""

    def validate_value(self, value: str) -> str:
        """Leave out escape bytes and whatever else a terminal would act on."""
        return "".join(character for character in value if character.isprintable())


class SourceScreen(Laid):
    """Asks for a source; what is typed may also be the text of a code."""

    AUTO_FOCUS = ""  # letters belong to the keys until the line is asked for
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"take('camera:{index}')", show=False) for key, index in CAMERAS.items()),
        Binding("x", f"take('{NO_CAMERA}')", show=False),
        Binding("f", "write", show=False),
    ]

    class Chosen(Message):
        """The officer named a source, in the words of the command line."""

        def __init__(self, screen: SourceScreen, spec: str) -> None:
            super().__init__()
            self.screen = screen
            self.spec = spec

    def body(self) -> ComposeResult:
        """Large keys for cameras, a line for everything else."""
        yield Line(ours(self.say(phrases.CHOOSE_SOURCE), "bold"), classes="title")
        with VerticalScroll(can_focus=False):
            with Grid(id="sources"):
                yield from (KeyButton(key, self.station.language) for key in _choices())
            yield SourceLine(placeholder=self.say(phrases.SOURCE_EXAMPLE), max_length=LONGEST, id="spec")
            yield Line(ours(""), id="refusal")

    def keys(self) -> tuple[Key, ...]:
        """Only back: letters choose here."""
        return (keys.back_key(),)

    async def begin_again(self) -> None:
        """Forget what was typed, and what was said of it."""
        await super().begin_again()
        self.query_one("#spec", Input).value = ""
        self.query_one("#refusal", Line).show(ours(""))

    @property
    def is_being_written(self) -> bool:
        """Whether the line has the keys."""
        return isinstance(self.focused, Input)

    def refuse(self, error: SourceError) -> None:
        """Say why this source cannot be named so; the one before goes on."""
        self.query_one("#refusal", Line).show(shown(f"✖ {fault_line(error, self.station.language)}", "bold"))

    def action_take(self, spec: str) -> None:
        """Take a source by key or touch."""
        self.post_message(self.Chosen(self, spec))

    def action_write(self) -> None:
        """Let the line have the keys."""
        self.query_one("#spec", Input).focus()

    @on(Input.Submitted)
    def _written(self, message: Input.Submitted) -> None:
        message.stop()
        if message.value.strip():
            self.action_take(message.value)


def _choices() -> Iterator[Key]:
    for pressed, index in CAMERAS.items():
        words = Bilingual(phrases.CAMERA.fr.format(index), phrases.CAMERA.en.format(index))
        yield Key(pressed=pressed, words=words, action=f"screen.take('camera:{index}')")
    yield Key(pressed="x", words=phrases.WITHOUT_CAMERA, action=f"screen.take('{NO_CAMERA}')")
    yield Key(pressed="f", words=phrases.WRITE_SOURCE, action="screen.write")
