"""The log says what was asked and how it ended, and nothing of anybody."""

from __future__ import annotations

import logging

import pytest

from tests.portal.office import PINK, Place, link_in, token_in


def test_no_secret_and_no_personal_data_in_the_log(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    browser = place.sign_in()
    link = link_in(place.outbox.last_to(PINK.email))
    browser.get(link)
    browser.get("/points")
    browser.post("/attestation")
    browser.get("/points?secret=1234567")
    browser.get("/absent/boudineau")
    ours = "\n".join(each.getMessage() for each in caplog.records if each.name.startswith("carton_rose"))
    assert "GET /points 200" in ours
    secrets = (PINK.email, PINK.password, token_in(link), "oudineau", "7305", "1234567", "P03", "testclient")
    assert not [each for each in secrets if each.casefold() in ours.casefold()]
