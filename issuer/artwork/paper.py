"""A sheet of A4 measured in millimetres from its top left corner, with ink, rules and text that fits.

Only the PDF standard fonts are used: every reader has them, and they reach all of Windows-1252 (Œ, ÿ, ß, ã).
Pages are not compressed, so that their bytes do not hang on a machine's zlib.
"""

from __future__ import annotations

import unicodedata
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from issuer.artwork.codes import Matrix

Ink = tuple[float, float, float]
BLACK: Ink = (0.1, 0.1, 0.13)
GREY: Ink = (0.42, 0.42, 0.46)
ROSE: Ink = (0.56, 0.17, 0.30)
PALE: Ink = (0.975, 0.925, 0.935)
LINE: Ink = (0.80, 0.70, 0.73)
WHITE: Ink = (1, 1, 1)

REPLACEMENT = "?"
"""Stands for each character that the standard fonts cannot print."""

_MM = 72 / 25.4
_HEIGHT = 297.0
_SMALLEST = 5.5  # points; below that nobody reads


def printable(text: str) -> str:
    """Compose the text, and put a question mark for whatever Windows-1252 cannot print; never raises."""
    return "".join(_printable_character(character) for character in unicodedata.normalize("NFC", text))


def _printable_character(character: str) -> str:
    if not (character.isprintable() or character == "\u00a0"):
        return REPLACEMENT
    return character if character.encode("cp1252", "ignore") else REPLACEMENT


class Paper:
    """One page. Every x, y, width and height is in millimetres, y downwards; font sizes are points."""

    def __init__(self, *, title: str, subject: str) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self._out = BytesIO()
        size = (210 * _MM, _HEIGHT * _MM)
        self._canvas = Canvas(self._out, pagesize=size, invariant=1, pageCompression=0, lang="fr-FR")
        self._canvas.setTitle(title)
        self._canvas.setSubject(subject)
        self._canvas.setAuthor("Carton Rose (SPECIMEN)")
        self._canvas.setCreator("Carton Rose")

    def finish(self) -> bytes:
        """Close the page and return the PDF."""
        self._canvas.showPage()
        self._canvas.save()
        return self._out.getvalue()

    def box(self, x: float, y: float, size: tuple[float, float], *, fill: Ink | None, edge: Ink | None = None) -> None:
        """Draw a rectangle from its top left corner, filled, edged with a hairline, or both."""
        if fill:
            self._canvas.setFillColorRGB(*fill)
        if edge:
            self._canvas.setStrokeColorRGB(*edge)
            self._canvas.setLineWidth(0.6)
        down = (_HEIGHT - y - size[1]) * _MM
        self._canvas.rect(x * _MM, down, size[0] * _MM, size[1] * _MM, fill=fill is not None, stroke=edge is not None)

    def rule(self, x: float, y: float, length: float, *, ink: Ink = LINE, points: float = 0.5) -> None:
        """Draw a horizontal line."""
        self._canvas.setStrokeColorRGB(*ink)
        self._canvas.setLineWidth(points)
        self._canvas.line(x * _MM, (_HEIGHT - y) * _MM, (x + length) * _MM, (_HEIGHT - y) * _MM)

    def wave(self, y: float, *, swing: float, start: float, ink: Ink) -> None:
        """Draw one wavy hairline across the page, `swing` high, shifted left by `start`."""
        path = self._canvas.beginPath()
        x, up, middle = -start, swing, _HEIGHT - y
        path.moveTo(x * _MM, middle * _MM)
        while x < 210:
            path.curveTo(
                (x + 9) * _MM, (middle + up) * _MM, (x + 16) * _MM, (middle + up) * _MM, (x + 25) * _MM, middle * _MM
            )
            x, up = x + 25, -up
        self._canvas.setStrokeColorRGB(*ink)
        self._canvas.setLineWidth(0.35)
        self._canvas.drawPath(path)

    def text(
        self, x: float, y: float, text: str, *, font: str, size: float, ink: Ink = BLACK, spread: float = 0
    ) -> None:
        """Write one line with its baseline at y; `spread` adds points between letters."""
        self._canvas.setFillColorRGB(*ink)
        self._canvas.setFont(font, size)
        self._canvas.drawString(x * _MM, (_HEIGHT - y) * _MM, printable(text), charSpace=spread)

    def fitted(self, x: float, y: float, text: str, *, width: float, font: str, size: float, ink: Ink = BLACK) -> None:
        """Write one line, its type made smaller until it fits; what would be unreadable is cut with an ellipsis."""
        line = printable(text)
        while size > _SMALLEST and self.width_of(line, font, size) > width:
            size -= 0.25
        if self.width_of(line, font, size) > width:
            while line and self.width_of(line + "…", font, size) > width:
                line = line[:-1]
            line += "…"
        self.text(x, y, line, font=font, size=size, ink=ink)

    def pair_of_lines(self, x: float, y: float, text: str, *, width: float, font: str, size: float) -> None:
        """Write one line, or where it would shrink below 7 points two small ones about the same baseline."""
        from reportlab.lib.utils import simpleSplit

        if self.width_of(printable(text), font, 7) <= width:
            self.fitted(x, y, text, width=width, font=font, size=size)
            return
        first, *rest = simpleSplit(printable(text), font, _SMALLEST + 0.5, width * _MM)
        self.fitted(x, y - 1.4, first, width=width, font=font, size=_SMALLEST + 0.5)
        self.fitted(x, y + 0.9, " ".join(rest), width=width, font=font, size=_SMALLEST + 0.5)

    def centred(self, x: float, y: float, text: str, *, font: str, size: float, ink: Ink = BLACK) -> None:
        """Write one line around x."""
        self.text(x - self.width_of(printable(text), font, size) / 2, y, text, font=font, size=size, ink=ink)

    def paragraph(
        self, x: float, y: float, text: str, *, width: float, font: str, size: float, ink: Ink = BLACK
    ) -> float:
        """Write lines broken at spaces; return the baseline that the next line would have."""
        from reportlab.lib.utils import simpleSplit

        for line in simpleSplit(printable(text), font, size, width * _MM):
            self.text(x, y, line, font=font, size=size, ink=ink)
            y += size * 0.44
        return y

    def faint(self, x: float, y: float, text: str, *, size: float, degrees: float) -> None:
        """Write large pale letters, slanted, around a point: to be drawn before all else."""
        self._canvas.saveState()
        self._canvas.translate(x * _MM, (_HEIGHT - y) * _MM)
        self._canvas.rotate(degrees)
        self._canvas.setFillColorRGB(*PALE)
        self._canvas.setFont("Helvetica-Bold", size)
        self._canvas.drawCentredString(0, 0, text)
        self._canvas.restoreState()

    def modules(self, x: float, y: float, matrix: Matrix, *, module: float) -> None:
        """Print a code as one black path, so that no reader shows seams between its modules."""
        path = self._canvas.beginPath()
        for row, modules in enumerate(matrix):
            down = _HEIGHT - y - (row + 1) * module
            for start, end in _dark_runs(modules):
                path.rect((x + start * module) * _MM, down * _MM, (end - start) * module * _MM, module * _MM)
        self._canvas.setFillColorRGB(0, 0, 0)
        self._canvas.drawPath(path, fill=1, stroke=0)

    def picture(self, x: float, y: float, jpeg: bytes, *, size: tuple[float, float]) -> None:
        """Print a JPEG, which goes into the file as it is."""
        from reportlab.lib.utils import ImageReader

        down = (_HEIGHT - y - size[1]) * _MM
        self._canvas.drawImage(ImageReader(BytesIO(jpeg)), x * _MM, down, size[0] * _MM, size[1] * _MM)

    @staticmethod
    def width_of(text: str, font: str, size: float) -> float:
        """Return how wide a line is, in millimetres."""
        from reportlab.pdfbase.pdfmetrics import stringWidth

        return float(stringWidth(text, font, size)) / _MM


def _dark_runs(modules: tuple[bool, ...]) -> Iterable[tuple[int, int]]:
    """Yield (start, end) of each run of dark modules in a row."""
    start = None
    for column, dark in enumerate((*modules, False)):
        if dark and start is None:
            start = column
        elif not dark and start is not None:
            yield start, column
            start = None
