"""Results in files, and what changed between two of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from verifier.replay.case import CaseError
from verifier.replay.comparison import ABSENT, EXAMPLES, Change, compare
from verifier.replay.result import Result
from verifier.replay.stored import GROUP, read_results, write_parquet

FULL = Result(
    id="a",
    kind="png",
    form="presentation",
    verdict="FAILED",
    verdict_class="FAIL_STATUS",
    reasons=("EXPIRED", "SUSPENDED"),
    signer="0011223344556677",
    snapshot="0123456789abcdef",
    at="2026-12-01T13:00:00Z",
    list_age=28800,
    digest="ab",
    expected="PASSED",
    expected_reasons=("PROBATIONARY",),
    differs=("x", "y"),
    problem="p",
    opinion="o",
)
PASSED = Result(id="b", verdict="PASSED", digest="1")


def test_a_result_is_read_as_it_is_written(tmp_path: Path) -> None:
    lines = tmp_path / "r.jsonl"
    lines.write_bytes(FULL.line() + PASSED.line())
    assert list(read_results(lines)) == [FULL, PASSED]
    write_parquet(read_results(lines), tmp_path / "r.parquet")
    assert list(read_results(tmp_path / "r.parquet")) == [FULL, PASSED]
    assert {path.name for path in tmp_path.iterdir()} == {"r.jsonl", "r.parquet"}


def test_more_results_than_one_group_of_rows(tmp_path: Path) -> None:
    many = [PASSED._replace(id=str(number)) for number in range(GROUP + 3)]
    write_parquet(iter(many), tmp_path / "r.parquet")
    assert list(read_results(tmp_path / "r.parquet")) == many


@pytest.mark.parametrize("name", ["r.jsonl", "r.parquet"])
@pytest.mark.parametrize("content", [b"x", b"{}\n", b"[1]\n", b'{"id":1,"y":2}\n', b"\xff\n", b"PAR1"])
def test_files_that_hold_no_results_are_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CaseError):
        list(read_results(tmp_path / name))
    with pytest.raises(CaseError):
        list(read_results(tmp_path / "absent"))


def test_changes_are_grouped_by_what_was_said_and_named() -> None:
    before = [PASSED._replace(id=str(number)) for number in range(40)]
    after = [each._replace(verdict="FAILED", reasons=("EXPIRED",), digest="2") for each in before[:30]] + before[30:]
    compared = compare(before, reversed(after))
    change = Change("PASSED", "FAILED EXPIRED")
    assert (compared.same, compared.total, dict(compared.changes)) == (10, 30, {change: 30})
    assert len(compared.examples[change]) == EXAMPLES


def test_a_change_of_one_bit_is_a_change() -> None:
    compared = compare([PASSED], [PASSED._replace(digest="2")])
    assert (compared.same, compared.total) == (0, 1)


def test_cases_that_only_one_of_two_has_are_said() -> None:
    compared = compare([PASSED, FULL], [PASSED, PASSED._replace(id="c")])
    assert compared.same == 1
    assert {(each.before == ABSENT, each.after == ABSENT) for each in compared.changes} == {
        (True, False),
        (False, True),
    }


def test_cases_of_one_name_are_compared_in_their_order() -> None:
    other = PASSED._replace(verdict="FAILED")
    assert compare([PASSED, other], [PASSED, other]).total == 0
    assert compare([PASSED, other], [other, PASSED]).total == 2
