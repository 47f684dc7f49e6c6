"""A site, a terminal and a phone for each test."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from issuer.portal.settings import PortalSettings
from tests.browser.chromium import Page, chromium
from tests.browser.site import Clock, Site, Terminal, copy_office
from tests.e2e.commands import Desk
from tests.portal.office import make_office


@pytest.fixture(scope="session")
def office_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "office"
    make_office(folder)
    return folder


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    return number


@pytest.fixture
def settings(port: int) -> PortalSettings:
    return PortalSettings(address=f"http://localhost:{port}", password_memory_kib=8)


@pytest.fixture
def site(office_template: Path, tmp_path: Path, clock: Clock, settings: PortalSettings, port: int) -> Iterator[Site]:
    made = Site(copy_office(office_template, tmp_path / "road"), clock, settings, port)
    made.start()
    yield made
    made.close()


@pytest.fixture
def terminal(tmp_path: Path, site: Site, clock: Clock) -> Terminal:
    return Terminal(Desk(folder=tmp_path / "road"), clock)


@pytest.fixture
def phone(tmp_path: Path, clock: Clock) -> Iterator[Page]:
    with chromium(tmp_path / "profile", clock) as page:
        yield page
