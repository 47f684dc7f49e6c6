"""Read code texts that need no decoder: given on the command line, in a file, on standard input, or as raw bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, TextIO

from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.reading import Decoder, Reading, Sighting
from verifier.capture.wedge import layout_of, repair

TEXT_BYTES: Final = 1024 * 1024
COSE_BYTES: Final = 64 * 1024
LINE_CHARACTERS: Final = 16 * 1024
"""Longer than any text that is judged; the check refuses it with its own words, and memory stays bounded."""

_TERMINATOR: Final = re.compile("\r\n|\n|\r")


def is_code_text(text: str) -> bool:
    """Tell whether a text opens like one of ours, as scanned or as a scanner types it into another layout."""
    return layout_of(text) is not None


def is_code_file(head: bytes) -> bool:
    """Tell by its first bytes whether a file holds code texts."""
    return is_code_text(head.decode("utf-8-sig", errors="replace"))


def text_sighting(text: str, label: str = "text") -> Sighting:
    """Make the sighting of one text, repaired where a scanner typed it into another layout."""
    return Sighting(label=label, seconds=0.0, reading=Reading(texts=(repair(text),), decoder=Decoder.TYPED))


def file_sightings(data: bytes, where: str) -> Iterator[Sighting]:
    """Yield one sighting a line of a text file. Raises `SourceError`: UNKNOWN_KIND for bytes that are no UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(SourceFault.UNKNOWN_KIND, where, "a .txt file holds one code text a line") from error
    return line_sightings(_TERMINATOR.split(text))


def line_sightings(lines: Iterable[str]) -> Iterator[Sighting]:
    """Yield one sighting for each line that is not empty. Spaces are kept: they are Base45 characters."""
    for number, line in enumerate(lines, start=1):
        text = without_terminator(line)
        if text:
            yield text_sighting(text, f"line {number}")


def input_sightings(stream: TextIO) -> Iterator[Sighting]:
    """Yield the lines of standard input as they come. A line over 16 Ki characters is cut into pieces of that size.

    Raises `SourceError` UNKNOWN_KIND for bytes that are no text.
    """
    try:
        yield from line_sightings(iter(lambda: stream.readline(LINE_CHARACTERS), ""))
    except UnicodeDecodeError as error:
        raise SourceError(SourceFault.UNKNOWN_KIND, "-", "give one code text a line") from error


def cose_sighting(data: bytes) -> Sighting:
    """Make the sighting of a message that came as raw COSE bytes."""
    from credential.qr_text import wrap

    return text_sighting(wrap(data), "message")


def without_terminator(line: str) -> str:
    """Take off one line terminator (CR LF, LF or CR) and nothing else."""
    return re.sub("(?:\r\n|\n|\r)\\Z", "", line, count=1)
