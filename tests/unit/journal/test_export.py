"""An exported journal holds the records and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace

import pytest

from tests.unit.journal.journals import ENTRY, journal_of
from verifier.journal.answer import PortraitAnswer
from verifier.journal.export import COLUMNS, csv_lines, harmless, json_lines

FORMULAS = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "=cmd|'/C calc'!A0",
    "＝1+1",
    "＋1",
    "－1",
    "＠A",
    "|x",
]


def test_csv_reads_back() -> None:
    rows = list(csv.DictReader(csv_lines(journal_of(3).records)))
    assert [row["number"] for row in rows] == ["1", "2", "3"]
    assert tuple(rows[0]) == COLUMNS
    assert rows[1]["at"] == "2026-12-01T06:02:00Z"
    assert (rows[0]["verdict"], rows[0]["reasons"], rows[0]["status_age"]) == ("FAILED", "SUSPENDED", "3600")


ANSWERED = replace(ENTRY, circumstances=("motorway=yes", "passengers=2"), portrait=PortraitAnswer.MATCHES, amends=1)


def test_what_the_officer_stated_and_answered_is_exported() -> None:
    record = replace(journal_of(2).records[1], entry=ANSWERED)
    (row,) = csv.DictReader(csv_lines([record]))
    assert (row["circumstances"], row["portrait"], row["amends"]) == ("motorway=yes passengers=2", "matches", "1")
    (content,) = (json.loads(line) for line in json_lines([record]))
    assert content["circumstances"] == ["motorway=yes", "passengers=2"]
    assert (content["portrait"], content["amends"]) == ("matches", 1)


def test_where_nothing_was_stated_and_nobody_asked_the_cells_are_empty() -> None:
    (row,) = csv.DictReader(csv_lines(journal_of(1).records))
    assert (row["circumstances"], row["portrait"], row["amends"]) == ("", "", "")
    (content,) = (json.loads(line) for line in json_lines(journal_of(1).records))
    assert (content["circumstances"], content["portrait"], content["amends"]) == ([], None, None)


def test_json_reads_back() -> None:
    first = json.loads(next(iter(json_lines(journal_of(3).records))))
    assert tuple(first) == COLUMNS
    assert first["reasons"] == ["SUSPENDED"]
    assert first["digest"] == journal_of(3).records[0].digest.hex()


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_begins_as_a_formula_whatever_the_record_says(formula: str) -> None:
    """The parser lets no such word through; the export does not rely on it."""
    hostile = replace(ENTRY, agent=formula, form=formula, outcome=formula, reasons=(formula, formula), snapshot=formula)
    hostile = replace(hostile, circumstances=(formula, formula))
    record = replace(journal_of(1).records[0], entry=replace(hostile, status_age=-5))
    lines = list(csv_lines([record]))
    assert len(lines) == 2
    for cell in next(csv.reader(lines[1:])):
        assert re.fullmatch(r"-?\d+", cell) or not cell.startswith(
            ("=", "+", "-", "@", "\t", "\r", "|", "＝", "＋", "－", "＠")
        )
    (content,) = (json.loads(line) for line in json_lines([record]))
    assert content["agent"].startswith(("'", "<U+"))
    assert content["circumstances"][1].startswith(("'", "<U+"))


def test_terminals_are_not_obeyed() -> None:
    assert harmless("\x1b[2J") == "<U+001B>[2J"


def test_plain_words_stay() -> None:
    assert harmless("ag-7") == "ag-7"
