"""A terminal that records without end and is killed, a thousand times: run as ``python -m``, it prints what was lost.

It forks, so that a round costs milliseconds: it has no thread, and the child opens the journal by itself. A record is
acknowledged through a pipe, with its number and the hash of its message. The moment of the kill falls within the time
of one record after none, one or two acknowledgements, however slow the machine is at starting a writer.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import struct
import sys
import time
from pathlib import Path

from tests.unit.journal.journals import entry
from verifier.journal.journal import Journal
from verifier.journal.storage import reading

ACKNOWLEDGEMENT = struct.Struct(">Q32s")


def write_until_killed(path: Path, pipe: int) -> None:
    journal = Journal.open(path)
    while True:
        kept = journal.record(entry(journal.end().number + 1), ("code",))
        os.write(pipe, ACKNOWLEDGEMENT.pack(kept.record.number, hashlib.sha256(kept.message).digest()))


def killed_after(path: Path, awaited: int, seconds: float) -> list[tuple[int, bytes]]:
    """Let a child acknowledge *awaited* records and kill it *seconds* later; return all that it acknowledged."""
    source, target = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            write_until_killed(path, target)
        finally:
            os._exit(1)
    os.close(target)
    with os.fdopen(source, "rb") as pipe:
        content = pipe.read(awaited * ACKNOWLEDGEMENT.size)
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        content += pipe.read()
    assert os.WIFSIGNALED(status), "the writer ended by itself"
    whole = len(content) - len(content) % ACKNOWLEDGEMENT.size
    return [ACKNOWLEDGEMENT.unpack_from(content, place) for place in range(0, whole, ACKNOWLEDGEMENT.size)]


def duration(path: Path) -> float:
    """Seconds that one record takes here."""
    journal = Journal.open(path)
    began = time.perf_counter()
    for _ in range(20):
        journal.record(entry(journal.end().number + 1), ("code",))
    return (time.perf_counter() - began) / 20


def main(path: Path, kills: int, seed: int) -> None:
    draw, span = random.Random(seed), duration(path)  # noqa: S311 - moments to kill at
    acknowledged: dict[int, bytes] = {}
    broken_off = 0
    for _ in range(kills):
        acknowledged |= dict(killed_after(path, draw.randrange(3), draw.uniform(0, span)))
        broken_off += path.with_name(f"{path.name}-journal").exists()
    with reading(path) as file:
        rows = {row.number: hashlib.sha256(row.message).digest() for row in file.rows()}
    lost = [number for number, digest in acknowledged.items() if rows.get(number) != digest]
    counts = {"kills": kills, "broken_off": broken_off, "acknowledged": len(acknowledged), "rows": len(rows)}
    print(json.dumps({**counts, "lost": lost}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
