"""The report as a PDF, for whoever is handed paper."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from credential.reason import Outcome
from verifier.desk import phrases
from verifier.desk.content import Chart, Picture, Report, Table

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

_COLOURS: Final = {
    Outcome.PASSED: "#2e7d32",
    Outcome.ATTENTION: "#b26a00",
    Outcome.INDETERMINATE: "#546e7a",
    Outcome.FAILED: "#b71c1c",
    None: "#8d4a6a",
}
_WIDTH: Final = 510
_LABEL: Final = 270
_BAR: Final = 13
_CHARS: Final = 62
_SHAPES: Final = str.maketrans({"✔": "+", "▲": "!", "✖": "x", "…": "..."})
"""The fonts that every reader has know no shapes; the words beside them stay."""
_ROWS: Final = 45
"""Bars of one drawing: more do not go on one page."""


def pdf_pages(report: Report) -> bytes:
    """Write a report as PDF, the same bytes for the same report."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    out = BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=42, rightMargin=42, topMargin=42, bottomMargin=42, title=report.title, invariant=1
    )
    document.build(list(_story(report)))
    return out.getvalue()


def printable(text: str) -> str:
    """Bring text to what the standard fonts can print; a question mark stands for the rest."""
    return text.translate(_SHAPES).encode("cp1252", "replace").decode("cp1252")


def _story(report: Report) -> Iterable[Flowable]:
    yield _text(report.title, "Title")
    yield _text(report.subtitle, "Normal")
    for line in report.summary:
        yield _text(line, "Normal")
    for chart in report.charts:
        yield _text(chart.title, "Heading2")
        yield from _drawings(chart)
    for table in report.tables:
        yield _text(table.title, "Heading2")
        yield _table(table)
        if table.more:
            yield _text(phrases.MORE.in_(report.language), "Normal")
    yield from _pictures(report)
    yield _text(phrases.GROUNDS.in_(report.language), "Heading2")
    for title, lines in report.grounds:
        yield _text(title, "Heading3")
        yield from (_text(line, "Code") for line in lines)


def _text(text: str, style: str) -> Flowable:
    """A paragraph reads markup: what is outside text is escaped first."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph

    return Paragraph(escape(printable(text)), getSampleStyleSheet()[style])


def _drawings(chart: Chart) -> Iterable[Flowable]:
    from reportlab.graphics.shapes import Drawing, Rect, String
    from reportlab.lib.colors import HexColor

    most = max(bar.count for bar in chart.bars) or 1
    for start in range(0, len(chart.bars), _ROWS):
        bars = chart.bars[start : start + _ROWS]
        drawing = Drawing(_WIDTH, _BAR * len(bars))
        for place, bar in enumerate(reversed(bars)):
            bottom, length = place * _BAR + 3, (_WIDTH - _LABEL - 60) * bar.count / most
            label = printable(bar.label)[:_CHARS]
            drawing.add(String(_LABEL - 6, bottom, label, fontSize=8, textAnchor="end"))
            drawing.add(Rect(_LABEL, bottom - 1, length, 8, fillColor=HexColor(_COLOURS[bar.outcome]), strokeWidth=0))
            drawing.add(String(_LABEL + length + 4, bottom, str(bar.count), fontSize=8))
        yield drawing


def _table(table: Table) -> Flowable:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Table as Grid

    rows: list[Any] = [[_text(cell, "BodyText") for cell in row] for row in (table.heads, *table.rows)]
    grid = Grid(rows, colWidths=[_WIDTH / len(table.heads)] * len(table.heads), repeatRows=1)
    grid.setStyle([("LINEBELOW", (0, 0), (-1, -1), 0.3, HexColor("#bbbbbb")), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    return grid


def _pictures(report: Report) -> Iterable[Flowable]:
    from reportlab.platypus import KeepTogether

    if report.pictures:
        yield _text(phrases.PICTURES.in_(report.language), "Heading2")
        yield _text(phrases.PERSONAL.in_(report.language), "Normal")
        for picture in report.pictures:
            yield KeepTogether([_image(picture), _text(picture.caption, "BodyText")])


def _image(picture: Picture) -> Flowable:
    from reportlab.platypus import Image

    return Image(BytesIO(picture.jpeg), width=150, height=150, kind="proportional")
