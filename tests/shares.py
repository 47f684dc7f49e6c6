"""All tests, in two shares side by side: each waits for programs, browsers and disks much of its time.

``python -m tests.shares [OPTIONS OF PYTEST]``. The second share is whatever the first is not, so that no folder is
ever left out. The first one's report is printed when both are through.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
FIRST: Final = ("tests/conformance", "tests/e2e", "tests/ui", "tests/unit")
"""Folders of the first share: about as long as all others together."""


def commands(options: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the command of each share. What failed last is remembered by each for itself (``pytest --lf``)."""
    pytest = [sys.executable, "-m", "pytest", *options]
    others = [f"--ignore={folder}" for folder in FIRST]
    return [*pytest, *FIRST], [*pytest, *others, "-o", "cache_dir=.pytest_cache/others"]


def run(options: Sequence[str]) -> int:
    """Run both shares to their end; 0 when both passed."""
    first, second = commands(options)
    with tempfile.TemporaryFile() as report:
        beside = subprocess.Popen(first, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=report, stderr=subprocess.STDOUT)
        try:
            status = subprocess.run(second, cwd=ROOT, check=False).returncode
            status = beside.wait() or status
        except KeyboardInterrupt:  # they were interrupted as we were, and report what they have
            status = beside.wait() or 2
        report.seek(0)
        sys.stdout.buffer.write(report.read())
        sys.stdout.flush()
    return status


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
