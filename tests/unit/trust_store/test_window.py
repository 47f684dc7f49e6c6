"""The ends of a window belong to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.unit.trust_store.pki_for_tests import DAY, NOW
from trust_store.clock import CLOCK_SKEW, is_ahead, is_behind, latest
from trust_store.window import Window

WINDOW = Window(not_before=NOW, not_after=NOW + DAY)
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("now", "inside"),
    [
        (NOW - TICK, False),
        (NOW, True),
        (NOW + DAY, True),
        (NOW + DAY + timedelta(microseconds=999_999), True),
        (NOW + DAY + timedelta(seconds=1), False),
    ],
)
def test_both_ends_are_inclusive(now: datetime, inside: bool) -> None:
    assert WINDOW.covers(now) is inside


def test_window_to_the_end_of_time_does_not_overflow() -> None:
    assert Window(not_before=NOW, not_after=datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)).covers(NOW)


def test_windows_that_touch_share_a_second() -> None:
    after = Window(not_before=NOW + DAY, not_after=NOW + 2 * DAY)
    assert WINDOW.overlap(after) == Window(not_before=NOW + DAY, not_after=NOW + DAY)


def test_windows_apart_share_nothing() -> None:
    later = Window(not_before=NOW + DAY + timedelta(seconds=1), not_after=NOW + 2 * DAY)
    assert WINDOW.overlap(later) is None


def test_clock_is_behind_beyond_the_skew_alone() -> None:
    assert not is_behind(NOW - CLOCK_SKEW, NOW)
    assert is_behind(NOW - CLOCK_SKEW - TICK, NOW)
    assert not is_behind(NOW, None)


def test_list_is_ahead_beyond_the_skew_alone() -> None:
    assert not is_ahead(NOW + CLOCK_SKEW, NOW)
    assert is_ahead(NOW + CLOCK_SKEW + TICK, NOW)


def test_latest_passes_over_what_is_unknown() -> None:
    assert latest([None, NOW, NOW - DAY]) == NOW
    assert latest([None]) is None
