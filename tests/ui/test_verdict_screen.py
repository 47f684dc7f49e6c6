"""The verdict screen: one word and shape, two questions, reasons with their next steps, what was not checked."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from credential.claims import DrivingPrivilege
from credential.language import Language
from credential.reason import Outcome, Question, Reason
from issuer.artwork.portraits import draw_portrait
from tests.ui.drivers_for_tests import (
    CLAIMS,
    Clocks,
    judged,
    terminal,
    verdict,
    verdict_screen,
    with_portrait,
    words_on,
)
from trust_store.profile import Profile
from verifier import spelled, summary
from verifier.entitlement.vehicle import Vehicle
from verifier.terminal import phrases
from verifier.terminal.app import ScanApp
from verifier.terminal.big_letters import big
from verifier.terminal.widgets.outcome_band import OutcomeBand, set_words
from verifier.terminal.widgets.portrait_view import PortraitView
from verifier.terminal.widgets.reason_card import ReasonCard
from verifier.unchecked import UNCHECKED_WORDS, Unchecked
from verifier.verdict import Verdict
from verifier.words import OUTCOME_SHAPES, OUTCOME_WORDS, QUESTION_WORDS, REASON_WORDS

ONE_OF_EACH = {
    Outcome.PASSED: verdict(),
    Outcome.ATTENTION: verdict(Reason.HOLDER_NOT_PROVEN),
    Outcome.INDETERMINATE: verdict(Reason.ISSUER_UNKNOWN, claims=None),
    Outcome.FAILED: verdict(Reason.SUSPENDED),
}
FACE = draw_portrait("specimen", sex="F", birth_year=1991)


def shown_words(
    of: Verdict, *, language: Language = Language.FR, vehicle: Vehicle | None = None, profile: Profile = Profile.TEST
) -> tuple[str, ScanApp]:
    async def show() -> tuple[str, ScanApp]:
        app = terminal(Clocks(), language=language, profile=profile)
        async with app.run_test(size=(80, 60)) as pilot:
            await app.push_screen(verdict_screen(app, judged(of, vehicle=vehicle)))
            await pilot.pause()
            return words_on(app), app

    return asyncio.run(show())


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("language", Language)
def test_each_outcome_shows_its_word_and_its_shape(outcome: Outcome, language: Language) -> None:
    async def show() -> None:
        app = terminal(Clocks(), language=language)
        async with app.run_test(size=(80, 24)) as pilot:
            await app.push_screen(verdict_screen(app, judged(ONE_OF_EACH[outcome])))
            await pilot.pause()
            band = app.screen.query_one(OutcomeBand)
            assert band.words == f"{OUTCOME_SHAPES[outcome]} {OUTCOME_WORDS[outcome].in_(language)}"
            assert band.has_class(outcome.value.lower())
            drawn = str(band.render()).splitlines()
            assert drawn[0] in set_words(band.words, 78, 3)
            assert band.size.height >= len(drawn)

    asyncio.run(show())


def test_no_outcome_is_ever_set_in_part() -> None:
    """A screen that had room for VALIDE alone would turn "to check" into "valid"."""
    for outcome in Outcome:
        for language in Language:
            words = f"{OUTCOME_SHAPES[outcome]} {OUTCOME_WORDS[outcome].in_(language)}"
            for columns in range(20, 140):
                rows = set_words(words, columns, 3)
                assert rows == (words,) or len(rows) == 3
                assert rows == (words,) or len(rows[0]) >= len(big(words)[0])


def test_both_questions_are_answered_apart() -> None:
    words, _ = shown_words(verdict(Reason.STATUS_STALE, Reason.SUSPENDED))
    assert all(QUESTION_WORDS[question].fr in words for question in Question)
    assert "▲ VALIDE - À VÉRIFIER" in words
    assert "✖ REFUSÉ" in words


def test_without_a_genuine_document_the_right_to_drive_is_not_judged() -> None:
    words, _ = shown_words(verdict(Reason.SIGNATURE_INVALID, claims=None))
    assert phrases.NOT_JUDGED.fr in words
    assert UNCHECKED_WORDS[Unchecked.CONTENT].fr in words
    assert CLAIMS.family_name not in words


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("language", Language)
def test_every_reason_is_shown_with_its_next_step_and_article(reason: Reason, language: Language) -> None:
    card = ReasonCard(reason, ("78",), language)
    words = "\n".join(str(getattr(line, "content", "")) for line in card.compose())
    told = REASON_WORDS[reason]
    assert told.what.in_(language) in words
    assert told.next_step.in_(language) in words
    assert (told.article or "") in words


def test_reasons_stand_worst_first() -> None:
    words, _ = shown_words(verdict(Reason.RESTRICTION_TO_CHECK, Reason.SUSPENDED, Reason.CATEGORY_NOT_HELD))
    order = [Reason.SUSPENDED, Reason.CATEGORY_NOT_HELD, Reason.RESTRICTION_TO_CHECK]
    places = [words.index(REASON_WORDS[reason].what.fr) for reason in order]
    assert places == sorted(places)


def test_restriction_codes_are_spelled_out() -> None:
    words, _ = shown_words(verdict(Reason.RESTRICTION_TO_CHECK, details=("78",)))
    assert "78 Boîte automatique seulement" in words
    assert "95 Qualification professionnelle (FIMO/FCO) jusqu'au 31/01/2029" in words


def test_a_code_that_is_not_known_is_shown_and_never_ignored() -> None:
    strange = replace(CLAIMS, driving_privileges=(DrivingPrivilege(category="B", codes=("zz[/b]",)),))
    words, _ = shown_words(verdict(claims=strange))
    assert f"zz[/b] {spelled.UNKNOWN_CODE.fr}" in words


def test_each_category_has_its_own_dates() -> None:
    words, _ = shown_words(verdict())
    row = next(line for line in words.splitlines() if "02/02/2015" in line)
    assert "02/02/2030" in row


def test_what_was_not_checked_is_said() -> None:
    without, _ = shown_words(verdict())
    missing = (Unchecked.VEHICLE, Unchecked.NO_PORTRAIT, Unchecked.ONLINE)
    assert all(UNCHECKED_WORDS[item].fr in without for item in missing)
    stated, _ = shown_words(verdict(claims=with_portrait(FACE)), vehicle=Vehicle(category="B"))
    assert UNCHECKED_WORDS[Unchecked.VEHICLE].fr not in stated
    assert UNCHECKED_WORDS[Unchecked.FACE].fr in stated


def test_test_profile_says_so_and_production_does_not() -> None:
    tested, _ = shown_words(verdict(), profile=Profile.TEST)
    real, _ = shown_words(verdict(), profile=Profile.PRODUCTION)
    assert summary.TEST_PROFILE.fr in tested
    assert summary.TEST_PROFILE.fr not in real


@pytest.mark.parametrize("size", [(45, 30), (80, 24), (120, 40)])
def test_portrait_is_drawn_as_large_as_its_place(size: tuple[int, int]) -> None:
    async def show() -> None:
        app = terminal(Clocks())
        async with app.run_test(size=size) as pilot:
            await app.push_screen(verdict_screen(app, judged(verdict(claims=with_portrait(FACE)))))
            await pilot.pause()
            (view,) = [view for view in app.screen.query(PortraitView) if view.size.area]
            assert view.picture is not None
            assert view.picture.width >= 16
            assert view.picture.height <= 2 * view.size.height

    asyncio.run(show())


def test_language_changes_on_the_spot() -> None:
    async def show() -> None:
        app = terminal(Clocks())
        async with app.run_test(size=(80, 40)) as pilot:
            await app.push_screen(verdict_screen(app, judged(verdict(Reason.SUSPENDED))))
            await pilot.press("l")
            assert REASON_WORDS[Reason.SUSPENDED].what.en in words_on(app)
            assert summary.TEST_PROFILE.en in words_on(app)

    asyncio.run(show())
