"""A code in sight that never decodes is said to be unreadable, never passed over."""

from __future__ import annotations

import pytest

from verifier.capture.reading import Reading
from verifier.capture.unreadable import UnreadableWatch, unreadable_at_once

SEEN = Reading(finder_seen=True)
READ = Reading(texts=("PDC1:A",))
NOTHING = Reading()


def fed(*steps: tuple[float, Reading]) -> list[bool]:
    watch = UnreadableWatch()
    return [watch.feed(seconds, reading) for seconds, reading in steps]


def test_said_after_four_seconds_and_as_long_as_it_lasts() -> None:
    assert fed(*((number * 0.5, SEEN) for number in range(10))) == [False] * 8 + [True, True]


def test_gaps_of_a_blurred_code_do_not_start_anew() -> None:
    steps = [(number * 0.4, SEEN if number % 2 == 0 else NOTHING) for number in range(12)]
    assert fed(*steps)[10:] == [True, True]


@pytest.mark.parametrize("between", [READ, Reading(texts=("PDC1:A",), finder_seen=True)])
def test_one_decode_starts_anew(between: Reading) -> None:
    assert fed((0, SEEN), (0.8, SEEN), (1.6, between), (2.4, SEEN), (3.2, SEEN), (4.1, SEEN)) == [False] * 6


def test_code_taken_away_is_forgotten() -> None:
    assert fed((0, SEEN), (0.9, SEEN), (2.5, NOTHING), (3, SEEN), (4.2, SEEN)) == [False] * 5


def test_nothing_in_sight_is_never_unreadable() -> None:
    assert fed((0, NOTHING), (100, NOTHING)) == [False, False]


def test_still_picture_is_said_at_once() -> None:
    assert unreadable_at_once(SEEN)
    assert not unreadable_at_once(READ)
    assert not unreadable_at_once(NOTHING)
