"""The portal as wallets meet it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.portal.office import Place
from tests.portal.wallet.desk import Counter, Wallet


@pytest.fixture
def counter(place: Place) -> Iterator[Counter]:
    counter = Counter.at(place)
    yield counter
    counter.http.close()


@pytest.fixture
def wallet(counter: Counter) -> Wallet:
    return Wallet(counter)
