"""QR codes for screens and paper: alphanumeric mode only (DESIGN section 2).

Byte mode is refused because two of the decoders in use corrupt it. The PNG is written by Pillow, whose own
compressor travels in its wheel, so that the same lock gives the same bytes whatever zlib a machine has.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import segno

ErrorCorrection = Literal["L", "M", "Q", "H"]
Matrix = tuple[tuple[bool, ...], ...]

QUIET_ZONE = 4
"""Modules of white that ISO/IEC 18004 section 9.1 asks for on every side."""

_ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


class CodeTextError(ValueError):
    """The text cannot be carried by one alphanumeric QR code."""


def qr_png(text: str, *, error: ErrorCorrection = "M", module: int = 8, border: int = QUIET_ZONE) -> bytes:
    """Return a black and white PNG, `module` pixels a module. Raises CodeTextError."""
    from PIL import Image

    matrix = qr_matrix(text, error)
    picture = Image.new("1", (len(matrix) + 2 * border,) * 2, 1)
    for y, row in enumerate(matrix, border):
        for x, dark in enumerate(row, border):
            if dark:
                picture.putpixel((x, y), 0)
    out = BytesIO()
    picture.resize((picture.width * module, picture.height * module), Image.Resampling.NEAREST).save(out, "PNG")
    return out.getvalue()


def qr_svg(text: str, *, error: ErrorCorrection = "M", module: int = 8, border: int = QUIET_ZONE) -> bytes:
    """Return an SVG of its own, `module` user units a module, white behind. Raises CodeTextError."""
    out = BytesIO()
    _symbol(text, error).save(
        out, kind="svg", scale=module, border=border, light="#fff", title="SPECIMEN", svgclass=None, lineclass=None
    )
    return out.getvalue()


def qr_version(text: str, error: ErrorCorrection = "M") -> int:
    """Return the version (1-40) of the smallest code that holds the text. Raises CodeTextError."""
    return (len(qr_matrix(text, error)) - 17) // 4


def qr_matrix(text: str, error: ErrorCorrection = "M") -> Matrix:
    """Return the modules, True for dark, without a quiet zone. Raises CodeTextError."""
    return tuple(tuple(bool(module) for module in row) for row in _symbol(text, error).matrix)


def _symbol(text: str, error: ErrorCorrection) -> segno.QRCode:
    import segno

    if not text:
        raise CodeTextError("code text is empty: give the text that the code must carry")
    strange = sorted(set(text) - _ALPHANUMERIC)
    if strange:
        raise CodeTextError(f"code text holds {strange[0]!r}, which is not alphanumeric: give Base45 text")
    try:
        symbol = segno.make_qr(text, error=error, mode="alphanumeric", boost_error=False)
    except segno.DataOverflowError as overflow:
        raise CodeTextError(
            f"code text of {len(text)} characters fits no QR code at level {error}: disclose less, or use level L"
        ) from overflow
    if symbol.mode != "alphanumeric":
        raise CodeTextError(f"code came out in {symbol.mode} mode: only alphanumeric codes survive every decoder")
    return symbol
