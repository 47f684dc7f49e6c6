"""Everything about the check on the screen, for an expert."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from verifier.terminal import keys, phrases
from verifier.terminal.expert import chapters
from verifier.terminal.judged import Judged
from verifier.terminal.screens.framed import Laid
from verifier.terminal.shown import Line, joined, ours, shown
from verifier.terminal.station import Station
from verifier.terminal.widgets.key_bar import Key


class DetailsScreen(Laid):
    """Laid over the verdict; it goes with it."""

    def __init__(self, station: Station, judged: Judged) -> None:
        super().__init__(station)
        self._judged = judged

    def body(self) -> ComposeResult:
        """A chapter for each kind of fact."""
        yield Line(ours(self.say(phrases.DETAILS), "bold"), classes="title")
        with VerticalScroll():
            for chapter in chapters(self._judged, self.station.trust):
                yield Line(ours(self.say(chapter.heading), "bold"), classes="heading")
                facts = (joined((shown(fact.name, "bold"), shown(fact.value))) for fact in chapter.facts)
                yield Line(joined(facts, "\n"))

    def keys(self) -> tuple[Key, ...]:
        """Back to the verdict, or on to the next driver."""
        return (keys.back_key("d"), keys.NEXT, keys.LANGUAGE, keys.light_key(self.station.light), keys.QUIT)
