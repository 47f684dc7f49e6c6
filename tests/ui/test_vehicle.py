"""Stating the vehicle: a kind in two presses, then what matters of it, by arrows, digits or touch."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from credential.reason import Outcome, Reason
from tests.ui.drivers_for_tests import cells_on, judged, verdict, verdict_screen, words_on, work
from verifier.entitlement.need import need_of
from verifier.entitlement.todo import todo
from verifier.entitlement.vehicle import Gearbox, Vehicle, VehicleKind
from verifier.entitlement.vehicle_words import REQUIRED
from verifier.terminal.app import ScanApp
from verifier.terminal.screens.scan import ScanScreen
from verifier.terminal.screens.vehicle_details import VehicleDetailsScreen
from verifier.terminal.vehicle_presets import PRESETS, Fact, stepped
from verifier.terminal.widgets.fact_row import FactRow, StepButton
from verifier.terminal.widgets.question_block import cards_and_todo
from verifier.verdict import Finding
from verifier.words import REASON_WORDS

SIZES = [(45, 30), (80, 24), (200, 60)]


@pytest.mark.parametrize("kind", VehicleKind)
def test_every_kind_has_a_letter_of_its_own_and_states_all_that_its_category_needs(kind: VehicleKind) -> None:
    preset = PRESETS[kind]
    assert [each.letter for each in PRESETS.values()].count(preset.letter) == 1
    assert all(getattr(preset.vehicle, name) is not None for name in REQUIRED.get(kind, ()))


@pytest.mark.parametrize(
    ("kind", "category"),
    [
        (VehicleKind.CAR, "B"),
        (VehicleKind.VAN, "B"),
        (VehicleKind.LORRY, "C"),
        (VehicleKind.BUS, "D"),
        (VehicleKind.MOTORCYCLE, "A"),
        (VehicleKind.MOPED, "AM"),
        (VehicleKind.MOTORHOME, "B"),
        (VehicleKind.HEAVY_QUADRICYCLE, "B1"),
    ],
)
def test_usual_values_need_the_highest_category_that_is_common(kind: VehicleKind, category: str) -> None:
    need = need_of(PRESETS[kind].vehicle)
    assert need is not None
    assert need.category == category


def test_letter_and_enter_state_the_usual_vehicle() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        for preset in PRESETS.values():
            await pilot.press("v", preset.letter)
            if preset.facts:
                await pilot.press("enter")
            await pilot.pause()
            assert app.station.vehicle == preset.vehicle
            assert isinstance(app.screen, ScanScreen)

    work(shift)


def test_arrows_step_through_values_and_lines() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press("v", "v", "right", "down", "down", "right", "right", "down", "right", "enter")
        await pilot.pause()
        vehicle = app.station.vehicle
        assert vehicle is not None
        assert (vehicle.mass_kg, vehicle.trailer_kg, vehicle.gearbox) == (4250, 750, Gearbox.MANUAL)

    work(shift)


@pytest.mark.parametrize("typed", [("2", "8", "5", "0"), ("é", "_", "(", "à")])
def test_numbers_are_typed_also_as_a_french_keyboard_gives_them_without_shift(typed: tuple[str, ...]) -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press("v", "v")
        row = app.screen.query(FactRow).first()
        for character in typed:
            from textual import events

            row.on_key(events.Key(character, character))
        await pilot.press("enter")
        await pilot.pause()
        assert app.station.vehicle is not None
        assert app.station.vehicle.mass_kg == 2850

    work(shift)


def test_last_digit_is_taken_back() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press("v", "v", "3", "5", "5", "backspace", "backspace", "backspace", "9", "enter")
        await pilot.pause()
        assert app.station.vehicle is not None
        assert app.station.vehicle.mass_kg == 9

    work(shift)


def test_category_needed_follows_each_change() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press("v", "v")
        assert "catégorie B nécessaire" in words_on(app)
        await pilot.press("down", "down", *["right"] * 4)
        assert "catégorie BE nécessaire" in words_on(app)

    work(shift)


def test_details_come_back_as_they_were_stated() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press("v", "v", "left", "enter", "v", "v", "enter")
        await pilot.pause()
        assert app.station.vehicle is not None
        assert app.station.vehicle.mass_kg == 3000

    work(shift)


def test_leaving_the_details_changes_nothing() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        await pilot.press("v", "c", "right", "escape")
        await pilot.pause()
        assert app.station.vehicle is None
        assert isinstance(app.screen, ScanScreen)

    work(shift)


@pytest.mark.parametrize("size", SIZES)
def test_details_can_be_touched_with_a_glove_on_every_size(size: tuple[int, int]) -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        for preset in PRESETS.values():
            if preset.facts:
                await app.push_screen(VehicleDetailsScreen(app.station, preset))
                await pilot.pause()
                for button in app.screen.query(StepButton):
                    assert button.outer_size.height >= 3
                    assert button.outer_size.width >= 10
                await pilot.click("StepButton")
                assert all(len(row) <= size[0] for row in cells_on(app))
                app.pop_screen()

    work(shift, size)


def test_steps_end_where_the_numbers_end_and_choices_go_round() -> None:
    numbers, choices = Fact("mass_kg", (1500, 3500)), Fact("gearbox", (None, *Gearbox))
    assert stepped(numbers, 3500, True) == 3500
    assert stepped(numbers, 1500, False) == 1500
    assert stepped(numbers, 2000, True) == 3500
    assert stepped(choices, Gearbox.AUTOMATIC, True) is None
    assert stepped(choices, None, False) is Gearbox.AUTOMATIC


def test_what_is_left_to_do_stands_in_the_order_of_looking_each_with_a_box() -> None:
    async def shift(app: ScanApp, pilot: Pilot[None]) -> None:
        found = verdict(Reason.RESTRICTION_TO_CHECK, Reason.DUPLICATE_TITLE, details=("01.06", ""))
        await app.push_screen(verdict_screen(app, judged(found, vehicle=Vehicle(category="B"))))
        await pilot.pause()
        words = words_on(app)
        boxes = [line for line in words.splitlines() if line.startswith("☐")]
        assert len(boxes) == len(todo(found.findings)) == 2
        assert boxes[0].startswith("☐ 01.06")
        assert words.count(REASON_WORDS[Reason.RESTRICTION_TO_CHECK].next_step.fr) == 1

    work(shift, (80, 60))


def test_every_reason_is_on_the_verdict_screen_once() -> None:
    findings = [Finding(reason) for reason in Reason]
    reasons, to_do = cards_and_todo(findings)
    shown = [*reasons, *(each.reason for each in to_do)]
    assert len(shown) == len(Reason)
    assert set(shown) == set(Reason)
    assert {each.reason.outcome for each in to_do} == {Outcome.ATTENTION}
