"""Names: how a card's machine-readable line writes them, and how they compare and sort without accents.

The line follows the habit of ICAO 9303: É is E, Œ is OE, hyphen and space become a filler, an apostrophe is dropped.
No published French text says so, so a difference of names alone never makes a card false.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

FILLER: Final = "<"
_LETTERS: Final = {
    "Æ": "AE", "Œ": "OE", "ẞ": "SS", "ß": "SS", "Ø": "O", "Đ": "D", "Ð": "D", "Þ": "TH", "Ł": "L", "Ħ": "H",
    "Ŋ": "N", "Ŧ": "T", "İ": "I", "ı": "I", "ĸ": "K", "Ə": "E",
}  # fmt: skip  # a table: a row a line
_DROPPED: Final = frozenset("'’ʼ`´.·")
_APOSTROPHES: Final = re.compile("['’ʼ`´]")
_TWO_LETTERS: Final = re.compile("[ÄÖÜØ]")


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


def spellings_for_line(name: str) -> frozenset[str]:
    """Return every way in which a line may write a surname.

    States differ on two points: an apostrophe is dropped or becomes a filler, and letters such as Ü and Ø are written
    with an E after them or without (ICAO 9303 part 3, section 6).
    """
    expanded = _TWO_LETTERS.sub(lambda found: f"{bare(found[0])}E", unicodedata.normalize("NFC", name.upper()))
    whole = (name, expanded.replace("Å", "AA"))
    parted = tuple(_APOSTROPHES.sub(FILLER, each) for each in whole)
    return frozenset(for_line(each) for each in (*whole, *parted))


def sort_key(name: str) -> tuple[str, str]:
    """Return what names are sorted by: without accents, hyphens and case; then as written."""
    return (for_line(name).replace(FILLER, " "), name)


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are the same but for accents, case, hyphens, spaces and apostrophes."""
    return for_line(one) == for_line(other)
