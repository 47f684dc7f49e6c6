"""What all screens have: the banner of the test profile, the age of the trust data, the clock, the keys."""

from __future__ import annotations

from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
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


class Body(Vertical):
    """What a screen has between the banner and the trust data: it alone is made anew when words change."""

    def compose(self) -> ComposeResult:
        """Ask the screen."""
        if isinstance(self.screen, Framed):
            yield from self.screen.body()


class Framed(Screen[None]):
    """A screen of the terminal. A subclass gives `body` and `keys`."""

    def __init__(self, station: Station) -> None:
        super().__init__()
        self.station = station
        self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS = WIDTHS, HEIGHTS
        self._styled_in = station.light

    def compose(self) -> ComposeResult:
        """Banner, body, trust data, keys: from top to bottom; on a screen too small for them that alone."""
        self._take_size()
        yield Line(self._bold(phrases.TOO_SMALL), id="too-small")
        if self.station.is_test:
            yield Line(self._bold(summary.TEST_PROFILE), id="profile")
        yield Body()
        yield TrustLine(self.station)
        yield KeyBar(self.keys(), self.station.language)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Style again what was styled in another light alone: widgets are styled as they are made."""
        event.refresh_styles = self._styled_in is not self.station.light
        self._styled_in = self.station.light

    def body(self) -> ComposeResult:
        """Everything between the banner and the trust data."""
        raise NotImplementedError

    def keys(self) -> tuple[Key, ...]:
        """The keys of this screen."""
        raise NotImplementedError

    def say(self, words: Bilingual) -> str:
        """Words of our own, in the officer's language."""
        return words.in_(self.station.language)

    async def recompose(self) -> None:
        """Write all of it anew, and make anew what is between the banner and the trust data. It is drawn once."""
        with self.app.batch_update():
            self.relabel()
            for place, words in (("#too-small", phrases.TOO_SMALL), ("#profile", summary.TEST_PROFILE)):
                for line in self.query(place).results(Line):
                    line.show(self._bold(words))
            self._tell_trust()
            for body in self.query(Body):
                await body.recompose()

    def relabel(self) -> None:
        """Write the keys anew: their words follow from language, light and bell."""
        for bar in self.query(KeyBar):
            bar.relabel(self.keys(), self.station.language)

    @property
    def is_being_written(self) -> bool:
        """Whether keys and pastes go into a line of this screen, and not to actions."""
        return False

    def _bold(self, words: Bilingual) -> Content:
        return ours(self.say(words), "bold")

    def _tell_trust(self) -> None:
        for line in self.query(TrustLine):
            line.tell()

    def _take_size(self) -> None:
        """Have the classes of the size before the first widget: all of them would be styled twice otherwise."""
        width, height = self.app.size
        self.add_class(
            next(name for least, name in reversed(WIDTHS) if width >= least),
            next(name for least, name in reversed(HEIGHTS) if height >= least),
        )

    async def tick(self) -> None:
        """Bring what depends on time up to date."""
        self._tell_trust()


class Laid(Framed):
    """A screen laid over the scan or the verdict: Esc takes it away.

    What `StationApp.lay` lays is kept, and so is there at once the next time: its words follow from `settings`, the
    keys' from light and bell, and what it holds of a driver it drops in `forget`.
    """

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._written_for = self.settings

    async def recompose(self) -> None:
        """Remember what it is written for."""
        self._written_for = self.settings
        await super().recompose()

    @property
    def settings(self) -> tuple[object, ...]:
        """What its words follow from, but for those of the keys, for time, and for the age of the lists."""
        return self.station.language, self.station.trust.profile

    @property
    def is_outdated(self) -> bool:
        """Whether the settings are others than those that it was written for."""
        return self._written_for != self.settings

    def forget(self) -> None:
        """Drop what is held of a driver; most hold nothing."""

    async def begin_again(self) -> None:
        """Be as if new: words, focus and place."""
        if self.is_outdated:
            await self.recompose()
        self.relabel()
        self.set_focus(None)
        for scroll in self.query(VerticalScroll):
            scroll.scroll_home(animate=False)
        await self.tick()
