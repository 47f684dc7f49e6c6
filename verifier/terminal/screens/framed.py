"""What all screens have: the banner of the test profile, the age of the trust data, the clock, the keys."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen

from credential.language import Bilingual
from verifier import summary
from verifier.terminal import phrases
from verifier.terminal.shown import Line, ours
from verifier.terminal.station import Station
from verifier.terminal.widgets.key_bar import Key, KeyBar
from verifier.terminal.widgets.trust_line import TrustLine

LEAST_COLUMNS: Final = 36
LEAST_ROWS: Final = 14
"""In a smaller window a verdict would lose its word or its reasons: nothing is shown of it but what to do."""


class Framed(Screen[None]):
    """A screen of the terminal. A subclass gives `body` and `keys`."""

    def __init__(self, station: Station) -> None:
        super().__init__()
        self.station = station
        self.HORIZONTAL_BREAKPOINTS = [(0, "-cramped"), (LEAST_COLUMNS, "-narrow"), (80, "-wide"), (110, "-broad")]
        self.VERTICAL_BREAKPOINTS = [(0, "-flat"), (LEAST_ROWS, "-low"), (28, "-tall")]

    def compose(self) -> ComposeResult:
        """Banner, body, trust data, keys: from top to bottom."""
        yield Line(ours(self.say(phrases.TOO_SMALL).format(LEAST_COLUMNS, LEAST_ROWS), "bold reverse"), id="too-small")
        if self.station.is_test:
            yield Line(ours(self.say(summary.TEST_PROFILE), "bold"), id="profile")
        yield from self.body()
        yield Line(self._trouble(), id="trouble")
        yield TrustLine(self.station.trust, self.station.clock(), self.station.language)
        yield KeyBar(self.keys(), self.station.language)

    def body(self) -> ComposeResult:
        """Everything between the banner and the trust data."""
        raise NotImplementedError

    def keys(self) -> tuple[Key, ...]:
        """The keys of this screen."""
        raise NotImplementedError

    def say(self, words: Bilingual) -> str:
        """Words of our own, in the officer's language."""
        return words.in_(self.station.language)

    @property
    def is_being_written(self) -> bool:
        """Whether keys and pastes go into a line of this screen, and not to actions."""
        return False

    async def tick(self) -> None:
        """Bring what depends on time up to date."""
        for line in self.query(TrustLine):
            line.tell(self.station.trust, self.station.clock())
        for trouble in self.query("#trouble").results(Line):
            trouble.show(self._trouble())
            trouble.display = self.station.store_problem is not None

    def _trouble(self) -> Content:
        """Say what is wrong with the trust data's file; empty, and no row of the screen, where nothing is."""
        problem = self.station.store_problem
        return ours("" if problem is None else self.say(problem), "bold reverse")


class Laid(Framed):
    """A screen laid over the scan or the verdict: Esc takes it away."""
