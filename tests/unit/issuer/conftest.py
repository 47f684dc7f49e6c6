"""A register on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from issuer.people_json import load_people
from issuer.register import Register, sqlite_url
from tests.postgresql import PostgresqlServer


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "a register?.db")
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    return server.new_database()


@pytest.fixture
def register(url: URL) -> Iterator[Register]:
    with Register.open(url) as opened:
        opened.add_people(load_people(Path(__file__).parents[3] / "samples" / "people.json"))
        yield opened
