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
MENU: Final = Key(pressed="m", words=phrases.KEY_MENU, action="app.menu")
ACCEPT: Final = Key(pressed="⏎", words=phrases.KEY_ACCEPT, action="screen.accept")
CIRCUMSTANCES: Final = Key(pressed="e", words=phrases.KEY_CIRCUMSTANCES, action="app.circumstances")
GO_ON: Final = Key(pressed="e", words=phrases.KEY_CIRCUMSTANCES, action="screen.go_on")
CLEAR: Final = Key(pressed="z", words=phrases.KEY_CLEAR, action="screen.clear")
FILE: Final = Key(pressed="f", words=phrases.KEY_FILE, action="app.file", rank=Rank.SIDE)
CHARACTERS: Final = Key(pressed="c", words=phrases.KEY_CHARACTERS, action="app.characters", rank=Rank.SIDE)
SOURCE: Final = Key(pressed="s", words=phrases.KEY_SOURCE, action="app.source")
TRUST: Final = Key(pressed="i", words=phrases.KEY_TRUST, action="app.trust", rank=Rank.SIDE)
HELP: Final = Key(pressed="h", words=phrases.KEY_HELP, action="app.help", rank=Rank.SIDE)
LANGUAGE: Final = Key(pressed="l", words=phrases.KEY_LANGUAGE, action="app.language", rank=Rank.SIDE)
QUIT: Final = Key(pressed="q", words=phrases.KEY_QUIT, action="app.quit", rank=Rank.SIDE)
MATCHES: Final = Key(pressed="o", words=phrases.KEY_MATCHES, action="app.answer('matches')")
DIFFERS: Final = Key(pressed="x", words=phrases.KEY_DIFFERS, action="app.answer('differs')")


def light_key(light: Light) -> Key:
    """Return the key that changes to the next theme, named for it."""
    return Key(pressed="t", words=phrases.LIGHTS[light.following], action="app.light", rank=Rank.SIDE)


def bell_key(is_silent: bool) -> Key:
    """Return the key that lets the bell ring or keep quiet."""
    words = phrases.KEY_BELL_ON if is_silent else phrases.KEY_BELL_OFF
    return Key(pressed="b", words=words, action="app.bell", rank=Rank.SIDE)


def back_key(pressed: str = "esc") -> Key:
    """Return the key that closes a screen laid over another."""
    return Key(pressed=pressed, words=phrases.KEY_BACK, action="app.back")
