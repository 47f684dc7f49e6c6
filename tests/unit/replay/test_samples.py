"""Sample files: their headers are read strictly, and a difference from what they expect is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from credential.reason import Outcome, Reason
from tests.unit.trust_store.plain_for_tests import write_plain
from tests.world import World
from trust_store.archive import unpack
from trust_store.store import assemble
from verifier.entitlement.vehicle import Vehicle
from verifier.replay.case import Case, CaseError, Expectation
from verifier.replay.catalogue import Unreadable, items_of, trust_folder
from verifier.replay.judge import differences, digest, judge
from verifier.replay.remembered import Remembered
from verifier.replay.samples import parse_sample
from verifier.replay.shelf import FolderShelf
from verifier.replay.snapshots import Snapshots
from verifier.scan import PastPresentation
from verifier.verdict import unread

HEADER = """expect: FAILED EXPIRED SUSPENDED
now: 2026-12-01T14:00:00+01:00
trust: blocked
vehicle: B
nonce: K7QF
earlier: 1796130000@6.5 1796130002@4.5
comment: what it is
"""
PASSES = "expect: PASSED\nnow: 2026-12-01T13:00:00Z\n"


def test_a_sample_is_read_as_it_is_written() -> None:
    sample = parse_sample((HEADER + "\nPDC1:A B\nPDD1:C\n").encode())
    assert sample.expectation == Expectation(outcome=Outcome.FAILED, reasons=(Reason.EXPIRED, Reason.SUSPENDED))
    assert sample.now == datetime(2026, 12, 1, 13, tzinfo=UTC)
    assert (sample.trust, sample.vehicle, sample.nonce) == ("blocked", Vehicle(category="B"), "K7QF")
    assert sample.earlier == (
        PastPresentation(iat=1796130000, seconds_ago=6.5),
        PastPresentation(iat=1796130002, seconds_ago=4.5),
    )
    assert sample.texts == ("PDC1:A B", "PDD1:C")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now: 2026-12-01T13:00:00Z\n\nX",
        "expect: PASSED\n\nX",
        "expect: GENUINE\nnow: 2026-12-01T13:00:00Z\n\nX",
        "expect: FAILED NO_SUCH_REASON\nnow: 2026-12-01T13:00:00Z\n\nX",
        "expect: PASSED\nnow: yesterday\n\nX",
        "expect: PASSED\nnow: 2026-12-01T13:00:00\n\nX",
        "expect: PASSED\nexpect: FAILED\nnow: 2026-12-01T13:00:00Z\n\nX",
        "expect: PASSED\nnow: 2026-12-01T13:00:00Z\nsize: 3\n\nX",
        "expect: PASSED\nnow: 2026-12-01T13:00:00Z\nvehicle: Z\n\nX",
        "expect: PASSED\nnow: 2026-12-01T13:00:00Z\nearlier: now\n\nX",
        "PDC1:ABC",
        "x" * 70_000,
    ],
)
def test_a_header_that_is_not_well_formed_is_refused(text: str) -> None:
    with pytest.raises(CaseError):
        parse_sample(text.encode())


def test_a_sample_that_is_no_text_is_refused() -> None:
    with pytest.raises(CaseError):
        parse_sample(b"\xff\xfe")


def case(**changes: object) -> Case:
    expected = Expectation(outcome=Outcome.FAILED, reasons=(Reason.EXPIRED,))
    now = datetime(2026, 12, 1, 13, tzinfo=UTC)
    return replace(Case(id="a", now=now, trust="x", texts=("X",), expectation=expected), **changes)  # type: ignore[arg-type] # fields of a case


def test_a_difference_in_outcome_or_in_reasons_is_found() -> None:
    assert list(differences(case(), unread(Reason.EXPIRED), "d")) == []
    assert len(list(differences(case(), unread(Reason.REVOKED), "d"))) == 1
    assert len(list(differences(case(), unread(Reason.NO_CODE), "d"))) == 2
    assert list(differences(case(expectation=None), unread(Reason.NO_CODE), "d")) == []


def test_a_difference_in_one_bit_is_found_where_the_case_states_a_digest() -> None:
    expected = Expectation(outcome=Outcome.FAILED, reasons=(Reason.EXPIRED,), digest="d")
    assert list(differences(case(expectation=expected), unread(Reason.EXPIRED), "d")) == []
    assert len(list(differences(case(expectation=expected), unread(Reason.EXPIRED), "e"))) == 1


def test_the_digest_says_every_detail_and_every_claim(world: World) -> None:
    work = Remembered()
    first, other = (judge(case(texts=(world.code(at=at),)), world.trust, work) for at in moments())
    details = unread(Reason.EXPIRED, "exp 1"), unread(Reason.EXPIRED, "exp 2")
    assert digest((details[0],), work) != digest((details[1],), work)
    assert digest(first, work) == digest(other, Remembered())
    renamed = world.changed_code(lambda claims: replace(claims, given_name="Autre"), at=moments()[0])
    another = judge(case(texts=(renamed,)), world.trust, work)
    assert another[0].reasons == first[0].reasons
    assert digest(another, work) != digest(first, work)


def moments() -> tuple[datetime, datetime]:
    return datetime(2026, 12, 1, 12, 59, 56, tzinfo=UTC), datetime(2026, 12, 1, 12, 59, 58, tzinfo=UTC)


def test_a_sample_replays_to_the_verdict_of_its_own_moment(world: World, tmp_path: Path) -> None:
    write_plain(world.publication, tmp_path / "trust" / "main")
    (tmp_path / "scans").mkdir()
    text = f"{PASSES}\n{world.code()}\n{world.companion()}\n"
    (tmp_path / "scans" / "a.sample").write_text(text, encoding="utf-8")
    snapshots = Snapshots()
    (item,) = items_of(FolderShelf(tmp_path), snapshots)
    assert not isinstance(item, Unreadable)
    sample = item.case()
    trust = assemble(unpack(sample.trust, snapshots.packed(sample.trust) or b""))
    assert trust.snapshot_id == world.trust.snapshot_id == sample.trust
    work = Remembered()
    (first,) = judge(sample, trust, work)
    assert first.outcome is Outcome.PASSED
    assert list(differences(sample, first, digest((first,), work))) == []
    assert judge(sample, trust, Remembered()) == (first,)
    late = replace(sample, now=datetime(2026, 12, 1, 14, tzinfo=UTC))
    assert judge(late, trust, work)[0].reasons == (Reason.PRESENTATION_STALE,)


def test_a_sample_without_its_picture_or_trust_data_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "a.sample").write_text(f"{PASSES}trust: nowhere\n\nX", encoding="utf-8")
    (tmp_path / "b.png.expect").write_text(f"{PASSES}trust: none\n", encoding="utf-8")
    (tmp_path / "c.sample").write_text(f"{PASSES}trust: none\n\nX", encoding="utf-8")
    (tmp_path / "d.sample").write_text(f"{PASSES}trust: none\n", encoding="utf-8")
    found = list(items_of(FolderShelf(tmp_path), Snapshots()))
    assert [(item.id, isinstance(item, Unreadable)) for item in found] == [
        ("a.sample", True),
        ("b.png.expect", True),
        ("c.sample", False),
        ("d.sample", True),
    ]


def test_trust_data_lie_beside_the_scans_or_at_the_top() -> None:
    assert trust_folder("scans/a.sample") == "trust/"
    assert trust_folder("one/two/scans/a.sample") == "one/two/trust/"
    assert trust_folder("a.sample") == trust_folder("myscans/a.sample") == "trust/"


def test_the_clock_floor_of_the_terminal_counts(world: World) -> None:
    trust, work = world.trust, Remembered()
    scan = case(texts=(world.code(),), expectation=None)
    assert judge(scan, trust, work)[0].outcome is Outcome.PASSED
    floored = replace(scan, floor=datetime(2026, 12, 1, 13, 5, tzinfo=UTC))
    assert Reason.CLOCK_BEHIND in judge(floored, trust, work)[0].reasons
