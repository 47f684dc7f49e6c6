"""One furnished desk for all tests that drive the commands."""

from __future__ import annotations

import pytest

from tests.e2e.commands import Desk, Done, furnish

Furnished = tuple[Desk, list[Done]]


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """The desk, and what the commands that furnished it left behind."""
    return furnish(tmp_path_factory.mktemp("e2e") / "a desk, été")


@pytest.fixture(scope="session")
def desk(furnished: Furnished) -> Desk:
    """The desk."""
    return furnished[0]
