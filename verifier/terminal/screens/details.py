"""Everything about the check on the screen, for an expert."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from verifier.terminal import keys, phrases
from verifier.terminal.expert import Chapter, chapters
from verifier.terminal.judged import Judged
from verifier.terminal.screens.framed import Laid
from verifier.terminal.shown import Line, joined, ours, shown
from verifier.terminal.station import Station
from verifier.terminal.widgets.key_bar import Key


class DetailsScreen(Laid):
    """Laid over the verdict. It is kept empty, and filled when it is opened."""

    def __init__(self, station: Station, judged: Judged | None = None) -> None:
        super().__init__(station)
        self._judged = judged

    def tell_of(self, judged: Judged) -> None:
        """Be about a check."""
        self._judged = judged
        self._tell()

    def forget(self) -> None:
        """Be about nobody."""
        self._judged = None
        self._tell()

    def body(self) -> ComposeResult:
        """A chapter for each kind of fact, all of them in one widget: a key is to be answered at once."""
        yield Line(ours(self.say(phrases.DETAILS), "bold"), classes="title")
        with VerticalScroll():
            yield Line(self._all(), id="chapters")

    def _tell(self) -> None:
        for line in self.query("#chapters").results(Line):
            line.show(self._all())

    def _all(self) -> Content:
        told = () if self._judged is None else chapters(self._judged, self.station.trust)
        return joined(map(self._chapter, told), "\n\n")

    def _chapter(self, chapter: Chapter) -> Content:
        facts = (joined((shown(fact.name, "bold"), shown(fact.value))) for fact in chapter.facts)
        return joined((ours(self.say(chapter.heading), "bold underline"), *facts), "\n")

    def keys(self) -> tuple[Key, ...]:
        """Back to the verdict, or on to the next driver."""
        return (keys.back_key("d"), keys.NEXT, keys.LANGUAGE, keys.light_key(self.station.light), keys.QUIT)
