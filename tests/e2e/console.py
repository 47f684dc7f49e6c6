"""Pages that show a session at a terminal: their commands are run, and what they print is compared.

In a block ``console`` a line that begins with "$ " is a command, and what follows is its output. `…` stands for
anything in a line, a line of `…` alone for any lines; ``[exit status N]`` ends the output of a command that fails.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
_STATUS = re.compile(r"\[exit status (\d+)\]")


@dataclass
class Shown:
    """One command of a page, with the output that stands below it."""

    command: str
    lines: list[str] = field(default_factory=list)
    status: int = 0

    @property
    def pattern(self) -> str:
        """What the output must match."""
        return "".join("(?:.*\n)*?" if line == "…" else f"{_any(line)}\n" for line in self.lines)


def _any(line: str) -> str:
    return ".+".join(re.escape(part) for part in line.split("…"))


def shown_on(page: Path) -> Iterator[Shown]:
    """Yield the commands of a page in their order."""
    for block in re.findall(r"^```console\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
        shown: Shown | None = None
        for line in block.splitlines():
            status = _STATUS.fullmatch(line)
            if line.startswith("$ "):
                if shown is not None:
                    yield shown
                shown = Shown(line.removeprefix("$ "))
            elif shown is not None and status is not None:
                shown.status = int(status[1])
            elif shown is not None:
                shown.lines.append(line)
        if shown is not None:
            yield shown


def run(shown: Shown, folder: Path) -> tuple[int, str]:
    """Run a command in a shell; return its exit status, and what it printed on both outputs."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("CARTON_ROSE")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["/bin/sh", "-c", shown.command],
        cwd=folder,
        env={**own, "PATH": path, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout.decode()
