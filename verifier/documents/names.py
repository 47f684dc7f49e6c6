"""Names: how a card's machine-readable line writes them, and how they compare and sort without accents.

The line follows the habit of ICAO 9303: É is E, Œ is OE, hyphen and space become a filler, an apostrophe is dropped.
No published French text says so, so a difference of names alone never makes a card false.
"""

from __future__ import annotations

import unicodedata
from typing import Final

FILLER: Final = "<"
_LETTERS: Final = {
    "Æ": "AE", "Œ": "OE", "ẞ": "SS", "ß": "SS", "Ø": "O", "Đ": "D", "Ð": "D", "Þ": "TH", "Ł": "L", "Ħ": "H",
    "Ŋ": "N", "Ŧ": "T", "İ": "I", "ı": "I", "ĸ": "K", "Ə": "E",
}  # fmt: skip
_DROPPED: Final = frozenset("'’ʼ`´.·")


def bare(name: str) -> str:
    """Return `name` in capitals without accents; letters of other alphabets stay as they are."""
    letters = []
    for character in unicodedata.normalize("NFD", name.upper()):
        if unicodedata.category(character) != "Mn":
            letters.append(_LETTERS.get(character, character))
    return "".join(letters)


def for_line(name: str) -> str:
    """Return a surname as the machine-readable line writes it, of any length: ``EL<FASSIOUI``."""
    written = []
    for character in bare(name):
        if character in _DROPPED:
            continue
        written.append(character if character.isascii() and character.isalpha() else FILLER)
    return FILLER.join(part for part in "".join(written).split(FILLER) if part)


def sort_key(name: str) -> tuple[str, str]:
    """Return what names are sorted by: without accents, hyphens and case; then as written."""
    return (for_line(name).replace(FILLER, " "), name)


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are the same but for accents, case, hyphens, spaces and apostrophes."""
    return for_line(one) == for_line(other)
