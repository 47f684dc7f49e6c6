"""What changed between two replays, of two versions of the program or under two snapshots of trust, by reason.

The other results are laid into a table on the disk: memory stays flat, and the two need not be in the same order.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Final

from verifier.replay.result import Result

EXAMPLES: Final = 20
"""Cases that are named for each kind of change."""
ABSENT: Final = "-"
SAME_WORDS: Final = "digest"
"""The change of results whose words agree and whose digests do not."""


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """From what to what: outcome and reasons, or ABSENT where only one of the two has the case."""

    before: str
    after: str


@dataclass(slots=True)
class Comparison:
    """The changes, how many cases each concerns, and some of them by name."""

    same: int = 0
    changes: Counter[Change] = field(default_factory=Counter)
    examples: dict[Change, list[str]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many cases changed."""
        return self.changes.total()

    def add(self, change: Change, case: str) -> None:
        """Note one change."""
        self.changes[change] += 1
        named = self.examples.setdefault(change, [])
        if len(named) < EXAMPLES:
            named.append(case)


def compare(before: Iterable[Result], after: Iterable[Result]) -> Comparison:
    """Hold two replays of the same cases against each other. A case is known by its id, the n-th of it by n."""
    comparison = Comparison()
    with tempfile.TemporaryDirectory(prefix="replay-") as folder, closing(sqlite3.connect(f"{folder}/before")) as table:
        table.execute("PRAGMA synchronous=OFF")
        table.execute("CREATE TABLE before (id TEXT, n INTEGER, said TEXT, digest TEXT, PRIMARY KEY (id, n))")
        rows = ((each.id, n, _said(each), each.digest) for each, n in _numbered(before, table, "seen_before"))
        table.executemany("INSERT INTO before VALUES (?,?,?,?)", rows)
        for result, n in _numbered(after, table, "seen_after"):
            _compare(table, result, n, comparison)
        for case, said in table.execute("SELECT id, said FROM before ORDER BY id, n"):
            comparison.add(Change(said, ABSENT), case)
    return comparison


def _compare(table: sqlite3.Connection, result: Result, n: int, comparison: Comparison) -> None:
    name = (result.id, n)
    found = table.execute("SELECT said, digest FROM before WHERE id=? AND n=?", name).fetchone()
    said = _said(result)
    if found is None:
        comparison.add(Change(ABSENT, said), result.id)
        return
    table.execute("DELETE FROM before WHERE id=? AND n=?", name)
    if found == (said, result.digest):
        comparison.same += 1
    else:
        comparison.add(Change(found[0], said if found[0] != said else f"{said} ({SAME_WORDS})"), result.id)


def _numbered(results: Iterable[Result], table: sqlite3.Connection, name: str) -> Iterator[tuple[Result, int]]:
    """Number the results of one id: 0 for nearly all."""
    table.execute(f"CREATE TABLE {name} (id TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID")  # one of our two words
    count = f"INSERT INTO {name} VALUES (?, 0) ON CONFLICT (id) DO UPDATE SET n = n + 1 RETURNING n"  # noqa: S608 - one of our two words
    for result in results:
        yield result, table.execute(count, (result.id,)).fetchone()[0]


def _said(result: Result) -> str:
    if result.problem:
        return f"? {result.problem}"
    return " ".join((result.verdict, *result.reasons))
