"""Signing in by FranceConnect, against a real provider: the whole way, and each way in which it must fail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
from httpx2 import Response
from sqlalchemy import select

from issuer.office import Office
from issuer.portal.app import close
from issuer.portal.settings import FranceConnectSettings, PortalSettings
from issuer.portal.tables import sessions
from issuer.register_tables import people
from tests.portal.office import ADDRESS, Browser, Place, open_place, text_of
from tests.portal.provider import CLIENT_ID, CLIENT_SECRET, PIVOT, Answer, Provider, claims_of, running_provider


@pytest.fixture(scope="module")
def one_provider() -> Iterator[Provider]:
    with running_provider(ADDRESS) as running:
        yield running


@pytest.fixture
def provider(one_provider: Provider) -> Provider:
    one_provider.user = "zoe@essai"
    one_provider.tamper = lambda _name, answer: answer
    one_provider.requests.clear()
    return one_provider


@pytest.fixture
def settings(provider: Provider) -> PortalSettings:
    known = FranceConnectSettings(issuer=provider.issuer, client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
    return PortalSettings(address=ADDRESS, franceconnect=known, password_memory_kib=8)


@pytest.fixture
def place(office: Office, settings: PortalSettings) -> Iterator[Place]:
    """The provider's clock is the wall's, so the portal's is too."""
    made = open_place(office, settings)
    made.clock.now = datetime.now(UTC)
    yield made
    close(made.app)


def leave(browser: Browser) -> str:
    """Press the button, and return where the browser is sent."""
    sent = browser.post("/connexion", to="/franceconnect/depart")
    assert sent.status_code == 303, text_of(sent)
    return sent.headers["location"]


def sign_in(place: Place, browser: Browser | None = None) -> Response:
    browser = browser or place.browser()
    return browser.get(visit_provider(leave(browser)))


def visit_provider(address: str) -> str:
    back = httpx2.get(address, follow_redirects=False).headers["location"]
    return str(back).removeprefix(ADDRESS)


def change_claims(provider: Provider, answer: str, **changes: object) -> None:
    """Let the provider sign other claims in the ID token, or in the identity (`answer` userinfo)."""

    def tamper(name: str, body: Answer) -> Answer:
        if name != answer:
            return body
        token = body["id_token"] if name == "token" else body
        changed = {key: value for key, value in {**claims_of(token), **changes}.items() if value is not None}
        signed = provider.sign(changed)
        return {**body, "id_token": signed} if name == "token" else signed

    provider.tamper = tamper


def assert_nobody_signed_in(place: Place, response: Response, status: int) -> None:
    assert response.status_code == status
    with place.portal.engine.connect() as connection:
        assert not [row for row in connection.execute(select(sessions)) if row.person_id]


def test_identity_that_fits_one_person_signs_in(place: Place) -> None:
    browser = place.browser()
    assert sign_in(place, browser).headers["location"] == "/points"
    assert "Lecœur" in text_of(browser.get("/points"))


def test_request_has_the_shapes_of_franceconnect(place: Place, provider: Provider) -> None:
    sign_in(place)
    asked = dict(provider.requests)["authorization"]
    assert set(asked["scope"].split()) == {"openid", *PIVOT}
    assert asked["acr_values"] == "eidas1"
    assert asked["response_type"] == "code"
    assert len(asked["state"]) >= 32
    assert len(asked["nonce"]) >= 32
    assert asked["redirect_uri"] == f"{ADDRESS}/franceconnect/retour"


def test_session_planted_before_is_worth_nothing_after(place: Place) -> None:
    browser = place.browser()
    browser.get("/connexion")
    before = dict(browser.client.cookies)
    sign_in(place, browser)
    assert dict(browser.client.cookies) != before


def test_usage_name_finds_its_bearer(place: Place, provider: Provider) -> None:
    provider.user = "usage@essai"
    browser = place.browser()
    assert sign_in(place, browser).headers["location"] == "/points"
    assert "Villegontran" in text_of(browser.get("/points"))


def test_identity_that_fits_nobody_is_told_the_next_step(place: Place, provider: Provider) -> None:
    provider.user = "personne@essai"
    response = sign_in(place)
    assert_nobody_signed_in(place, response, 403)
    assert "numéro de votre permis" in text_of(response)


def test_identity_that_fits_two_signs_in_neither(place: Place) -> None:
    with place.portal.engine.begin() as connection:
        record = connection.execute(select(people.c.record).where(people.c.id == "P21")).scalar_one()
        twin = {**record, "id": "P99", "title": {**record["title"], "document_number": "15ZZ99999"}}
        connection.execute(people.insert().values(id="P99", record=twin, status="valid"))
    assert_nobody_signed_in(place, sign_in(place), 403)


def test_identity_without_a_birth_date_is_refused(place: Place, provider: Provider) -> None:
    provider.user = "vide@essai"
    assert_nobody_signed_in(place, sign_in(place), 502)


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "http://127.0.0.1:1"},
        {"aud": ["another"]},
        {"aud": ["another"], "azp": CLIENT_ID},
        {"nonce": "another"},
        {"nonce": None},
        {"acr": "eidas0"},
        {"acr": None},
        {"exp": 1},
        {"exp": None},
        {"iat": 32_503_680_000},
        {"sub": None},
        {"azp": "another"},
    ],
    ids=str,
)
def test_id_token_with_a_wrong_claim_is_refused(place: Place, provider: Provider, changes: dict[str, Any]) -> None:
    change_claims(provider, "token", **changes)
    assert_nobody_signed_in(place, sign_in(place), 502)


@pytest.mark.parametrize(
    "changes", [{"iss": "http://127.0.0.1:1"}, {"aud": ["another"]}, {"sub": "another"}, {"iss": None}], ids=str
)
def test_identity_for_somebody_else_is_refused(place: Place, provider: Provider, changes: dict[str, Any]) -> None:
    change_claims(provider, "userinfo", **changes)
    assert_nobody_signed_in(place, sign_in(place), 502)


@pytest.mark.parametrize("answer", ["token", "userinfo"])
@pytest.mark.parametrize("forgery", ["none", "another key", "cut"])
def test_answer_that_is_not_signed_is_refused(place: Place, provider: Provider, answer: str, forgery: str) -> None:
    def forged(token: str) -> str:
        if forgery == "none":
            return provider.sign(claims_of(token), alg="none")
        if forgery == "another key":
            return provider.sign_by_another(claims_of(token))
        return token[:-8]

    def tamper(name: str, body: Answer) -> Answer:
        if name != answer:
            return body
        return {**body, "id_token": forged(body["id_token"])} if name == "token" else forged(body)

    provider.tamper = tamper
    assert_nobody_signed_in(place, sign_in(place), 502)


def test_identity_as_plain_json_is_refused(place: Place, provider: Provider) -> None:
    provider.tamper = lambda name, body: json.dumps(claims_of(body)) if name == "userinfo" else body
    assert_nobody_signed_in(place, sign_in(place), 502)


def test_discovery_of_another_issuer_is_refused(place: Place, provider: Provider) -> None:
    provider.tamper = lambda name, body: {**body, "issuer": "http://x.example"} if name == "provider_config" else body
    assert place.browser().post("/connexion", to="/franceconnect/depart").status_code == 502


def test_answer_expires_by_our_clock(place: Place) -> None:
    browser = place.browser()
    address = leave(browser)
    place.clock.turn(minutes=20)
    browser.get("/connexion")
    back = visit_provider(address)
    place.clock.now += timedelta(minutes=9)
    assert_nobody_signed_in(place, browser.get(back), 502)


def test_state_of_another_browser_is_refused(place: Place) -> None:
    victim, attacker = place.browser(), place.browser()
    leave(victim)
    back = visit_provider(leave(attacker))
    assert_nobody_signed_in(place, victim.get(back), 400)


def test_state_works_once(place: Place) -> None:
    browser = place.browser()
    back = visit_provider(leave(browser))
    assert browser.get(back).headers["location"] == "/points"
    assert browser.get(back).status_code == 400


def test_state_is_used_up_by_a_failure_too(place: Place, provider: Provider) -> None:
    browser = place.browser()
    back = visit_provider(leave(browser))
    change_claims(provider, "token", nonce="another")
    assert browser.get(back).status_code == 502
    provider.tamper = lambda _name, answer: answer
    assert_nobody_signed_in(place, browser.get(back), 400)


def test_code_works_once_at_the_provider(place: Place) -> None:
    browser = place.browser()
    back = visit_provider(leave(browser))
    browser.get(back)
    again = place.browser()
    state = dict(part.split("=", 1) for part in leave(again).partition("?")[2].split("&"))["state"]
    code = dict(part.split("=", 1) for part in back.partition("?")[2].split("&"))["code"]
    assert again.get(f"/franceconnect/retour?state={state}&code={code}").status_code == 502


def test_return_without_a_request_is_refused(place: Place) -> None:
    for query in ("", "?code=x&state=", "?code=x&state=y", "?state=&code="):
        assert_nobody_signed_in(place, place.browser().get("/franceconnect/retour" + query), 400)


def test_sign_in_given_up_at_the_provider_is_said(place: Place) -> None:
    browser = place.browser()
    state = dict(part.split("=", 1) for part in leave(browser).partition("?")[2].split("&"))["state"]
    response = browser.get(f"/franceconnect/retour?state={state}&error=access_denied&error_description=<b>x")
    assert_nobody_signed_in(place, response, 401)
    assert "<b>" not in response.text


def test_signing_out_ends_the_provider_s_session_too(place: Place, provider: Provider) -> None:
    browser = place.browser()
    sign_in(place, browser)
    sent = browser.post("/points", to="/deconnexion").headers["location"]
    assert sent.startswith(provider.issuer)
    assert visit_provider(sent) == "/"
    asked = dict(provider.requests)["session"]
    assert claims_of(asked["id_token_hint"])["aud"] == [CLIENT_ID]
    assert asked["post_logout_redirect_uri"] == f"{ADDRESS}/"
    assert browser.get("/points").status_code == 303


def test_form_may_lead_to_the_provider_and_nowhere_else(place: Place, provider: Provider) -> None:
    policy = place.browser().get("/connexion").headers["content-security-policy"]
    assert f"form-action 'self' {provider.issuer};" in policy


def test_log_names_the_fault_and_nobody(place: Place, provider: Provider, caplog: pytest.LogCaptureFixture) -> None:
    change_claims(provider, "token", nonce="another")
    sign_in(place)
    ours = [each.getMessage() for each in caplog.records if each.name == "carton_rose.portal"]
    assert "franceconnect: wrong-claims" in ours
    assert not any("lecœur" in each.casefold() or "eyJ" in each for each in ours)


@pytest.mark.parametrize("path", ["/franceconnect/retour?state=x&code=y"])
def test_portal_without_franceconnect_has_no_such_page(office: Office, path: str) -> None:
    place = open_place(office, PortalSettings(address=ADDRESS, password_memory_kib=8))
    assert place.browser().get(path).status_code == 404
    assert "FranceConnect" not in place.browser().get("/connexion").text
    close(place.app)
