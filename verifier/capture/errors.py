"""What can be wrong with a source: said in one line, with what to do about it."""

from __future__ import annotations

from enum import StrEnum

from credential.display import display_safe


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
    OTHER_CAMERAS = "it is not there, and others are"
    STREAM_ENDED = "the stream has ended"
    ADDRESS_REFUSED = "this address is not opened"
    NO_ANSWER = "nothing answers with pictures there"


class SourceError(Exception):
    """The source cannot be read. `what` is the fault, `where` the source as given, `mend` what to do.

    `there` names what is there in its place; like `where` it is not safe to show as it is.
    """

    def __init__(self, what: SourceFault, where: str, mend: str, there: str = "") -> None:
        super().__init__(what, where, mend, there)
        self.what = what
        self.where = where
        self.mend = mend
        self.there = there

    def __str__(self) -> str:
        """One line, safe to show whatever the name of the file."""
        choice = f": {display_safe(self.there)}" if self.there else ""
        return f"{display_safe(self.where)}: {self.what.value}; {self.mend}{choice}"
