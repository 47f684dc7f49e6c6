"""The one function that makes text from outside safe to show.

Whatever came out of a credential, a certificate, a file name or an exception reaches a screen, a journal or a
report only through `display_safe`: terminals obey escape bytes, and right-to-left marks reorder what is read.
"""

from __future__ import annotations

import unicodedata
from typing import Final

MAX_SHOWN: Final = 160
"""Characters of one field; the longest name of ISO/IEC 18013-5 is 150."""
MAX_COMBINING: Final = 4
"""Marks stacked on one letter; living orthographies need three."""

# Letters and marks that `str.isprintable` lets through although they show nothing.
_INVISIBLE: Final = frozenset("\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0\u034f") | {
    chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
}


def display_safe(text: str, limit: int = MAX_SHOWN) -> str:
    """Return `text` with everything invisible or active written out as ``<U+XXXX>``, cut where it would
    be longer than `limit` characters.

    The result holds only printable characters and spaces. It may still hold brackets: a widget must take it as
    plain text, never as markup.
    """
    if text.isascii() and text.isprintable() and len(text) <= limit:
        return text
    shown: list[str] = []
    room = limit
    combining = 0
    for character in text:
        # By category: hundreds of marks that stack, such as the enclosing circle, have combining class 0.
        combining = combining + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if combining > MAX_COMBINING:
            continue
        visible = character.isprintable() and character not in _INVISIBLE
        piece = character if visible else f"<U+{ord(character):04X}>"
        room -= len(piece)
        if room < 0:
            shown.append("…")
            break
        shown.append(piece)
    return "".join(shown)
