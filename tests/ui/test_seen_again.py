"""The same payload again: said within ten minutes, from digests alone; and the code that never left the camera."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from credential.reason import Reason
from tests.ui.drivers_for_tests import verdict, words_on
from tests.ui.officer_for_tests import COMPANION, FIRST, FORGED, SECOND, Officer
from verifier.terminal import call_words
from verifier.terminal.screens.scan import ScanScreen
from verifier.terminal.seen_again import MOST, REMEMBERED_SECONDS, SeenAgain
from verifier.terminal.shift import OUT_OF_SIGHT_SECONDS


@pytest.fixture
def officer(monkeypatch: pytest.MonkeyPatch) -> Officer:
    return Officer(monkeypatch)


def test_payload_is_remembered_for_ten_minutes_and_as_nothing_but_a_digest() -> None:
    seen = SeenAgain()
    seen.note((FIRST,), 100.0)
    assert seen.seconds_since((FIRST,), 160.0) == 60.0
    assert seen.seconds_since((SECOND,), 160.0) is None
    assert seen.seconds_since((FIRST,), 100.0 + REMEMBERED_SECONDS + 1) is None
    assert FIRST not in repr(vars(seen))
    assert SeenAgain().digest(FIRST) != seen.digest(FIRST)


def test_a_companion_by_itself_is_no_payload_of_anybody() -> None:
    seen = SeenAgain()
    seen.note((COMPANION,), 1.0)
    assert seen.seconds_since((COMPANION,), 2.0) is None


def test_memory_has_an_end() -> None:
    seen = SeenAgain()
    for place in range(MOST + 10):
        seen.note((f"PDC1:{place}",), 1.0)
    assert len(seen._seen) == MOST
    seen.note((FIRST,), 2.0 + REMEMBERED_SECONDS)
    assert len(seen._seen) == 1


def test_same_code_for_another_check_is_said(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, FIRST)
        assert call_words.SEEN_BEFORE.fr.format(3) not in words_on(officer.app)
        await pilot.press("n")
        await officer.wait(180)
        await officer.camera(pilot, FIRST)
        assert call_words.SEEN_BEFORE.fr.format(3) in words_on(officer.app)

    officer.run(shift)


def test_the_same_code_in_one_check_is_not_said(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, FIRST)
        await officer.wait(10)
        await officer.camera(pilot, FIRST)
        await pilot.press("l", "l")
        assert "MÊME CODE" not in words_on(officer.app)

    officer.run(shift)


def test_a_code_that_never_left_the_camera_does_not_begin_another_check(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        officer.table["PDC1:RENEWED0"] = verdict()
        await officer.camera(pilot, FIRST)
        await pilot.press("n")
        for _ in range(4):
            await officer.wait(1)
            await officer.camera(pilot, "PDC1:RENEWED0")  # the phone renews its code: still the same licence
            assert isinstance(officer.app.screen, ScanScreen)
        assert call_words.STILL_THERE.fr in words_on(officer.app)
        await officer.camera(pilot, SECOND)
        assert officer.verdict is officer.table[SECOND]

    officer.run(shift)


def test_a_code_that_is_not_believed_and_is_renewed_in_sight_is_not_shown_again_by_itself(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        officer.table["PDC1:FORGED01"] = verdict(Reason.SIGNATURE_INVALID, claims=None)
        officer.table["PDC1:STRANGER"] = verdict(Reason.ISSUER_UNKNOWN, claims=None)
        await officer.camera(pilot, FORGED)
        await pilot.press("n")
        await officer.wait(1)
        await officer.camera(pilot, "PDC1:FORGED01")
        assert isinstance(officer.app.screen, ScanScreen)
        await officer.camera(pilot, "PDC1:STRANGER")
        assert officer.verdict.reasons == (Reason.ISSUER_UNKNOWN,)

    officer.run(shift)


def test_a_code_that_comes_back_is_judged(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, FIRST)
        await pilot.press("n")
        await officer.wait(OUT_OF_SIGHT_SECONDS + 0.5)
        await officer.camera(pilot, FIRST)
        assert officer.verdict is officer.table[FIRST]

    officer.run(shift)


def test_a_hand_scanner_is_always_obeyed(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, FIRST)
        await officer.app.action_next_driver()
        await officer.scanner(pilot, FIRST)
        assert officer.verdict is officer.table[FIRST]

    officer.run(shift)
