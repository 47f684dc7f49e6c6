"""What holds for every page: headers, language, addresses, faults."""

from __future__ import annotations

import pytest

from issuer.portal.guard import BODY_LIMIT
from issuer.portal.home import own_path
from tests.portal.office import ADDRESS, Place, text_of


def test_every_page_says_specimen_and_runs_no_inline_script(place: Place) -> None:
    for path in ("/", "/absent"):
        response = place.browser().get(path)
        assert "SPECIMEN" in text_of(response)
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "<script" not in response.text
        assert "style=" not in response.text
        assert response.headers["cache-control"] == "no-store"


def test_language_is_french_until_english_is_chosen(place: Place) -> None:
    browser = place.browser()
    assert '<html lang="fr">' in browser.get("/").text
    assert browser.get("/langue/en?retour=/").headers["location"] == "/"
    assert '<html lang="en">' in browser.get("/").text


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/a\n",
        "",
        "evil",
    ],
)
def test_open_redirect_is_refused(place: Place, wanted: str) -> None:
    assert own_path(wanted) == "/"
    response = place.browser().client.get("/langue/en", params={"retour": wanted})
    assert response.headers["location"] == "/"


def test_another_host_is_sent_to_the_address_of_the_settings(place: Place) -> None:
    client = place.browser().client
    moved = client.get("/points", headers={"host": "evil.example"})
    assert moved.headers["location"] == f"{ADDRESS}/points"
    assert client.post("/connexion", headers={"host": "evil.example"}).status_code == 421


def test_body_over_the_limit_is_refused(place: Place) -> None:
    client = place.browser().client
    assert client.post("/connexion", content=b"x" * (BODY_LIMIT + 1)).status_code == 413


def test_absent_page_is_a_page(place: Place) -> None:
    response = place.browser().get("/absent")
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")


def test_machines_get_json_faults(place: Place) -> None:
    response = place.browser().get("/openid4vci/absent")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/json"
