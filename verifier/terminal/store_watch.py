"""Notices that the trust store was replaced while the terminal runs, and opens the new one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from trust_store.refusal import TrustStoreError
from trust_store.storage import open_store
from trust_store.store import TrustStore

SECONDS: Final = 2.0
"""Between two looks at the file."""


class StoreWatch:
    """Looks at the file from time to time. An update is one transaction: the file is whole whenever it is read."""

    def __init__(self, path: Path, opened: Callable[[Path], TrustStore] = open_store) -> None:
        self._path = path
        self._open = opened
        self._mark = self._marked()
        self._looked = float("-inf")

    def poll(self, seconds: float) -> TrustStore | TrustStoreError | None:
        """Return the store that has come, the reason why it cannot be read (once), or None where nothing changed."""
        if seconds - self._looked < SECONDS:
            return None
        self._looked = seconds
        mark = self._marked()
        if mark == self._mark:
            return None
        self._mark = mark
        try:
            return self._open(self._path)
        except TrustStoreError as error:
            return error

    def _marked(self) -> tuple[int, int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size
