"""Inflated status lists on the disk: 22 MB for 45 million licences, none of it in memory.

Lists travel and are stored deflated and signed. A look-up needs one byte of the inflated list. So a list is inflated
when it is first asked, from the signed token and nothing else, into a temporary file without a name, and then read a
byte at a time. Nothing of it can be altered from outside, nothing is left behind, and nothing needs to be kept
consistent. (Read, not mapped: 300 look-ups in a mapped file already made all 22 MB of it resident.)
"""

from __future__ import annotations

import contextlib
import os
import threading
import weakref
from typing import Final, Protocol

from credential.status_list import StatusList

IN_MEMORY: Final = 1 << 16
"""Bytes of an inflated list up to which it stays in memory."""


class Entries(Protocol):
    """A list that answers: the status at an index, None beyond its end."""

    def lookup(self, index: int) -> int | None:
        """Return the status at `index`."""


class ListFile:
    """One temporary file for all lists of a store; made when the first comes, gone with the store."""

    def __init__(self) -> None:
        self._descriptor: int | None = None
        self._end = 0
        self._lock = threading.Lock()

    def put(self, entries: StatusList) -> Entries:
        """Bring a list to the disk; one that is small, or that the disk does not take, stays in memory."""
        if len(entries.packed) <= IN_MEMORY or not hasattr(os, "pread"):
            return entries
        try:
            with self._lock:
                descriptor = self._open()
                start, self._end = self._end, self._end + len(entries.packed)
            _write_all(descriptor, entries.packed, start)
        except OSError:
            return entries
        return _ListOnDisk(self, descriptor, start, entries)

    def _open(self) -> int:
        if self._descriptor is None:
            self._descriptor = _open_nameless()
            weakref.finalize(self, os.close, self._descriptor)
        return self._descriptor


class _ListOnDisk:
    """A list from `start` on in the file. It holds the file open."""

    def __init__(self, file: ListFile, descriptor: int, start: int, entries: StatusList) -> None:
        self._file = file
        self._descriptor = descriptor
        self._start = start
        self._length = len(entries)
        self._bits = entries.bits
        self._per_byte = 8 // entries.bits
        self._mask = (1 << entries.bits) - 1

    def lookup(self, index: int) -> int | None:
        """Return the status at `index`, or None when the list does not reach so far."""
        if not 0 <= index < self._length:
            return None
        place, within = divmod(index, self._per_byte)
        return os.pread(self._descriptor, 1, self._start + place)[0] >> within * self._bits & self._mask


def _open_nameless() -> int:
    """Open a temporary file that never had a name, so that no kill leaves it behind; else one whose name is gone."""
    with contextlib.suppress(AttributeError, OSError):  # O_TMPFILE: Linux, and not on every file system
        return os.open(os.environ.get("TMPDIR") or "/tmp", os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o600)  # noqa: S108 - no name is made there
    # Here and not above: it brings half a megabyte of compressors along.
    import tempfile

    descriptor, name = tempfile.mkstemp(prefix="status-lists-")
    os.unlink(name)  # noqa: PTH108 - mkstemp gives a name, not a path
    return descriptor


def _write_all(descriptor: int, content: bytes, start: int) -> None:
    done = 0
    while done < len(content):
        done += os.pwrite(descriptor, memoryview(content)[done:], start + done)
