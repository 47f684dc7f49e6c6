"""What the terminal believes: profile, lists with their ages and grades, anchors, signers, and its own clock."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from trust_store.screens import store_lines
from verifier.terminal import keys, phrases
from verifier.terminal.screens.framed import Laid
from verifier.terminal.shown import Line, joined, ours, shown
from verifier.terminal.widgets.key_bar import Key


class TrustScreen(Laid):
    """The same lines as `trust-store show`, of the data that this terminal judges by now."""

    def body(self) -> ComposeResult:
        """One line for each thing that is held."""
        yield Line(ours(self.say(phrases.TRUST), "bold"), classes="title")
        with VerticalScroll():
            yield Line(self._lines(), id="lines")

    async def begin_again(self) -> None:
        """Be about the data of now."""
        await super().begin_again()
        self.query_one("#lines", Line).show(self._lines())

    def keys(self) -> tuple[Key, ...]:
        """Back, in either language."""
        return (keys.back_key("i"), keys.LANGUAGE, keys.light_key(self.station.light))

    def _lines(self) -> Content:
        lines = store_lines(self.station.trust, self.station.clock(), self.station.language)
        return joined(map(shown, lines), "\n")
