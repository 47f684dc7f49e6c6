"""Decode a portrait, after its signature held and after its header was found small.

Pillow sees a portrait only here, restricted to WebP, and only once `portrait_size` has bounded it.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from verifier.portrait import portrait_size


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Colours, row by row, 3 bytes a pixel (red, green, blue)."""

    width: int
    height: int
    pixels: bytes


class PortraitError(Exception):
    """The portrait cannot be shown: it is no small, still, whole WebP."""


def decode_portrait(image: bytes, *, most_width: int, most_height: int) -> Picture:
    """Decode a portrait and fit it into `most_width` x `most_height` square pixels, keeping its proportions.

    Raises `PortraitError`.
    """
    size = portrait_size(image)
    if size is None:
        raise PortraitError("no small WebP")
    scale = min(most_width / size.width, most_height / size.height)
    fitted = (max(round(size.width * scale), 1), max(round(size.height * scale), 1))
    return Picture(width=fitted[0], height=fitted[1], pixels=_decode(image, (size.width, size.height), fitted))


def _decode(image: bytes, size: tuple[int, int], fitted: tuple[int, int]) -> bytes:
    from PIL import Image

    try:
        with Image.open(BytesIO(image), formats=["WEBP"]) as picture:
            if getattr(picture, "n_frames", 1) != 1 or picture.size != size:
                raise PortraitError("it moves, or its header lies")
            colours = picture.convert("RGB").resize(fitted, Image.Resampling.LANCZOS)
    except (OSError, ValueError, SyntaxError) as error:
        raise PortraitError("damaged") from error
    return colours.tobytes()
