"""The real program in a pseudo-terminal, and an emulator that draws what comes out of it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import pyte

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 20.0
"""Seconds that a busy machine may take for anything; no bound of speed is tested with it."""


class RealTerminal:
    """A command in a terminal of its own. `raw` holds every byte that it wrote."""

    def __init__(
        self, command: Sequence[str], *, columns: int = 100, rows: int = 40, before: Sequence[str] = ()
    ) -> None:
        self.raw = bytearray()
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._lock = threading.Lock()
        self._ours, theirs = os.openpty()
        self._settings = termios.tcgetattr(theirs)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "COLORTERM": "truecolor"}
        self.process = subprocess.Popen(
            [*before, sys.executable, "-m", *command],
            cwd=ROOT,
            env=environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        self._theirs = theirs
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def text(self) -> str:
        """What stands on the screen now."""
        with self._lock:
            return "\n".join(row.rstrip() for row in self._screen.display)

    def type(self, keys: str) -> None:
        """Press keys, as bytes arrive from a keyboard."""
        os.write(self._ours, keys.encode())

    def paste(self, text: str) -> None:
        """Paste as a terminal does that brackets what is pasted."""
        self.type(f"\x1b[200~{text}\x1b[201~")

    def wait_for(self, words: str, seconds: float = PATIENCE) -> float:
        """Wait until `words` stand on the screen; return the moment (monotonic). Raises TimeoutError."""
        return self._wait(lambda text: words in text, words, seconds)

    def wait_until_gone(self, words: str, seconds: float = PATIENCE) -> float:
        """Wait until `words` stand nowhere on the screen."""
        return self._wait(lambda text: words not in text, f"no {words}", seconds)

    def end(self, seconds: float = PATIENCE) -> int:
        """Wait for the program to leave; return its exit status."""
        status = self.process.wait(seconds)
        self._reader.join(1)
        return status

    @property
    def is_as_it_was(self) -> bool:
        """Whether the terminal's settings are those from before: echo, line by line, signals."""
        return termios.tcgetattr(self._theirs) == self._settings

    def close(self) -> None:
        """Kill what still runs and let the terminal go."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._theirs)
        os.close(self._ours)

    def _wait(self, holds: Callable[[str], bool], what: str, seconds: float) -> float:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if holds(self.text):
                return time.monotonic()
            if self.process.poll() is not None:
                break
            time.sleep(0.005)
        raise TimeoutError(f"{what!r} did not appear in {seconds} s:\n{self.text}")

    def _read(self) -> None:
        with contextlib.suppress(OSError):  # EIO, EBADF: the other side closed, or we did
            while chunk := os.read(self._ours, 65536):
                with self._lock:
                    self.raw += chunk
                    self._stream.feed(chunk)


@contextlib.contextmanager
def real_terminal(
    command: Sequence[str], *, columns: int = 100, rows: int = 40, before: Sequence[str] = ()
) -> Iterator[RealTerminal]:
    """Run `command` (a module and its arguments), and clean up whatever happens.

    `before` is a command that runs what follows it in its own place, as `nice` does.
    """
    terminal = RealTerminal(command, columns=columns, rows=rows, before=before)
    try:
        yield terminal
    finally:
        terminal.close()
