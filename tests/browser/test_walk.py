"""The holder's road, from a first visit to the officer's verdict, in a browser and with the program's commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from credential.reason import Outcome, Reason
from tests.browser.album import keep
from tests.browser.chromium import Page
from tests.browser.holder import create_account, download_attestation, take_licence
from tests.browser.site import Site, Terminal
from tests.browser.walk import walk_to_the_verdict
from tests.portal.office import PINK

pytestmark = pytest.mark.slow


def test_from_an_account_with_the_pink_licence_to_the_verdict(
    site: Site, terminal: Terminal, phone: Page, tmp_path: Path
) -> None:
    create_account(phone, site, PINK)
    phone.see_words("sous réserve d'éventuelles autres infractions")
    keep(phone, "2-points")
    attestation = download_attestation(phone, site, tmp_path / "downloads")
    terminal.publish_and_update()
    paper = terminal.check(attestation.read_bytes(), "attestation.pdf")
    assert paper["verdict"] == Outcome.ATTENTION.value
    assert Reason.HOLDER_NOT_PROVEN.value in paper["reasons"]
    take_licence(phone, site, "Téléphone bleu")
    walk_to_the_verdict(site, terminal, phone, PINK.person_id)
