"""What the officer sees of driver and trip, and which papers were shown: of one driver, and forgotten with the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, VerticalScroll
from textual.message import Message

from verifier.entitlement.context import UNKNOWN_CONTEXT, Context
from verifier.terminal import circumstance_phrases, keys
from verifier.terminal.circumstances import CIRCUMSTANCES, Circumstance, Value
from verifier.terminal.screens.framed import Laid
from verifier.terminal.shown import Line, ours
from verifier.terminal.station import Station
from verifier.terminal.widgets.circumstance_row import CircumstanceRow
from verifier.terminal.widgets.key_bar import Key


class CircumstancesScreen(Laid):
    """Begins with what is stated, what the verdict asks first; Enter takes it as it stands, Esc changes nothing.

    It is kept, with nothing stated on it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(each.letter, f"step('{each.name}')", show=False) for each in CIRCUMSTANCES),
        Binding("z", "clear", show=False),
        Binding("enter", "accept", show=False),
    ]

    class Stated(Message):
        """The circumstances are stated. `screen` was laid over the check that they are of, for one `occasion`."""

        def __init__(self, screen: CircumstancesScreen, context: Context) -> None:
            super().__init__()
            self.screen = screen
            self.occasion = screen.occasion
            self.context = context

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self.context = UNKNOWN_CONTEXT
        self.occasion = object()
        """Another one whenever it begins: what was stated on one is never taken for what is stated on the next."""
        self._asked: tuple[Circumstance, ...] = ()
        self._at: Circumstance | None = None
        """Where to begin; None: with the first."""

    def begin(self, context: Context, asked: Sequence[Circumstance] = (), at: Circumstance | None = None) -> None:
        """Begin with what is stated of a driver, and with what the verdict asks, at one of the fields."""
        self.context, self.occasion, self._asked, self._at = context, object(), tuple(asked), at
        for row, each in zip(self.query(CircumstanceRow), self._ordered(), strict=False):  # none before it is composed
            row.be(each, each.of(context), is_asked=each in self._asked)
        self._focus()

    def forget(self) -> None:
        """Be about nobody."""
        self.begin(UNKNOWN_CONTEXT)

    def body(self) -> ComposeResult:
        """A field for each."""
        yield Line(ours(self.say(circumstance_phrases.CIRCUMSTANCES), "bold"), classes="title")
        with VerticalScroll(can_focus=False), Grid(id="circumstances"):
            for each in self._ordered():
                yield CircumstanceRow(
                    each,
                    each.of(self.context),
                    self.station.language,
                    self._change,
                    is_asked=each in self._asked,
                )
        yield Line(ours(self.say(circumstance_phrases.HOW_TO_STATE)), id="how", classes="quiet")

    def on_mount(self) -> None:
        """Begin where the officer pressed, or with what is asked."""
        self._focus()

    def keys(self) -> tuple[Key, ...]:
        """Take it, take all of it back, or leave."""
        return (keys.ACCEPT, keys.CLEAR, keys.back_key())

    def action_step(self, name: str) -> None:
        """Go on to the value that follows, of the circumstance that has this letter."""
        for row in self.query(CircumstanceRow):
            if row.circumstance.name == name:
                row.focus()
                row.action_step()

    def action_clear(self) -> None:
        """Nothing is stated any more."""
        self.context = UNKNOWN_CONTEXT
        for row in self.query(CircumstanceRow):
            row.take(row.circumstance.steps[0])

    def action_accept(self) -> None:
        """Take the circumstances as they stand."""
        self.app.post_message(self.Stated(self, self.context))

    def _ordered(self) -> list[Circumstance]:
        return sorted(CIRCUMSTANCES, key=lambda each: each not in self._asked)

    def _focus(self) -> None:
        rows = list(self.query(CircumstanceRow))
        for row in [each for each in rows if each.circumstance is self._at] or rows[:1]:
            row.focus()

    def _change(self, circumstance: Circumstance, value: Value) -> None:
        self.context = circumstance.stated(self.context, value)
