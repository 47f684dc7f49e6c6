"""A million text scans to a report, on two cores: run `python -m tests.benchmarks.replay_at_scale 1000000`.

The scans are 10,000 different ones, of 1,600 phones and 2,000 printed attestations, replayed under new names; no
signature of a phone is remembered between two of them. Prints how long it took and how much memory it held, early and
late.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.recorded import multiply, record

DISTINCT = 10_000


def main(scans: int, jobs: int) -> None:
    """Record, replay with a report, and print what was measured."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        recorded = record(folder, licences=1600, codes=5, attestations=2000)
        lines = multiply(recorded, scans // DISTINCT, folder / "many.jsonl")
        command = [
            *(sys.executable, "-m", "verifier", "replay", str(lines), "--archive", str(recorded.archive)),
            *("--jobs", str(jobs), "--results", str(folder / "results.parquet")),
            *("--report", str(folder / "report.html"), "--report", str(folder / "report.pdf")),
        ]
        start = time.monotonic()
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
            peaks = _watch(running)
            output = running.stdout.read() if running.stdout else ""
        seconds = time.monotonic() - start
        print(output.strip(), f"(exit status {running.returncode})")
        print(f"{scans} scans, {jobs} processes: {seconds:.0f} s, {scans / seconds:.0f} scans/s, report included")
        for part, peak in zip(("first quarter", "second", "third", "last"), _quarters(peaks), strict=True):
            print(f"  memory of all processes together, {part}: {peak / 1024:.0f} MiB at most")
        sizes = {path.name: path.stat().st_size for path in folder.iterdir() if path.is_file()}
        print("  " + ", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in sorted(sizes.items())))


def _watch(running: subprocess.Popen[str]) -> list[int]:
    """Note twice a second how much memory the command and its workers hold, in KiB."""
    peaks = []
    while running.poll() is None:
        peaks.append(sum(_memory(pid) for pid in _family(running.pid)))
        time.sleep(0.5)
    return peaks


def _family(parent: int) -> set[int]:
    """The process and all that descend from it (Linux)."""
    family = {parent}
    parents = {int(path.name): _parent(path) for path in Path("/proc").iterdir() if path.name.isdigit()}
    for _ in range(4):
        family |= {pid for pid, above in parents.items() if above in family}
    return family


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def _memory(pid: int) -> int:
    """What a process holds for itself alone (private pages), in KiB."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Private_"))


def _quarters(peaks: list[int]) -> list[int]:
    size = max(1, len(peaks) // 4)
    return [max(peaks[part * size : (part + 1) * size] or [0]) for part in range(4)]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, min(2, os.cpu_count() or 1))
