"""What becomes of a source while it is looked at, and is no fault: said for a moment, since nobody would see it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SourceEvent(StrEnum):
    """What happened."""

    VIDEO_AGAIN = "video_again"
    """A video came to its end and begins again."""
    FOLDER_AGAIN = "folder_again"
    """After the last picture of a folder comes the first."""
    PAGES_AGAIN = "pages_again"
    """After the last page comes the first."""
    STREAM_AGAIN = "stream_again"
    """A stream that had ended is there again."""
    CAMERA_MOVED = "camera_moved"
    """The same camera has another number."""
    CAMERA_TAKEN = "camera_taken"
    """A camera that is not known to be the one from before is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNews:
    """An event, and what the source calls itself since then."""

    what: SourceEvent
    label: str
    name: str = ""
    """As the device calls itself; like the label not safe to show as it is."""
