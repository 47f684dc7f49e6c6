"""Registers and what a terminal carries offline: their words, days, hours and ages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from credential.reason import Reason
from tests.unit.entitlement.people import PERSON, SCENARIO, changed, found, status
from verifier.entitlement.registers import read_register
from verifier.entitlement.scenarios import Scenario, read_stop, report
from verifier.entitlement.standing import Limit, Measure, Residence


@pytest.mark.parametrize(
    ("entry", "before", "in_force", "after"),
    [
        (
            {"status": "suspended", "from": "2026-09-10", "until": "2027-03-10"},
            ("2026-09-09", "23:59"),
            ("2027-03-10", "23:59"),
            ("2027-03-11", "00:00"),
        ),
        (
            {"status": "retained", "from": "2026-11-30T22:10:00+01:00", "until": "2026-12-05T22:10:00+01:00"},
            ("2026-11-30", "22:09"),
            ("2026-12-05", "22:09"),
            ("2026-12-05", "22:10"),
        ),
        (
            {"status": "retained", "from": "2026-11-30T21:10:00Z", "hours": 120},
            ("2026-11-30", "22:09"),
            ("2026-12-05", "22:09"),
            ("2026-12-05", "22:10"),
        ),
        (
            {"status": "retained", "until": "2026-12-05T22:10:00"},
            None,
            ("2026-12-05", "22:09"),
            ("2026-12-05", "22:10"),
        ),
        ({"status": "invalidated", "notified": "2026-08-03"}, ("2026-08-02", "12:00"), ("2040-01-01", "12:00"), None),
        ({"status": "annulled", "from": "2026-02-12"}, ("2026-02-11", "12:00"), ("2028-02-12", "12:00"), None),
    ],
)
def test_a_measure_runs_from_its_day_or_hour_to_its_own(
    entry: dict[str, Any],
    before: tuple[str, str] | None,
    in_force: tuple[str, str],
    after: tuple[str, str] | None,
) -> None:
    person = status(**entry)
    for moment, expected in ((before, []), (in_force, [Reason[entry["status"].upper()]])):
        if moment is not None:
            assert found(person, check_date=moment[0], local_time=moment[1])[:1] == expected
    if after is not None:
        ended = found(person, check_date=after[0], local_time=after[1])
        assert ended == [Reason.STATUS_MEASURE_ENDED]


@pytest.mark.parametrize(
    ("entry", "measure"),
    [
        ({"status": "valid"}, Measure.NONE),
        ({"status": "suspended"}, Measure.SUSPENDED),
        ({"status": "retained"}, Measure.RETAINED),
        ({"status": "invalidated"}, Measure.INVALIDATED),
        ({"status": "invalidated", "notified": None}, Measure.UNKNOWN),
        ({"status": "annulled"}, Measure.ANNULLED),
        ({"status": "restricted"}, Measure.RESTRICTED),
        ({"status": "lost_or_stolen"}, Measure.TITLE_LOST),
        ({"status": "title_lost_or_stolen"}, Measure.TITLE_LOST),
        ({"status": "not_recognised"}, Measure.NONE),
        ({"status": "category_expired"}, Measure.NONE),
        ({"status": "title_expired"}, Measure.NONE),
        ({"status": "something"}, Measure.UNKNOWN),
        ({"status": None}, Measure.UNKNOWN),
        ({}, Measure.UNKNOWN),
    ],
)
def test_the_words_of_a_register(entry: dict[str, Any], measure: Measure) -> None:
    assert read_register(entry).measure is measure


def test_the_details_of_a_register() -> None:
    limited = read_register({"status": "suspended", "limited_to": "outside professional activity", "authority": "juge"})
    assert (limited.limit, limited.is_prefect_order, limited.detail) == (Limit.RECORDED, False, "juge")
    order = read_register({"status": "restricted", "kind": "EAD_prefect_order"})
    assert (order.limit, order.is_prefect_order, order.detail) == (Limit.NONE, True, "")
    assert not read_register({"status": "restricted", "kind": "judicial"}).is_prefect_order


@pytest.mark.parametrize(
    ("entry", "residence"),
    [
        ({"status": "valid"}, Residence.NONE),
        ({"status": "not_recognised"}, Residence.OVER),
        ({"status": "not_recognised", "french_residence_since": "2025-01-15"}, date(2025, 1, 15)),
        ({"status": "valid", "french_residence_since": "2025-01-15"}, date(2025, 1, 15)),
    ],
)
def test_the_residence_of_a_register(entry: dict[str, Any], residence: object) -> None:
    assert read_register(entry).residence == residence


SUSPENDED = {"status": "suspended"}


@pytest.mark.parametrize(
    ("offline", "expected"),
    [
        ({"offline_status": "valid", "status_age_h": 0}, []),
        ({"offline_status": "valid", "status_age_h": 24}, []),
        ({"offline_status": "valid", "status_age_h": 24.1}, [Reason.STATUS_STALE]),
        ({"offline_status": "valid", "status_age_h": 168}, [Reason.STATUS_STALE]),
        ({"offline_status": "valid", "status_age_h": 168.1}, [Reason.STATUS_UNKNOWN]),
        ({"offline_status": "valid"}, [Reason.STATUS_UNKNOWN]),
        ({"status_age_h": 1}, [Reason.STATUS_UNKNOWN]),
        ({}, [Reason.STATUS_UNKNOWN]),
        ({"offline_status": "retained", "status_age_h": 1}, [Reason.RETAINED]),
        ({"offline_status": "annulled", "status_age_h": 48}, [Reason.ANNULLED, Reason.STATUS_STALE]),
        ({"offline_status": "invalidated", "status_age_h": 24}, [Reason.INVALIDATED]),
        ({"offline_status": "suspended", "status_age_h": 169}, [Reason.STATUS_UNKNOWN]),
    ],
)
def test_offline_the_register_is_not_read(offline: dict[str, Any], expected: list[Reason]) -> None:
    assert found(status(**SUSPENDED), online=False, **offline) == expected


def test_online_the_offline_status_is_not_read() -> None:
    offline: dict[str, Any] = {"offline_status": "annulled", "status_age_h": 1}
    assert found(status(**SUSPENDED), **offline) == [Reason.SUSPENDED]
    assert found(status(**SUSPENDED), online=True, **offline) == [Reason.SUSPENDED]


def test_offline_nobody_knows_the_residence_and_the_schema_has_no_word_for_it() -> None:
    person = changed(
        PERSON,
        issuing_country="BR",
        title={**PERSON["title"], "format": "foreign_non_eu"},
        registry_status={"status": "not_recognised", "french_residence_since": "2020-01-01"},
    )
    context = {**SCENARIO["context"], "online": False, "offline_status": "valid", "status_age_h": 1}
    line = report(Scenario(id="x", stop=read_stop(person, changed(SCENARIO, context=context))))
    assert (line["verdict"], line["class"], line["reasons"]) == ("INDETERMINATE", "REFER", ["STATUS_UNKNOWN"])
