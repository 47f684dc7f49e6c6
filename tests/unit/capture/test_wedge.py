"""Typing scanners: the layout is told by the opening and undone without loss."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.capture.wedge import BASE45, Layout, layout_of, mangle, repair
from verifier.capture.wedge_line import LONGEST, WedgeLine

OPENING = st.sampled_from(["PDC1:", "PDD1:"])
BODY = st.text(alphabet=BASE45, max_size=900)
LAYOUT = st.sampled_from(Layout)


@given(OPENING, BODY, LAYOUT)
@settings(max_examples=80, derandomize=True, deadline=None)
def test_repair_undoes_every_layout(opening: str, body: str, layout: Layout) -> None:
    assert repair(mangle(opening + body, layout)) == opening + body


@given(st.text(max_size=60))
@settings(max_examples=80, derandomize=True, deadline=None)
def test_text_that_does_not_open_like_ours_is_untouched(text: str) -> None:
    assert layout_of(text) is not None or repair(text) == text


@given(OPENING, st.text(max_size=60))
@settings(max_examples=80, derandomize=True, deadline=None)
def test_clean_opening_is_untouched_whatever_follows(opening: str, rest: str) -> None:
    assert repair(opening + rest) == opening + rest


@pytest.mark.parametrize("layout", list(Layout))
def test_mapping_is_injective_over_base45(layout: Layout) -> None:
    assert len(set(mangle(BASE45, layout))) == 45


def test_french_session_as_typed() -> None:
    """Each pair read off the xkb tables us(basic) and fr(basic) by hand."""
    assert mangle("PDC1:", Layout.FR) == "PDC&M"
    assert mangle("0123456789", Layout.FR) == "à&é\"'(-è_ç"
    assert mangle("AQZWM $%*+-./:", Layout.FR) == "QAWZ? 458+):!M"


def test_caps_lock_as_typed() -> None:
    """Shift and Lock cancel out for letters; of other keys, only letters with an accent have a capital."""
    assert mangle("PDC1:", Layout.FR_CAPS) == "pdc&m"
    assert mangle("0279", Layout.FR_CAPS) == "ÀÉÈÇ"
    assert mangle("AQZWM $%*+-./:", Layout.FR_CAPS) == "qawz? 458+):!m"
    assert mangle("PDC1:AB+ %", Layout.US_CAPS) == "pdc1:ab+ %"


def test_text_with_a_foreign_character_is_not_half_repaired() -> None:
    broken = mangle("PDC1:ABC", Layout.FR) + "€"
    assert repair(broken) == broken


def typed(line: WedgeLine, keys: str, start: float = 0.0, apart: float = 0.01) -> list[str]:
    results = (line.feed(key, start + number * apart) for number, key in enumerate(keys))
    return [result for result in results if result is not None]


def test_fast_line_is_one_text() -> None:
    assert typed(WedgeLine(), mangle("PDC1:AB C12  ", Layout.FR) + "\r") == ["PDC1:AB C12  "]


def test_two_scans_are_two_texts_and_crlf_ends_one() -> None:
    assert typed(WedgeLine(), "PDC1:ABCDEFG\r\nPDD1:ABCDEFG\r\n") == ["PDC1:ABCDEFG", "PDD1:ABCDEFG"]


def test_keys_of_a_person_are_no_scan() -> None:
    assert typed(WedgeLine(), "PDC1:ABCDEFGH\r", apart=0.3) == []
    assert typed(WedgeLine(), "qq\r") == []


def test_key_pressed_before_the_scan_is_left_out() -> None:
    line = WedgeLine()
    line.feed("x", 0.0)
    assert typed(line, "PDC1:ABCDEFGH\r", start=1.0) == ["PDC1:ABCDEFGH"]


def test_overlong_line_is_dropped_whole_and_the_next_is_read() -> None:
    line = WedgeLine()
    assert typed(line, "A" * (LONGEST + 1) + "PDC1:ABCDEFGH\r", apart=0.001) == []
    assert typed(line, "PDC1:ABCDEFGH\r", start=99.0) == ["PDC1:ABCDEFGH"]
