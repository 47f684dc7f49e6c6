"""Times as people write them: always with a zone, always read as UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from credential.moments import format_moment, parse_moment

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-01T12:00:00Z",
        "2026-12-01t12:00:00z",
        "2026-12-01 12:00:00Z",
        "2026-12-01T13:00:00+01:00",
        "2026-12-01T06:30:00-05:30",
        "2026-12-01T12:00:00.000+00:00",
    ],
)
def test_the_forms_of_one_moment_are_one_moment(text: str) -> None:
    moment = parse_moment(text)
    assert moment == NOON
    assert moment.tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-12-01",
        "2026-12-01T12:00:00",
        "2026-12-01T12:00Z",
        "2026-W49-2T12:00:00Z",
        "20261201T120000Z",
        "2026-12-01T12:00:00+0100",
        "2026-12-01T12:00:00Z ",
        "2026-12-01T12:00:00Z\n",
        "2026-13-01T12:00:00Z",
        "2026-02-29T12:00:00Z",
        "2026-12-31T23:59:60Z",
        "2026-12-01T24:00:00Z",
        "2026-12-01T12:00:00+24:00",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "٢٠٢٦-12-01T12:00:00Z",
        "now",
    ],
)
def test_another_writing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"time"):
        parse_moment(text)


def test_a_moment_is_written_in_utc_to_the_second() -> None:
    assert format_moment(NOON) == "2026-12-01T12:00:00Z"
    paris = timezone(timedelta(hours=1))
    assert format_moment(datetime(2026, 12, 1, 13, 0, 0, 999_999, tzinfo=paris)) == "2026-12-01T12:00:00Z"
    assert parse_moment(format_moment(NOON)) == NOON
