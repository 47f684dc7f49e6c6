"""What all tests may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.postgresql import PostgresqlServer, running_server
from tests.world import World


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The road in memory; made once, since no test changes it."""
    return World(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    """A PostgreSQL server, started when the first test asks for it."""
    with running_server() as server:
        yield server
