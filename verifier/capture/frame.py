"""What a camera gives: pixels, and the moment they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:  # numpy costs 60 ms to import and a text needs none
    import numpy as np
    from numpy.typing import NDArray

Frame: TypeAlias = "NDArray[np.uint8]"
"""Pixels, h x w x 3 (blue, green, red) or h x w (grey), 8 bits each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedFrame:
    """A frame and its place in its source."""

    frame: Frame
    seconds: float
    """Offset from the start of the source, on the source's own time axis."""
    label: str
    """Where it stands, for people: `frame 37`."""
