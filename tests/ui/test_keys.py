"""What keys, touch, hand scanners and pasted text do."""

from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot

from credential.reason import Reason
from tests.ui.drivers_for_tests import verdict
from tests.ui.officer_for_tests import FIRST, SECOND, Officer
from verifier.capture.wedge import Layout, mangle
from verifier.entitlement.vehicle import VehicleKind
from verifier.terminal.screens.scan import ScanScreen
from verifier.terminal.screens.vehicle import VehicleScreen
from verifier.terminal.screens.vehicle_details import VehicleDetailsScreen
from verifier.terminal.vehicle_presets import PRESETS


@pytest.fixture
def officer(monkeypatch: pytest.MonkeyPatch) -> Officer:
    return Officer(monkeypatch)


def test_stated_vehicle_judges_the_scan_on_the_screen_again_and_is_kept(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, FIRST)
        await pilot.press("v", "c", "enter")
        lorry = PRESETS[VehicleKind.LORRY].vehicle
        assert officer.app.shown is not None
        assert officer.app.shown.judged.vehicle == lorry
        await pilot.press("n")
        await officer.camera(pilot, SECOND)
        assert officer.vehicles == [None, lorry, lorry]

    officer.run(shift)


def test_vehicle_can_be_chosen_by_touch_and_taken_back(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await pilot.press("v")
        assert isinstance(officer.app.screen, VehicleScreen)
        await pilot.click("#large Choice")
        await pilot.pause()
        assert isinstance(officer.app.screen, VehicleDetailsScreen)
        await pilot.click("KeyButton")
        await pilot.pause()
        assert officer.app.station.vehicle == PRESETS[VehicleKind.CAR].vehicle
        await pilot.press("v", "x")
        assert officer.app.station.vehicle is None

    officer.run(shift)


def test_keys_can_be_touched(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, FIRST)
        await pilot.click("KeyButton")
        await pilot.pause()
        assert isinstance(officer.app.screen, ScanScreen)

    officer.run(shift)


@pytest.mark.parametrize("layout", Layout)
def test_hand_scanner_types_a_code_and_none_of_its_letters_acts(officer: Officer, layout: Layout) -> None:
    text = "PDC1:NQLDTV 09"
    officer.table[text] = verdict()

    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.scanner(pilot, mangle(text, layout))
        assert officer.verdict is officer.table[text]
        assert officer.app.station.vehicle is None

    officer.run(shift)


def test_text_of_another_system_typed_by_a_scanner_does_nothing(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        officer.table["http://nqldtv"] = verdict(Reason.NOT_A_LICENCE, claims=None)
        await officer.scanner(pilot, "http://nqldtv")
        assert officer.verdict.reasons == (Reason.NOT_A_LICENCE,)
        assert officer.app.is_running

    officer.run(shift)


def test_pasted_text_is_judged(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        officer.app.post_message(events.Paste(FIRST + "\r\n"))
        await pilot.pause()
        assert officer.verdict is officer.table[FIRST]

    officer.run(shift)


def test_code_in_sight_while_choosing_a_vehicle_waits(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await pilot.press("v")
        await officer.camera(pilot, FIRST)
        assert isinstance(officer.app.screen, VehicleScreen)
        await pilot.press("escape")
        await officer.camera(pilot, FIRST)
        assert officer.verdict is officer.table[FIRST]

    officer.run(shift)


def test_hand_scanner_is_obeyed_also_while_another_screen_is_open(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.app.action_help()
        await officer.scanner(pilot, FIRST)
        assert officer.app.screen is officer.app.shown
        assert officer.verdict is officer.table[FIRST]

    officer.run(shift)


def test_q_leaves(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await pilot.press("q")
        assert officer.app.return_code == 0

    officer.run(shift)
