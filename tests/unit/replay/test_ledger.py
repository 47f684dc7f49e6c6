"""The ledger: a replay that is cut off at any byte goes on where it was, and never into what is not its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from verifier.replay.case import CaseError
from verifier.replay.ledger import ENDING, Ledger

LINES = [b"one\n", b"two\ntwo\n", b"three\n"]
COUNTS = [1, 2, 1]


def write(path: Path, fingerprint: str = "f") -> None:
    """Write what is left to write, as a replay does."""
    with Ledger(path, fingerprint) as ledger:
        done = 0
        for lines, count in zip(LINES, COUNTS, strict=True):
            if done >= ledger.cases:
                ledger.add(lines, count)
            done += count
        ledger.finish()


def half(path: Path) -> tuple[bytes, bytes]:
    """Write two batches and break off."""
    with Ledger(path, "f") as ledger:
        for lines, count in list(zip(LINES, COUNTS, strict=True))[:2]:
            ledger.add(lines, count)
    return path.read_bytes(), notes(path).read_bytes()


def notes(path: Path) -> Path:
    return path.with_name(path.name + ENDING)


def test_results_are_whole_and_the_ledger_goes(tmp_path: Path) -> None:
    write(tmp_path / "r.jsonl")
    assert (tmp_path / "r.jsonl").read_bytes() == b"".join(LINES)
    assert [path.name for path in tmp_path.iterdir()] == ["r.jsonl"]


def test_cut_off_at_every_byte_of_the_ledger_each_case_is_there_once(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    results, ledger = half(path)
    for cut in range(len(ledger) + 1):
        path.write_bytes(results + b"a torn li")
        notes(path).write_bytes(ledger[:cut])
        write(path)
        assert path.read_bytes() == b"".join(LINES)
        path.unlink()


def test_results_shorter_than_the_ledger_are_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    results, ledger = half(path)
    path.write_bytes(results[:-1])
    with pytest.raises(CaseError):
        write(path)
    assert (path.read_bytes(), notes(path).read_bytes()) == (results[:-1], ledger)


def test_results_of_something_else_are_not_continued(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    before = half(path)
    with pytest.raises(CaseError):
        write(path, "another")
    assert (path.read_bytes(), notes(path).read_bytes()) == before


def test_results_that_are_complete_are_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    write(path)
    with pytest.raises(CaseError):
        write(path)
    assert path.read_bytes() == b"".join(LINES)


def test_two_replays_into_one_file_are_one_too_many(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    half(path)
    with Ledger(path, "f"), pytest.raises(CaseError):
        Ledger(path, "f").__enter__()


def test_a_disk_that_takes_nothing_is_said(tmp_path: Path) -> None:
    with pytest.raises(CaseError):
        Ledger(tmp_path / "absent" / "r.jsonl", "f").__enter__()
    if Path("/dev/full").exists():
        (tmp_path / "full.jsonl").symlink_to("/dev/full")
        with pytest.raises(CaseError):
            write(tmp_path / "full.jsonl")
