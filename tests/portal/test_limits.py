"""Guessing is slow: for one account whoever asks, for one network whatever it asks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select
from starlette.requests import Request

from issuer.portal.limits import (
    SIGN_IN_ACCOUNT,
    SIGN_IN_NETWORK,
    Limit,
    network_of,
    require_within,
)
from issuer.portal.tables import attempts
from issuer.portal.visit import RefusedError
from tests.portal.office import PINK, Place

THREE = Limit(name="test", count=3, window=timedelta(minutes=1))


def is_refused(place: Place, subject: str) -> bool:
    try:
        require_within(place.portal, THREE, subject)
    except RefusedError as error:
        assert error.status == 429
        return True
    return False


def test_try_after_the_last_allowed_is_refused_until_the_window_ends(place: Place) -> None:
    assert [is_refused(place, "a") for _ in range(4)] == [False, False, False, True]
    assert not is_refused(place, "b")
    place.clock.turn(seconds=59)
    assert is_refused(place, "a")
    place.clock.turn(seconds=1)
    assert not is_refused(place, "a")


def test_tries_at_once_are_all_counted(place: Place) -> None:
    with ThreadPoolExecutor(6) as pool:
        refused = list(pool.map(lambda _: is_refused(place, "a"), range(12)))
    assert refused.count(False) == THREE.count


def test_account_is_closed_after_wrong_passwords_also_to_the_right_one(place: Place) -> None:
    place.sign_in()
    for _ in range(SIGN_IN_ACCOUNT.count):
        place.browser().post("/connexion", {"courriel": PINK.email, "mot_de_passe": "x" * 20})
    closed = place.browser().post("/connexion", {"courriel": PINK.email, "mot_de_passe": PINK.password})
    assert closed.status_code == 429
    assert int(closed.headers["retry-after"]) == SIGN_IN_ACCOUNT.window.total_seconds()
    place.clock.turn(minutes=15)
    place.return_of(PINK)


def test_unknown_address_is_closed_just_the_same(place: Place) -> None:
    statuses = [
        place.browser().post("/connexion", {"courriel": "x@y.example", "mot_de_passe": "x" * 20}).status_code
        for _ in range(SIGN_IN_ACCOUNT.count + 1)
    ]
    assert statuses == [401] * SIGN_IN_ACCOUNT.count + [429]


def test_one_network_cannot_try_many_accounts(place: Place) -> None:
    browser = place.browser()
    fields = [{"courriel": f"{number}@y.example", "mot_de_passe": "x"} for number in range(SIGN_IN_NETWORK.count + 1)]
    statuses = [browser.post("/connexion", each).status_code for each in fields]
    assert statuses[-2:] == [401, 429]


def test_signing_in_rightly_forgets_the_wrong_tries(place: Place) -> None:
    place.sign_in()
    for _ in range(3):
        for _ in range(SIGN_IN_ACCOUNT.count - 1):
            place.browser().post("/connexion", {"courriel": PINK.email, "mot_de_passe": "x" * 20})
        place.return_of(PINK)


def test_no_address_is_kept_in_the_clear(place: Place) -> None:
    place.browser().post("/connexion", {"courriel": "x@y.example", "mot_de_passe": "x" * 20})
    with place.portal.engine.connect() as connection:
        assert "y.example" not in repr(connection.execute(select(attempts)).all())


@pytest.mark.parametrize(
    ("host", "network"),
    [("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("testclient", "testclient")],
)
def test_a_household_of_ipv6_counts_as_one(host: str, network: str) -> None:
    assert network_of(Request({"type": "http", "client": (host, 1), "headers": []})) == network
