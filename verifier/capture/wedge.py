"""Mend what a keyboard-wedge scanner typed into a session of another layout.

A scanner that types presses the keys of a US keyboard. In a French session the same keys give other letters:
`PDC1:` arrives as `PDC&M`. Over the 45 characters of Base45 the change is injective, so it can be undone without
loss, and the opening tells which change it was. Source: the xkb tables `us(basic)` and `fr(basic)` of
xkeyboard-config; with Caps Lock, the rules of xkb for keys of type ALPHABETIC (Shift and Lock cancel out) and
the capitalisation of a symbol of any other key (e with acute accent becomes its capital).
The layouts of Windows, Belgium and Switzerland differ and are not covered.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

BASE45: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
OPENINGS: Final = ("PDC1:", "PDD1:")

# The same keys in the same order, without Shift and with it: four rows and the space bar.
_US_PLAIN: Final = "1234567890-=qwertyuiopasdfghjkl;zxcvbnm,./ "
_US_SHIFT: Final = "!@#$%^&*()_+QWERTYUIOPASDFGHJKL:ZXCVBNM<>? "
_FR_PLAIN: Final = "&é\"'(-è_çà)=azertyuiopqsdfghjklmwxcvbn,;:! "
_FR_SHIFT: Final = "1234567890°+AZERTYUIOPQSDFGHJKLMWXCVBN?./§ "

FRENCH_DIGITS: Final = dict(zip(_FR_PLAIN[:10], _US_PLAIN[:10], strict=True))
"""What the keys of the digits give on a French keyboard without Shift."""


class Layout(StrEnum):
    """What stood between scanner and text."""

    US = "us"
    """Nothing: the text is as it was scanned."""
    US_CAPS = "us+caps-lock"
    FR = "fr"
    FR_CAPS = "fr+caps-lock"


def _typed(character: str, layout: Layout) -> str:
    """Return what arrives when a US scanner types one Base45 character into a session of `layout`."""
    plain = character in _US_PLAIN
    key = (_US_PLAIN if plain else _US_SHIFT).index(character)
    french = layout in (Layout.FR, Layout.FR_CAPS)
    low, high = (_FR_PLAIN[key], _FR_SHIFT[key]) if french else (_US_PLAIN[key], _US_SHIFT[key])
    arrived = low if plain else high
    if layout in (Layout.US, Layout.FR):
        return arrived
    return (high if plain else low) if low.upper() == high else arrived.upper()


_TABLES: Final = {layout: {_typed(character, layout): character for character in BASE45} for layout in Layout}
_ARRIVALS: Final = {
    "".join(_typed(character, layout) for character in opening): layout for layout in Layout for opening in OPENINGS
}


def mangle(text: str, layout: Layout) -> str:
    """Return what arrives when `text` (Base45) is typed into a session of `layout`; for tests and for showing it."""
    return "".join(_typed(character, layout) for character in text)


def layout_of(text: str) -> Layout | None:
    """Tell by its opening how a text was typed; None if it does not open like one of ours in any layout."""
    return _ARRIVALS.get(text[:5])


def repair(text: str) -> str:
    """Return the text that was scanned; one that needs no repair, or cannot have it, comes back as it is."""
    layout = layout_of(text)
    if layout in (None, Layout.US):
        return text
    table = _TABLES[layout]
    if any(character not in table for character in text):
        return text
    return "".join(table[character] for character in text)
