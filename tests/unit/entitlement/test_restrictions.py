"""What each code of field 12 asks, held against the stop: breached, to look at, or settled."""

from __future__ import annotations

import pytest

from credential.reason import Reason
from tests.unit.entitlement.stops import CAR, judged, reasons
from verifier.entitlement.codes import all_codes
from verifier.entitlement.restrictions import ANSWERS
from verifier.entitlement.standing import Measure, Standing

LOOK, BREACHED = [Reason.RESTRICTION_TO_CHECK], [Reason.RESTRICTION_BREACHED]
DOUBTFUL = [Reason.DAYLIGHT_DOUBTFUL]
NO_GEARBOX = "kind=car,mass=1900,seats=4"
MANUAL, AUTOMATIC = f"{NO_GEARBOX},gearbox=manual", f"{NO_GEARBOX},gearbox=automatic"


def found(code: str, vehicle: str, context: str = "", at: str = "2026-12-01 14:00") -> list[Reason]:
    """What one code for all categories makes of a stop."""
    return reasons(vehicle, codes_all=(code,), context=context, at=at)


@pytest.mark.parametrize(
    ("code", "context", "expected"),
    [
        *((code, "", LOOK) for code in ("01", "01.01", "01.02", "01.05", "01.06", "01.07")),
        ("01.06", "correction=yes", LOOK),
        ("01.06", "correction=no", BREACHED),
        ("01", "correction=no", BREACHED),
        ("01.06", "aid=no", LOOK),
        ("02", "aid=no", BREACHED),
        ("02.01", "aid=yes", LOOK),
        ("03.02", "aid=no", BREACHED),
        ("03.02", "correction=no", LOOK),
        ("02", "", LOOK),
        ("62(30 km)", "", LOOK),
        ("62(30 km)", "distance=30", LOOK),
        ("62(30 km)", "distance=30.1", BREACHED),
        ("62.30 km", "distance=31", BREACHED),
        ("62(7,5 km)", "distance=7.5", LOOK),
        ("62(7,5 km)", "distance=7.6", BREACHED),
        ("62(Rennes)", "distance=900", LOOK),
        ("62", "distance=900", LOOK),
        ("05.02(30 km)", "distance=31", BREACHED),
        ("63", "", LOOK),
        ("63", "passengers=0", LOOK),
        ("63", "passengers=1", BREACHED),
        ("05.03", "passengers=1", BREACHED),
        ("64(90 km/h)", "", LOOK),
        ("64(90 km/h)", "speed=90", LOOK),
        ("64(90 km/h)", "speed=91", BREACHED),
        ("64(90 km/h)", "distance=91", LOOK),
        ("05.04(90)", "speed=91", BREACHED),
        ("65", "", LOOK),
        ("65", "accompanied=yes", LOOK),
        ("65", "accompanied=no", BREACHED),
        ("05.05", "accompanied=no", BREACHED),
        ("66", "", LOOK),
        ("05.06", "", LOOK),
        ("67", "", LOOK),
        ("67", "motorway=no", LOOK),
        ("67", "motorway=yes", BREACHED),
        ("05.07", "motorway=yes", BREACHED),
        ("68", "", LOOK),
        ("68", "alcohol=no", LOOK),
        ("68", "alcohol=yes", BREACHED),
        ("05.08", "alcohol=yes", BREACHED),
        ("05", "passengers=1", LOOK),
    ],
)
def test_driver_and_trip(code: str, context: str, expected: list[Reason]) -> None:
    assert found(code, CAR, context) == expected


@pytest.mark.parametrize(
    ("code", "vehicle", "expected"),
    [
        ("78", NO_GEARBOX, LOOK),
        ("78", AUTOMATIC, []),
        ("78", MANUAL, BREACHED),
        ("50(VF1 ZZZ 1)", CAR, LOOK),
        ("50(VF1 ZZZ 1)", f"{CAR},vin=vf1zzz1", []),
        ("50(VF1ZZZ1)", f"{CAR},vin=VF1ZZZ2", BREACHED),
        ("50(VIN VF1ZZZ1)", f"{CAR},vin=VF1ZZZ1", []),
        ("50(VIN n° VF1ZZZ1)", f"{CAR},vin=VF1ZZZ1", []),
        ("50(VF1ZZZ1)", f"{CAR},vin=ZZZ1", BREACHED),
        ("50(VF1ZZZ1)", f"{CAR},vin=XVF1ZZZ1", BREACHED),
        ("50(VF1ZZZ1)", f"{CAR},vin=--", BREACHED),
        ("50(VIN)", f"{CAR},vin=--", BREACHED),
        ("50(VIN)", f"{CAR},vin=VF1ZZZ1", BREACHED),
        ("50(VF1ZZZ1)", f"{CAR},plate=VF1ZZZ1", LOOK),
        ("50", f"{CAR},vin=VF1ZZZ2", LOOK),
        ("51(AB-123-CD)", CAR, LOOK),
        ("51(AB-123-CD)", f"{CAR},plate=AB 123 CD", []),
        ("51(AB-123-CD)", f"{CAR},plate=AB-124-CD", BREACHED),
        ("51(AB-123-CD)", f"{CAR},vin=AB123CD", LOOK),
        ("66", f"{CAR},trailer=1", BREACHED),
        ("05.06", f"{CAR},trailer=1", BREACHED),
        ("97", CAR, LOOK),
        ("97", f"{CAR},tachograph=no", []),
        ("97", f"{CAR},tachograph=yes", BREACHED),
    ],
)
def test_facts_about_the_vehicle_settle_the_matter(code: str, vehicle: str, expected: list[Reason]) -> None:
    assert found(code, vehicle) == expected


@pytest.mark.parametrize(
    ("code", "adaptations", "expected"),
    [
        ("40.11", None, LOOK),
        ("40.11", "40.11", LOOK),
        ("40.11", "40.11+10.02", LOOK),
        ("40.11", "none", BREACHED),
        ("40.11", "40.12", BREACHED),
        ("40.11", "40", BREACHED),
        ("40", "40.11", LOOK),
        ("40", "40", LOOK),
        ("40", "44.01", BREACHED),
        ("20.06a", "20.06", LOOK),
        *((code, "none", BREACHED) for code in ("10", "15.01", "20", "25.04", "30", "31.01", "32", "33.01")),
        *((code, "none", BREACHED) for code in ("35.03", "40", "42.01", "43", "44.01")),
        *((code, None, LOOK) for code in ("10", "15.01", "20", "25.04", "30", "31.01", "32", "33.01", "35.03", "43")),
    ],
)
def test_an_adaptation_is_found_on_the_vehicle_or_breached(
    code: str, adaptations: str | None, expected: list[Reason]
) -> None:
    vehicle = CAR if adaptations is None else f"{CAR},adaptations={adaptations}"
    assert found(code, vehicle) == expected


@pytest.mark.parametrize(
    ("vehicle", "expected"),
    [
        (NO_GEARBOX, LOOK),
        (AUTOMATIC, LOOK),
        (MANUAL, BREACHED),
        (f"{AUTOMATIC},adaptations=none", LOOK),
        (f"{MANUAL},adaptations=10.02", BREACHED),
        (f"{NO_GEARBOX},adaptations=none", BREACHED),
        (f"{NO_GEARBOX},adaptations=10.02", LOOK),
    ],
)
def test_10_02_is_seen_by_the_gearbox(vehicle: str, expected: list[Reason]) -> None:
    assert found("10.02", vehicle) == expected


SUN = "sunrise=08:20,sunset=16:50"


@pytest.mark.parametrize(
    ("at", "sun", "expected"),
    [
        ("07:19", SUN, BREACHED),
        ("07:20", SUN, DOUBTFUL),
        ("09:19", SUN, DOUBTFUL),
        ("09:20", SUN, LOOK),
        ("15:50", SUN, LOOK),
        ("15:51", SUN, DOUBTFUL),
        ("17:50", SUN, DOUBTFUL),
        ("17:51", SUN, BREACHED),
        ("00:00", SUN, BREACHED),
        ("10:14", "", DOUBTFUL),
        ("10:15", "", LOOK),
        ("15:30", "", LOOK),
        ("15:31", "", DOUBTFUL),
        ("02:00", "", DOUBTFUL),
        ("15:31", "sunrise=08:20", DOUBTFUL),
        ("07:19", "sunrise=08:20", BREACHED),
        ("10:14", "sunset=16:50", DOUBTFUL),
        ("17:51", "sunset=16:50", BREACHED),
        ("15:45", "sunset=16:50", LOOK),
        ("09:20", "sunrise=08:20", LOOK),
    ],
)
@pytest.mark.parametrize("code", ["61", "05.01"])
def test_daytime_is_an_hour_after_sunrise_to_an_hour_before_sunset(
    code: str, at: str, sun: str, expected: list[Reason]
) -> None:
    assert found(code, CAR, sun, f"2026-12-01 {at}") == expected


@pytest.mark.parametrize(
    ("code", "vehicle", "expected"),
    [
        ("69", CAR, [Reason.INTERLOCK_ONLY]),
        ("69", f"{CAR},interlock=yes", [Reason.INTERLOCK_ONLY]),
        ("69", f"{CAR},interlock=no", [Reason.INTERLOCK_MISSING]),
        ("107", f"{CAR},interlock=no", [Reason.INTERLOCK_MISSING]),
        ("69(01.12.2026)", f"{CAR},interlock=no", [Reason.INTERLOCK_MISSING]),
        ("69(30.11.2026)", f"{CAR},interlock=no", []),
        ("69(01.01.2030 30.11.2026)", f"{CAR},interlock=no", [Reason.INTERLOCK_MISSING]),
        ("69.30.11.2026", f"{CAR},interlock=no", []),
        ("107(2026-12-01)", CAR, [Reason.INTERLOCK_ONLY]),
    ],
)
def test_the_interlock_until_its_day(code: str, vehicle: str, expected: list[Reason]) -> None:
    judgement = judged(vehicle, codes_all=(code,))
    assert [*judgement.reasons] == expected
    assert judgement.codes == ((code[:2] if code.startswith("69") else "107",) if expected else ())


def test_the_interlock_of_the_record_has_no_code_behind_it() -> None:
    restricted = Standing(measure=Measure.RESTRICTED)
    assert judged(CAR, standing=restricted).codes == ()
    both = judged(f"{CAR},interlock=no", standing=restricted, codes_all=("69",))
    assert (both.reasons, both.codes) == ((Reason.INTERLOCK_MISSING,), ("69",))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("70.12/345678.MA", [Reason.EXCHANGED_TITLE]),
        ("71.987654321.F", [Reason.DUPLICATE_TITLE]),
        ("96", []),
        *((code, LOOK) for code in ("45", "46", "47", "72", "73", "74", "75", "76", "77", "79", "79.05", "80", "81")),
        *((code, LOOK) for code in ("101", "102", "103", "104", "105", "108", "109", "110", "111", "999", "what")),
    ],
)
def test_codes_that_inform_and_codes_without_a_rule(code: str, expected: list[Reason]) -> None:
    assert found(code, CAR) == expected


@pytest.mark.parametrize("code", all_codes())
def test_every_code_of_the_table_is_judged_and_none_is_ignored(code: str) -> None:
    silent = {"95", "96", "106"}
    expected = {"106": [Reason.PROBATIONARY], "95": [], "96": []}
    if code in silent:
        assert found(code, NO_GEARBOX) == expected[code]
    else:
        assert len(found(code, NO_GEARBOX)) == 1


@pytest.mark.parametrize("state", ["not_carried", "none"])
def test_the_papers_of_the_interlock_are_missed_only_when_they_were_asked_for(state: str) -> None:
    only, missed = Reason.INTERLOCK_ONLY, Reason.DOCUMENT_NOT_SHOWN
    lacking = f"interlock_papers={state}"
    for others in ({"codes_all": ("69",)}, {"standing": Standing(measure=Measure.RESTRICTED)}):
        assert reasons(CAR, context=lacking, **others) == [missed, only]
        assert reasons(CAR, context="interlock_papers=shown", **others) == [only]
        assert reasons(f"{CAR},interlock=no", context=lacking, **others) == [Reason.INTERLOCK_MISSING]
    assert reasons(CAR, context=lacking) == []


def test_every_rule_is_of_a_code_that_has_words() -> None:
    assert ANSWERS.keys() <= set(all_codes())


@pytest.mark.parametrize("code", ["100", "105", "106", "107", "197", "106(2020-01-01/2030-01-01)"])
def test_national_codes_of_another_state_inform(code: str) -> None:
    assert reasons(CAR, codes_all=(code,), issuing_country="DE") == [Reason.NATIONAL_CODE_FOREIGN]
    assert reasons(CAR, codes_all=("99", "69"), issuing_country="DE") == [
        Reason.INTERLOCK_ONLY,
        Reason.RESTRICTION_TO_CHECK,
    ]
