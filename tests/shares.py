"""All tests, in two shares side by side: what only computes runs beside what waits for programs, browsers and disks.

``python -m tests.shares [OPTIONS OF PYTEST]``. What computes gives way to the others, so that they are as fast as they
are alone; its report is printed when both are through. The others are all that it is not: no folder is ever left out.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
COMPUTING: Final = (
    "tests/conformance",
    "tests/property",
    "tests/unit/entitlement",
    "tests/unit/second_opinion",
    "tests/attacks/test_check_alterations.py",
)
"""Tests that start no program, wait for nothing and measure nothing: no load makes them fail."""


def commands(options: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the command of each share. What failed last is remembered by each for itself (``pytest --lf``)."""
    pytest = [sys.executable, "-m", "pytest", *options]
    computing = ["nice", "-n", "10", *pytest, *COMPUTING, "-o", "cache_dir=.pytest_cache/computing"]
    return computing, [*pytest, *(f"--ignore={place}" for place in COMPUTING)]


def run(options: Sequence[str]) -> int:
    """Run both shares to their end; 0 when both passed."""
    computing, others = commands(options)
    with tempfile.TemporaryFile() as report:
        beside = subprocess.Popen(computing, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=report, stderr=report)
        try:
            status = subprocess.run(others, cwd=ROOT, check=False).returncode
            status = beside.wait() or status
        except KeyboardInterrupt:  # they were interrupted as we were, and report what they have
            status = beside.wait() or 2
        report.seek(0)
        sys.stdout.buffer.write(report.read())
        sys.stdout.flush()
    return status


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
