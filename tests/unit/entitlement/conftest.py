"""Each test reads codes and dates anew: a cache that another test filled would hide a change from mutation testing."""

from __future__ import annotations

import pytest

from verifier.entitlement.codes import read_code
from verifier.entitlement.days import dates_in
from verifier.entitlement.holder import births


@pytest.fixture(autouse=True)
def _without_caches() -> None:
    for cached in (read_code, dates_in, births):
        cached.cache_clear()
