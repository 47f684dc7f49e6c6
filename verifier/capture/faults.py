"""The faults of a source."""

from __future__ import annotations

from enum import StrEnum


class SourceFault(StrEnum):
    """What is wrong."""

    ABSENT = "there is no such file"
    FORBIDDEN = "the file may not be read"
    DIRECTORY = "this is a folder"
    NOT_REGULAR = "this is a pipe or a device, not a file"
    EMPTY = "the file is empty"
    TOO_LARGE = "this is too large"
    UNKNOWN_KIND = "this is neither a picture, a PDF, a video nor the text of a code"
    DAMAGED = "this is cut off or damaged"
    ENCRYPTED = "the PDF is locked with a password"
    NO_CAMERA = "there is no such camera"
    CAMERA_LOST = "the picture stopped coming"
    HANGING = "its driver does not answer"
    ENDED = "the recording is over"
    CUT = "the recording is cut off before its end"
    ADDRESS_REFUSED = "this address is not opened"
    NO_ANSWER = "nothing answers with pictures there"
