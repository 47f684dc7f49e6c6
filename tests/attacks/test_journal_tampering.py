"""Whoever bends a journal is named: ten and more kinds of tampering, each on each of a thousand records.

Most of it needs no key. The last kinds are those of whoever has the terminal with its key: what they rewrite chains
well, and only heads that were carried away before show it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from credential import cbor
from credential.cbor import CBORTag
from credential.cose import Sign1
from tests.unit.journal.journals import NOW, Made, entry, journal_of, keys, write
from verifier.journal.answer import PortraitAnswer
from verifier.journal.chain import BentError, Chain
from verifier.journal.examine import Examination, examine, walk
from verifier.journal.fault import Bend
from verifier.journal.heads import Head
from verifier.journal.record import sign_record
from verifier.journal.storage import Row

COUNT = 1000
NUMBERS = range(1, COUNT + 1)
ON_DISK = (1, 2, 313, COUNT)
OTHER = b"another journal."


@dataclass(frozen=True)
class Bent:
    """What becomes of the rows from `number` on, what heads the auditor has, and what is to be said."""

    tail: Sequence[Row]
    number: int
    bend: Bend
    heads: tuple[Head, ...] = ()


def made() -> Made:
    return journal_of(COUNT)


def rows_from(number: int) -> list[Row]:
    """Enough of the genuine rows: what comes later is not reached."""
    return made().rows[number - 1 : number + 3]


def moved(rows: Sequence[Row], start: int) -> list[Row]:
    return [Row(number=start + place, message=row.message) for place, row in enumerate(rows)]


def edited(number: int) -> Bent:
    row = made().rows[number - 1]
    message = row.message.replace(b"fFAILED", b"fPASSED")
    assert message != row.message
    return Bent([replace(row, message=message), *rows_from(number + 1)], number, Bend.SIGNATURE)


def signature_changed(number: int) -> Bent:
    row = made().rows[number - 1]
    message = row.message[:-1] + bytes([row.message[-1] ^ 1])
    return Bent([replace(row, message=message), *rows_from(number + 1)], number, Bend.SIGNATURE)


def garbled(number: int) -> Bent:
    row = made().rows[number - 1]
    return Bent([replace(row, message=row.message[:40]), *rows_from(number + 1)], number, Bend.MALFORMED)


def deleted(number: int) -> Bent:
    if number == COUNT:
        return Bent([], number, Bend.TRUNCATED, (made().head(COUNT),))
    return Bent(rows_from(number + 1), number, Bend.MISSING)


def deleted_and_renumbered(number: int) -> Bent:
    if number == COUNT:
        return Bent(moved(rows_from(1), number), number, Bend.MISPLACED)
    return Bent(moved(rows_from(number + 1), number), number, Bend.MISPLACED)


def swapped(number: int) -> Bent:
    other = number + 1 if number < COUNT else 1
    return Bent(moved([made().rows[other - 1], made().rows[number - 1]], number), number, Bend.MISPLACED)


def repeated(number: int) -> Bent:
    row = made().rows[number - 1]
    return Bent(moved([row, row, *rows_from(number + 1)], number), number + 1, Bend.MISPLACED)


def truncated(number: int) -> Bent:
    return Bent([], number, Bend.TRUNCATED, (made().head(COUNT),))


def forgery_appended(number: int) -> Bent:
    thief = keys("thief")
    forged = made().states[number].next(entry(number + 1), bytes(32))
    row = Row(number=number + 1, message=sign_record(forged, thief))
    return Bent([made().rows[number - 1], row], number + 1, Bend.SIGNATURE)


def taken_from_another_journal(number: int) -> Bent:
    row = journal_of(COUNT, journal=OTHER).rows[number - 1]
    return Bent([row, *rows_from(number + 1)], number, Bend.CHAIN)


def clock_hidden(number: int) -> Bent:
    """By the terminal's own key: a record dated yesterday that denies the times before it."""
    what = made().records[number - 1]
    backdated = replace(what.entry, at=what.entry.at - timedelta(days=1))
    hidden = replace(what, entry=backdated, floor=backdated.at - timedelta(minutes=1))
    row = Row(number=number, message=sign_record(hidden, made().terminal))
    return Bent([row, *rows_from(number + 1)], number, Bend.CLOCK)


def rewritten_with_the_key(number: int) -> Bent:
    what = made().records[number - 1]
    row = Row(
        number=number,
        message=sign_record(replace(what, entry=replace(what.entry, outcome="PASSED", reasons=())), made().terminal),
    )
    heads = (made().head(number - 1), made().head(number))
    return Bent([row, *rows_from(number + 1)], number, Bend.HEAD_DIFFERS, heads)


def old_copy_restored_and_continued(number: int) -> Bent:
    """A copy from before `number` is put back, and the terminal goes on with it as if nothing had been."""
    rows, chain = [], made().states[number - 1]
    for place in range(number, number + 3):
        record = chain.next(replace(entry(place), at=NOW - timedelta(hours=1)), bytes(32))
        message = sign_record(record, made().terminal)
        rows.append(Row(number=place, message=message))
        chain = chain.after(record, message)
    later = min(number + 2, COUNT)
    return Bent(rows, number, Bend.HEAD_DIFFERS, (made().head(number - 1), made().head(later)))


KINDS: dict[str, Callable[[int], Bent]] = {
    function.__name__: function
    for function in (
        edited,
        signature_changed,
        garbled,
        deleted,
        deleted_and_renumbered,
        swapped,
        repeated,
        truncated,
        forgery_appended,
        taken_from_another_journal,
        clock_hidden,
        rewritten_with_the_key,
        old_copy_restored_and_continued,
    )
}


def found_from(start: Chain, bent: Bent) -> tuple[int, Bend] | None:
    """Go on from a state that was verified before, as an auditor may who was here yesterday."""
    found = Examination(vouched=max((head.number for head in bent.heads if head.number < bent.number), default=0))
    for _ in walk(start, bent.tail, made().means(*bent.heads), found):
        pass
    return said(found.broken)


def said(broken: BentError | None) -> tuple[int, Bend] | None:
    return None if broken is None else (broken.number, broken.bend)


def test_the_journal_that_is_bent_holds_before() -> None:
    found = Examination()
    heads = tuple(made().head(number, entry(number).at) for number in (0, 500, COUNT))
    records = list(walk(made().states[0], made().rows, made().means(*heads), found))
    assert len(records) == found.sound == COUNT
    assert found.broken is None
    assert not found.doubts
    assert (found.heads_met, found.vouched) == (3, COUNT)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_named_with_its_number_on_each_record(kind: str) -> None:
    wrong = []
    for number in NUMBERS:
        bent = KINDS[kind](number)
        named = found_from(made().states[number - 1], bent)
        if named != (bent.number, bent.bend):
            wrong.append((number, named))
    assert wrong == []


def answered() -> Made:
    """A journal of three checks with all that an officer stated and answered; the last record amends the first."""
    made = Made()
    stated = replace(entry(1), circumstances=("motorway=yes",), portrait=PortraitAnswer.MATCHES)
    for what in (stated, replace(stated, at=entry(2).at), replace(stated, amends=1, at=entry(3).at)):
        made.add(what)
    return made


EDITS = {
    "circumstance": (b"lmotorway=yes", b"lmotorway=not"),
    "circumstance left out": (b"\x81lmotorway=yes", b"\x80"),
    "answer": (b"gmatches", b"gdiffers"),
    "answer taken back": (b"gmatches", b"\xf6"),
    "amendment": (b"gmatches\x01", b"gmatches\x02"),
    "amendment made a check of its own": (b"gmatches\x01", b"gmatches\xf6"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_the_officer_stated_and_answered_cannot_be_edited(tmp_path: Path, edit: str) -> None:
    made, (before, after) = answered(), EDITS[edit]
    (number, message) = next((row.number, row.message) for row in made.rows if before in row.message)
    rows = [
        replace(row, message=payload_edited(message, before, after)) if row.number == number else row
        for row in made.rows
    ]
    found = examine(write(tmp_path / "journal.sqlite", made.identity, rows), made.means())
    assert said(found.broken) == (number, Bend.SIGNATURE)


@pytest.mark.parametrize("change", [{"circumstances": ()}, {"portrait": PortraitAnswer.DIFFERS}, {"amends": None}])
def test_whoever_has_the_key_and_rewrites_them_is_named_by_a_head(tmp_path: Path, change: dict[str, Any]) -> None:
    made = answered()
    last = made.records[2]
    forged = sign_record(replace(last, entry=replace(last.entry, **change)), made.terminal)
    rows = [*made.rows[:2], replace(made.rows[2], message=forged)]
    path = write(tmp_path / "journal.sqlite", made.identity, rows)
    assert examine(path, made.means()).broken is None
    assert said(examine(path, made.means(made.head(2), made.head(3))).broken) == (3, Bend.HEAD_DIFFERS)


def payload_edited(message: bytes, before: bytes, after: bytes) -> bytes:
    """Edit what is signed, and its length, and leave the signature as it is."""
    signed = Sign1.decode(message)
    payload = signed.unverified_payload.replace(before, after)
    assert payload != signed.unverified_payload
    return cbor.encode(CBORTag(18, [signed.protected_bytes, {}, payload, signed.signature]))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_named_in_a_file_that_is_read_from_its_beginning(tmp_path: Path, kind: str) -> None:
    for number in ON_DISK:
        bent = KINDS[kind](number)
        rows = [*made().rows[: number - 1], *bent.tail]
        path = write(tmp_path / "journal.sqlite", made().identity, rows)
        found = examine(path, made().means(*bent.heads))
        assert said(found.broken) == (bent.number, bent.bend), number
        assert found.sound == bent.number - 1, number
