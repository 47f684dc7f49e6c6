"""Everything that can be done, as large keys: what has no key of its own on a narrow screen is here."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Grid, VerticalScroll

from verifier.terminal import keys, phrases
from verifier.terminal.screens.framed import Laid
from verifier.terminal.shown import Line, ours
from verifier.terminal.widgets.key_bar import Key, KeyButton


class MenuScreen(Laid):
    """Laid over the scan or over a verdict; a key of it acts on what lies below."""

    def body(self) -> ComposeResult:
        """A large key for each action."""
        yield Line(ours(self.say(phrases.KEY_MENU), "bold"), classes="title")
        with VerticalScroll(can_focus=False), Grid(id="menu"):
            for key in self._actions():
                yield KeyButton(key, self.station.language)

    def keys(self) -> tuple[Key, ...]:
        """Only back: the rest is above."""
        return (keys.back_key("m"),)

    def relabel(self) -> None:
        """Write the large keys anew too."""
        super().relabel()
        for button, key in zip(self.query("#menu KeyButton").results(KeyButton), self._actions(), strict=True):
            button.take(key, self.station.language)

    def _actions(self) -> tuple[Key, ...]:
        """What is used beside the road first, what is set once last."""
        light, bell = keys.light_key(self.station.light), keys.bell_key(self.station.is_silent)
        asked = (keys.CHARACTERS, keys.FILE, keys.DETAILS, keys.VEHICLE, keys.CIRCUMSTANCES)
        return (*asked, keys.SOURCE, keys.TRUST, keys.HELP, light, bell, keys.LANGUAGE, keys.NEXT, keys.QUIT)
