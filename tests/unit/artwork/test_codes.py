from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from issuer.artwork.codes import CodeTextError, ErrorCorrection, qr_matrix, qr_png, qr_svg, qr_version

from .sights import ALPHABET, code_text, opened, read

LEVELS: tuple[ErrorCorrection, ...] = ("L", "M", "Q")


@pytest.mark.parametrize("length", [40, 600, 915, 1560])
@pytest.mark.parametrize("error", LEVELS)
def test_png_reads_back_to_its_text(length: int, error: ErrorCorrection) -> None:
    text = code_text(length)
    assert read(opened(qr_png(text, error=error, module=3))) == [text]


@settings(max_examples=25, derandomize=True, deadline=None)
@given(st.text(ALPHABET, min_size=1, max_size=80))
def test_any_alphanumeric_text_reads_back(text: str) -> None:
    assert read(opened(qr_png(text, module=4))) == [text]


@pytest.mark.parametrize("text", ["pdc1:lower", "PDC1:é", "PDC1:\n", "PDC1:_", ""])
def test_text_that_would_need_byte_mode_is_refused(text: str) -> None:
    with pytest.raises(CodeTextError):
        qr_matrix(text)


def test_text_beyond_the_largest_code_is_refused() -> None:
    with pytest.raises(CodeTextError):
        qr_matrix(code_text(4297), "L")
    assert qr_version(code_text(4296), "L") == 40


@pytest.mark.parametrize(
    ("length", "error", "version"),
    [(366, "M", 11), (367, "M", 12), (909, "M", 19), (910, "M", 20), (938, "L", 17), (939, "L", 18)],
)
def test_version_is_the_smallest_of_the_standard(length: int, error: ErrorCorrection, version: int) -> None:
    """Alphanumeric capacities of ISO/IEC 18004, table 7."""
    assert qr_version(code_text(length), error) == version


def test_error_correction_is_the_level_asked_for_and_not_raised() -> None:
    assert qr_matrix(code_text(100), "L") != qr_matrix(code_text(100), "M")


def test_quiet_zone_is_white_and_four_modules_wide() -> None:
    pixels = opened(qr_png("PDC1:SPECIMEN", module=5))
    side = len(qr_matrix("PDC1:SPECIMEN")) * 5
    assert pixels.shape == (side + 40, side + 40, 3)
    assert pixels[:20].min() == pixels[-20:].min() == pixels[:, :20].min() == pixels[:, -20:].min() == 255
    assert pixels[20, 20].max() == 0


def test_svg_is_square_and_says_specimen() -> None:
    svg = ET.fromstring(qr_svg("PDC1:SPECIMEN", module=5))  # noqa: S314 - our own drawing, not input
    side = str((len(qr_matrix("PDC1:SPECIMEN")) + 8) * 5)
    assert (svg.get("width"), svg.get("height")) == (side, side)
    assert "SPECIMEN" in "".join(svg.itertext())


def test_same_text_gives_the_same_bytes_twice() -> None:
    text = code_text(600)
    assert qr_png(text) == qr_png(text)
    assert qr_svg(text) == qr_svg(text)
