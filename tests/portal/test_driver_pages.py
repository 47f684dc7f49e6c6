"""What a driver sees: points with their caveat, probation, history; and the attestation, which says none of it."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdfium2 import PdfDocument

from issuer.people import StatusWord
from issuer.portal.points import change_points, points_of
from issuer.register_tables import RegisterError
from tests.portal.office import CARD, PINK, START, Holder, Place, text_of

CAVEAT = "sous réserve d'éventuelles autres infractions commises et non encore enregistrées"
NOVICE = Holder(
    person_id="P01",
    family="Morvant",
    given="Camille",
    born="14/03/2006",
    licence_format="carte",
    number="26ZZ90001",
    email="camille@courrier.example",
)
ANNULLED = Holder(
    person_id="P13",
    family="Roquebert",
    given="Ghislaine",
    born="31/01/1969",
    licence_format="carte",
    number="16ZZ90013",
    email="ghislaine@courrier.example",
)


def test_balance_stands_with_its_caveat_and_date(place: Place) -> None:
    page = text_of(place.sign_in(PINK).get("/points"))
    assert "Solde au 1er décembre 2026 12 points" in page
    assert CAVEAT in page
    assert "Aucun mouvement" in page


def test_date_is_that_of_paris(place: Place) -> None:
    browser = place.sign_in(PINK)
    place.clock.now = START.replace(hour=22, minute=59)
    place.return_of(PINK)
    browser = place.return_of(PINK)
    assert "1er décembre" in text_of(browser.get("/points"))
    place.clock.turn(minutes=1)
    assert "2 décembre" in text_of(browser.get("/points"))


def test_page_is_in_english_too(place: Place) -> None:
    browser = place.sign_in(PINK)
    browser.get("/langue/en")
    page = text_of(browser.get("/points"))
    assert "Balance on 1 December 2026" in page
    assert "subject to other offences that may have been committed and are not yet recorded" in page


def test_probation_is_shown_while_it_lasts(place: Place) -> None:
    page = text_of(place.sign_in(NOVICE).get("/points"))
    assert "Période probatoire Du 15 juin 2026 au 15 juin 2029" in page
    assert "6 points" in page
    place.clock.now = START.replace(year=2029)
    assert "Période probatoire" not in text_of(place.return_of(NOVICE).get("/points"))


def test_driver_without_a_balance_is_told_so(place: Place) -> None:
    page = text_of(place.sign_in(ANNULLED).get("/points"))
    assert "Aucun solde n'est tenu" in page
    assert CAVEAT in page


def test_history_shows_each_change_latest_first(place: Place) -> None:
    change_points(place.portal.engine, "P03", -3, "téléphone tenu en main", START)
    assert change_points(place.portal.engine, "P03", +1, "six mois sans infraction", START) == 10
    page = text_of(place.sign_in(PINK).get("/points"))
    assert "10 points" in page
    assert page.index("six mois sans infraction +1 10") < page.index("téléphone tenu en main -3 9")


def test_balance_stays_between_0_and_12(place: Place) -> None:
    assert change_points(place.portal.engine, "P03", -12, "x", START) == 0
    assert change_points(place.portal.engine, "P03", -1, "x", START) == 0
    assert change_points(place.portal.engine, "P03", 12, "x", START) == 12
    with pytest.raises(RegisterError):
        change_points(place.portal.engine, "P13", -1, "x", START)


def test_hostile_label_is_shown_as_text(place: Place) -> None:
    change_points(place.portal.engine, "P03", -1, "<script>alert(1)</script>\x1b[2J\u202e", START)
    page = place.sign_in(PINK).get("/points").text
    assert "<script" not in page
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_attestation_is_a_pdf_and_says_nothing_of_points(place: Place) -> None:
    response = place.sign_in(CARD).post("/attestation")
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"] == 'attachment; filename="attestation-specimen-2026-12-01.pdf"'
    page = PdfDocument(BytesIO(response.content))[0]
    words = " ".join(page.get_textpage().get_text_range().split())
    assert "15ZZ90021" in words
    assert "01/04/2027" in words
    assert "12 points" not in words
    assert [each.form.value for each in place.portal.register.minted("P21")] == ["attestation"]


def test_attestation_states_a_suspension(place: Place) -> None:
    place.portal.register.set_status("P21", StatusWord.SUSPENDED, START)
    content = place.sign_in(CARD).post("/attestation").content
    assert "SUSPENDU" in PdfDocument(BytesIO(content))[0].get_textpage().get_text_range()


def test_no_attestation_of_a_record_that_allows_none(place: Place) -> None:
    browser = place.sign_in(CARD)
    place.portal.register.set_status("P21", StatusWord.NOT_RECOGNISED, START)
    assert "ne permet pas" in text_of(browser.get("/attestation"))
    assert browser.post("/points", to="/attestation").status_code == 409
    assert place.portal.register.minted("P21") == ()


def test_balance_at_import_is_kept_when_people_are_imported_again(place: Place) -> None:
    from issuer.portal.points import add_balances, load_balances
    from tests.portal.office import PEOPLE

    change_points(place.portal.engine, "P03", -4, "x", START)
    add_balances(place.portal.engine, load_balances(PEOPLE), START)
    held = points_of(place.portal.engine, "P03")
    assert held is not None
    assert held.balance == 8
