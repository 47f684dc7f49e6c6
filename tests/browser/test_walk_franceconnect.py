"""The same road for a holder of the card who signs in by FranceConnect: no account, no password of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from issuer.portal.settings import FranceConnectSettings, PortalSettings
from tests.browser.chromium import Page
from tests.browser.holder import submit, take_licence
from tests.browser.site import Clock, Site, Terminal
from tests.browser.walk import walk_to_the_verdict
from tests.portal.provider import CLIENT_ID, CLIENT_SECRET, Provider, claims_of, running_provider

pytestmark = pytest.mark.slow

ZOE = "P21"
"""Who signs in there as zoe@essai; her name needs letters beyond Latin-1."""


@pytest.fixture
def provider(port: int, clock: Clock) -> Iterator[Provider]:
    """A provider whose clock is the test's: what it signed by the wall's clock is moved and signed again."""
    with running_provider(f"http://localhost:{port}") as running:
        shift = int(clock.shift.total_seconds())

        def moved(token: str) -> str:
            claims = claims_of(token)
            for name in claims.keys() & {"iat", "exp", "auth_time"}:
                claims[name] += shift
            return running.sign(claims)

        def tamper(name: str, answer: Any) -> Any:  # noqa: ANN401 - an answer of the provider, JSON or token
            if name == "token":
                return {**answer, "id_token": moved(answer["id_token"])}
            return moved(answer) if name == "userinfo" else answer

        running.tamper = tamper
        yield running


@pytest.fixture
def settings(port: int, provider: Provider) -> PortalSettings:
    known = FranceConnectSettings(issuer=provider.issuer, client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
    return PortalSettings(address=f"http://localhost:{port}", franceconnect=known, password_memory_kib=8)


def test_by_franceconnect_with_the_card_to_the_verdict(site: Site, terminal: Terminal, phone: Page) -> None:
    phone.open(f"{site.address}/connexion")
    submit(phone, "/franceconnect/depart")
    phone.see_words("sous réserve d'éventuelles autres infractions")
    take_licence(phone, site, "Téléphone vert")
    phone.see_words("Œuvrard")
    walk_to_the_verdict(site, terminal, phone, ZOE)
