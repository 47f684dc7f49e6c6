"""The auditor's verification of a whole journal: the first record that does not hold, and times that prove nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from credential.keys import VerificationKey
from trust_store.clock import is_ahead, is_behind, latest
from trust_store.window import Window
from verifier.journal.answers import Answers
from verifier.journal.chain import BentError, Chain
from verifier.journal.fault import Bend, Doubt
from verifier.journal.heads import Head, of_journal
from verifier.journal.record import Record
from verifier.journal.storage import Row, reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a journal is verified with, beside itself. None of it comes from the journal."""

    key: VerificationKey
    public_der: bytes
    """The same key as DER: what the journal must name."""
    now: datetime
    heads: tuple[Head, ...] = ()
    window: Window | None = None
    """When the terminal's certificate is valid; None where the key is known by its fingerprint alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """A record that holds, but whose time proves nothing."""

    number: int
    doubt: Doubt


@dataclass(slots=True, kw_only=True)
class Examination:
    """What was found. `broken` is the first record that does not hold; the ones before it do."""

    sound: int = 0
    """How many records hold."""
    broken: BentError | None = None
    heads_met: int = 0
    """How many exported heads agree."""
    vouched: int = 0
    """The last record that an exported head vouches for: up to it, not even the terminal's key can change anything."""
    elsewhere: tuple[Head, ...] = ()
    """The last heads of other journals of this terminal: they are to be asked for."""
    doubts: list[Doubtful] = field(default_factory=list)
    answers: Answers = field(default_factory=Answers)


def examine(path: Path, means: Means) -> Examination:
    """Verify a journal. Raises JournalError where the file is none."""
    with examining(path, means) as (records, found):
        for _ in records:
            pass
    return found


@contextmanager
def examining(path: Path, means: Means) -> Iterator[tuple[Iterator[Record], Examination]]:
    """Open the records that hold, one after the other, and what is found on the way. Raises JournalError."""
    with reading(path) as file:
        found = Examination(elsewhere=_elsewhere(means.heads, file.identity.journal))
        if file.identity.key != means.public_der:
            found.broken = BentError(1, Bend.OTHER_TERMINAL)
            yield iter(()), found
        else:
            yield walk(Chain.beginning(file.identity.journal), file.rows(), means, found), found


def walk(start: Chain, rows: Iterable[Row], means: Means, found: Examination) -> Iterator[Record]:
    """Yield the records that hold, from the state `start` on, and note in `found` what is found; stop at a bend."""
    chain, heads = start, of_journal(means.heads, start.journal)
    due: dict[int, list[Head]] = {}
    for head in heads:
        due.setdefault(head.number, []).append(head)
    exported = latest(head.exported_at for head in heads if head.number <= chain.number)
    try:
        _meet(chain, due.get(chain.number, ()), found)
        for row in rows:
            chain, record = chain.follow(row.number, row.message, means.key)
            met = due.get(chain.number, ())
            _meet(chain, met, found)
            found.sound = chain.number
            found.answers.note(record)
            found.doubts += [Doubtful(number=chain.number, doubt=each) for each in _doubts(record, means, exported)]
            exported = latest((exported, *(head.exported_at for head in met)))
            yield record
        _require_end(chain, heads)
    except BentError as error:
        found.broken = error
        found.sound = min(found.sound, error.number - 1)


def _meet(chain: Chain, heads: Sequence[Head], found: Examination) -> None:
    """Compare with the heads of this number. Where one differs, any record after the last that agrees may be false."""
    for head in heads:
        if head.hash != chain.hash:
            raise BentError(found.vouched + 1, Bend.HEAD_DIFFERS)
        found.heads_met += 1
        found.vouched = chain.number


def _require_end(chain: Chain, heads: Sequence[Head]) -> None:
    if heads and heads[-1].number > chain.number:
        raise BentError(chain.number + 1, Bend.TRUNCATED)


def _doubts(record: Record, means: Means, exported: datetime | None) -> Iterator[Doubt]:
    """`exported` is the latest time of a head that was exported before this record was made."""
    at = record.entry.at
    if record.is_behind:
        yield Doubt.CLOCK_BEHIND
    if is_behind(at, exported):
        yield Doubt.BEFORE_HEAD
    if is_ahead(at, means.now):
        yield Doubt.IN_FUTURE
    if means.window is not None and not means.window.covers(at):
        yield Doubt.OUTSIDE_CERTIFICATE


def _elsewhere(heads: Iterable[Head], journal: bytes) -> tuple[Head, ...]:
    last = {head.journal: head for head in heads if head.journal != journal}
    return tuple(last.values())
