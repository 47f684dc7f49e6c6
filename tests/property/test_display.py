"""`display_safe`: whatever text comes in, nothing invisible or active goes out."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from credential.display import MAX_COMBINING, MAX_SHOWN, display_safe

ANYTHING = st.text(alphabet=st.characters(codec=None), max_size=300)

# Unicode, DerivedCoreProperties: Default_Ignorable_Code_Point.
IGNORABLE = (
    *(0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0),
    *range(0x180B, 0x1810),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    *range(0xFFF0, 0xFFF9),
    *range(0x1BCA0, 0x1BCA4),
    *range(0x1D173, 0x1D17B),
    *range(0xE0000, 0xE1000),
)


def longest_run_of_marks(text: str) -> int:
    longest = run = 0
    for character in text:
        run = run + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        longest = max(longest, run)
    return longest


@settings(max_examples=500, derandomize=True, deadline=None)
@given(ANYTHING)
def test_only_printable_characters_go_out(text: str) -> None:
    shown = display_safe(text)
    assert shown.isprintable()
    assert longest_run_of_marks(shown) <= MAX_COMBINING


@settings(max_examples=300, derandomize=True, deadline=None)
@given(ANYTHING)
def test_what_is_safe_stays_as_it_is(text: str) -> None:
    """Once made safe and short enough, a second pass changes nothing."""
    shown = display_safe(text, 40)
    assert display_safe(shown, len(shown)) == shown


@settings(max_examples=300, derandomize=True, deadline=None)
@given(ANYTHING, st.integers(min_value=1, max_value=50))
def test_no_more_characters_are_shown_than_the_limit(text: str, limit: int) -> None:
    shown = display_safe(text, limit)
    # A character that is written out takes at most ten: <U+10FFFF>.
    assert len(shown) <= 10 * limit + 1
    if len(text) > limit:
        assert shown.endswith("…")


def test_every_code_point_that_shows_nothing_is_written_out() -> None:
    ignorable = {*IGNORABLE, 0x2800}
    wrong = []
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        visible = character.isprintable() and code not in ignorable
        if display_safe(character) != (character if visible else f"<U+{code:04X}>"):
            wrong.append(hex(code))
    assert wrong == []


def test_the_names_of_living_people_stay_as_they_are() -> None:
    for name in (
        "O'Brien-Müller",
        "Đặng Thị Hương",
        "Zoë Œuvré",
        "Јован",
        "Παπαδόπουλος",
        "नेहा",
        "עברית",
        "محمد",
        "李",
    ):
        assert display_safe(name) == name


def test_marks_without_end_are_cut_whatever_their_combining_class() -> None:
    for mark in "\u0301\u20dd\u0489\u0e4d\u0900":
        assert display_safe("a" + mark * 100) == "a" + mark * MAX_COMBINING


def test_escape_sequences_and_reordering_marks_are_written_out() -> None:
    assert display_safe("\x1b]52;c;QQ==\x07") == "<U+001B>]52;c;QQ==<U+0007>"
    assert display_safe("\x9b2J\u202egnp.exe\u2066") == "<U+009B>2J<U+202E>gnp.exe<U+2066>"
    assert display_safe("a\nb\tc\r\u2028") == "a<U+000A>b<U+0009>c<U+000D><U+2028>"


def test_a_text_of_exactly_the_limit_is_not_cut() -> None:
    for letter in "aé":
        assert display_safe(letter * MAX_SHOWN) == letter * MAX_SHOWN
        assert display_safe(letter * (MAX_SHOWN + 1)) == letter * MAX_SHOWN + "…"
