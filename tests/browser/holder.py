"""What a holder does on the portal's pages, from the first visit to the offer."""

from __future__ import annotations

import re
import time
from email.message import EmailMessage
from pathlib import Path

from tests.browser.album import keep
from tests.browser.chromium import PATIENCE, Page
from tests.browser.site import Site
from tests.portal.office import Holder


def create_account(page: Page, site: Site, holder: Holder) -> None:
    """The three steps, the letter, the activation, the sign-in."""
    page.open(site.address)
    page.press("main a[href='/compte/creer']")
    for name, value in holder.identity().items():
        page.write(f"#{name}", value)
    keep(page, "1-account")
    submit(page, "/compte/creer")
    page.press(f"input[name=format_permis][value={holder.licence_format}]")
    page.write("#numero", holder.number)
    submit(page, "/compte/creer/permis")
    page.press("#accepte")
    submit(page, "/compte/creer/conditions")
    page.see_words(holder.email)
    page.open(address_in(site.outbox.last_to(holder.email)))
    submit(page, "/compte/activer")
    page.see("form[action='/connexion']")
    page.write("#courriel", holder.email)
    page.write("#mot_de_passe", holder.password)
    submit(page, "/connexion")


def submit(page: Page, action: str) -> None:
    """Press the button of the form that goes there."""
    page.press(f"main form[action='{action}'] button")


def address_in(message: EmailMessage) -> str:
    found = re.search(r"http://localhost:\d+/compte/\S+", message.get_content())
    assert found is not None
    return found[0]


def download_attestation(page: Page, site: Site, folder: Path) -> Path:
    """Fetch the PDF as the browser saves it."""
    folder.mkdir()
    behaviour = {"behavior": "allow", "downloadPath": str(folder)}
    page.driver.execute_cdp_cmd("Browser.setDownloadBehavior", behaviour)
    page.open(f"{site.address}/attestation")
    submit(page, "/attestation")
    for _ in range(PATIENCE * 10):
        found = [path for path in folder.glob("*.pdf") if path.stat().st_size > 0]
        if found and not list(folder.glob("*.crdownload")):
            return found[0]
        time.sleep(0.1)
    raise AssertionError("no attestation came")


def take_licence(page: Page, site: Site, label: str) -> None:
    """Ask for an offer, follow it on the same phone, and type the six figures."""
    page.open(f"{site.address}/telephone")
    page.write("#label", label)
    submit(page, "/telephone/offre")
    figures = page.see("#tx-code").text
    keep(page, "3-offer")
    page.press("#wallet")
    page.write("#figures", figures)
    page.press("#take")
    page.see("#show")
    page.run("const done = arguments[0]; navigator.serviceWorker.ready.then(() => done(true))")
    keep(page, "4-licence")
