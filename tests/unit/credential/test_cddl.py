"""docs/format.cddl and the code say the same labels, names and formats."""

from __future__ import annotations

import re
from pathlib import Path

from credential.labels import BY_NAME, ELEMENTS, LICENCE_LABEL, TitleFormat

CDDL = (Path(__file__).parents[3] / "docs" / "format.cddl").read_text(encoding="utf-8")
LICENCE_MAP = CDDL.partition("licence-map = {")[2].partition("\n}")[0]


def test_licence_map_has_every_element_under_its_label() -> None:
    labels = {name: int(label) for name, label in re.findall(r"&\((\w+): (\d+)\)", LICENCE_MAP)}
    assert labels == {element.name: element.label for element in ELEMENTS}


def test_licence_map_marks_the_optional_elements() -> None:
    optional = set(re.findall(r"\? &\((\w+): \d+\)", LICENCE_MAP))
    assert optional == {name for name, element in BY_NAME.items() if not element.mandatory}


def test_licence_stands_under_its_label() -> None:
    assert f"  {LICENCE_LABEL} " in CDDL


def test_title_formats_have_their_numbers() -> None:
    formats = CDDL.partition("title-format = &(")[2].partition(")")[0]
    assert {word: int(number) for word, number in re.findall(r"(\w+): (\d+)", formats)} == {
        each.word: int(each) for each in TitleFormat
    }
