"""What all screens have: the banner of the test profile, the age of the trust data, the clock, the keys."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen

from credential.language import Bilingual
from verifier import summary
from verifier.terminal import phrases
from verifier.terminal.shown import Line, ours
from verifier.terminal.station import Station
from verifier.terminal.widgets.key_bar import Key, KeyBar
from verifier.terminal.widgets.trust_line import TrustLine

WIDTHS: Final = [(0, "-tiny"), (40, "-narrow"), (80, "-wide"), (110, "-broad")]
"""From so many columns on: the class that the style sheet knows the screen by."""
HEIGHTS: Final = [(0, "-flat"), (16, "-low"), (28, "-tall")]


class Framed(Screen[None]):
    """A screen of the terminal. A subclass gives `body` and `keys`."""

    def __init__(self, station: Station) -> None:
        super().__init__()
        self.station = station
        self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS = WIDTHS, HEIGHTS

    def compose(self) -> ComposeResult:
        """Banner, body, trust data, keys: from top to bottom; on a screen too small for them that alone."""
        self._take_size()
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

    def _take_size(self) -> None:
        """Have the classes of the size before the first widget: all of them would be styled twice otherwise."""
        width, height = self.app.size
        self.add_class(
            next(name for least, name in reversed(WIDTHS) if width >= least),
            next(name for least, name in reversed(HEIGHTS) if height >= least),
        )

    async def tick(self) -> None:
        """Bring what depends on time up to date."""
        for line in self.query(TrustLine):
            line.tell()


class Laid(Framed):
    """A screen laid over the scan or the verdict: Esc takes it away."""

    is_kept: ClassVar[bool] = False
    """Whether it is kept when it is taken away, and so is there at once the next time: only a screen that holds
    nothing of a driver, and whose words all follow from the station's settings and the clock."""

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._settings = station.settings

    def compose(self) -> ComposeResult:
        """Remember what it is written for."""
        self._settings = self.station.settings
        yield from super().compose()

    @property
    def is_outdated(self) -> bool:
        """Whether the settings are others than those that it was written for."""
        return self._settings != self.station.settings

    async def begin_again(self) -> None:
        """Be as if new: words, focus and place."""
        if self.is_outdated:
            await self.recompose()
        self.set_focus(None)
        for scroll in self.query(VerticalScroll):
            scroll.scroll_home(animate=False)
        await self.tick()
