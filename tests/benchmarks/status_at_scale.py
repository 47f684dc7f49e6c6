"""Run by test_status_scale.py in a process of its own: open a store, look up, print what it took as JSON."""

from __future__ import annotations

import json
import random
import sys
import time
from array import array
from pathlib import Path

LOOKUPS = 100_000


def resident() -> dict[str, int]:
    """Kilobytes: all, and those that are this process's alone (not libraries, not the disk's cache)."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    sizes = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.startswith(("VmRSS", "RssAnon"))}
    return {"all": sizes["VmRSS"], "own": sizes["RssAnon"]}


def main(path: Path) -> None:
    bare = resident()
    from trust_store.storage import open_store

    imported = resident()
    start = time.perf_counter()
    store = open_store(path)
    opening = time.perf_counter() - start
    chance = random.Random(7)  # noqa: S311 - places to look up, not secrets
    names = list(store.shards)
    lists = bytes(chance.randrange(len(names)) for _ in range(LOOKUPS))
    places = array("I", (chance.randrange(1 << 20) for _ in range(LOOKUPS)))
    for uri, country in names:
        store.status(uri, 0, country)
    start = time.perf_counter()
    for number, index in zip(lists, places, strict=True):
        uri, country = names[number]
        store.status(uri, index, country)
    looking = (time.perf_counter() - start) / LOOKUPS
    print(json.dumps({"open": opening, "lookup": looking, "bare": bare, "imported": imported, "end": resident()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
