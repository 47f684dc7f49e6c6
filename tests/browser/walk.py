"""The second half of the walk: from the licence on the phone to every verdict that it can get."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from credential.qr_text import wrap
from credential.reason import Outcome, Reason
from issuer.output import still
from tests.browser.album import keep
from tests.browser.chromium import Page
from tests.browser.roadside import shown_again, watch
from tests.browser.site import Site, Terminal
from tests.browser.wallet import credential_of, frames, show_code

LATER: Final = timedelta(minutes=2)


def walk_to_the_verdict(site: Site, terminal: Terminal, phone: Page, person_id: str) -> None:
    """From the licence on the phone on: the network is cut, and the officer looks."""
    terminal.publish_and_update()
    site.stop()
    phone.driver.refresh()
    show_code(phone)
    keep(phone, "5-code")
    shots = list(frames(phone, site.clock, 6))
    assert watch(terminal, shots)[-1].outcome is Outcome.PASSED
    assert terminal.check(phone.picture(), "live.png")["verdict"] == Outcome.PASSED.value

    screenshot, _, _ = shots[-1]
    still_later = terminal.check(screenshot, "screenshot.png", later=LATER)
    assert (still_later["verdict"], still_later["reasons"]) == ("INDETERMINATE", [Reason.PRESENTATION_STALE.value])
    replayed = watch(terminal, shown_again(shots[-1], later=LATER))[-1]
    assert replayed.outcome is Outcome.FAILED
    assert [finding.reason for finding in replayed.findings] == [Reason.PRESENTATION_REPLAYED]

    copy = terminal.check(still(wrap(credential_of(phone)), ".png"), "copy.png")
    assert (copy["verdict"], copy["reasons"]) == ("FAILED", [Reason.KEY_BINDING_MISSING.value])

    terminal.set_status(person_id, "suspended")
    terminal.publish_and_update()
    suspended = terminal.check(phone.picture(), "suspended.png")
    assert (suspended["verdict"], suspended["reasons"]) == ("FAILED", [Reason.SUSPENDED.value])
    assert phone.complaints == []
