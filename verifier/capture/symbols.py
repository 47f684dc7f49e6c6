"""One decoder asked once about one grey picture: zxing-cpp first, ZBar as the second opinion.

Only QR Code model 2 is asked for: our texts travel in nothing else, and every further symbology is further
parser code in front of a stranger's picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from verifier.capture.reading import Outline

if TYPE_CHECKING:
    from zxingcpp import Barcode

    from verifier.capture.frame import Frame


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Symbol:
    """A code that was read; ordered by place. The place is a share of the picture's height and width."""

    top: float
    left: float
    text: str
    outline: Outline = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbols:
    """The answer of one decoder: what it read, and whether it located a symbol that it could not read."""

    read: tuple[Symbol, ...] = ()
    unread: bool = False
    unread_outlines: tuple[Outline, ...] = ()


def zxing_symbols(picture: Frame | memoryview, width: int, height: int, *, inverted: bool = True) -> Symbols:
    """Read every QR symbol of a grey array, or of a view of h x w bytes (which needs no numpy).

    `inverted` looks for light modules on dark ground too, which takes twice the time where nothing is found.
    Raises what zxing-cpp raises for a picture it cannot take.
    """
    import zxingcpp

    found = zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2),  # plain QRCode lets Micro QR and rMQR in
        text_mode=zxingcpp.TextMode.Plain,
        try_invert=inverted,
        return_errors=True,  # a symbol that fails its checksum was seen and not read
    )
    read = [_placed(code, width, height) for code in found if code.valid]
    unread = tuple(_outline(code, width, height) for code in found if not code.valid)
    return Symbols(read=tuple(read), unread=bool(unread), unread_outlines=unread)


def _placed(code: Barcode, width: int, height: int) -> Symbol:
    """Place a symbol by the upper left corner of its bounds; its own corner turns with it."""
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_left, place.bottom_right)
    top, left = min(corner.y for corner in corners), min(corner.x for corner in corners)
    return Symbol(top=top / height, left=left / width, text=code.text, outline=_outline(code, width, height))


def _outline(code: Barcode, width: int, height: int) -> Outline:
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return tuple((corner.x / width, corner.y / height) for corner in corners)


def zbar_symbols(picture: Frame, width: int, height: int) -> Symbols:
    """Read every whole QR symbol of a grey array with ZBar; nothing where the library is absent.

    A part of a structured append comes as type PARTIAL and is left out: half a text is no text.
    """
    zbar = _zbar()
    if zbar is None:
        return Symbols()
    found = zbar.decode(picture, symbols=[zbar.ZBarSymbol.QRCODE])
    read = [
        Symbol(
            top=code.rect.top / height,
            left=code.rect.left / width,
            text=code.data.decode("utf-8"),
            outline=tuple((corner.x / width, corner.y / height) for corner in code.polygon),
        )
        for code in found
        if code.type == "QRCODE"
    ]
    return Symbols(read=tuple(read))


def pyzbar_missing() -> str | None:
    """Return the one line that says that the second opinion is absent and what to do, or None where it is there."""
    if _zbar() is not None:
        return None
    return "second QR decoder: libzbar is not installed; install libzbar0 for it (codes are read without it too)"


@cache
def _zbar() -> ModuleType | None:
    """Import pyzbar once; it raises ImportError or OSError where the shared library is not found."""
    try:
        from pyzbar import pyzbar
    except (ImportError, OSError):
        return None
    module: ModuleType = pyzbar
    # pyzbar 0.1.9 raises ValueError on any structured-append symbol and loses the whole frame: the orientation
    # of such a symbol is unknown (-1). Without the function it asks for no orientation (pyzbar issue 139).
    vars(module)["zbar_symbol_get_orientation"] = None
    return module
