"""Nothing about a driver outlives the press of "next driver", and a crash tells nothing about him."""

from __future__ import annotations

import asyncio
import gc
from dataclasses import replace

import pytest

from credential.language import Language
from tests.ui.drivers_for_tests import CLAIMS, Clocks, terminal, verdict
from verifier.capture.reading import Reading
from verifier.terminal.crash import crash_line
from verifier.terminal.lookout import CodesRead
from verifier.verdict import Verdict

_PIECES = ("ZWETSCHGE", "-", "SPECIMEN")


def secret_name() -> str:
    """Put the name together anew each time, so that no constant of this module is found instead."""
    return "".join(_PIECES)


def holders_of(needle: str) -> list[str]:
    """Find every object in memory, but frames, that directly holds a text with `needle` in it."""
    gc.collect()
    found = []
    for holder in gc.get_objects():
        if type(holder).__name__ in ("frame", "coroutine"):
            continue
        for each in gc.get_referents(holder):
            if isinstance(each, str) and needle in each:
                found.append(f"{type(holder).__name__}: {str(holder)[:200]}")
    return found


def test_next_driver_leaves_no_name_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(*_: object, **__: object) -> Verdict:
        return verdict(claims=replace(CLAIMS, family_name=secret_name()))

    async def work() -> tuple[int, list[str]]:
        app = terminal(Clocks())
        async with app.run_test(size=(80, 40)) as pilot:
            app.post_message(CodesRead(Reading(texts=("PDC1:SPECIMEN",)), 0.0))
            await pilot.pause()
            await pilot.press("d", "d", "l", "t")
            await pilot.resize_terminal(45, 30)
            await pilot.pause()
            during = len(holders_of(secret_name()))
            await pilot.press("n")
            await pilot.pause(0.3)
            return during, holders_of(secret_name())

    monkeypatch.setattr("verifier.session.check", check)
    during, after = asyncio.run(work())
    assert during > 0
    assert after == []


def test_crash_line_names_the_place_and_not_the_driver() -> None:
    def fail() -> None:
        family_name = secret_name()
        raise ValueError(family_name)

    try:
        fail()
    except ValueError as error:
        line = crash_line(error, Language.FR)
    assert "ValueError" in line
    assert "test_forgetting.py:" in line
    assert secret_name() not in line
    assert "\n" not in line


def test_crash_of_the_application_prints_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    async def crash() -> None:
        app = terminal(Clocks())

        def fail() -> None:
            family_name = secret_name()
            raise RuntimeError(family_name)

        with pytest.raises(RuntimeError):
            async with app.run_test() as pilot:
                app.call_later(fail)
                await pilot.pause()
        app._print_error_renderables()

    asyncio.run(crash())
    output = "".join(capsys.readouterr())
    assert "RuntimeError" in output
    assert secret_name() not in output
    assert len(output.strip().splitlines()) <= 2
