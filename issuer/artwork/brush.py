"""Flat shapes, painted too large so that averaging smooths their edges; what portraits are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import ImageDraw

    from issuer.artwork.faces import Colour

SCALE = 4
"""How many times larger than the finished picture a brush paints."""


class Brush:
    """Flat shapes in the coordinates of the finished picture, y downwards."""

    def __init__(self, draw: ImageDraw.ImageDraw) -> None:
        self._draw = draw

    def ellipse(self, centre: tuple[float, float], radii: tuple[float, float], fill: Colour) -> None:
        """Fill an upright ellipse."""
        self._draw.ellipse(self._box(centre, radii), fill=fill)

    def ring(self, centre: tuple[float, float], radii: tuple[float, float], ink: Colour, width: float) -> None:
        """Outline an upright ellipse."""
        self._draw.ellipse(self._box(centre, radii), outline=ink, width=round(width * SCALE))

    def pie(
        self, centre: tuple[float, float], radii: tuple[float, float], angles: tuple[int, int], fill: Colour
    ) -> None:
        """Fill the part of an ellipse cut off by the chord between two angles (degrees, clockwise from 3 o'clock)."""
        self._draw.chord(self._box(centre, radii), *angles, fill=fill)

    def arc(
        self, centre: tuple[float, float], radii: tuple[float, float], angles: tuple[int, int], ink: Colour
    ) -> None:
        """Draw a thin curve, 1.5 pixels wide."""
        self._draw.arc(self._box(centre, radii), *angles, fill=ink, width=round(1.5 * SCALE))

    def polygon(self, *points: tuple[float, float], fill: Colour) -> None:
        """Fill a polygon."""
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def box(self, corner: tuple[float, float], size: tuple[float, float], fill: Colour, radius: float = 0) -> None:
        """Fill a rectangle, with round corners where a radius is given."""
        x, y = corner
        edges = (x * SCALE, y * SCALE, (x + size[0]) * SCALE, (y + size[1]) * SCALE)
        self._draw.rounded_rectangle(edges, radius=radius * SCALE, fill=fill)

    def frame(self, corner: tuple[float, float], size: tuple[float, float], ink: Colour) -> None:
        """Outline a rectangle, 1.5 pixels wide, corners a little rounded."""
        x, y = corner
        edges = (x * SCALE, y * SCALE, (x + size[0]) * SCALE, (y + size[1]) * SCALE)
        self._draw.rounded_rectangle(edges, radius=2 * SCALE, outline=ink, width=round(1.5 * SCALE))

    def _box(self, centre: tuple[float, float], radii: tuple[float, float]) -> tuple[float, float, float, float]:
        (x, y), (across, down) = centre, radii
        return ((x - across) * SCALE, (y - down) * SCALE, (x + across) * SCALE, (y + down) * SCALE)
