"""Read a still picture: PNG, JPEG or WebP, opened by Pillow and read without numpy or OpenCV where possible.

The size is looked at before a pixel is decoded: 34 bytes of WebP can ask for a gigabyte.
"""

from __future__ import annotations

import io
import struct
import warnings
from importlib import import_module
from typing import TYPE_CHECKING, Final

from verifier.capture.decoders import Gathered, attempt, read_codes
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.reading import Decoder, Reading
from verifier.capture.symbols import zxing_symbols

if TYPE_CHECKING:
    from PIL.Image import Image

    from verifier.capture.frame import Frame

PICTURE_BYTES: Final = 32 * 1024 * 1024
PICTURE_PIXELS: Final = 50_000_000
_PLUGINS: Final = {b"\x89": "Png", b"\xff": "Jpeg", b"R": "WebP"}
"""Pillow's reader for each first byte; no other format is ever tried."""

# What Pillow's readers raise on a broken file; struct.error and the look-ups come from chunks cut short.
_PILLOW_FAULTS: Final = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    struct.error,
    LookupError,
    TypeError,
    OverflowError,
)


def is_picture(head: bytes) -> bool:
    """Tell by its first 12 bytes whether a file is a picture that we read."""
    return head.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def load_picture(data: bytes, where: str) -> Image:
    """Decode a picture to 8-bit grey (mode L), upright, transparent parts white.

    Raises `SourceError`: TOO_LARGE, DAMAGED.
    """
    from PIL import Image

    try:
        if _webp_pixels(data) > PICTURE_PIXELS:  # Pillow makes room for a WebP before it tells the size
            raise _too_large(where)
        picture = _opened(data)
        if picture.width * picture.height > PICTURE_PIXELS:
            raise _too_large(where)
        picture.draft("L", None)  # a JPEG holds the grey by itself: no colour is decoded to be taken out again
        picture.load()
        return _grey(picture)
    except Image.DecompressionBombError as error:  # a frame inside claims more than the header did
        raise _too_large(where) from error
    except _PILLOW_FAULTS as error:
        raise SourceError(SourceFault.DAMAGED, where, "send or copy the picture anew") from error


def _opened(data: bytes) -> Image:
    """Open with the one reader that fits. `Image.open` would load five others first: 20 ms of a cold start."""
    from PIL import Image

    plugin = _PLUGINS.get(data[:1])
    if plugin is None:
        raise ValueError("neither PNG, JPEG nor WebP")
    # Pillow warns on standard error of what is odd in a file; our one line says what matters.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    import_module(f"PIL.{plugin}ImagePlugin")
    reader, _ = Image.OPEN[plugin.upper()]
    return reader(io.BytesIO(data), "")


def load_frame(data: bytes, where: str) -> Frame:
    """Decode a picture to a grey array, h x w. Raises as `load_picture` does."""
    import numpy as np

    return np.asarray(load_picture(data, where), dtype=np.uint8)


def read_picture(picture: Image) -> Reading:
    """Read the codes of a grey Pillow picture: a quick look, and every step where that does not settle it."""
    gathered = Gathered()
    width, height = picture.size
    pixels = memoryview(picture.tobytes()).cast("B", (height, width))  # given a Pillow picture, it copies more
    gathered.add(Decoder.ZXING, attempt(lambda: zxing_symbols(pixels, width, height)))
    if gathered.settled:
        return gathered.reading()
    import numpy as np

    return read_codes(np.asarray(picture, dtype=np.uint8), thorough=True)


def _grey(picture: Image) -> Image:
    if picture.has_transparency_data:
        from PIL import Image

        coloured = picture.convert("RGBA")
        paper = Image.new("RGBA", coloured.size, "white")
        picture = Image.alpha_composite(paper, coloured)
    elif picture.mode.startswith("I"):  # 16 bits: convert would clip instead of scaling
        picture = picture.convert("I").point(lambda level: level / 256)
    upright = _upright(picture)
    return upright if upright.mode == "L" else upright.convert("L")


def _upright(picture: Image) -> Image:
    """Turn as the camera's orientation mark says. Codes are read either way; their order of place is not."""
    if picture.getexif().get(0x0112, 1) == 1:  # Exif 2.32 table 4, Orientation
        return picture
    from PIL import ImageOps

    return ImageOps.exif_transpose(picture)


def _webp_pixels(data: bytes) -> int:
    """Return width x height as the first chunk of a WebP says, 0 for other files (RFC 9649 sections 2.5 to 2.7).

    Raises ValueError for a WebP that begins with another chunk.
    """
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return 0
    if data[12:16] == b"VP8X":
        return (int.from_bytes(data[24:27], "little") + 1) * (int.from_bytes(data[27:30], "little") + 1)
    if data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return ((bits & 0x3FFF) + 1) * (((bits >> 14) & 0x3FFF) + 1)
    if data[12:16] == b"VP8 ":
        return (int.from_bytes(data[26:28], "little") & 0x3FFF) * (int.from_bytes(data[28:30], "little") & 0x3FFF)
    raise ValueError("a WebP begins with one of these three")


def _too_large(where: str) -> SourceError:
    return SourceError(SourceFault.TOO_LARGE, where, f"at most {PICTURE_PIXELS // 1_000_000} million pixels are read")
