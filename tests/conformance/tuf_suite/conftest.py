from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.tuf_suite.simulator import Client, Repository, start


@pytest.fixture
def repo() -> Repository:
    return Repository()


@pytest.fixture
def client(tmp_path: Path, repo: Repository) -> Client:
    return start(tmp_path, repo)
