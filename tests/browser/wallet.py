"""What a holder does with the wallet, and what a camera sees of it."""

from __future__ import annotations

import time
from collections.abc import Iterator

from issuer.portal.openid4vci.desk import Desk
from issuer.portal.openid4vci.offers import Offer, make_offer
from tests.browser.chromium import Page
from tests.browser.roadside import Shot
from tests.browser.site import Clock, Site


def offer_to(site: Site, person_id: str) -> Offer:
    """An offer as the portal makes it, for tests that are not about the portal's pages."""
    return make_offer(desk_of_site(site), person_id, "Téléphone bleu")


def desk_of_site(site: Site) -> Desk:
    portal = site.portal
    return Desk(
        office=portal.office,
        register=portal.register,
        engine=portal.engine,
        clock=portal.clock,
        address=site.address,
        salt=portal.salt,
    )


def receive(phone: Page, offer: Offer) -> None:
    """Follow the offer and type its figures."""
    phone.open(offer.wallet_link)
    phone.write("#figures", offer.tx_code)
    phone.press("#take")
    phone.see("#show")
    phone.run("const done = arguments[0]; navigator.serviceWorker.ready.then(() => done(true))")


def show_code(phone: Page) -> None:
    phone.press("#show")
    phone.see("#living path")


def frames(phone: Page, clock: Clock, seconds: float, every: float = 0.4) -> Iterator[Shot]:
    """What a camera sees: pictures with the terminal's two times."""
    began = time.monotonic()
    while (monotonic := time.monotonic()) - began < seconds:
        now = clock()
        yield phone.picture(), monotonic, now
        time.sleep(max(0.0, every - (time.monotonic() - monotonic)))


def credential_of(phone: Page) -> bytes:
    """The licence as the phone keeps it; its key cannot be read so."""
    numbers = phone.run(_CREDENTIAL)
    assert isinstance(numbers, list)
    return bytes(numbers)


_CREDENTIAL = """
const done = arguments[0];
const request = indexedDB.open('permis-specimen', 1);
request.onsuccess = () => {
  const held = request.result.transaction('held').objectStore('held').get('licence');
  held.onsuccess = () => { request.result.close(); done(Array.from(held.result.credential)); };
};
"""
