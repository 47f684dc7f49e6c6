"""The wallet in Chromium, its pictures under the real verifier."""

from __future__ import annotations

import pytest

from credential.qr_text import Prefix, prefix_of
from credential.reason import Outcome, Reason
from issuer.portal.openid4vci.devices import devices_of, report_stolen
from tests.browser.chromium import Page
from tests.browser.roadside import texts_of, watch
from tests.browser.site import Site, Terminal
from tests.browser.wallet import credential_of, desk_of_site, frames, offer_to, receive, show_code
from verifier.verdict import Verdict

pytestmark = pytest.mark.slow

DRIVER = "P25"


def test_a_living_code_alternates_with_the_portrait_and_answers_the_officer(
    site: Site, terminal: Terminal, phone: Page
) -> None:
    receive(phone, offer_to(site, DRIVER))
    terminal.publish_and_update()
    site.stop()
    phone.driver.refresh()
    show_code(phone)
    phone.press("#alternate")
    shots = list(frames(phone, site.clock, 7))
    assert {prefix_of(text) for text in texts_of(shots)} == set(Prefix)
    last = watch(terminal, shots)[-1]
    assert last.outcome is Outcome.PASSED
    assert last.claims is not None
    assert last.claims.portrait is not None

    phone.press("#alternate")
    phone.write("#nonce", "7k2m")
    phone.press("#nonce-form button")
    answered = list(frames(phone, site.clock, 3))
    assert watch(terminal, answered, nonce="7K2M")[-1].outcome is Outcome.PASSED
    assert reasons(watch(terminal, answered)[-1]) == {Reason.NONCE_MISMATCH}
    assert phone.complaints == []


def test_a_stolen_phone_is_refused_after_one_publication_and_another_is_not(
    site: Site, terminal: Terminal, phone: Page
) -> None:
    receive(phone, offer_to(site, DRIVER))
    terminal.publish_and_update()
    show_code(phone)
    assert watch(terminal, frames(phone, site.clock, 1))[-1].outcome is Outcome.PASSED
    desk = desk_of_site(site)
    (device,) = devices_of(desk, DRIVER)
    assert report_stolen(desk, DRIVER, device.device_id)
    terminal.publish_and_update()
    assert reasons(watch(terminal, frames(phone, site.clock, 1))[-1]) == {Reason.LOST_OR_STOLEN}

    phone.press("#hide")
    phone.press("#renew")
    phone.see_words("retiré de la liste")
    receive(phone, offer_to(site, DRIVER))
    terminal.publish_and_update()
    show_code(phone)
    assert watch(terminal, frames(phone, site.clock, 1))[-1].outcome is Outcome.PASSED


def test_the_wallet_says_what_is_wrong_with_an_offer(site: Site, phone: Page) -> None:
    offer = offer_to(site, DRIVER)
    phone.open(f"{site.address}/wallet/#credential_offer=%7B")
    phone.see_words("pas une offre de permis")
    phone.write("#offer", offer.link.replace("localhost", "attacker.example"))
    phone.write("#figures", offer.tx_code)
    phone.press("#take")
    phone.see_words("autre émetteur")
    phone.write("#offer", offer.link)
    phone.write("#figures", f"{(int(offer.tx_code) + 1) % 10**6:06}")
    phone.press("#take")
    phone.see_words("Chiffres faux")
    site.stop()
    phone.press("#take")
    phone.see_words("Pas de réponse du portail")
    site.start()
    phone.write("#figures", f"{offer.tx_code[:3]} {offer.tx_code[3:]}")
    phone.press("#take")
    phone.see("#show")


def test_the_key_cannot_be_read_and_the_licence_can_be_erased(site: Site, phone: Page) -> None:
    receive(phone, offer_to(site, DRIVER))
    assert phone.run(_EXPORT) == "InvalidAccessError"
    phone.press("#erase")
    phone.press("#erase-dialog button[value=no]")
    phone.see("#show")
    phone.press("#erase")
    phone.press("#erase-dialog button[value=yes]")
    phone.see("#figures")
    phone.driver.refresh()
    phone.see("#figures")


def test_another_offer_replaces_nothing_unasked(site: Site, phone: Page) -> None:
    """Somebody sends the holder an offer of their own licence."""
    receive(phone, offer_to(site, DRIVER))
    mine = credential_of(phone)
    phone.open(offer_to(site, "P01").wallet_link)
    phone.see("#replaces")
    phone.press("#keep")
    phone.see("#show")
    assert credential_of(phone) == mine


def test_a_licence_that_cannot_be_read_locks_nobody_out(site: Site, phone: Page) -> None:
    receive(phone, offer_to(site, DRIVER))
    assert phone.run(_SPOIL) is True
    phone.driver.refresh()
    phone.see_words("ne garde rien")
    receive(phone, offer_to(site, DRIVER))


def reasons(verdict: Verdict) -> set[Reason]:
    return {finding.reason for finding in verdict.findings}


_SPOIL = """
const done = arguments[0];
const request = indexedDB.open('permis-specimen', 1);
request.onsuccess = () => {
  const store = request.result.transaction('held', 'readwrite').objectStore('held');
  const put = store.put({credential: new Uint8Array([255])}, 'licence');
  put.onsuccess = () => { request.result.close(); done(true); };
};
"""
_EXPORT = """
const done = arguments[0];
const request = indexedDB.open('permis-specimen', 1);
request.onsuccess = () => {
  const held = request.result.transaction('held').objectStore('held').get('licence');
  held.onsuccess = () => crypto.subtle.exportKey('jwk', held.result.keys.privateKey).then(
    () => done('readable'), (error) => done(error.name));
};
"""
