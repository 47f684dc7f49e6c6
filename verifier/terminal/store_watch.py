"""Notices that the trust store was replaced while the terminal runs, and opens the new one beside the screens.

Looking at the file and verifying what it holds takes a thread of its own: a disk that is slow, or a store that somebody
is writing, keeps no key waiting. What it found is handed over whole, when the screens ask for it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from trust_store.refusal import TrustStoreError
from trust_store.storage import open_store
from trust_store.store import TrustStore

SECONDS: Final = 2.0
"""Between two looks at the file."""
TURNS: Final = 5
"""Openings in one look, where the store is replaced while it is opened; the next look takes what comes after."""

Mark: TypeAlias = tuple[int, int, int] | None
"""By which one state of the file is told from another; None where there is no file."""
Opened: TypeAlias = Callable[[Path], TrustStore]


def in_a_thread(look: Callable[[], None]) -> None:
    """Begin a look. The thread is a daemon: leaving does not wait for it."""
    threading.Thread(target=look, name="store", daemon=True).start()


class StoreWatch:
    """Looks at the file from time to time. An update is one transaction: the file is whole whenever it is read."""

    def __init__(
        self, path: Path, opened: Opened = open_store, begin: Callable[[Callable[[], None]], None] = in_a_thread
    ) -> None:
        self._path = path
        self._open = opened
        self._begin = begin
        self._mark = _mark_of(path)
        self._looked = float("-inf")
        self._look: _Look | None = None

    def poll(self, seconds: float) -> TrustStore | TrustStoreError | None:
        """Return the store that has come, the reason why it cannot be read (once), or None where nothing changed.

        Never waits: a look that is under way is asked for again at the next poll. A fault of ours is raised here.
        """
        if self._look is None and seconds - self._looked >= SECONDS:
            self._looked = seconds
            self._look = _Look(path=self._path, opened=self._open, mark=self._mark)
            self._begin(self._look.run)
        look = self._look
        if look is None or not look.is_over:
            return None
        self._look, self._mark = None, look.mark
        if look.bug is not None:
            raise look.bug
        return look.found


@dataclass(slots=True, kw_only=True)
class _Look:
    """One look at the file, in its own thread. Its results are read once `is_over` is set, which is set last."""

    path: Path
    opened: Opened
    mark: Mark
    found: TrustStore | TrustStoreError | None = None
    bug: Exception | None = None
    is_over: bool = False

    def run(self) -> None:
        """Look, and open the newest store where another one is there than before."""
        try:
            for _ in range(TURNS):
                mark = _mark_of(self.path)
                if mark == self.mark:
                    break
                self.mark = mark  # from before the opening: what replaces it meanwhile is another
                self.found = self._opened()
        except Exception as error:  # noqa: BLE001 - the thread's top: raised where the screens ask for the result
            self.bug = error
        self.is_over = True

    def _opened(self) -> TrustStore | TrustStoreError:
        try:
            return self.opened(self.path)
        except TrustStoreError as error:
            return error


def _mark_of(path: Path) -> Mark:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
