"""The portrait in the terminal's own pixels. The terminal's copy of it is freed with the screen that showed it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Vertical

from verifier.terminal.portrait_picture import PortraitError, decode_portrait

if TYPE_CHECKING:
    from PIL.Image import Image

    from verifier.terminal.graphics import Draw

MOST_WIDTH, MOST_HEIGHT = 480, 600
"""Pixels: enlarged by us, smoothly, and not by the terminal."""


class PixelPortrait(Vertical):
    """Takes the place of `PortraitView`; nothing where the portrait cannot be decoded (a finding says so)."""

    def __init__(self, image: bytes, draw: Draw) -> None:
        super().__init__()
        self._image = image
        self._draw = draw
        self._drawn: Any = None

    def compose(self) -> ComposeResult:
        """One widget of the library, as high as the place."""
        picture = _decoded(self._image)
        if picture is not None:
            self._drawn = self._draw(picture)
            self._drawn.styles.width, self._drawn.styles.height = "auto", "100%"
            yield self._drawn

    def on_unmount(self) -> None:
        """Free the terminal's copy."""
        if self._drawn is not None:
            self._drawn.image = None


def _decoded(image: bytes) -> Image | None:
    from PIL import Image as PillowImage

    try:
        picture = decode_portrait(image, most_width=MOST_WIDTH, most_height=MOST_HEIGHT)
    except PortraitError:
        return None
    return PillowImage.frombytes("RGB", (picture.width, picture.height), picture.pixels)
