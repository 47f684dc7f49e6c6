"""Results on the disk while they come, so that a replay that is killed goes on where it was.

Results are appended batch by batch, in the order of the cases; after each the ledger notes how many cases and bytes
there are. What lies in the results behind the last note was cut off, and goes. The ledger's first line says of what
the results are, so that they are never continued with another source or another version.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from verifier.replay.case import CaseError

ENDING: Final = ".ledger"
_COMPLETE: Final = "complete"


class Ledger:
    """The growing results of one replay. Use as a context manager."""

    def __init__(self, results: Path, fingerprint: str) -> None:
        self.results = results
        self._path = results.with_name(results.name + ENDING)
        self._fingerprint = fingerprint
        self.cases = 0
        """Cases whose results are there."""
        self._bytes = 0
        self._lines: BinaryIO | None = None
        self._notes: BinaryIO | None = None

    def __enter__(self) -> Ledger:
        """Open the results, or go on with those that are there. Raises CaseError."""
        try:
            if self._path.exists():
                self._resume()
            else:
                self._begin()
        except CaseError:
            self.__exit__()
            raise
        except (OSError, ValueError) as error:
            self.__exit__()
            raise CaseError(f"{self.results.name}: cannot be written, or its ledger is damaged") from error
        return self

    def __exit__(self, *_: object) -> None:
        """Close the files; a replay that was broken off can go on later."""
        for file in (self._lines, self._notes):
            if file is not None:
                file.close()

    def add(self, lines: bytes, count: int) -> None:
        """Append the results of `count` cases; once this returns they outlive a power cut. Raises CaseError."""
        try:
            _append(self._lines, lines)
            self.cases += count
            self._bytes += len(lines)
            _append(self._notes, f"{json.dumps([self.cases, self._bytes])}\n".encode())
        except OSError as error:
            raise CaseError(
                f"{self.results.name}: cannot be written ({error.strerror}); make room, run again"
            ) from error

    def finish(self) -> None:
        """Say that all cases are there: the ledger goes."""
        self.__exit__()
        with suppress(FileNotFoundError):
            self._path.unlink()

    def _begin(self) -> None:
        if self.results.exists():
            raise CaseError(f"{self.results.name}: is there already; name another file for the results")
        self._notes = _locked(self._path)
        _append(self._notes, f"{json.dumps(self._fingerprint)}\n".encode())
        self._lines = self.results.open("ab")

    def _resume(self) -> None:
        self._notes = _locked(self._path)
        whole = self._path.read_bytes().rpartition(b"\n")[0].split(b"\n")  # the last line may be torn
        if not whole[0]:
            self._restart()
            return
        if json.loads(whole[0]) != self._fingerprint:
            raise CaseError(f"{self.results.name}: begun with other sources or another version; name another file")
        if len(whole) > 1:
            self.cases, self._bytes = json.loads(whole[-1])
        size = self.results.stat().st_size if self.results.exists() else 0
        if size < self._bytes:
            raise CaseError(f"{self.results.name}: shorter than its ledger says; delete both and begin again")
        self._lines = self.results.open("ab")
        self._lines.truncate(self._bytes)
        self._notes.truncate(sum(len(line) + 1 for line in whole))

    def _restart(self) -> None:
        """Begin again where not even the first line was written."""
        if self._notes is None:
            raise TypeError("the ledger is open by now")
        self._notes.truncate(0)
        _append(self._notes, f"{json.dumps(self._fingerprint)}\n".encode())
        self._lines = self.results.open("ab")
        self._lines.truncate(0)


def _append(file: BinaryIO | None, content: bytes) -> None:
    if file is None:
        raise TypeError("a ledger is opened before it is written")
    file.write(content)
    file.flush()
    os.fsync(file.fileno())


def _locked(path: Path) -> BinaryIO:
    """Open for appending and keep every other replay out. Raises CaseError."""
    file = path.open("ab")
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:  # no such lock on this system: two replays into one file are the user's to avoid
        pass
    except OSError as error:
        file.close()
        raise CaseError(f"{path.name}: another replay is writing there") from error
    return file
