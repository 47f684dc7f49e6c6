"""Samples: their headers are read strictly, and a difference from what they expect is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from credential.reason import Outcome, Reason
from tests.unit.trust_store.plain_for_tests import write_plain
from tests.world import World
from verifier.entitlement.vehicle import Vehicle
from verifier.replay import Expectation, SampleError, differences, find_samples, load_sample, replay
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


def sample_file(folder: Path, text: str, name: str = "a.sample") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sample_is_read_as_it_is_written(tmp_path: Path) -> None:
    sample = load_sample(sample_file(tmp_path, HEADER + "\nPDC1:A B\nPDD1:C\n"))
    assert sample.expectation == Expectation(outcome=Outcome.FAILED, reasons=(Reason.EXPIRED, Reason.SUSPENDED))
    assert sample.now == datetime(2026, 12, 1, 13, tzinfo=UTC)
    assert (sample.trust, sample.vehicle, sample.nonce) == ("blocked", Vehicle(category="B"), "K7QF")
    assert sample.earlier == (
        PastPresentation(iat=1796130000, seconds_ago=6.5),
        PastPresentation(iat=1796130002, seconds_ago=4.5),
    )
    assert sample.texts == ("PDC1:A B", "PDD1:C")


def test_the_header_of_a_picture_stands_beside_it(tmp_path: Path) -> None:
    sample = load_sample(sample_file(tmp_path, "expect: PASSED\nnow: 2026-12-01T13:00:00Z\n", "a.png.expect"))
    assert sample.scan == tmp_path / "a.png"
    assert (sample.trust, sample.texts, sample.earlier, sample.expectation.reasons) == ("main", (), (), ())


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
    ],
)
def test_a_header_that_is_not_well_formed_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SampleError):
        load_sample(sample_file(tmp_path, text))


def test_a_sample_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.sample").write_bytes(b"\xff\xfe")
    for path in (tmp_path / "b.sample", tmp_path / "absent.sample", tmp_path):
        with pytest.raises(SampleError):
            load_sample(path)


def test_samples_are_found_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.sample", "a.png.expect", "a.png", "README.md"):
        sample_file(tmp_path, "x", name)
    assert [path.name for path in find_samples(tmp_path)] == ["a.png.expect", "b.sample"]
    assert find_samples(tmp_path / "b.sample") == (tmp_path / "b.sample",)


def test_a_difference_in_outcome_or_in_reasons_is_found(tmp_path: Path) -> None:
    sample = load_sample(sample_file(tmp_path, "expect: FAILED EXPIRED\nnow: 2026-12-01T13:00:00Z\n\nX"))
    assert list(differences(sample, unread(Reason.EXPIRED))) == []
    assert len(list(differences(sample, unread(Reason.REVOKED)))) == 1
    assert len(list(differences(sample, unread(Reason.NO_CODE)))) == 2


def test_a_sample_replays_to_the_verdict_of_its_own_moment(world: World, tmp_path: Path) -> None:
    write_plain(world.publication, tmp_path / "trust" / "main")
    text = f"expect: PASSED\nnow: 2026-12-01T13:00:00Z\n\n{world.code()}\n{world.companion()}\n"
    sample = load_sample(sample_file(tmp_path, text))
    first = replay(sample, tmp_path / "trust")
    assert list(differences(sample, first)) == []
    assert first == replay(sample, tmp_path / "trust")
    late = replace(sample, now=datetime(2026, 12, 1, 14, tzinfo=UTC))
    assert replay(late, tmp_path / "trust").reasons == (Reason.PRESENTATION_STALE,)


def test_trust_data_that_are_not_there_are_the_samples_fault(world: World, tmp_path: Path) -> None:
    text = f"expect: PASSED\nnow: 2026-12-01T13:00:00Z\ntrust: nowhere\n\n{world.code()}\n"
    with pytest.raises(SampleError):
        replay(load_sample(sample_file(tmp_path, text)), tmp_path / "trust")
