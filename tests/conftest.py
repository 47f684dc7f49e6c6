"""What all tests may ask for."""

from __future__ import annotations

import pytest

from tests.world import World


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The road in memory; made once, since no test changes it."""
    return World(tmp_path_factory.mktemp("world"))
