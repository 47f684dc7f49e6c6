"""The auditor's first hour is run as it is written down."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.e2e.console import ROOT, Shown, run, shown_on

PAGE = ROOT / "docs" / "auditor.md"


def test_the_auditors_first_hour_goes_as_it_is_written(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    commands = list(shown_on(PAGE))
    assert len(commands) >= 18
    for shown in commands:
        status, output = run(shown, tmp_path)
        assert status == shown.status, (shown.command, output)
        assert re.fullmatch(shown.pattern, output), (shown.command, output)
        assert "Traceback" not in output


@pytest.mark.parametrize(
    ("lines", "output", "matches"),
    [
        (["one"], "one\n", True),
        (["one"], "two\n", False),
        (["one"], "one\ntwo\n", False),
        ([], "one\n", False),
        (["…"], "", True),
        (["…", "two"], "one\n1\ntwo\n", True),
        (["key …."], "key abc.\n", True),
        (["key …."], "key abc\n", False),
    ],
)
def test_a_page_that_shows_something_else_is_found_out(lines: list[str], output: str, matches: bool) -> None:
    assert (re.fullmatch(Shown("", lines).pattern, output) is not None) is matches
