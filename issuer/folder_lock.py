"""One writer at a time in an office's folder: other processes, and other threads of this one, wait."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from types import TracebackType
from typing import Final

try:
    import fcntl
except ModuleNotFoundError:  # pragma: no cover - Windows: threads alone are kept apart there
    fcntl = None  # type: ignore[assignment] # the module is absent there

LOCK: Final = ".lock"


class FolderLock:
    """Held in a `with` statement, also again by the thread that holds it. The system lets go when a process dies."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK
        self._threads = threading.RLock()
        self._depth = 0
        self._descriptor: int | None = None

    def __enter__(self) -> bool:
        """Wait, and say whether it was taken anew: then what was read before may be old."""
        self._threads.acquire()
        try:
            if self._depth == 0:
                self._take()
        except BaseException:
            self._threads.release()
            raise
        self._depth += 1
        return self._depth == 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._depth -= 1
        if self._depth == 0 and self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        self._threads.release()

    def _take(self) -> None:
        descriptor = os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600)
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        self._descriptor = descriptor
