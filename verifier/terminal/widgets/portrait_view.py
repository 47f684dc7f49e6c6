"""The portrait, as large as its place lets it, in half blocks."""

from __future__ import annotations

from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from verifier.terminal.halfblocks import colour_row
from verifier.terminal.portrait_picture import Picture, PortraitError, decode_portrait


class PortraitView(Widget):
    """Draws a portrait whose signature held; nothing where it cannot be decoded (a finding says so)."""

    def __init__(self, image: bytes) -> None:
        super().__init__()
        self._image = image
        self._fitted: tuple[Size, Picture | None] | None = None

    @property
    def picture(self) -> Picture | None:
        """The portrait as it fits now, decoded once for each size: a cell is one pixel wide and two high."""
        if self._fitted is None or self._fitted[0] != self.size:
            self._fitted = (self.size, self._decode())
        return self._fitted[1]

    def render_line(self, y: int) -> Strip:
        """Draw one row of cells."""
        picture, width = self.picture, self.size.width
        blank = Strip.blank(width, self.rich_style)
        if picture is None or y >= (picture.height + 1) // 2:
            return blank
        left = (width - picture.width) // 2
        line = Strip(colour_row(picture, y), picture.width)
        return Strip.join([blank.crop(0, left), line, blank.crop(0, width - picture.width - left)])

    def _decode(self) -> Picture | None:
        try:
            return decode_portrait(self._image, most_width=self.size.width, most_height=2 * self.size.height)
        except PortraitError:
            return None
