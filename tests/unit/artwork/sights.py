"""Eyes for the tests: code texts of a chosen length, pictures decoded, codes read."""

from __future__ import annotations

from hashlib import shake_256
from io import BytesIO

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def code_text(length: int, seed: int = 1) -> str:
    """Text as a code carries it; it ends in a space, which no reader may strip."""
    lots = shake_256(f"{seed}".encode()).digest(length - 6)
    return "PDC1:" + "".join(ALPHABET[lot % 45] for lot in lots) + " "


def opened(picture: bytes) -> NDArray[np.uint8]:
    return np.asarray(Image.open(BytesIO(picture)).convert("RGB"), np.uint8)


def read(pixels: NDArray[np.uint8]) -> list[str]:
    # QR alone: asked for all formats, zxing sees a Code 39 "-" in the modules of one of our codes.
    return [code.text for code in zxingcpp.read_barcodes(pixels, formats=_QR)]
