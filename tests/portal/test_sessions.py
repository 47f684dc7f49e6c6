"""Sessions and forms: fixation, forgery, ends, and what the cookie says."""

from __future__ import annotations

import hashlib
import re

import pytest
from sqlalchemy import select

from issuer.portal.sessions import COOKIE
from issuer.portal.tables import sessions
from tests.portal.office import CARD, PINK, Browser, Place, form_token

FORMS = [
    "/compte/creer",
    "/compte/creer/permis",
    "/compte/creer/conditions",
    "/compte/activer",
    "/connexion",
    "/mot-de-passe",
    "/mot-de-passe/nouveau",
    "/compte/adresse",
    "/compte/adresse/changer",
    "/compte/supprimer",
    "/attestation",
    "/deconnexion",
    "/franceconnect/depart",
    "/telephone/offre",
    "/telephone/vol",
]


def cookie_of(browser: Browser) -> str:
    return str(browser.client.cookies[COOKIE])


def test_every_posting_route_is_among_the_tested_forms(place: Place) -> None:
    posting = {
        route.path
        for router in place.app.state.routers
        for route in router.routes
        if "POST" in route.methods and not route.include_in_schema
    }
    assert posting == set(FORMS)


@pytest.mark.parametrize("path", FORMS)
def test_form_of_another_site_is_refused(place: Place, path: str) -> None:
    browser = place.sign_in()
    assert browser.client.post(path).status_code == 403
    assert browser.client.post(path, data={"form_token": ""}).status_code == 403
    of_another = form_token(place.browser().get("/connexion"))
    assert browser.client.post(path, data={"form_token": of_another}).status_code == 403
    assert browser.get("/points").status_code == 200


def test_cookie_is_for_this_host_alone_secure_and_hidden_from_scripts(place: Place) -> None:
    header = place.browser().get("/connexion").headers["set-cookie"]
    assert header.startswith("__Host-session=")
    attributes = {part.strip().casefold() for part in header.split(";")[1:]}
    assert {"secure", "httponly", "samesite=lax", "path=/"} <= attributes
    assert not any(each.startswith("domain") for each in attributes)


def test_session_planted_before_signing_in_is_worth_nothing_after(place: Place) -> None:
    place.create()
    place.activate()
    browser = place.browser()
    browser.get("/connexion")
    planted = cookie_of(browser)
    browser.post("/connexion", {"courriel": PINK.email, "mot_de_passe": PINK.password})
    assert cookie_of(browser) != planted
    attacker = place.browser()
    attacker.client.cookies.set(COOKIE, planted, domain="portail.example")
    assert attacker.get("/points").headers["location"] == "/connexion"


def test_signing_in_ends_the_session_before(place: Place) -> None:
    place.create()
    place.activate()
    browser = place.browser()
    browser.get("/connexion")
    planted = hashlib.sha256(cookie_of(browser).encode()).digest()
    browser.post("/connexion", {"courriel": PINK.email, "mot_de_passe": PINK.password})
    with place.portal.engine.connect() as connection:
        assert planted not in connection.execute(select(sessions.c.id_hash)).scalars().all()


def test_invented_session_number_is_not_taken_over(place: Place) -> None:
    browser = place.browser()
    browser.client.cookies.set(COOKIE, "A" * 43, domain="portail.example")
    shown = browser.get("/connexion")
    fresh = re.search(rf"{COOKIE}=([^;]+)", shown.headers["set-cookie"])
    assert fresh is not None
    assert fresh[1] != "A" * 43


def test_session_of_one_says_nothing_to_another(place: Place) -> None:
    first, second = place.sign_in(PINK), place.sign_in(CARD)
    assert "Boudineau" in first.get("/points").text
    assert "Boudineau" not in second.get("/points").text


def test_signing_out_ends_the_session_at_the_server(place: Place) -> None:
    browser = place.sign_in()
    kept = cookie_of(browser)
    browser.post("/points", to="/deconnexion")
    thief = place.browser()
    thief.client.cookies.set(COOKIE, kept, domain="portail.example")
    assert thief.get("/points").headers["location"] == "/connexion"


@pytest.mark.parametrize(("minutes", "expected"), [(29.9, 200), (30, 303)])
def test_session_that_is_not_used_ends(place: Place, minutes: float, expected: int) -> None:
    browser = place.sign_in()
    place.clock.turn(minutes=minutes)
    assert browser.get("/points").status_code == expected


def test_session_ends_after_its_life_however_much_it_is_used(place: Place) -> None:
    browser = place.sign_in()
    for _ in range(8 * 3 - 1):
        place.clock.turn(minutes=20)
        assert browser.get("/points").status_code == 200
    place.clock.turn(minutes=20)
    assert browser.get("/points").status_code == 303


def test_database_holds_no_session_number(place: Place) -> None:
    browser = place.sign_in()
    number = cookie_of(browser)
    with place.portal.engine.connect() as connection:
        rows = connection.execute(select(sessions)).all()
    assert rows
    assert number not in repr(rows)


@pytest.mark.parametrize("path", ["/points", "/attestation", "/compte"])
def test_page_for_people_signed_in_sends_others_to_sign_in(place: Place, path: str) -> None:
    assert place.browser().get(path).headers["location"] == "/connexion"
