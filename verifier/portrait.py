"""The portrait's frame: WebP alone, and small, before any decoder sees a byte of it.

A WebP of 34 bytes can claim 8000 x 8000 pixels and make an image library take a gigabyte. So the header is read
here, by hand, and the picture is decoded only if it is what an issuer mints. RFC 9649 describes the format.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MAX_PORTRAIT: Final = 4096
"""Bytes; a portrait is 450 to 600 (DESIGN section 2)."""
MAX_WIDTH: Final = 240
MAX_HEIGHT: Final = 300


@dataclass(frozen=True, slots=True)
class PortraitSize:
    """Width and height in pixels, as the header says."""

    width: int
    height: int


def portrait_size(image: bytes) -> PortraitSize | None:
    """Read the size of a still WebP within our bounds; None for anything else."""
    if not 30 <= len(image) <= MAX_PORTRAIT or image[:4] != b"RIFF" or image[8:12] != b"WEBP":
        return None
    if int.from_bytes(image[4:8], "little") + 8 != len(image):
        return None
    size = _lossy(image) if image[12:16] == b"VP8 " else _lossless(image) if image[12:16] == b"VP8L" else None
    if size is None or not (0 < size.width <= MAX_WIDTH and 0 < size.height <= MAX_HEIGHT):
        return None
    return size


def _lossy(image: bytes) -> PortraitSize | None:
    """A VP8 key frame (RFC 6386 section 9.1): start code, then 14 bits each of width and height."""
    if image[20] & 1 or image[23:26] != b"\x9d\x01\x2a":
        return None
    return PortraitSize(
        int.from_bytes(image[26:28], "little") & 0x3FFF, int.from_bytes(image[28:30], "little") & 0x3FFF
    )


def _lossless(image: bytes) -> PortraitSize | None:
    """A VP8L stream (RFC 9649 section 3.4): signature byte, then 14 bits each of width - 1 and height - 1."""
    if image[20] != 0x2F:
        return None
    bits = int.from_bytes(image[21:25], "little")
    return PortraitSize((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
