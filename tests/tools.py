"""Programs that some tests need: on a user's machine their lack skips a test, in CI it fails."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest


def required(name: str, *, package: str) -> str:
    """The path of a program; where there is none, the test skips, or fails under CI=true."""
    found = shutil.which(name)
    if found is None:
        unavailable(f"{name} is not installed (Debian: {package})")
    return found


def unavailable(why: str) -> NoReturn:
    """Skip for this reason, or fail under CI=true."""
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why)


def npm_folder() -> Path:
    """The folder `tests/npm` with its packages in place; without them the test skips, or fails under CI=true."""
    folder = Path(__file__).with_name("npm")
    if not (folder / "node_modules").is_dir():
        unavailable("tests/npm has no packages (run: cd tests/npm && npm ci)")
    return folder
