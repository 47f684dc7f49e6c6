"""Pictures made easier to read. Each function takes and returns a grey array, h x w, 8 bits.

Radii, amounts and blocks were chosen on frames of one seed and measured on those of others: docs/decoding.md.
"""

from __future__ import annotations

from typing import Final

from verifier.capture.frame import Frame

THRESHOLD_BLOCK: Final = 31
"""Pixels; about a finder pattern at 4 pixels a module."""
THRESHOLD_OFFSET: Final = 3
ENLARGE: Final = 1.5


def grey(frame: Frame) -> Frame:
    """Return the grey picture of a frame (blue, green, red; or grey already)."""
    import cv2
    import numpy as np

    if frame.ndim == 2:
        return frame
    return np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def sharpened(picture: Frame) -> Frame:
    """Take out noise of one pixel, then undo a little blur (unsharp mask): noise, tilt, a hand that moved."""
    return _unsharp(picture, 3, 5, 4.0)


def strengthened(picture: Frame) -> Frame:
    """The same more widely: modules stand out from uneven light, and finder patterns from blur."""
    return _unsharp(picture, 3, 7, 4.0)


def thresholded(picture: Frame) -> Frame:
    """Make each pixel of a strengthened picture black or white against its surroundings: poor light, moire, noise."""
    import cv2
    import numpy as np

    black_and_white = cv2.adaptiveThreshold(
        picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, THRESHOLD_BLOCK, THRESHOLD_OFFSET
    )
    return np.asarray(black_and_white, dtype=np.uint8)


def enlarged(picture: Frame) -> Frame:
    """Undo as much blur as will go, then enlarge by half: small modules out of focus, or under moire."""
    import cv2
    import numpy as np

    clear = _unsharp(picture, 5, 5, 8.0)
    larger = cv2.resize(clear, None, fx=ENLARGE, fy=ENLARGE, interpolation=cv2.INTER_CUBIC)
    return np.asarray(larger, dtype=np.uint8)


def reduced(picture: Frame, most_pixels: int) -> Frame:
    """Shrink to at most `most_pixels` by area; a smaller picture is returned as it is."""
    import cv2
    import numpy as np

    height, width = picture.shape[:2]
    if height * width <= most_pixels:
        return picture
    factor = (most_pixels / (height * width)) ** 0.5
    size = (max(1, int(width * factor)), max(1, int(height * factor)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _unsharp(picture: Frame, noise: int, width: int, amount: float) -> Frame:
    """Smooth out *noise* pixels, then sharpen against the mean of a square *width* wide: quicker than a bell curve."""
    import cv2
    import numpy as np

    smooth = cv2.GaussianBlur(picture, (noise, noise), 0)
    return np.asarray(cv2.addWeighted(smooth, 1 + amount, cv2.blur(smooth, (width, width)), -amount, 0), dtype=np.uint8)
