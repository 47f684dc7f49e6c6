"""The printed attestation: one A4 page, French first and English beneath, SPECIMEN all over.

It borrows the sobriety of an official paper and none of the State's emblems: no Marianne, no tricolour, no motto.
"""

from __future__ import annotations

from io import BytesIO
from math import floor
from typing import TYPE_CHECKING

from issuer.artwork.attestation_sheet import FileState
from issuer.artwork.codes import QUIET_ZONE, qr_matrix
from issuer.artwork.paper import BLACK, GREY, LINE, PALE, ROSE, WHITE, Paper, printable

if TYPE_CHECKING:
    from datetime import date

    from issuer.artwork.attestation_sheet import AttestationSheet, PrintedCategory

_LEFT, _WIDTH = 17.0, 176.0
_CODE_COLUMN = 79.0  # millimetres, quiet zone and all: leaves 60 and more (DESIGN section 2) to every code from V3 on
_DOT = 25.4 / 300  # a module is a whole number of printer dots at 300 dpi
_PLAIN, _BOLD, _SLANT = "Helvetica", "Helvetica-Bold", "Helvetica-Oblique"
_COLUMNS = ((2.0, 13.5), (16.5, 18.0), (36.0, 21.0), (58.5, 35.5))  # x and width inside the table
_TABLE_WIDTH = 95.0

_STATES: dict[FileState, tuple[str, str]] = {
    FileState.VALID: ("VALIDE", "valid"),
    FileState.RESTRICTED: ("LIMITÉ : ÉTHYLOTEST ANTI-DÉMARRAGE", "restricted to vehicles with an alcohol interlock"),
    FileState.SUSPENDED: ("SUSPENDU", "suspended"),
    FileState.RETAINED: ("RETENU", "retained"),
    FileState.INVALIDATED: ("INVALIDÉ", "invalidated"),
    FileState.ANNULLED: ("ANNULÉ", "annulled"),
}
_NOTICE_FR = (
    "Ce document n'est pas délivré par l'État et n'émane d'aucun de ses services : il sert à essayer un support "
    "indépendant. Imprimé ou affiché, il ne prouve rien par lui-même : seule la vérification du code, signature et "
    "état compris, renseigne sur le droit à conduire. Il ne remplace pas le permis de conduire et ne dit rien du "
    "solde de points."
)
_NOTICE_EN = (
    "This document is not issued by the State or by any of its services: it tests an independent carrier. Printed or "
    "on a screen, it proves nothing by itself: only verifying the code, its signature and its status, tells of a right "
    "to drive. It does not replace the driving licence and says nothing about penalty points."
)
_NOTICE_REPLACED = (
    "« ? » : caractère que cette page ne peut imprimer ; le code porte le nom exact. "
    "A question mark stands for a character that this page cannot print; the code carries the exact name."
)


def attestation_pdf(sheet: AttestationSheet) -> bytes:
    """Return the page as a PDF. Raises CodeTextError where the code text is none."""
    paper = Paper(
        title="Attestation de droit à conduire - SPECIMEN sans valeur",
        subject="Support d'essai indépendant ; independent test carrier",
    )
    _ground(paper)
    _heading(paper)
    _holder(paper, sheet)
    _validity(paper, sheet)
    _table(paper, sheet)
    _code(paper, sheet)
    _notices(paper, sheet)
    return paper.finish()


def _ground(paper: Paper) -> None:
    paper.faint(72, 208, "SPECIMEN", size=66, degrees=38)
    for step in range(9):
        paper.wave(5 + step * 1.6, swing=7, start=step * 5.5, ink=LINE)
    paper.box(0, 24, (210, 1.1), fill=ROSE)


def _heading(paper: Paper) -> None:
    paper.box(_LEFT - 3, 7.5, (74, 11), fill=WHITE)
    paper.text(_LEFT, 12.4, "CARTON ROSE", font=_BOLD, size=11, ink=ROSE, spread=2.4)
    paper.text(_LEFT, 16.6, "Support d'essai indépendant · Independent test carrier", font=_PLAIN, size=7, ink=GREY)
    paper.text(_LEFT, 37.5, "Attestation de droit à conduire", font="Times-Bold", size=25)
    paper.text(_LEFT, 44, "Certificate of entitlement to drive", font="Times-Italic", size=13.5, ink=GREY)
    paper.box(_LEFT, 48.5, (_WIDTH, 12), fill=PALE, edge=ROSE)
    paper.text(_LEFT + 4, 57.2, "SPECIMEN – sans valeur", font=_BOLD, size=21, ink=ROSE, spread=0.6)
    paper.text(_LEFT + 112, 57, "Specimen – of no legal value", font=_SLANT, size=12.5, ink=ROSE)


def _holder(paper: Paper, sheet: AttestationSheet) -> None:
    names = [("Nom", "Surname", sheet.family_name), ("Prénoms", "Given names", sheet.given_name)]
    if sheet.usage_name:
        names.append(("Nom d'usage", "Name in use", sheet.usage_name))
    born = f"{sheet.birth_date_as_printed or _day(sheet.birth_date)} – {sheet.birth_place}"
    lines = [
        *names,
        ("Date et lieu de naissance", "Date and place of birth", born),
        ("Numéro du titre", "Licence number", sheet.document_number),
        ("Numéro NEPH", "Administrative number", sheet.administrative_number),
        ("Délivré par", "Issued by", f"{sheet.issuing_authority} ({sheet.issuing_country})"),
    ]
    _section(paper, 67.5, "Titulaire", "Holder", width=134)
    pitch = 47 / len(lines)
    for place, (french, english, value) in enumerate(lines):
        y = 73.8 + place * pitch
        paper.text(_LEFT, y, french, font=_PLAIN, size=8, ink=GREY)
        paper.text(_LEFT, y + 2.9, english, font=_SLANT, size=6.5, ink=GREY)
        paper.fitted(_LEFT + 42, y + 1.2, value, width=92, font=_BOLD, size=11.5)
    _portrait(paper, sheet.portrait)


def _portrait(paper: Paper, portrait: bytes | None) -> None:
    x, y, size = _LEFT + _WIDTH - 36, 66.5, (36.0, 43.2)
    if portrait is None:
        paper.box(x, y, size, fill=WHITE, edge=LINE)
        paper.centred(x + 18, y + 21, "sans portrait", font=_PLAIN, size=8, ink=GREY)
        paper.centred(x + 18, y + 24.5, "no portrait", font=_SLANT, size=7, ink=GREY)
        return
    paper.picture(x, y, _enlarged_jpeg(portrait), size=size)
    paper.box(x, y, size, fill=None, edge=ROSE)


def _enlarged_jpeg(portrait: bytes) -> bytes:
    """Enlarge four times, smoothly, so that the printed portrait does not show its pixels."""
    from PIL import Image

    with Image.open(BytesIO(portrait)) as small:
        large = small.convert("RGB").resize((small.width * 4, small.height * 4), Image.Resampling.BICUBIC)
    out = BytesIO()
    large.save(out, "JPEG", quality=85)
    return out.getvalue()


def _validity(paper: Paper, sheet: AttestationSheet) -> None:
    state, english = _STATES[sheet.state]
    ink = BLACK if sheet.state is FileState.VALID else ROSE
    boxes = (
        (0.0, 82.0, "État du dossier", "State of the file", state, ink),
        (85.0, 44.0, "Délivrée le", "Issued on", _day(sheet.issued), BLACK),
        (132.0, 44.0, "Valable jusqu'au", "Valid until, inclusive", _day(sheet.valid_until), BLACK),
    )
    for x, width, label, below, value, colour in boxes:
        paper.box(_LEFT + x, 120.5, (width, 17.5), fill=WHITE, edge=LINE)
        paper.text(_LEFT + x + 2.5, 124.4, label, font=_PLAIN, size=8, ink=GREY)
        paper.text(_LEFT + x + 2.5, 127.2, below, font=_SLANT, size=6.5, ink=GREY)
        paper.fitted(_LEFT + x + 2.5, 132.4, value, width=width - 5, font=_BOLD, size=13, ink=colour)
    paper.fitted(_LEFT + 2.5, 135.9, english, width=77, font=_SLANT, size=8, ink=ink)


def _table(paper: Paper, sheet: AttestationSheet) -> None:
    _section(paper, 143.5, "Catégories", "Categories", width=_TABLE_WIDTH)
    heads = (
        ("Catégorie", "Category"),
        ("Obtenue le", "Granted on"),
        ("Valable jusqu'au", "Valid until"),
        ("Codes", "Codes"),
    )
    paper.box(_LEFT, 146, (_TABLE_WIDTH, 8.6), fill=PALE)
    for (french, english), (x, _) in zip(heads, _COLUMNS, strict=True):
        paper.text(_LEFT + x, 149.6, french, font=_BOLD, size=7.5)
        paper.text(_LEFT + x, 152.8, english, font=_SLANT, size=6.5, ink=GREY)
    pitch = min(6.6, 76 / max(1, len(sheet.categories)))
    for place, row in enumerate(sheet.categories, 1):
        _category(paper, row, 154.6 + place * pitch, pitch)
    below = 154.6 + len(sheet.categories) * pitch + 4.6
    common = ", ".join(sheet.common_codes) or "–"
    paper.text(_LEFT + 2, below, "Toutes catégories :", font=_PLAIN, size=7.5, ink=GREY)
    paper.text(_LEFT + 2, below + 2.9, "All categories:", font=_SLANT, size=6.5, ink=GREY)
    paper.pair_of_lines(_LEFT + 29, below + 1, common, width=64, font=_BOLD, size=9)


def _category(paper: Paper, row: PrintedCategory, foot: float, pitch: float) -> None:
    base = foot - pitch * 0.3
    cells = (row.category, _day(row.granted), _day(row.expires))
    for cell, (x, width), font in zip(cells, _COLUMNS[:3], (_BOLD, _PLAIN, _PLAIN), strict=True):
        paper.fitted(_LEFT + x, base, cell, width=width, font=font, size=9.5)
    x, width = _COLUMNS[3]
    paper.pair_of_lines(_LEFT + x, base, ", ".join(row.codes) or "–", width=width, font=_PLAIN, size=9.5)
    paper.rule(_LEFT, foot, _TABLE_WIDTH)


def _code(paper: Paper, sheet: AttestationSheet) -> None:
    """Print the code flush right, with its quiet zone left white whatever lies beneath."""
    matrix = qr_matrix(sheet.code_text, sheet.code_error)
    module = floor(_CODE_COLUMN / (len(matrix) + 2 * QUIET_ZONE) / _DOT) * _DOT
    width = module * (len(matrix) + 2 * QUIET_ZONE)
    x, y = _LEFT + _WIDTH - width, 143.0
    paper.box(x, y, (width, width), fill=WHITE)
    paper.modules(x + QUIET_ZONE * module, y + QUIET_ZONE * module, matrix, module=module)
    middle = x + width / 2
    paper.centred(middle, y + width + 2.2, "Code à vérifier avec un lecteur Carton Rose", font=_BOLD, size=8)
    paper.centred(middle, y + width + 5.4, "Verify this code with a Carton Rose reader", font=_SLANT, size=7, ink=GREY)


def _notices(paper: Paper, sheet: AttestationSheet) -> None:
    paper.rule(_LEFT, 243.5, _WIDTH, ink=ROSE, points=0.8)
    y = paper.paragraph(_LEFT, 248.5, _NOTICE_FR, width=_WIDTH, font=_PLAIN, size=8.5)
    y = paper.paragraph(_LEFT, y + 1.2, _NOTICE_EN, width=_WIDTH, font=_SLANT, size=8, ink=GREY)
    if any(printable(name) != name for name in (sheet.family_name, sheet.given_name, sheet.birth_place)):
        paper.paragraph(_LEFT, y + 1.2, _NOTICE_REPLACED, width=_WIDTH, font=_PLAIN, size=7, ink=ROSE)
    paper.rule(_LEFT, 283, _WIDTH)
    foot = f"SPECIMEN – sans valeur · of no legal value · {sheet.document_number}"
    paper.fitted(_LEFT, 287, foot, width=140, font=_PLAIN, size=7.5, ink=GREY)
    paper.text(_LEFT + _WIDTH - 14.5, 287, "Page 1 / 1", font=_PLAIN, size=7.5, ink=GREY)


def _section(paper: Paper, y: float, french: str, english: str, *, width: float) -> None:
    paper.text(_LEFT, y, french, font="Times-Bold", size=12, ink=ROSE)
    paper.text(_LEFT + paper.width_of(french, "Times-Bold", 12) + 2, y, english, font="Times-Italic", size=10, ink=GREY)
    paper.rule(_LEFT, y + 1.3, width, ink=ROSE)


def _day(day: date | None) -> str:
    """Write a day as the French do, 31/12/2026; a dash where there is none."""
    return f"{day:%d/%m/%Y}" if day else "–"
