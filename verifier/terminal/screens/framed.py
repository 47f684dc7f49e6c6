"""What all screens have: the banner of the test profile, the age of the trust data, the clock, the keys."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen

from credential.language import Bilingual
from verifier import summary
from verifier.terminal import phrases
from verifier.terminal.shown import Line, ours
from verifier.terminal.station import Station
from verifier.terminal.widgets.key_bar import Key, KeyBar
from verifier.terminal.widgets.trust_line import TrustLine


class Framed(Screen[None]):
    """A screen of the terminal. A subclass gives `body` and `keys`."""

    def __init__(self, station: Station) -> None:
        super().__init__()
        self.station = station
        self.HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-narrow"), (80, "-wide"), (110, "-broad")]
        self.VERTICAL_BREAKPOINTS = [(0, "-flat"), (16, "-low"), (28, "-tall")]

    def compose(self) -> ComposeResult:
        """Banner, body, trust data, keys: from top to bottom; on a screen too small for them that alone."""
        yield Line(ours(self.say(phrases.TOO_SMALL), "bold"), id="too-small")
        if self.station.is_test:
            yield Line(ours(self.say(summary.TEST_PROFILE), "bold"), id="profile")
        yield from self.body()
        yield TrustLine(self.station)
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
            line.tell()


class Laid(Framed):
    """A screen laid over the scan or the verdict: Esc takes it away."""
