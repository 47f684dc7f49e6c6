"""The keys of the screens: letters that need no Shift, alike on AZERTY and QWERTY.

A hand scanner types too, and its letters must never act. Where the two are told apart is `typed`.
"""

from __future__ import annotations

from typing import Final

from verifier.terminal import phrases
from verifier.terminal.palette import Light
from verifier.terminal.widgets.key_bar import Key, Rank

NEXT: Final = Key(pressed="n", words=phrases.KEY_NEXT, action="app.next_driver")
VEHICLE: Final = Key(pressed="v", words=phrases.KEY_VEHICLE, action="app.vehicle")
DETAILS: Final = Key(pressed="d", words=phrases.KEY_DETAILS, action="app.details")
ACCEPT: Final = Key(pressed="⏎", words=phrases.KEY_ACCEPT, action="screen.accept")
LANGUAGE: Final = Key(pressed="l", words=phrases.KEY_LANGUAGE, action="app.language", rank=Rank.SIDE)
QUIT: Final = Key(pressed="q", words=phrases.KEY_QUIT, action="app.quit", rank=Rank.SIDE)


def light_key(light: Light) -> Key:
    """Return the key that changes to the other theme, named for it."""
    words = phrases.KEY_NIGHT if light is Light.DAY else phrases.KEY_DAY
    return Key(pressed="t", words=words, action="app.light", rank=Rank.SIDE)


def back_key(pressed: str = "esc") -> Key:
    """Return the key that closes a screen laid over another."""
    return Key(pressed=pressed, words=phrases.KEY_BACK, action="app.back")
