"""Circumstances that a verdict asks for: answered in its own list, judged at once, and shown."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from credential.reason import Outcome
from tests.ui.circumstances_for_tests import (
    PLAIN,
    SIZES,
    WITH_GLASSES,
    WITHOUT_ID,
    context_of,
    on_the_road,
    outcome_of,
)
from tests.ui.drivers_for_tests import words_on
from tests.world import World
from verifier.entitlement.context import (
    UNKNOWN_CONTEXT,
    Context,
    Document,
    DocumentName,
    Paper,
)
from verifier.terminal import circumstance_phrases
from verifier.terminal.app import ScanApp
from verifier.terminal.circumstances import CIRCUMSTANCES
from verifier.terminal.screens.verdict import VerdictScreen
from verifier.terminal.widgets.asked_row import AskedRow
from verifier.terminal.widgets.circumstance_row import CircumstanceRow
from verifier.terminal.widgets.key_bar import KeyButton


@pytest.mark.parametrize("size", SIZES)
def test_a_question_of_the_list_is_answered_by_its_letter_and_a_changed_word_rings(
    monkeypatch: pytest.MonkeyPatch, world: World, size: tuple[int, int]
) -> None:
    """Also where the answer was a refusal: the question stays on the screen, to be answered otherwise."""
    rung: list[Outcome] = []

    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        monkeypatch.setattr(app, "ring", rung.append)
        assert outcome_of(app) is Outcome.ATTENTION
        for worn, outcome in ((True, Outcome.ATTENTION), (False, Outcome.FAILED), (None, Outcome.ATTENTION)):
            await pilot.press("g")
            await pilot.pause()
            assert context_of(app) == Context(wears_correction=worn)
            assert outcome_of(app) is outcome
            assert len(app.screen.query(AskedRow)) == 1

    on_the_road(world, shift, size=size)
    assert rung == [Outcome.FAILED, Outcome.ATTENTION]


@pytest.mark.parametrize("size", SIZES)
def test_a_question_of_the_list_is_answered_by_one_touch(world: World, size: tuple[int, int]) -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        for place, worn in ((1, False), (1, None)):
            button = app.screen.query("AskedRow KeyButton")[place]
            app.screen.query_one("#report").scroll_to_widget(button, animate=False, immediate=True)
            await pilot.pause()
            await pilot.click(button)
            await pilot.pause()
            assert context_of(app).wears_correction is worn

    on_the_road(world, shift, size=size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("person", [WITH_GLASSES, WITHOUT_ID])
def test_answers_are_large_enough_for_a_glove_and_whole(world: World, size: tuple[int, int], person: str) -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        buttons = list(app.screen.query("AskedRow KeyButton").results(KeyButton))
        assert buttons
        for button in buttons:
            assert button.outer_size.height >= 3
            assert button.outer_size.width >= 10
            assert all(len(line) <= button.size.width for line in str(button.content).splitlines())

    on_the_road(world, shift, size=size, person=person)


def test_what_was_stated_is_told_and_the_box_is_ticked(world: World) -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        assert any(line.startswith("☐ 01.06") for line in words_on(app).splitlines())
        await pilot.press("g")
        await pilot.pause()
        assert "Déclaré par l'agent : Correction de la vue portée : oui" in words_on(app)
        assert any(line.startswith("☑ 01.06") for line in words_on(app).splitlines())
        assert f"{circumstance_phrases.CHOSEN} OUI" in words_on(app)
        await pilot.press("l")
        await pilot.pause()
        assert "Stated by the officer : Eyesight correction worn: yes" in words_on(app)

    on_the_road(world, shift)


def test_a_letter_that_nothing_asks_states_nothing(world: World) -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press(*(each.letter for each in CIRCUMSTANCES if each.is_flag))
        await pilot.pause()
        assert context_of(app) == UNKNOWN_CONTEXT
        assert isinstance(app.screen, VerdictScreen)

    on_the_road(world, shift, person=PLAIN)


def test_a_paper_that_is_asked_for_is_stated_from_its_card(world: World) -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        assert outcome_of(app) is Outcome.INDETERMINATE
        await pilot.click("AskedRow KeyButton")
        await pilot.pause()
        assert isinstance(app.focused, CircumstanceRow)
        assert app.focused.circumstance.name == "id"
        await pilot.press("right", "enter")
        await pilot.pause()
        assert context_of(app) == Context(documents={DocumentName.ID: Document(state=Paper.SHOWN)})
        assert outcome_of(app) is Outcome.ATTENTION

    on_the_road(world, shift, person=WITHOUT_ID)


def test_the_report_stays_where_it_was_read(world: World) -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        report = app.screen.query_one("#report")
        report.scroll_to(y=3, animate=False, immediate=True)
        await pilot.press("g")
        await pilot.pause()
        assert app.screen.query_one("#report").scroll_y == 3

    on_the_road(world, shift, size=(80, 24))
