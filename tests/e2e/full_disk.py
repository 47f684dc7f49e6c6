"""Disks that really refuse: a file system of one mebibyte that is filled up, and a limit on the size of files.

Both belong to one process, and are filled and emptied from outside while it runs. Only Linux has them.
"""

from __future__ import annotations

import errno
import os
import resource
import subprocess
from abc import ABC, abstractmethod
from pathlib import Path

import pytest

ROOM_BYTES = 1024 * 1024
FILLER = "filler"


class SmallDisk(ABC):
    """A folder on a disk without room, for the process that is started behind `before`."""

    before: tuple[str, ...] = ()

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        """The name under which the process knows it."""

    def seen(self, pid: int) -> Path:
        """The same folder as the process sees it, for other eyes."""
        return Path(f"/proc/{pid}/root{self.folder}")

    def files(self, pid: int) -> list[str]:
        """What is in it, but for what fills it up; hidden names too."""
        return sorted(path.name for path in self.seen(pid).rglob("*") if path.is_file() and path.name != FILLER)

    @abstractmethod
    def fill(self, pid: int) -> None:
        """Leave no room."""

    @abstractmethod
    def free(self, pid: int) -> None:
        """Make room again."""


class FullFileSystem(SmallDisk):
    """A file system in memory, mounted for the process alone: what does not fit is refused with ENOSPC.

    Where the machine lets nobody mount, the test that makes one is skipped.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        own = () if os.geteuid() == 0 else ("--map-root-user",)
        mount = f'mount -t tmpfs -o size={ROOM_BYTES} tmpfs "$0" && exec "$@"'
        self.before = ("unshare", "--mount", *own, "sh", "-c", mount, str(folder))
        self._require()

    def _require(self) -> None:
        """Skip where the machine lets nobody mount; in CI that is a failure."""
        done = subprocess.run([*self.before, "true"], capture_output=True, check=False)
        if done.returncode and os.environ.get("CI") != "true":
            pytest.skip("no file system can be mounted here (unshare --mount)")
        assert done.returncode == 0, done.stderr

    def fill(self, pid: int) -> None:
        """Write until nothing fits any more."""
        with (self.seen(pid) / FILLER).open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError as error:
                assert error.errno == errno.ENOSPC

    def free(self, pid: int) -> None:
        """Take away what fills it up."""
        (self.seen(pid) / FILLER).unlink()


class FileSizeLimit(SmallDisk):
    """A limit of the process: no file may grow, which SQLite meets as EFBIG. It needs no rights at all."""

    def fill(self, pid: int) -> None:
        """Let nothing be written."""
        _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))

    def free(self, pid: int) -> None:
        """Let everything be written."""
        _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))
