"""How a check ends: the officer's answer, the record, evidence, and what a journal that fails does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from credential.forms import Form
from tests.ui.drivers_for_tests import Clocks, terminal, verdict, with_portrait, words_on
from tests.ui.officer_for_tests import FACE, FIRST, FORGED, SECOND, Officer
from verifier.journal.answer import PortraitAnswer
from verifier.terminal import app as app_module
from verifier.terminal import call_words
from verifier.terminal.screens.scan import ScanScreen
from verifier.terminal.screens.verdict import CLEARS_AFTER, RECORDED_BEFORE, VerdictScreen
from verifier.terminal.spoken import Asking

PAPER = "PDC1:PAPER000"


@pytest.fixture
def officer(monkeypatch: pytest.MonkeyPatch) -> Officer:
    officer = Officer(monkeypatch)
    officer.table[PAPER] = replace(verdict(claims=with_portrait(FACE)), form=Form.ATTESTATION)
    return officer


def is_showing(officer: Officer) -> bool:
    return isinstance(officer.app.screen, VerdictScreen)


def answers(officer: Officer) -> list[PortraitAnswer]:
    return [record.answer for record in officer.journal.records]


def test_paper_is_not_closed_before_the_officer_answered(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, PAPER)
        assert call_words.IS_IT_THE_DRIVER.fr in words_on(officer.app)
        await pilot.press("n", "n")
        assert is_showing(officer)
        assert officer.journal.records == []
        await pilot.press("o", "n")
        assert not is_showing(officer)
        assert answers(officer) == [PortraitAnswer.MATCHES]

    officer.run(shift)


def test_a_face_that_differs_is_said_large_and_recorded(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, PAPER)
        await pilot.press("x")
        assert call_words.FACE_DIFFERS.fr in words_on(officer.app)
        await pilot.press("n")
        assert answers(officer) == [PortraitAnswer.DIFFERS]

    officer.run(shift)


def test_the_answer_can_be_touched(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, PAPER)
        await pilot.click("FaceQuestion KeyButton")
        await pilot.pause()
        await pilot.press("n")
        assert answers(officer) == [PortraitAnswer.MATCHES]

    officer.run(shift)


def test_a_phone_needs_no_answer_but_takes_one(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, FIRST)
        await pilot.press("n")
        await officer.camera(pilot, SECOND)
        await pilot.press("x", "n")
        assert answers(officer) == [PortraitAnswer.NOT_GIVEN, PortraitAnswer.DIFFERS]

    officer.run(shift)


def test_nothing_is_asked_of_paper_that_is_not_believed(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        officer.table[PAPER] = replace(officer.table["PDC1:FORGED00"], form=Form.ATTESTATION)
        await officer.camera(pilot, PAPER)
        await pilot.press("o", "n")
        assert not is_showing(officer)
        assert answers(officer) == [PortraitAnswer.NOT_GIVEN]

    officer.run(shift)


def test_an_unattended_check_is_recorded_before_it_clears(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, PAPER)
        await officer.wait(CLEARS_AFTER - RECORDED_BEFORE - 0.5)
        assert officer.journal.records == []
        await officer.wait(0.5)
        assert answers(officer) == [PortraitAnswer.NOT_GIVEN]
        assert is_showing(officer)
        await officer.wait(RECORDED_BEFORE)
        assert isinstance(officer.app.screen, ScanScreen)
        assert len(officer.journal.records) == 1

    officer.run(shift)


def test_leaving_records_the_open_check(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, PAPER)
        await pilot.press("q")

    officer.run(shift)
    assert answers(officer) == [PortraitAnswer.NOT_GIVEN]


def test_a_check_that_cannot_be_recorded_stays_and_says_so_and_goes_on_after_a_second_press(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        officer.journal.is_full = True
        await officer.camera(pilot, FIRST)
        await pilot.press("n")
        assert is_showing(officer)
        assert call_words.NOT_RECORDED.fr in words_on(officer.app)
        await pilot.press("n")
        assert not is_showing(officer)
        await officer.camera(pilot, SECOND)
        assert officer.verdict is officer.table[SECOND]

    officer.run(shift)


def test_failure_of_the_journal_is_told_also_when_nobody_presses(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        officer.journal.is_full = True
        await officer.camera(pilot, FIRST)
        await officer.wait(CLEARS_AFTER - RECORDED_BEFORE)
        assert is_showing(officer)
        assert call_words.NOT_RECORDED.fr in words_on(officer.app)

    officer.run(shift)


@pytest.mark.parametrize("asking", [Asking.CLOCKS, Asking.ALWAYS])
def test_checks_stop_where_the_setting_says_so(monkeypatch: pytest.MonkeyPatch, asking: Asking) -> None:
    monkeypatch.setattr(app_module, "TICK_SECONDS", 3600.0)  # it is said at once, and not when a second has passed

    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        officer.journal.is_full = True
        await officer.camera(pilot, FORGED)
        await pilot.press("n", "n")
        assert call_words.STOPPED.fr in words_on(officer.app)
        await officer.camera(pilot, SECOND)
        assert officer.app.shown is None

    Officer(monkeypatch, needs_journal=True, asking=asking).run(shift)


def test_evidence_is_filed_once_and_only_when_asked_for(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, FIRST)
        assert officer.journal.filed == []
        await pilot.press("f", "f")
        (filed,) = officer.journal.filed
        assert filed.judged.texts == (FIRST,)
        assert "✔ Classé comme preuve." in words_on(officer.app)

    officer.run(shift)


def test_evidence_that_cannot_be_filed_is_said_and_can_be_tried_again(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        officer.journal.is_full = True
        await officer.camera(pilot, FIRST)
        await pilot.press("f")
        assert "✖ NON CLASSÉ : écriture impossible." in words_on(officer.app)
        officer.journal.is_full = False
        await pilot.press("f")
        assert len(officer.journal.filed) == 1

    officer.run(shift)


def test_terminal_without_a_journal_says_so_and_works() -> None:
    import asyncio

    async def work() -> None:
        app = terminal(Clocks())
        async with app.run_test():
            assert call_words.NO_JOURNAL.fr in words_on(app)

    asyncio.run(work())
