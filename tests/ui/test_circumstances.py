"""Circumstances at the screen: stated by letter, digits or touch, judged at once, shown, and gone with their driver."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import time

import pytest
from textual import events
from textual.binding import Binding
from textual.pilot import Pilot

from credential.reason import Outcome, Reason
from issuer.samples.scene import NOW
from tests.ui.drivers_for_tests import Clocks, cells_on, terminal, verdict, words_on
from tests.ui.officer_for_tests import FIRST, SECOND, Officer
from tests.world import World
from verifier.entitlement.context import (
    UNKNOWN_CONTEXT,
    Context,
    Document,
    DocumentName,
    Opinion,
    Paper,
)
from verifier.entitlement.context_described import describe_context
from verifier.entitlement.context_words import KEYS
from verifier.entitlement.vehicle import Vehicle, VehicleKind
from verifier.terminal import circumstance_phrases
from verifier.terminal.app import ScanApp
from verifier.terminal.circumstances import BY_CIRCUMSTANCE, CIRCUMSTANCES, Circumstance, asked_by, asked_in
from verifier.terminal.screens.circumstances import CircumstancesScreen
from verifier.terminal.screens.scan import ScanScreen
from verifier.terminal.screens.verdict import CLEARS_AFTER, VerdictScreen
from verifier.terminal.shift import UNSEEN_SECONDS
from verifier.terminal.vehicle_presets import PRESETS
from verifier.terminal.widgets.asked_row import AskedRow
from verifier.terminal.widgets.circumstance_row import CircumstanceRow
from verifier.terminal.widgets.key_bar import KeyButton
from verifier.verdict import Finding

SIZES = [(45, 30), (80, 24), (200, 60)]
WITH_GLASSES, WITHOUT_ID, PLAIN = "P07", "P33", "P25"
Work = Callable[[ScanApp, Pilot[None]], Awaitable[None]]


@pytest.fixture
def officer(monkeypatch: pytest.MonkeyPatch) -> Officer:
    return Officer(monkeypatch)


def on_the_road(
    world: World, shift: Work, *, person: str | None = WITH_GLASSES, size: tuple[int, int] = (80, 40)
) -> None:
    """Work with real verdicts, a driver's code already on the screen."""

    async def work() -> None:
        app = ScanApp(world.trust, source=None, clock=lambda: NOW, monotonic=lambda: 1000.0)
        async with app.run_test(size=size) as pilot:
            if person is not None:
                await app.take((world.code(person),))
                await pilot.pause()
            await shift(app, pilot)

    asyncio.run(work())


def context_of(app: ScanApp) -> Context:
    assert app.shown is not None
    assert app.shown.judged.context == app.shift.driver.context
    return app.shown.judged.context


def outcome_of(app: ScanApp) -> Outcome:
    assert app.shown is not None
    return app.shown.judged.verdict.outcome


# The list of what can be stated.


def test_each_has_a_letter_of_its_own_that_needs_no_shift_and_opens_no_scan() -> None:
    letters = [each.letter for each in CIRCUMSTANCES]
    assert len(set(letters)) == len(letters)
    assert set(letters) <= set("abcdefghijklmnorstuvwxyz") - {"e", "z", "h", "q", "n"}


def test_all_of_the_vocabulary_can_be_stated_but_whether_the_document_is_authentic() -> None:
    stated = {each.name for each in CIRCUMSTANCES}
    assert stated == {key.name for key in KEYS} - {"authenticity"} | {name.value for name in DocumentName}


@pytest.mark.parametrize("circumstance", CIRCUMSTANCES, ids=lambda each: str(each.name))
def test_the_letter_goes_through_all_values_and_comes_back_to_nothing_stated(circumstance: Circumstance) -> None:
    context, seen = UNKNOWN_CONTEXT, []
    for _ in circumstance.steps:
        context = circumstance.stated(context, circumstance.following(circumstance.of(context)))
        seen.append(circumstance.of(context))
    assert set(seen) == set(circumstance.steps)
    assert context == UNKNOWN_CONTEXT
    assert circumstance.following(circumstance.steps[0], forward=False) == circumstance.steps[-1]


def test_a_typed_value_goes_on_to_the_step_beyond_it() -> None:
    speed, sunset = BY_CIRCUMSTANCE["speed_kmh"], BY_CIRCUMSTANCE["sunset"]
    assert speed.following(85) == 90
    assert speed.following(85, forward=False) == 80
    assert speed.following(200) is None
    assert sunset.following(time(17, 12)) == time(17, 15)


@pytest.mark.parametrize(
    ("finding", "names"),
    [
        (Finding(Reason.RESTRICTION_TO_CHECK, "01.06", "01.06"), ("wears_correction",)),
        (Finding(Reason.RESTRICTION_BREACHED, "01.06", "01.06"), ("wears_correction",)),
        (Finding(Reason.RESTRICTION_TO_CHECK, "05.03", "05.03"), ("passengers",)),
        (Finding(Reason.DAYLIGHT_DOUBTFUL, "61", "61"), ("sunrise", "sunset")),
        (Finding(Reason.RESTRICTION_TO_CHECK, "62(30 km)", "62"), ("distance_from_home_km",)),
        (Finding(Reason.RESTRICTION_TO_CHECK, "67", "67"), ("motorway",)),
        (Finding(Reason.DOCUMENT_NOT_SHOWN, "id"), ("id",)),
        (Finding(Reason.INTERLOCK_ONLY, "status 3"), ("interlock_papers",)),
        (Finding(Reason.SUSPENSION_PARTIAL, "status 2"), ("court_decision", "employer_proof")),
        (Finding(Reason.RESTRICTION_TO_CHECK, "010", "010"), ()),
        (Finding(Reason.RESTRICTION_TO_CHECK, "78", "78"), ()),
        (Finding(Reason.SUSPENDED, "status 2"), ()),
        (Finding(Reason.EXPIRED, "id"), ()),
    ],
)
def test_a_finding_asks_about_what_answers_it(finding: Finding, names: tuple[str, ...]) -> None:
    assert {each.name for each in asked_by(finding)} == set(names)


# On the verdict.


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


# The screen of all circumstances.


@pytest.mark.parametrize("size", SIZES)
def test_every_field_is_large_enough_for_a_glove_and_its_words_are_whole(size: tuple[int, int]) -> None:
    async def show() -> None:
        app = terminal(Clocks())
        async with app.run_test(size=size) as pilot:
            for key in ("e", "l"):
                await pilot.press(*(["escape", key] if key == "l" else []), "e")
                await pilot.pause()
                for row in app.screen.query(CircumstanceRow):
                    for value in row.circumstance.steps:
                        row.take(value)
                        assert row.outer_size.height >= 3
                        assert row.outer_size.width >= 10
                        needed = row.get_content_height(row.size, row.size, row.size.width)
                        assert needed <= row.size.height, (row.circumstance.name, value)
                assert all(len(line) <= size[0] for line in cells_on(app))

    asyncio.run(show())


def test_each_is_stated_by_its_letter_and_what_is_not_stays_to_be_done(world: World) -> None:
    bound = {each.key: each.action for each in CircumstancesScreen.BINDINGS if isinstance(each, Binding)}
    assert all(bound[each.letter] == f"step('{each.name}')" for each in CIRCUMSTANCES)

    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press("e", "r", "a", "m", "enter")
        await pilot.pause()
        opinion = Document(state=Paper.SHOWN, outcome=Opinion.FIT)
        wanted = Context(passengers=0, motorway=True, documents={DocumentName.MEDICAL_OPINION: opinion})
        assert context_of(app) == wanted
        for part in describe_context(wanted, app.station.language).split(" · "):
            assert part in words_on(app)
        assert any(line.startswith("☐ 01.06") for line in words_on(app).splitlines())
        assert outcome_of(app) is Outcome.ATTENTION

    on_the_road(world, shift)


@pytest.mark.parametrize("size", SIZES)
def test_each_is_stated_by_touch(world: World, size: tuple[int, int]) -> None:
    """The first, which is in sight, and the last, to which the list is turned."""

    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press("e")
        for row in (app.screen.query(CircumstanceRow).first(), app.screen.query(CircumstanceRow).last()):
            row.scroll_visible(animate=False, immediate=True)
            await pilot.pause()
            await pilot.click(row)
        await pilot.click("KeyBar KeyButton")
        await pilot.pause()
        assert context_of(app) == Context(wears_correction=True, sunset=time(16))

    on_the_road(world, shift, size=size, person=PLAIN)


def test_times_and_numbers_are_typed_also_as_a_french_keyboard_gives_them(world: World) -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press("e")
        for name, typed in (("sunset", "&è&é"), ("sunrise", "0745"), ("passengers", "12")):
            (row,) = (row for row in app.screen.query(CircumstanceRow) if row.circumstance.name == name)
            for character in typed:
                row.on_key(events.Key(character, character))
        await pilot.press("enter")
        await pilot.pause()
        assert context_of(app) == Context(sunset=time(17, 12), sunrise=time(7, 45), passengers=12)

    on_the_road(world, shift, person=PLAIN)


def test_what_is_no_time_of_day_states_none(world: World) -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press("e", "x")
        assert isinstance(app.screen, CircumstancesScreen)
        (row,) = (row for row in app.screen.query(CircumstanceRow) if row.circumstance.name == "sunset")
        assert app.screen.context == Context(sunset=time(16))
        for typed in ("2", "25", "2560", "1261"):
            row.on_blur()
            for digit in typed:
                row.on_key(events.Key(digit, digit))
            assert app.screen.context == UNKNOWN_CONTEXT, typed

    on_the_road(world, shift, person=PLAIN)


def test_leaving_changes_nothing_and_z_takes_all_back(world: World) -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        app.shift.state_context(Context(motorway=True, passengers=2))
        await pilot.press("e", "a", "z", "escape")
        assert context_of(app) == Context(motorway=True, passengers=2)
        await pilot.press("e", "z", "enter")
        await pilot.pause()
        assert context_of(app) == UNKNOWN_CONTEXT

    on_the_road(world, shift, person=PLAIN)


def test_what_the_verdict_asks_stands_first(world: World) -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press("e")
        assert isinstance(app.screen, CircumstancesScreen)
        first = app.screen.query(CircumstanceRow).first()
        assert first.circumstance.name == "id"
        assert first.has_focus
        assert "☐" in str(first.content)

    on_the_road(world, shift, person=WITHOUT_ID)


@pytest.mark.parametrize("size", SIZES)
def test_it_is_reached_from_the_details_of_the_vehicle_and_from_the_menu(size: tuple[int, int]) -> None:
    async def show() -> None:
        app = terminal(Clocks())
        async with app.run_test(size=size) as pilot:
            await pilot.press("v", "c", "e")
            await pilot.pause()
            assert isinstance(app.screen, CircumstancesScreen)
            await pilot.press("e")
            assert isinstance(app.screen, ScanScreen)
            assert app.station.vehicle == PRESETS[VehicleKind.LORRY].vehicle
            await pilot.press("m")
            (button,) = (each for each in app.screen.query(KeyButton) if "Contexte" in str(each.content))
            await pilot.click(button)
            await pilot.pause()
            assert isinstance(app.screen, CircumstancesScreen)

    asyncio.run(show())


# One driver's, and no other's.


def test_circumstances_go_with_their_driver(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, FIRST)
        await pilot.press("e", "a", "enter")
        await pilot.pause()
        await pilot.press("n")
        assert circumstance_phrases.STATED.fr not in words_on(officer.app)
        await officer.camera(pilot, SECOND)
        assert officer.contexts == [UNKNOWN_CONTEXT, Context(motorway=True), UNKNOWN_CONTEXT]

    officer.run(shift)


def test_circumstances_stated_before_the_code_are_shown_judged_and_forgotten(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await pilot.press("e", "a", "enter")
        await pilot.pause()
        assert "Déclaré par l'agent : Autoroute : oui" in words_on(officer.app)
        await officer.camera(pilot, FIRST)
        assert officer.contexts == [Context(motorway=True)]
        await pilot.press("n")
        assert "Déclaré" not in words_on(officer.app)

    officer.run(shift)


def test_circumstances_of_a_driver_who_shows_no_code_are_forgotten(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await pilot.press("e", "a", "enter")
        await pilot.pause()
        await officer.wait(UNSEEN_SECONDS - 1)
        assert officer.app.shift.driver.context == Context(motorway=True)
        await officer.wait(1)
        assert officer.app.shift.driver.context == UNKNOWN_CONTEXT
        assert "Déclaré" not in words_on(officer.app)

    officer.run(shift)


def test_what_was_being_stated_when_the_driver_went_is_not_the_next_ones(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, FIRST)
        await pilot.press("e", "a")
        screen = officer.app.screen
        assert isinstance(screen, CircumstancesScreen)
        await officer.wait(CLEARS_AFTER)
        officer.app.post_message(CircumstancesScreen.Stated(screen, screen.context))
        await officer.camera(pilot, SECOND)
        assert officer.contexts[-1] == UNKNOWN_CONTEXT
        assert officer.app.shift.driver.context == UNKNOWN_CONTEXT

    officer.run(shift)


def test_every_reason_with_a_question_shows_it_once() -> None:
    async def show() -> None:
        app = terminal(Clocks())
        async with app.run_test(size=(80, 60)) as pilot:
            from tests.ui.drivers_for_tests import judged, verdict_screen

            found = verdict(
                Reason.INTERLOCK_ONLY, Reason.SUSPENSION_PARTIAL, Reason.DOCUMENT_NOT_SHOWN, details=("", "", "id")
            )
            await app.push_screen(verdict_screen(app, judged(found, vehicle=Vehicle(category="B"))))
            await pilot.pause()
            asked = asked_in(found.findings)
            assert len(asked) == 4
            assert len(app.screen.query("AskedRow KeyButton")) == len(asked)

    asyncio.run(show())
