"""The categories, each with its own dates and with its codes written out below it."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content

from credential.claims import LicenceClaims
from credential.language import Language
from verifier import dates
from verifier.spelled import spell
from verifier.terminal import phrases
from verifier.terminal.shown import Line, ours, shown


class CategoryTable(Vertical):
    """Columns 9 to 12 of the card: category, since, until, codes."""

    def __init__(self, claims: LicenceClaims, language: Language) -> None:
        super().__init__()
        self._claims = claims
        self._language = language

    def compose(self) -> ComposeResult:
        """A heading, a row for each category, and the codes that hold for all of them."""
        language = self._language
        heading = (ours(phrases.CATEGORIES.in_(language)), ours(phrases.SINCE.in_(language)))
        yield _row("heading", *heading, ours(phrases.UNTIL.in_(language)))
        for privilege in self._claims.driving_privileges:
            since, until = self._day(privilege.issue_date), self._day(privilege.expiry_date)
            yield _row("category", shown(privilege.category, "bold"), since, until)
            yield from (self._code(printed) for printed in privilege.codes)
        if self._claims.codes_all_categories:
            yield _row("category", ours(phrases.ALL_CATEGORIES.in_(language), "bold"), self._day(None), self._day(None))
            yield from (self._code(printed) for printed in self._claims.codes_all_categories)

    def _day(self, value: date | None) -> Content:
        return ours(phrases.NO_DATE if value is None else dates.day(value, self._language))

    def _code(self, printed: str) -> Line:
        return Line(shown(spell(printed, self._language)), classes="code")


def _row(kind: str, *cells: Content) -> Horizontal:
    return Horizontal(*(Line(cell) for cell in cells), classes=f"row {kind}")
