"""The application as one terminal: its themes, language and bell, its keys and hand scanner. It knows no driver."""

from __future__ import annotations

import gc
from abc import abstractmethod
from collections.abc import Callable
from typing import ClassVar, Final, TypeVar

from textual import events, on
from textual.app import App
from textual.binding import Binding, BindingType

from credential.language import Language
from credential.reason import Outcome
from verifier.terminal.bell import RINGS
from verifier.terminal.crash import crash_line
from verifier.terminal.palette import Light, theme_of
from verifier.terminal.screens.framed import Framed, Laid
from verifier.terminal.screens.help import HelpScreen
from verifier.terminal.screens.menu import MenuScreen
from verifier.terminal.screens.trust import TrustScreen
from verifier.terminal.station import Station
from verifier.terminal.typed import Typing, Whose, pasted

Kind = TypeVar("Kind", bound=Laid)
PREPARE_SECONDS: Final = 1.0
"""Between two screens that are written anew in advance."""
QUIET_SECONDS: Final = 1.0
"""Without a key before a screen is written anew in advance: a hand at the keys is not to wait for it."""


class StationApp(App[None]):
    """What every screen has in common."""

    CSS_PATH = "terminal.tcss"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "menu", show=False),
        Binding("i", "trust", show=False),
        Binding("h,f1", "help", show=False),
        Binding("l", "language", show=False),
        Binding("t", "light", show=False),
        Binding("b", "bell", show=False),
        Binding("q", "quit", show=False),
        Binding("escape", "back", show=False),
    ]

    prepared: ClassVar[tuple[type[Laid], ...]] = (MenuScreen, HelpScreen, TrustScreen)
    """Screens made before the first is drawn, each before its key is pressed; those most wanted first."""

    def __init__(self, station: Station) -> None:
        super().__init__()
        self.station = station
        self._typing = Typing()
        self._kept: dict[type[Laid], Laid] = {}
        self._last_key = float("-inf")
        for light in Light:
            self.register_theme(theme_of(light))
        self.theme = station.light.value

    @on(events.Mount)
    async def _begin_to_prepare(self) -> None:
        """Make the screens that are kept before the first is drawn, and write them anew in quiet moments."""
        await self.prepare_all()
        gc.freeze()  # what is here now stays: to search it for garbage again and again takes a key's time
        self.set_interval(PREPARE_SECONDS, lambda: self.call_later(self.prepare))  # in turn with keys, as they come

    @abstractmethod
    async def take(self, texts: tuple[str, ...]) -> None:
        """Judge texts that were typed or pasted."""

    async def on_event(self, event: events.Event) -> None:
        """Take a hand scanner's typing, and whatever is pasted, before any key or widget does."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._last_key = self.station.monotonic()
            if await self._scanner_typed(event):
                return
        if isinstance(event, events.Paste) and not event.is_forwarded and await self._pasted(event.text):
            return
        await super().on_event(event)

    async def action_menu(self) -> None:
        """Open the menu of everything that has no large key here, or close it."""
        await self.lay(MenuScreen)

    async def action_trust(self) -> None:
        """Open what the terminal believes, and how old it is; or close it."""
        await self.lay(TrustScreen)

    async def action_help(self) -> None:
        """Open the help, or close it."""
        await self.lay(HelpScreen)

    async def action_back(self) -> None:
        """Close a screen that is laid over another; a verdict is left by the next driver's key alone."""
        if isinstance(self.screen, Laid):
            await self.pop_screen()

    async def action_language(self) -> None:
        """Change the language of all screens."""
        self.station.language = Language.EN if self.station.language is Language.FR else Language.FR
        await self.redraw()

    async def action_light(self) -> None:
        """Go on to the next theme: day, night, high contrast."""
        self.station.light = self.station.light.following
        self.theme = self.station.light.value
        self._relabel()

    async def action_bell(self) -> None:
        """Let the bell ring, or keep quiet."""
        self.station.is_silent = not self.station.is_silent
        self._relabel()

    def ring(self, outcome: Outcome) -> None:
        """Ring as many times as the outcome has strokes."""
        if not self.station.is_silent:
            for seconds in RINGS[outcome]:
                self.set_timer(seconds, self.bell) if seconds else self.bell()

    async def redraw(self) -> None:
        """Write the screen in sight anew; those below it once it is drawn, before they are seen."""
        below = self.screen_stack[:-1]
        await self.screen.recompose()
        for screen in below:
            screen.call_after_refresh(screen.recompose)

    async def lay(self, kind: type[Kind], begin: Callable[[Kind], None] | None = None) -> None:
        """Lay a screen over the one that is there; the same key takes it away, another key exchanges it.

        `begin` tells the screen what it is about.
        """
        if isinstance(self.screen, kind):
            await self.pop_screen()
            return
        with self.batch_update():  # drawn once, not after each step of its making
            screen = await self._made(kind)
            if begin is not None:
                begin(screen)
            await (self.switch_screen(screen) if isinstance(self.screen, Laid) else self.push_screen(screen))

    def forget_on_screens(self) -> None:
        """Drop what the screens that are kept, and are not in use, hold of the driver who goes."""
        for screen in self._kept.values():
            if screen not in self.screen_stack:
                screen.forget()

    async def prepare_all(self) -> None:
        """Make every screen that is kept: it takes a third of a second of the start, and no key's time later."""
        for _ in self.prepared:
            await self.prepare()

    async def prepare(self) -> None:
        """Make, or write anew, one of the screens that are kept, while nobody types and the scan alone is on."""
        if self.station.monotonic() - self._last_key < QUIET_SECONDS:
            return
        kind = next((each for each in self.prepared if each not in self._kept or self._kept[each].is_outdated), None)
        if kind is not None and len(self.screen_stack) == 1:
            with self.batch_update():
                made = await self._made(kind)
                await self.push_screen(made)
                if self.screen is made:
                    await self.pop_screen()

    async def _made(self, kind: type[Kind]) -> Kind:
        """Return a screen of a kind as if it were new: making one takes five times as long as showing one again."""
        kept = self._kept.get(kind)
        if isinstance(kept, kind):
            await kept.begin_again()
            return kept
        made = self._kept[kind] = kind(self.station)
        self.install_screen(made, kind.__name__)
        return made

    def _relabel(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Framed):
                screen.relabel()

    async def _scanner_typed(self, event: events.Key) -> bool:
        """Tell whether a key is a hand scanner's, and judge the text that it ends."""
        if isinstance(self.screen, Framed) and self.screen.is_being_written:
            return False
        character = "\r" if event.key == "enter" else event.character
        if not character:
            return False
        whose, text = self._typing.feed(character, event.time)
        if text is not None:
            await self.take((text,))
        return whose is Whose.SCANNER

    async def _pasted(self, text: str) -> bool:
        """Judge a paste, but for one into a line that asks for text."""
        line = pasted(text)
        if isinstance(self.screen, Framed) and self.screen.is_being_written:
            return False
        if line is not None:
            await self.take((line,))
        return True

    def _fatal_error(self) -> None:
        """Leave with one line: Textual's report would show every local variable."""
        error = self._exception or RuntimeError()
        self._exit_renderables[:] = [crash_line(error, self.station.language)]
        self._close_messages_no_wait()
