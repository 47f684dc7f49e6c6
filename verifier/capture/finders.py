"""Tell whether a QR symbol is in sight although it cannot be read.

A finder pattern is a dark square in a light square in a dark square, 3, 5 and 7 modules wide. zxing-cpp and OpenCV
ask for three of them, and so see a blurred or half covered symbol as seldom as they read it (6 % of 126 such
frames). Looking for one nest of three squares sees 43 %: every covered symbol, and blur of 0.6 module every second
time; and nothing in 114 pictures without a code (photographs, texts, noise), at four sizes. Beyond a blur of 0.8
module the pattern is physically gone, and nothing is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from verifier.capture.frame import Frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cv2.typing import MatLike

LOCAL_BLOCK: Final = 21
"""Pixels; around one finder pattern at 3 pixels a module, so that a blurred ring stands apart from its core."""
LEAST_RING: Final = 6
"""Pixels: the narrower side of the light ring, 5 modules wide."""
MOST_RINGS: Final = 32
"""Looked at closely: of 1,236 finder patterns 1,232 were among the evenest 32; a noisy picture has 400 such areas."""
LARGEST_RING: Final = 0.3
"""Of the picture's shorter side: of the smallest symbol that fills it, 21 modules wide, the ring takes 0.24."""
THINNEST_RING: Final = 0.2
"""Share of its bounding rectangle that the ring covers: 0.64 when upright, half of that when turned by 45 degrees."""
LEAST_CORE: Final = 9.0
"""Square pixels of the inmost square, 3 modules wide."""
LEAST_SQUARENESS: Final = 0.84
"""Share of its own bounding rectangle that the outline fills; a disc fills 0.785 of it."""
MOST_OFF_CENTRE: Final = 0.15
"""Distance of the centres of the inner and outer square, as a share of the outer one's longer side."""


def finder_in_sight(strengthened: Frame) -> bool:
    """Look for one finder pattern in a grey picture made stronger (`preparation.strengthened`)."""
    import cv2

    smooth = cv2.GaussianBlur(strengthened, (3, 3), 0)
    dark = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, LOCAL_BLOCK, 5)
    return any(_nest_around(dark, place) for place in _light_rings(dark))


def _light_rings(dark: MatLike) -> list[list[int]]:
    """Return left, top, width and height of each light area that may be the ring around a dark core, evenest first.

    The outlines of all areas cost 20 to 60 ms of a noisy picture, where nearly all are specks.
    """
    import cv2
    import numpy as np

    _, _, boxes, middles = cv2.connectedComponentsWithStats(cv2.bitwise_not(dark), connectivity=4)
    left, top, width, height, area = boxes.T
    shorter, longer = np.minimum(width, height), np.maximum(width, height)
    column, row = left + width // 2, top + height // 2
    off_centre = np.hypot(middles[:, 0] - left - (width - 1) / 2, middles[:, 1] - top - (height - 1) / 2) / longer
    is_likely = (
        (shorter >= LEAST_RING)
        & (longer <= np.minimum(2 * shorter, LARGEST_RING * min(dark.shape)))
        & (area >= THINNEST_RING * width * height)
        & (off_centre <= MOST_OFF_CENTRE)
        & (dark[row, column] > 0)
    )
    likely = np.flatnonzero(is_likely)
    found: list[list[int]] = boxes[likely[np.argsort(off_centre[likely])[:MOST_RINGS]], : cv2.CC_STAT_AREA].tolist()
    return found


def _nest_around(dark: MatLike, place: list[int]) -> bool:
    """Tell whether a light ring and its surroundings hold a finder pattern."""
    import cv2

    left, top, width, height = place
    margin = max(width, height)  # the outer square is wider than the ring by 1.87 at most: `_proportions_fit`
    around = dark[max(0, top - margin) : top + height + margin, max(0, left - margin) : left + width + margin]
    outlines, tree = cv2.findContours(around, cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)
    links = tree[0].tolist()  # per outline: next, previous, first child, parent
    return any(_is_finder(outlines, links, index) for index in range(len(outlines)))


def _is_finder(outlines: Sequence[MatLike], links: list[list[int]], outer: int) -> bool:
    gap = _only_child(links, outer)
    core = _only_child(links, gap)
    if core < 0 or links[core][2] >= 0:
        return False
    return _proportions_fit(outlines[outer], outlines[gap], outlines[core])


def _only_child(links: list[list[int]], index: int) -> int:
    """Return the one outline directly inside, or -1 where there is none or there are several."""
    child = links[index][2] if index >= 0 else -1
    return child if child >= 0 and links[child][0] < 0 else -1


def _proportions_fit(outer: MatLike, gap: MatLike, core: MatLike) -> bool:
    """Compare with areas of 49 : 25 : 9, widely enough for blur and perspective."""
    import cv2

    core_area, gap_area, outer_area = (cv2.contourArea(outline) for outline in (core, gap, outer))
    if core_area < LEAST_CORE or not (1.3 < outer_area / gap_area < 3.5 and 1.5 < gap_area / core_area < 6):
        return False
    (x, y), (width, height), _ = cv2.minAreaRect(outer)
    if min(width, height) < 1 or max(width, height) > 2 * min(width, height):
        return False
    (core_x, core_y), _, _ = cv2.minAreaRect(core)
    off_centre = ((x - core_x) ** 2 + (y - core_y) ** 2) ** 0.5
    square = outer_area / (width * height) >= LEAST_SQUARENESS
    return square and off_centre <= MOST_OFF_CENTRE * max(width, height)
