"""A register on SQLite always, and on PostgreSQL where CARTON_ROSE_TEST_POSTGRESQL names an empty database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

from issuer.people_json import load_people
from issuer.register import Register, sqlite_url


def emptied(url: str) -> URL:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(
            text("DROP TABLE IF EXISTS register_schema, revocations, minted, status_references, shards, people")
        )
    engine.dispose()
    return make_url(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "a register?.db")
    address = os.environ.get("CARTON_ROSE_TEST_POSTGRESQL")
    if not address:
        pytest.skip("CARTON_ROSE_TEST_POSTGRESQL names no database")
    return emptied(address)


@pytest.fixture
def register(url: URL) -> Iterator[Register]:
    with Register.open(url) as opened:
        opened.add_people(load_people(Path(__file__).parents[3] / "samples" / "people.json"))
        yield opened
