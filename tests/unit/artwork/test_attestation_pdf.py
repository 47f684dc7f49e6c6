from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from issuer.artwork.attestation_pdf import attestation_pdf
from issuer.artwork.attestation_sheet import AttestationSheet, FileState, PrintedCategory, months_after
from issuer.artwork.paper import printable
from issuer.artwork.portraits import draw_portrait

from .sights import code_text, read

B = PrintedCategory(category="B", granted=date(2015, 6, 15), expires=None, codes=("01.06",))
SHEET = AttestationSheet(
    family_name="Œuvrard-Lecœur",
    given_name="Zoë, João",
    birth_date=date(1997, 4, 30),
    birth_place="L'Haÿ-les-Roses (94)",
    document_number="26ZZ90021",
    administrative_number="150399000121",
    issuing_authority="Préfecture d'essai",
    issuing_country="FR",
    categories=(B,),
    state=FileState.VALID,
    issued=date(2026, 12, 1),
    valid_until=date(2027, 4, 1),
    code_text=code_text(610),
    portrait=draw_portrait("P21", sex="F", birth_year=1997),
)


def rendered(pdf: bytes, dpi: int = 150) -> NDArray[np.uint8]:
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    return np.asarray(document[0].render(scale=dpi / 72).to_pil().convert("RGB"), np.uint8)


def words(pdf: bytes) -> str:
    return str(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded())


@pytest.mark.parametrize(("length", "error"), [(610, "M"), (1640, "L"), (1700, "M")])
def test_printed_code_reads_back_at_150_dpi(length: int, error: str) -> None:
    sheet = replace(SHEET, code_text=code_text(length), code_error="L" if error == "L" else "M")
    assert read(rendered(attestation_pdf(sheet))) == [sheet.code_text]


@pytest.mark.parametrize("length", [60, 560, 1640])
def test_printed_code_is_60_mm_wide_or_more_within_four_white_modules(length: int) -> None:
    dark = rendered(attestation_pdf(replace(SHEET, code_text=code_text(length), portrait=None)), 254).min(axis=2) < 128
    rows, columns = slice(1420, 2240), slice(1140, 2090)  # tenths of a millimetre
    across, down = np.nonzero(dark[rows, columns].any(axis=0))[0], np.nonzero(dark[rows, columns].any(axis=1))[0]
    width = across[-1] - across[0] + 1
    quiet = 4 * width / 177  # at the least: four modules of the densest code
    assert width >= 600
    assert across[0] >= quiet
    assert 2090 - 1140 - across[-1] >= quiet
    assert down[0] >= quiet


def test_page_says_what_it_is_and_what_it_is_not() -> None:
    page = " ".join(words(attestation_pdf(SHEET)).split())
    for part in (
        "Attestation de droit à conduire",
        "SPECIMEN – sans valeur",
        "Œuvrard-Lecœur",
        "Zoë, João",
        "L'Haÿ-les-Roses",
        "15/06/2015",
        "01/12/2026",
        "01/04/2027",
        "VALIDE",
        "n'est pas délivré par l'État",
        "ne remplace pas le permis de conduire",
        "does not replace the driving licence",
    ):
        assert part in page, part


def test_french_stands_above_english() -> None:
    page = words(attestation_pdf(SHEET))
    assert page.index("Attestation de droit") < page.index("Certificate of entitlement")
    assert page.index("Ce document n'est pas") < page.index("This document is not")


def test_every_state_has_its_own_words() -> None:
    pages = [words(attestation_pdf(replace(SHEET, state=state, portrait=None))) for state in FileState]
    assert len(set(pages)) == len(FileState)


def test_fifteen_categories_with_long_codes_all_stand_on_the_page() -> None:
    names = ("AM", "A1", "A2", "A", "B1", "B", "BE", "C1", "C1E", "C", "CE", "D1", "D1E", "D", "DE")
    codes = ("70.0123456789.NL", "78", "106(2026-06-15/2029-06-15)")
    rows = tuple(replace(B, category=name, codes=codes) for name in names)
    page = words(attestation_pdf(replace(SHEET, categories=rows, common_codes=codes)))
    assert page.count("106(2026-06-15/2029-06-15)") == 16
    assert "…" not in page
    assert all(name in page.split() for name in names)


def test_character_beyond_windows_1252_is_replaced_and_the_page_says_so() -> None:
    page = words(attestation_pdf(replace(SHEET, family_name="Łódź ☃")))
    assert "?ód? ?" in page
    assert "ne peut imprimer" in page
    assert "ne peut imprimer" not in words(attestation_pdf(SHEET))


def test_decomposed_accents_are_composed() -> None:
    assert printable("Ze\u0301lie ß ã Œ ÿ") == "Zélie ß ã Œ ÿ"
    assert printable("a\x1b[0m\u202eb\x80") == "a?[0m?b?"


@settings(max_examples=12, derandomize=True, deadline=None)
@given(st.text(max_size=60), st.text(max_size=200))
def test_no_text_breaks_the_page(name: str, place: str) -> None:
    sheet = replace(SHEET, family_name=name, birth_place=place, common_codes=(name, place), portrait=None)
    assert attestation_pdf(sheet).startswith(b"%PDF-")


def test_same_sheet_gives_the_same_bytes_twice() -> None:
    pdf = attestation_pdf(SHEET)
    assert pdf == attestation_pdf(replace(SHEET))
    assert len(pdf) < 130_000


def test_page_carries_no_date_but_its_own() -> None:
    assert b"D:20000101" in attestation_pdf(SHEET)


@pytest.mark.parametrize("until", [date(2026, 11, 30), date(2027, 4, 2), date(2041, 1, 1)])
def test_validity_beyond_four_months_is_refused(until: date) -> None:
    with pytest.raises(ValueError, match="valid until"):
        replace(SHEET, valid_until=until)


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 12, 1), date(2027, 4, 1)),
        (date(2026, 10, 31), date(2027, 2, 28)),
        (date(2027, 10, 31), date(2028, 2, 29)),
        (date(2026, 8, 31), date(2026, 12, 31)),
    ],
)
def test_months_end_on_their_last_day(day: date, later: date) -> None:
    assert months_after(day, 4) == later
