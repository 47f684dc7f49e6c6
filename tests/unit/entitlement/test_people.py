"""Reading people and overlays."""

from __future__ import annotations

from datetime import date, datetime

from credential.reason import Reason
from tests.unit.entitlement.people import PERSON, SCENARIO, changed, found
from verifier.entitlement.holder import Right, TitleForm
from verifier.entitlement.scenarios import read_stop


def test_a_person_is_read_with_everything_that_decides() -> None:
    person = changed(
        PERSON,
        birth_date_as_printed="00.00.1990",
        codes_all_categories=["01"],
        probation={"track": "AAC", "start": "2025-01-01", "end": "2027-01-01"},
    )
    stop = read_stop(person, SCENARIO)
    assert stop.at == datetime(2026, 12, 1, 14, 0)  # noqa: DTZ001 - the wall clock in Paris carries no zone
    holder = stop.holder
    assert (holder.birth_date, holder.birth_date_as_printed, holder.issuing_country) == (
        date(1990, 6, 15),
        "00.00.1990",
        "FR",
    )
    assert (holder.title.form, holder.title.number) == (TitleForm.CARD_2013, "18ZZ90099")
    assert (holder.title.issued, holder.title.expires) == (date(2018, 5, 14), date(2033, 5, 14))
    assert holder.rights == (Right(category="B", issued=date(2013, 7, 1), codes=("78",)),)
    assert holder.codes_all == ("01",)
    assert holder.probation == (date(2025, 1, 1), date(2027, 1, 1))


def test_a_person_may_lack_what_is_not_known() -> None:
    person = {"birth_date": "1990-06-15", "issuing_country": "FR", "title": {"format": "card_2013"}}
    holder = read_stop(person, SCENARIO).holder
    assert (holder.rights, holder.codes_all, holder.probation) == ((), (), None)
    assert (holder.title.number, holder.title.issued, holder.title.expires) == ("", None, None)


def test_an_overlay_changes_the_person_of_one_scenario() -> None:
    overlay = {
        "add_categories": [{"code": "C", "issued": "2020-01-01", "expires": "2030-01-01", "codes": ["01"]}],
        "add_codes": {"B": ["96"], "C": ["97"], "all": ["02"]},
        "category_issued": {"B": "2025-01-01"},
        "birth_date": "2000-01-01",
    }
    holder = read_stop(changed(PERSON, birth_date_as_printed="00.00.1990"), changed(SCENARIO, overlay=overlay)).holder
    assert holder.rights == (
        Right(category="B", issued=date(2025, 1, 1), codes=("78", "96")),
        Right(category="C", issued=date(2020, 1, 1), expires=date(2030, 1, 1), codes=("01", "97")),
    )
    assert (holder.codes_all, holder.birth_date, holder.birth_date_as_printed) == (("02",), date(2000, 1, 1), None)


def test_a_scenario_reads_vehicle_papers_and_title() -> None:
    assert found(vehicle={"gearbox": "manual"}) == [Reason.RESTRICTION_BREACHED]
    assert found(presented={"form": "none"}) == [Reason.NO_TITLE_SHOWN]
    assert found(authenticity="failed") == [Reason.NOT_AUTHENTIC]
    light = {"kind": "motorcycle", "displacement_cc": 125, "power_kw": 11, "kerb_kg": 130}
    papers = {"training_125": {"state": "shown"}}
    assert found(vehicle=light, documents=papers) == [Reason.EXEMPTION_TO_CHECK]
