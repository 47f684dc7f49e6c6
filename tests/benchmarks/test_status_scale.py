"""Status lists of a whole country: size, installing, opening, look-ups and memory, from 1 million to 45 million.

Prints; asserts the aims that do not depend on the machine's mood: size and memory. `make bench`.

Of what is resident, 30.4 MB are Python with sqlite3, cbor2, cryptography and dataclasses, two certificates read and
nothing verified yet, without a line of ours: what can be kept small is our own memory.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.unit.trust_store.pki_for_tests import DAY, NOW, Publisher, status_token
from tests.unit.trust_store.tuf_for_tests import FIRST_ROOT, write_stick
from trust_store.profile import Profile
from trust_store.sources import FolderSource
from trust_store.updating import update

ROOT = Path(__file__).parents[2]
SHARD = 1 << 20
SHARDS = (1, 11, 22, 43)
SET = (1, 2, 3, 12, 13, 14, 15)
STEPS = ("bare", "imported", "end")


@dataclass(frozen=True)
class Row:
    shards: int
    carried: int
    install: float
    again: float
    measured: dict[str, Any]

    def text(self) -> str:
        own = [self.measured[step]["own"] / 1024 for step in STEPS]
        everything = [self.measured[step]["all"] / 1024 for step in STEPS]
        return (
            f"  {self.shards * SHARD / 1e6:>5.1f} M  {self.carried / 1e6:>6.3f} MB  {self.install:>6.2f} s  "
            f"{self.again:>6.2f} s  {self.measured['open'] * 1000:>6.1f} ms  {self.measured['lookup'] * 1e6:>5.2f} us  "
            f"{1 / self.measured['lookup'] / 1000:>6.0f} k/s  {own[2]:>5.1f} MB ({own[2] - own[1]:>+4.1f})  "
            f"{everything[2]:>5.1f} MB ({everything[2] - everything[1]:>+4.1f})"
        )


def token(number: int, *, changed: bool = False) -> bytes:
    """One list with 1 % of its places set to one of the seven statuses, at random."""
    chance = random.Random(number)  # noqa: S311 - repeatable, not secret
    places = chance.sample(range(SHARD), SHARD // 100)
    entries = [(place, chance.choice(SET)) for place in places]
    at = NOW if changed else NOW - DAY
    return status_token(uri=f"https://fr.example/s/{number}", at=at, entries=entries, size=SHARD)


def measure(folder: Path, tokens: list[bytes]) -> Row:
    folder.mkdir()
    stick = write_stick(Publisher(status_tokens=tuple(tokens)).publish(), folder / "stick")
    carried = sum(path.stat().st_size for path in stick.rglob("*") if path.is_file())
    store = folder / "trust.sqlite"
    start = time.perf_counter()
    update(store, FolderSource(stick), NOW, Profile.TEST, first_root=FIRST_ROOT)
    install = time.perf_counter() - start
    changed = [token(0, changed=True), *tokens[1:]]
    write_stick(Publisher(status_tokens=tuple(changed), issue_id=2, sequence=2).publish(), stick, version=2)
    start = time.perf_counter()
    update(store, FolderSource(stick), NOW, Profile.TEST)
    again = time.perf_counter() - start
    program = [sys.executable, "-m", "tests.benchmarks.status_at_scale", str(store)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(program, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return Row(len(tokens), carried, install, again, json.loads(done.stdout))


def test_status_lists_of_a_country(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tokens = [token(number) for number in range(max(SHARDS))]
    rows = [measure(tmp_path / str(count), tokens[:count]) for count in SHARDS]
    with capsys.disabled():
        print("\nStatus lists, 1 % set, of 2^20 entries each: 100,000 random look-ups")
        print(
            "  entries  carried     install  one shard  open       look-up    rate      own memory (beyond libraries)"
            "  resident (beyond libraries)"
        )
        for row in rows:
            print(row.text())
    nation = rows[-1]
    assert nation.carried < 2_000_000
    assert nation.measured["end"]["own"] < 30 * 1024
    growth = nation.measured["end"]["own"] - rows[0].measured["end"]["own"]
    assert growth < 8 * 1024, "kilobytes from 1 to 45 million: the lists are not in memory"
