"""A second strict CBOR decoder, an allow-list in plain Python: the oracle for `credential.cbor.decode`.

It shares no code with it: where the two disagree about any input, one of them is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MAX_DEPTH: Final = 16
TEXT, ARRAY, MAP = 3, 4, 5


class StrictError(Exception):
    """The input is no item of the strict subset."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tag and its content."""

    number: int
    content: object


@dataclass(frozen=True, slots=True)
class Simple59:
    """The map key under which SD-CWT lists hashes."""


class Reader:
    """One pass over one input."""

    def __init__(self, data: bytes, tags: frozenset[int], redacted: bool) -> None:
        self.data = data
        self.tags = tags
        self.redacted = redacted
        self.place = 0

    def take(self, size: int) -> bytes:
        if size > len(self.data) - self.place:
            raise StrictError("cut short")
        self.place += size
        return self.data[self.place - size : self.place]

    def head(self) -> tuple[int, int]:
        """Read major type and argument; only the shortest form of each argument is there."""
        (first,) = self.take(1)
        major, short = first >> 5, first & 31
        if short < 24:
            return major, short
        if short > 27 or major == 7:
            raise StrictError("no definite length, a float or a simple value")
        size = 1 << (short - 24)
        argument = int.from_bytes(self.take(size), "big")
        if argument < 24 or (size > 1 and argument < 1 << (4 * size)):
            raise StrictError("not the shortest form")
        return major, argument

    def item(self, depth: int) -> object:
        major, argument = self.head()
        if major == 0:
            return argument
        if major == 1:
            return -1 - argument
        if major in (2, TEXT):
            return self.string(major, argument)
        if major == 7:
            return self.simple(argument)
        # An empty array or map is a leaf.
        if depth >= MAX_DEPTH and not (major in (ARRAY, MAP) and argument == 0):
            raise StrictError("too deep")
        if major == ARRAY:
            return [self.item(depth + 1) for _ in range(argument)]
        return self.map(argument, depth + 1) if major == MAP else self.tag(argument, depth + 1)

    def string(self, major: int, size: int) -> object:
        content = self.take(size)
        if major == 2:
            return content
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise StrictError("no UTF-8") from error

    def simple(self, argument: int) -> object:
        if argument not in (20, 21, 22):
            raise StrictError("a simple value")
        return {20: False, 21: True, 22: None}[argument]

    def map(self, size: int, depth: int) -> dict[object, object]:
        result: dict[object, object] = {}
        for _ in range(size):
            key = self.key(depth)
            if key in result:
                raise StrictError("a key twice")
            result[key] = self.item(depth)
        return result

    def key(self, depth: int) -> object:
        if self.redacted and self.data[self.place : self.place + 2] == b"\xf8\x3b":
            self.place += 2
            return Simple59()
        key = self.item(depth)
        if type(key) is not int and type(key) is not str:
            raise StrictError("a key that is neither number nor text")
        return key

    def tag(self, number: int, depth: int) -> Tagged:
        if number not in self.tags:
            raise StrictError("a tag")
        return Tagged(number, self.item(depth))


def decode(data: bytes, *, tags: frozenset[int] = frozenset(), redacted: bool = False) -> object:
    """Decode one item that fills `data`. Raises StrictError."""
    reader = Reader(data, tags, redacted)
    value = reader.item(0)
    if reader.place != len(data):
        raise StrictError("bytes after the end")
    return value
