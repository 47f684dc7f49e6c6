"""Codes of field 12: the forms in which they are printed, and what each asks the officer to look at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credential.language import Language
from verifier.entitlement import codes
from verifier.entitlement.codes import Look, read_code, words_of
from verifier.spelled import spell


@pytest.mark.parametrize(
    ("printed", "code", "value"),
    [
        ("01", "01", None),
        ("01.06", "01.06", None),
        ("05.03", "05.03", None),
        ("10.02", "10.02", None),
        ("44.01", "44.01", None),
        ("20.06a", "20.06", None),  # suffix letters say left, right, hand, foot, ...
        ("78", "78", None),
        ("79.03", "79.03", None),
        ("79(95/1,75)", "79", "95/1,75"),
        ("50(VF1AA000000000000)", "50", "VF1AA000000000000"),
        ("61", "61", None),
        ("62(20 km)", "62", "20 km"),
        ("69", "69", None),
        ("69(01.01.2016)", "69", "01.01.2016"),
        ("69.01.01.2016", "69", "01.01.2016"),
        ("70.0123456789.NL", "70", "0123456789.NL"),
        ("71.987654321.HR", "71", "987654321.HR"),
        ("70GB", "70", "GB"),
        ("70(1234/MA)", "70", "1234/MA"),
        ("95.01.01.2012", "95", "01.01.2012"),
        ("95(2029-06-15)", "95", "2029-06-15"),
        ("106.24/06/13 - 24.06.16", "106", "24/06/13 - 24.06.16"),
        ("106(2026-06-15/2029-06-15)", "106", "2026-06-15/2029-06-15"),
        ("106", "106", None),
        (" 78 ", "78", None),
        ("197", "197", None),
    ],
)
def test_a_printed_form_is_taken_apart(printed: str, code: str, value: str | None) -> None:
    read = read_code(printed)
    assert (read.printed, read.code, read.value) == (printed, code, value)


@pytest.mark.parametrize(
    "printed", ["", "B", "1", "1.06", "٠١", "01,06", "1234", "[/b]", "01(", "X78", "78GB", "70GBRX"]
)
def test_a_shape_that_is_not_known_is_kept_whole(printed: str) -> None:
    read = read_code(printed)
    assert (read.code, read.value) == (printed, None)
    assert words_of(read) is None


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text(max_size=64))
def test_any_text_is_read_and_spelled(printed: str) -> None:
    assert read_code(printed).printed == printed
    for language in Language:
        assert spell(printed, language)


def test_a_sub_code_that_is_not_listed_has_the_words_of_its_main_code() -> None:
    assert words_of(read_code("44.99")) == words_of(read_code("44"))
    assert words_of(read_code("99")) is None


@pytest.mark.parametrize(
    ("printed", "look"),
    [
        ("01.06", Look.SEEN),
        ("78", Look.SEEN),
        ("69", Look.DOCUMENT),
        ("95", Look.DOCUMENT),
        ("61", Look.CONTEXT),
        ("10", Look.ADAPTED_VEHICLE),
        ("79.06", Look.INFORMATION),
        ("96", Look.INFORMATION),
    ],
)
def test_each_code_says_where_to_look(printed: str, look: Look) -> None:
    words = words_of(read_code(printed))
    assert words is not None
    assert words.look is look


def test_the_table_is_whole() -> None:
    path = Path(codes.__file__).with_name("codes.json")
    entries = json.loads(path.read_text(encoding="utf-8"))
    assert len({entry["code"] for entry in entries}) == len(entries) > 100
    for entry in entries:
        assert read_code(entry["code"]).code == entry["code"]
        assert entry["fr"].strip()
        assert entry["en"].strip()
        assert entry["fr"] != entry["en"] or entry["fr"].isupper()
        Look(entry["check"])
