"""From a shelf to its cases: samples, `.case` files and lines of recorded scans, in the order of their names."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from trust_store.archive import SNAPSHOTS
from trust_store.refusal import Refusal, TrustStoreError
from verifier.replay.case import Case, CaseError, Recording
from verifier.replay.codec import MAX_LINE, MAX_RECORDING, case_of_line, decode_case, encode_case
from verifier.replay.samples import EXPECT, MAX_SAMPLE, SAMPLE, Sample, parse_sample
from verifier.replay.shelf import Shelf, ShelfError
from verifier.replay.snapshots import Publications, Snapshots

CASE: Final = ".case"
LINES: Final = ".jsonl"
SEALED: Final = ".evidence"
DAMAGE: Final = (ShelfError, OSError, EOFError, ValueError, zlib.error, zipfile.BadZipFile, tarfile.TarError)
"""What reading a file of an archive may end in."""
_SCANS: Final = "scans/"
_TRUST: Final = "trust/"


class Line(NamedTuple):
    """A recorded scan as it stands in its file; whoever judges it reads it. A tuple: millions go to other processes."""

    id: str
    """Of the place: it names the scan only where the line cannot be read."""
    content: bytes

    def case(self) -> Case:
        """Read the case. Raises CaseError."""
        return case_of_line(self.content)

    @property
    def size(self) -> int:
        """How many bytes it holds."""
        return len(self.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A case as a `.case` has it: in this form it goes to another process."""

    id: str
    content: bytes
    has_recording: bool

    def case(self) -> Case:
        """Read the case. Raises CaseError."""
        return decode_case(self.content)

    @property
    def size(self) -> int:
        """How many bytes it holds."""
        return len(self.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """Something that should have been a case."""

    id: str
    problem: str
    size: int = 0


Item: TypeAlias = Packed | Line | Unreadable


def items_of(shelf: Shelf, snapshots: Snapshots) -> Iterator[Item]:
    """Yield all that a shelf holds, one after the other; what cannot be read comes as `Unreadable`."""
    if any(name.startswith(f"{SNAPSHOTS}/") for name in shelf.names):
        snapshots.add_reader(lambda name, limit: _read_piece(shelf, name, limit))
    publications = Publications(shelf, snapshots)
    for name in shelf.names:
        if name.endswith(LINES):
            yield from _lines(shelf, name)
        elif name.endswith((SAMPLE, EXPECT, CASE)):
            yield _item(shelf, name, publications)
        elif name.endswith(SEALED):
            yield Unreadable(id=name, problem="sealed evidence: open it with `verifier evidence open`")


def count_of(shelf: Shelf) -> int:
    """Count the items without reading more than their number asks for."""
    single = sum(name.endswith((SAMPLE, EXPECT, CASE, SEALED)) for name in shelf.names)
    return single + sum(_count_lines(shelf, name) for name in shelf.names if name.endswith(LINES))


def _read_piece(shelf: Shelf, name: str, limit: int) -> bytes:
    if name not in shelf.names:
        raise TrustStoreError(Refusal.SOURCE_UNREADABLE, name)
    return shelf.read(name, limit)


def _item(shelf: Shelf, name: str, publications: Publications) -> Item:
    try:
        if name.endswith(CASE):
            return Packed(id=name, content=shelf.read(name, MAX_LINE + MAX_RECORDING), has_recording=True)
        case = _sample(shelf, name, publications)
        return Packed(id=name, content=encode_case(case), has_recording=case.recording is not None)
    except CaseError as error:
        return Unreadable(id=name, problem=str(error))


def _sample(shelf: Shelf, name: str, publications: Publications) -> Case:
    sample = parse_sample(shelf.read(name, MAX_SAMPLE))
    recording = None
    if name.endswith(EXPECT):
        beside = name.removesuffix(EXPECT)
        recording = Recording(name=beside.rpartition("/")[2], data=shelf.read(beside, MAX_RECORDING))
    return _case(name, sample, recording, publications.snapshot(trust_folder(name), sample.trust))


def trust_folder(name: str) -> str:
    """Say where the publications of a sample lie: beside the folder ``scans/`` that it is in, else at the top."""
    place = f"/{name}".rfind(f"/{_SCANS}")
    return _TRUST if place < 0 else name[:place] + _TRUST


def _case(name: str, sample: Sample, recording: Recording | None, trust: str) -> Case:
    return Case(
        id=name,
        now=sample.now,
        trust=trust,
        texts=() if recording else sample.texts,
        recording=recording,
        vehicle=sample.vehicle,
        context=sample.context,
        nonce=sample.nonce,
        earlier=sample.earlier,
        expectation=sample.expectation,
    )


def _lines(shelf: Shelf, name: str) -> Iterator[Item]:
    try:
        with shelf.open(name) as file:
            number = 0
            while content := file.readline(MAX_LINE + 1):
                number += 1
                if len(content) > MAX_LINE:
                    yield Unreadable(id=f"{name}:{number}", problem="a line that is too long; the rest is not read")
                    return
                if content.strip():
                    yield Line(id=f"{name}:{number}", content=content)
    except DAMAGE as error:
        yield Unreadable(id=name, problem=f"{name}: damaged ({type(error).__name__})")


def _count_lines(shelf: Shelf, name: str) -> int:
    """Count lines, as a forecast only: what is damaged is said when it is read."""
    try:
        with shelf.open(name) as file:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
    except DAMAGE:
        return 0
