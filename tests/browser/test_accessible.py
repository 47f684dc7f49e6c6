"""Every page: axe-core finds nothing, light and dark; nothing runs over at 320 px or at 200 % text; keys are enough."""

from __future__ import annotations

import pytest
from fastapi.routing import APIRoute
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from issuer.portal import sessions
from issuer.portal.app import ROUTERS
from issuer.portal.openid4vci import endpoints
from tests.browser.chromium import HEIGHT, WIDTH, Page
from tests.browser.site import Site
from tests.browser.wallet import offer_to, receive
from tests.tools import npm_folder

pytestmark = pytest.mark.slow

DRIVER = "P25"
NARROW = 320


def test_pages_for_everyone(site: Site, phone: Page) -> None:
    assert "/telephone" in pages_of()
    for path in pages_of():
        phone.open(site.address + path)
        examine(phone, path)


def test_pages_for_those_signed_in(site: Site, phone: Page) -> None:
    receive(phone, offer_to(site, DRIVER))
    sign_in(site, phone, DRIVER)
    for path in pages_of():
        phone.open(site.address + path)
        examine(phone, path)
    phone.open(f"{site.address}/telephone")
    phone.press("form[action='/telephone/offre'] button")
    phone.see("#tx-code")
    phone.press("summary")
    examine(phone, "offer")


def test_the_wallet(site: Site, phone: Page) -> None:
    offer = offer_to(site, DRIVER)
    phone.open(f"{site.address}/wallet/")
    examine(phone, "nothing received yet")
    receive(phone, offer)
    examine(phone, "licence")
    phone.press("#erase")
    examine(phone, "dialog")
    phone.press("#erase-dialog button[value=no]")
    phone.press("#show")
    phone.see("#living path")
    examine(phone, "code")


def test_the_wallet_by_keys_alone(site: Site, phone: Page) -> None:
    offer = offer_to(site, DRIVER)
    phone.open(offer.wallet_link)
    phone.see_words("six chiffres")
    go_to(phone, "figures")
    press(phone, offer.tx_code, Keys.ENTER)
    phone.see("#show")
    go_to(phone, "show")
    press(phone, Keys.ENTER)
    phone.see("#living path")
    go_to(phone, "alternate")
    press(phone, Keys.SPACE)
    go_to(phone, "nonce")
    press(phone, "7K2M", Keys.ENTER)
    phone.see_words("7K2M")
    go_to(phone, "hide")
    press(phone, Keys.ENTER)
    phone.see("#show")


def examine(page: Page, name: str) -> None:
    """Hold the page that is open to the rules, in light and dark, at three sizes. It is left as it was."""
    for scheme in ("light", "dark"):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        assert violations(page) == [], f"{name} ({scheme})"
    assert is_within(page, NARROW, "100%"), f"{name}: wider than {NARROW} px"
    assert is_within(page, WIDTH, "200%"), f"{name}: runs over at 200 % text"
    assert page.complaints == [], name


def violations(page: Page) -> list[str]:
    page.driver.execute_script((npm_folder() / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.run(
        "const done = arguments[0];"
        "axe.run(document, {resultTypes: ['violations']}).then("
        "(result) => done(result.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html)}`)))"
    )
    assert isinstance(found, list)
    return found


def is_within(page: Page, width: int, text: str) -> bool:
    """Whether nothing has to be scrolled sideways."""
    screen = {"width": width, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
    page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    needed: int = page.driver.execute_script(
        "document.documentElement.style.fontSize = arguments[0];"
        "const width = document.documentElement.scrollWidth;"
        "document.documentElement.style.fontSize = ''; return width",
        text,
    )
    screen["width"] = WIDTH
    page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    return needed <= width


def pages_of() -> list[str]:
    """The addresses of all pages of the portal that take nothing from the address."""
    routes = [route for router in ROUTERS if router is not endpoints.router for route in router.routes]
    found = {route.path for route in routes if isinstance(route, APIRoute) and "GET" in (route.methods or ())}
    return sorted(path for path in found if "{" not in path and not path.startswith("/wallet"))


def sign_in(site: Site, page: Page, person_id: str) -> None:
    session = sessions.sign_in(site.portal, None, person_id=person_id, account_id=None)
    cookie = {"name": sessions.COOKIE, "value": session.number, "url": site.address, "path": "/", "secure": True}
    page.driver.execute_cdp_cmd("Network.setCookie", cookie)


def go_to(page: Page, element_id: str) -> None:
    """Press the tab key until the element has the focus."""
    for _ in range(40):
        if page.driver.switch_to.active_element.get_attribute("id") == element_id:
            return
        press(page, Keys.TAB)
    raise AssertionError(f"#{element_id} is not reached by keys")


def press(page: Page, *keys: str) -> None:
    (page.driver.switch_to.active_element or page.driver.find_element(By.TAG_NAME, "body")).send_keys(*keys)
