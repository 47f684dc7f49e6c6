"""Every test of the portal runs twice: on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from issuer.office import Office
from issuer.portal.app import close
from issuer.portal.settings import PortalSettings
from tests.portal.office import ADDRESS, Place, add_people, copy_office, make_office, open_place
from tests.postgresql import PostgresqlServer


@pytest.fixture(scope="session")
def office_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "office"
    make_office(folder)
    return folder


@pytest.fixture(scope="session")
def database_template(postgresql: PostgresqlServer) -> str:
    """The name of a database with the people of the samples, to copy."""
    url = postgresql.new_database()
    add_people(url)
    return str(url.database)


@pytest.fixture(params=["sqlite", "postgresql"])
def register_url(request: pytest.FixtureRequest) -> URL | None:
    """None: the office's own SQLite register."""
    if request.param == "sqlite":
        return None
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    return server.new_database(request.getfixturevalue("database_template"))


@pytest.fixture
def office(office_template: Path, register_url: URL | None, tmp_path: Path) -> Office:
    return copy_office(office_template, tmp_path / "office", register_url)


@pytest.fixture
def settings() -> PortalSettings:
    """Cheap passwords: how dear they are is tested by itself."""
    return PortalSettings(address=ADDRESS, password_memory_kib=8)


@pytest.fixture
def place(office: Office, settings: PortalSettings) -> Iterator[Place]:
    made = open_place(office, settings)
    yield made
    close(made.app)
