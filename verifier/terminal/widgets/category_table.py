"""The categories, each with its own dates and with its codes written out below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from credential.claims import LicenceClaims
from credential.language import Language
from verifier import dates
from verifier.spelled import spell
from verifier.terminal import phrases
from verifier.terminal.shown import Line, joined, ours, shown

COLUMNS: Final = (12, 13, 13)
"""Cells that category, since and until fill."""


class CategoryTable(Vertical):
    """Columns 9 to 12 of the card: category, since, until, codes."""

    def __init__(self, claims: LicenceClaims, language: Language) -> None:
        super().__init__()
        self._claims = claims
        self._language = language

    def compose(self) -> ComposeResult:
        """The rows, and below a row its codes; rows that have none between them are one widget."""
        rows = [self._heading()]
        for row, codes in self._entries():
            rows.append(row)
            if codes:
                yield Line(joined(rows, "\n"))
                yield from (Line(shown(spell(each, self._language)), classes="code") for each in codes)
                rows = []
        if rows:
            yield Line(joined(rows, "\n"))

    def _entries(self) -> Iterator[tuple[Content, Sequence[str]]]:
        """Each category, and what holds for all of them: its row, and its codes as printed."""
        for held in self._claims.driving_privileges:
            since, until = self._day(held.issue_date), self._day(held.expiry_date)
            yield _row(shown(held.category, "bold"), since, until), held.codes
        if self._claims.codes_all_categories:
            name = ours(phrases.ALL_CATEGORIES.in_(self._language), "bold")
            yield _row(name, self._day(None), self._day(None)), self._claims.codes_all_categories

    def _heading(self) -> Content:
        words = (phrases.CATEGORIES, phrases.SINCE, phrases.UNTIL)
        return _row(*(ours(each.in_(self._language), "bold") for each in words))

    def _day(self, value: date | None) -> Content:
        return ours(phrases.NO_DATE if value is None else dates.day(value, self._language))


def _row(*cells: Content) -> Content:
    """Set the cells in their columns; a name that is longer, as a foreign one may be, is told whole."""
    return joined(
        (cell.pad_right(max(width - cell.cell_length, 1)) for cell, width in zip(cells, COLUMNS, strict=True)), ""
    )
