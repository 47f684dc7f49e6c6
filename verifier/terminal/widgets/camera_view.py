"""The live picture, to aim by."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from verifier.capture.reading import Outline
from verifier.terminal.halfblocks import GreyPicture, edges, grey_row


class CameraView(Widget):
    """Draws the newest picture in the middle of its place, line by line, without a layout."""

    picture: GreyPicture | None = None
    _outlines: tuple[Outline, ...] = ()
    _edges: frozenset[tuple[int, int]] = frozenset()

    def show(self, picture: GreyPicture | None) -> None:
        """Draw `picture` from now on; None clears the place."""
        size = (picture.width, picture.height) if picture else (0, 0)
        self._edges = edges(self._outlines, *size)
        self.picture = picture
        self.refresh()

    def outline(self, outlines: tuple[Outline, ...]) -> None:
        """Draw the edges of these codes over the pictures that follow."""
        self._outlines = outlines

    def render_line(self, y: int) -> Strip:
        """Draw one row of cells. The picture covers most of them, so the ground's style is asked for around it only."""
        picture, width = self.picture, self.size.width
        if picture is None or picture.width > width:
            return self._sight(y) or Strip.blank(width, self.rich_style)
        row = y - (self.size.height - picture.height // 2) // 2
        if not 0 <= row < picture.height // 2:
            return Strip.blank(width, self.rich_style)
        left = (width - picture.width) // 2
        right = width - picture.width - left
        ground = self.rich_style if left or right else None
        drawn = grey_row(picture, row, self._edges)
        return Strip([Segment(" " * left, ground), *drawn, Segment(" " * right, ground)], width)

    def _sight(self, y: int) -> Strip | None:
        """Draw the corners of a square where a code is to be held, while there is no picture."""
        width, height = self.size
        side = min(height - 2, width // 2 - 2)
        row = y - (height - side) // 2
        if side < 4 or not 0 <= row < side:
            return None
        corners = {0: "┏━━{}━━┓", side - 1: "┗━━{}━━┛"}
        text = corners.get(row, "┃  {}  ┃" if row in (1, side - 2) else "{}").format(" " * (2 * side - 6))
        return Strip([Segment(text.center(width), self.rich_style)], width)
