"""The four characters: asked for when the clocks disagree, by key, or always; answered by the next code alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from credential.reason import Reason
from tests.ui.drivers_for_tests import verdict, words_on
from tests.ui.officer_for_tests import CHARACTERS, FIRST, SECOND, Officer
from verifier.terminal import call_words
from verifier.terminal.big_letters import can_set
from verifier.terminal.screens.scan import ScanScreen
from verifier.terminal.spoken import ALPHABET, LENGTH, Asking, four_characters
from verifier.terminal.widgets.characters import Characters

ANSWER = "PDC1:ANSWER00"
WRONG = "PDC1:WRONG000"


def run(
    monkeypatch: pytest.MonkeyPatch, asking: Asking, shift: Callable[[Officer, Pilot[None]], Awaitable[None]]
) -> None:
    officer = Officer(monkeypatch, asking=asking)
    officer.table |= {ANSWER: verdict(), WRONG: verdict()}
    officer.signed |= {ANSWER: CHARACTERS, WRONG: "AAAA"}
    officer.run(shift)


def asks(officer: Officer) -> bool:
    return bool(officer.app.screen.query(Characters))


def test_characters_are_unlike_each_other_to_eye_and_ear_and_can_be_set_large() -> None:
    assert not set(ALPHABET) & set("O0I1S5Z2B8G6QW")
    assert can_set(ALPHABET)
    drawn = four_characters()
    assert len(drawn) == LENGTH
    assert set(drawn) <= set(ALPHABET)
    assert len({four_characters() for _ in range(50)}) > 40


def test_terminal_asks_by_itself_when_the_clocks_disagree(monkeypatch: pytest.MonkeyPatch) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        officer.table[FIRST] = verdict(Reason.PRESENTATION_STALE)
        await officer.camera(pilot, FIRST)
        assert asks(officer)
        assert " ".join(CHARACTERS) in words_on(officer.app)
        await officer.camera(pilot, ANSWER)
        assert officer.verdict is officer.table[ANSWER]
        assert call_words.CHARACTERS_ANSWERED.fr in words_on(officer.app)
        assert not asks(officer)

    run(monkeypatch, Asking.CLOCKS, shift)


def test_it_asks_nothing_where_the_clocks_agree_or_the_setting_says_never(monkeypatch: pytest.MonkeyPatch) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, SECOND)
        assert not asks(officer)

    async def never(officer: Officer, pilot: Pilot[None]) -> None:
        officer.table[FIRST] = verdict(Reason.PRESENTATION_STALE)
        await officer.camera(pilot, FIRST)
        assert not asks(officer)

    run(monkeypatch, Asking.CLOCKS, shift)
    run(monkeypatch, Asking.NEVER, never)


def test_officer_may_always_ask_and_the_answer_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, FIRST)
        await pilot.press("c")
        assert asks(officer)
        await officer.camera(pilot, FIRST)  # the driver still types: the code does not sign them yet
        assert asks(officer)
        await officer.camera(pilot, ANSWER)
        await officer.camera(pilot, FIRST)  # an older code does not undo the answer
        await pilot.press("n")
        (record,) = officer.journal.records
        assert record.judged.nonce == CHARACTERS
        assert record.judged.texts == (ANSWER,)

    run(monkeypatch, Asking.NEVER, shift)


def test_other_characters_are_said_and_never_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, FIRST)
        await pilot.press("c")
        await officer.camera(pilot, WRONG)
        assert call_words.MISTYPED.fr in words_on(officer.app)
        assert asks(officer)
        assert officer.verdict is officer.table[FIRST]

    run(monkeypatch, Asking.NEVER, shift)


def test_a_code_that_answers_nobody_is_refused_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, WRONG)
        assert officer.verdict.reasons == (Reason.NONCE_MISMATCH,)

    run(monkeypatch, Asking.CLOCKS, shift)


def test_always_shows_nothing_of_a_phone_before_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        assert asks(officer)
        await officer.camera(pilot, FIRST)
        assert isinstance(officer.app.screen, ScanScreen)
        await officer.camera(pilot, WRONG)
        assert isinstance(officer.app.screen, ScanScreen)
        await officer.camera(pilot, ANSWER)
        assert officer.verdict is officer.table[ANSWER]
        await pilot.press("n")
        assert asks(officer)

    run(monkeypatch, Asking.ALWAYS, shift)


def test_the_next_driver_gets_other_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        drawn = iter(("AAAA", "CCCC"))
        officer.app.shift._draw = lambda: next(drawn)
        await officer.camera(pilot, FIRST)
        await pilot.press("c", "n")
        await officer.camera(pilot, SECOND)
        assert not asks(officer)
        await pilot.press("c")
        assert "C C C C" in words_on(officer.app)

    run(monkeypatch, Asking.NEVER, shift)
