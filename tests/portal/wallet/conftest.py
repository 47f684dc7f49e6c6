"""One credential issuer for each test; the office is made once and copied, as its keys take a while."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from issuer.office import Office
from tests.portal.wallet.desk import Counter, Wallet


@pytest.fixture(scope="session")
def office_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("counter")
    counter = Counter.open(folder)
    counter.desk.engine.dispose()
    counter.desk.register.close()
    return folder / "office"


@pytest.fixture
def counter(office_folder: Path, tmp_path: Path) -> Iterator[Counter]:
    shutil.copytree(office_folder, tmp_path / "office")
    counter = Counter.serving(Office.open(tmp_path / "office"))
    yield counter
    counter.http.close()
    counter.desk.engine.dispose()
    counter.desk.register.close()


@pytest.fixture
def wallet(counter: Counter) -> Wallet:
    return Wallet(counter)
