"""Names without accents, and the shapes of numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.cli import verifier
from verifier.documents.names import bare, for_line, same_name, sort_key
from verifier.documents.numbers import MAX_PINK, NumberKind, is_doubtful_on, read_number, same_number


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Léa", "LEA"),
        ("L'Héritier", "LHERITIER"),
        ("L’Héritier", "LHERITIER"),
        ("Jean-Pierre  Martin", "JEAN<PIERRE<MARTIN"),
        ("-Martin-", "MARTIN"),
        ("Łukasz Øre Ægir Þór Ðorđe", "LUKASZ<ORE<AEGIR<THOR<DORDE"),
        ("ıİ", "II"),
        ("Œuvre ẞ ß", "OEUVRE<SS<SS"),
        ("Marie 2", "MARIE"),
        ("", ""),
    ],
)
def test_a_name_as_the_line_writes_it(name: str, line: str) -> None:
    assert for_line(name) == line


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Trégouët", "TREGOUET"),
        ("Œuvrard-Lecœur", "Oeuvrard Lecoeur"),
        ("Sant'Ângelo", "Santangelo"),
        ("Weißenfelder", "WEISSENFELDER"),
    ],
)
def test_names_compare_without_accents_case_hyphens_and_apostrophes(one: str, other: str) -> None:
    assert same_name(one, other)
    assert not same_name(one, other + "s")


def test_names_sort_without_accents() -> None:
    names = ["Zoé", "Émile", "Eva", "eden", "Le Goff", "Legrand", "Œuvrard"]
    assert sorted(names, key=sort_key) == ["eden", "Émile", "Eva", "Le Goff", "Legrand", "Œuvrard", "Zoé"]


def test_names_that_sort_alike_keep_one_order() -> None:
    assert sorted(["Eva", "Éva"], key=sort_key) == sorted(["Éva", "Eva"], key=sort_key)


def test_letters_of_other_alphabets_stay_and_never_reach_the_line() -> None:
    assert bare("Νίκος") == "ΝΙΚΟΣ"
    assert for_line("Νίκος") == ""


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text(max_size=40))
def test_any_name_gives_letters_and_single_fillers(name: str) -> None:
    line = for_line(name)
    assert set(line) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ<")
    assert "<<" not in line
    assert line == line.strip("<")


@pytest.mark.parametrize(
    ("typed", "text", "kind"),
    [
        ("13AA00002", "13AA00002", NumberKind.CARD),
        ("13 aa 00002", "13AA00002", NumberKind.CARD),
        ("13AA0000", "13AA0000", NumberKind.FREE),
        ("13AA000021", "13AA000021", NumberKind.FREE),
        ("150833200011", "150833200011", NumberKind.NEPH),
        ("15.08.33.20.0011", "150833200011", NumberKind.NEPH),
        ("15082A200011", "15082A200011", NumberKind.NEPH),
        ("15082b200011", "15082B200011", NumberKind.NEPH),
        ("15082C200011", "15082C200011", NumberKind.FREE),
        ("151233200011", "151233200011", NumberKind.NEPH),
        ("151333200011", "151333200011", NumberKind.FREE),  # there is no thirteenth month
        ("150033200011", "150033200011", NumberKind.FREE),
        ("1", "1", NumberKind.FREE),
        ("1" * MAX_PINK, "1" * MAX_PINK, NumberKind.FREE),
        ("1" * (MAX_PINK + 1), "1" * (MAX_PINK + 1), NumberKind.NONE),
        ("AB/123", "AB/123", NumberKind.NONE),
        ("", "", NumberKind.NONE),
        (" .- ", "", NumberKind.NONE),
    ],
)
def test_the_shape_of_a_number(typed: str, text: str, kind: NumberKind) -> None:
    number = read_number(typed)
    assert (number.text, number.kind) == (text, kind)
    assert number.is_doubtful is (kind in (NumberKind.FREE, NumberKind.NONE))


@pytest.mark.parametrize(
    ("form", "number", "doubtful"),
    [
        ("card_2013", "20ZZ90017", False),
        ("card_2013", "20ZZ9001", True),
        ("card_2013", "150833200011", True),
        ("pink_3_volets", "730599000123", False),
        ("pink_3_volets", "A/123", False),
        ("pink_3_volets", "A" * 15, False),
        ("pink_3_volets", "A" * 16, True),
        ("pink_3_volets", " . ", True),
        ("ADCS", "1", False),
    ],
)
def test_a_card_has_one_shape_and_a_pink_title_fifteen_characters(form: str, number: str, doubtful: bool) -> None:
    assert is_doubtful_on(form, number) is doubtful


@pytest.mark.parametrize("typed", ["20ZZ90017", "20 zz 900 17", "20-ZZ-90017", "20.ZZ.90017"])
def test_numbers_compare_without_case_and_what_parts_them(typed: str) -> None:
    assert same_number(typed, "20ZZ90017")
    assert not same_number(typed, "20ZZ90018")
    assert not same_number("9" * 20 + "1", "9" * 20 + "2")


def test_a_doubtful_number_warns_and_is_compared_all_the_same(tmp_path: Path) -> None:
    arguments = ["check", "X", "--json", "--store", str(tmp_path / "absent.sqlite"), "--context"]
    doubtful = CliRunner().invoke(verifier, [*arguments, "presented=card_2013,presented_number=20ZZ9"])
    assert "20ZZ9 does not look like" in doubtful.stderr
    assert doubtful.stdout
    sure = CliRunner().invoke(verifier, [*arguments, "presented=card_2013,presented_number=20ZZ90017"])
    assert "does not look like" not in sure.stderr


def test_a_number_of_any_length_is_cut() -> None:
    assert len(read_number("9" * 10_000).text) == MAX_PINK + 1
