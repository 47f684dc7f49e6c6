"""The journal as CSV and JSON lines, with nothing in it that a spreadsheet would execute.

Whoever forges a journal chooses its words, so every cell is made harmless again: a cell that begins as a formula does
(= + - @, tab, return, and their full-width forms) gets an apostrophe before it, as OWASP's "CSV Injection" advises.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Final

from credential.display import display_safe
from credential.moments import format_moment
from verifier.journal.record import Record

COLUMNS: Final = (
    "number",
    "at",
    "clock",
    "agent",
    "form",
    "verdict",
    "reasons",
    "snapshot",
    "status_age",
    "digest",
    "circumstances",
    "portrait",
    "amends",
)
_ACTIVE: Final = tuple("=+-@\t\r\n|%＝＋－＠")


def cells(record: Record) -> dict[str, str | int | None]:
    """The columns of one record.

    `clock` is "behind" where the clock stood before an earlier record; `portrait` is empty where nobody was asked;
    `amends` is the number of the record of the same check that this one stands in place of.
    """
    entry = record.entry
    return {
        "number": record.number,
        "at": format_moment(entry.at),
        "clock": "behind" if record.is_behind else "",
        "agent": harmless(entry.agent),
        "form": harmless(entry.form),
        "verdict": harmless(entry.outcome),
        "reasons": harmless(" ".join(entry.reasons)),
        "snapshot": harmless(entry.snapshot),
        "status_age": entry.status_age,
        "digest": record.digest.hex(),
        "circumstances": harmless(" ".join(entry.circumstances)),
        "portrait": None if entry.portrait is None else entry.portrait.value,
        "amends": entry.amends,
    }


def harmless(text: str) -> str:
    """Make text safe to show, and no formula."""
    shown = display_safe(text, 400)
    return f"'{shown}" if shown.startswith(_ACTIVE) else shown


def csv_lines(records: Iterable[Record]) -> Iterator[str]:
    """Yield CSV (RFC 4180, without line ends): the names, then one line a record."""
    yield _csv_line(COLUMNS)
    for record in records:
        yield _csv_line(["" if cell is None else cell for cell in cells(record).values()])


def json_lines(records: Iterable[Record]) -> Iterator[str]:
    """Yield one JSON object a record, in ASCII; reasons and circumstances as arrays."""
    for record in records:
        entry = record.entry
        listed = {
            "reasons": [harmless(reason) for reason in entry.reasons],
            "circumstances": [harmless(word) for word in entry.circumstances],
        }
        yield json.dumps({**cells(record), **listed}, ensure_ascii=True)


def _csv_line(row: Iterable[str | int]) -> str:
    target = io.StringIO()
    csv.writer(target, lineterminator="").writerow(row)
    return target.getvalue()
