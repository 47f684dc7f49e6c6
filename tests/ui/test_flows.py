"""The flows of a check: what a code in sight does, what waits for a press, what is forgotten."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from credential.reason import Reason
from tests.ui.drivers_for_tests import verdict, words_on
from tests.ui.officer_for_tests import COMPANION, FACE, FIRST, FORGED, SECOND, Officer
from verifier.terminal import phrases
from verifier.terminal.app import ScanApp
from verifier.terminal.judged import Succession
from verifier.terminal.screens.details import DetailsScreen
from verifier.terminal.screens.scan import ScanScreen
from verifier.terminal.screens.verdict import CLEARS_AFTER, VerdictScreen
from verifier.words import REASON_WORDS


@pytest.fixture
def officer(monkeypatch: pytest.MonkeyPatch) -> Officer:
    return Officer(monkeypatch)


def is_scanning(app: ScanApp) -> bool:
    return isinstance(app.screen, ScanScreen)


def test_a_code_in_sight_gives_a_verdict_without_a_press(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, FIRST)
        assert officer.verdict is officer.table[FIRST]

    officer.run(shift)


def test_two_codes_in_one_frame_give_no_verdict(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, FIRST, SECOND)
        assert is_scanning(officer.app)
        assert REASON_WORDS[Reason.SEVERAL_CODES].what.fr in words_on(officer.app)
        assert "? INDÉTERMINÉ" in words_on(officer.app)
        await officer.wait(3)
        assert REASON_WORDS[Reason.SEVERAL_CODES].what.fr not in words_on(officer.app)

    officer.run(shift)


def test_a_code_that_never_decodes_is_said_to_be_unreadable_after_four_seconds(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        for _ in range(5):
            assert REASON_WORDS[Reason.UNREADABLE].what.fr not in words_on(officer.app)
            await officer.camera(pilot, finder=True)
            await officer.wait(0.9)
        await officer.camera(pilot, finder=True)
        assert REASON_WORDS[Reason.UNREADABLE].what.fr in words_on(officer.app)
        await officer.camera(pilot, FIRST)
        assert officer.verdict is officer.table[FIRST]

    officer.run(shift)


def test_companion_alone_asks_for_the_licence(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, COMPANION)
        assert is_scanning(officer.app)
        assert REASON_WORDS[Reason.COMPANION_ALONE].what.fr in words_on(officer.app)

    officer.run(shift)


def test_portrait_of_the_same_licence_joins_without_a_press(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, FIRST)
        await officer.camera(pilot, COMPANION)
        assert officer.verdict.claims is not None
        assert officer.verdict.claims.portrait == FACE

    officer.run(shift)


@pytest.mark.parametrize("other", [SECOND, FORGED])
def test_another_code_never_replaces_the_verdict_by_itself(officer: Officer, other: str) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, FIRST)
        await officer.camera(pilot, other)
        assert officer.verdict is officer.table[FIRST]
        assert officer.app.shown is not None
        assert officer.app.shown.announced is Succession.ANOTHER
        assert phrases.ANOTHER_CODE.fr in words_on(officer.app)
        await pilot.press("enter")
        assert is_scanning(officer.app)
        await officer.camera(pilot, other)
        assert officer.verdict is officer.table[other]

    officer.run(shift)


def test_new_result_of_the_same_licence_waits_for_a_press(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        stale, replayed = verdict(Reason.PRESENTATION_STALE), verdict(Reason.PRESENTATION_REPLAYED)
        officer.table[FIRST] = stale
        await officer.camera(pilot, FIRST)
        officer.table[FIRST] = replayed
        await officer.camera(pilot, FIRST)
        assert officer.verdict is stale
        await pilot.press("enter")
        assert officer.verdict is replayed

    officer.run(shift)


def test_verdict_clears_after_sixty_seconds_and_not_before(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        await officer.camera(pilot, FIRST)
        await pilot.press("d")
        await officer.wait(CLEARS_AFTER - 1)
        assert isinstance(officer.app.screen, DetailsScreen)
        await officer.wait(1)
        assert is_scanning(officer.app)
        assert officer.app.shown is None

    officer.run(shift)


def test_details_name_every_claim_as_the_standard_does(officer: Officer) -> None:
    async def shift(officer: Officer, pilot: Pilot[None]) -> None:
        officer.table[FIRST] = verdict(Reason.STATUS_STALE, details=("the list is 12 days old",))
        await officer.camera(pilot, FIRST)
        await pilot.press("d")
        words = words_on(officer.app)
        assert "un_distinguishing_sign F" in words
        assert "STATUS_STALE the list is 12 days old" in words
        await pilot.press("d")
        assert isinstance(officer.app.screen, VerdictScreen)

    officer.run(shift)
