"""Where the independent vectors lie, and the divergences from them that are ours on purpose.

The vectors belong to others and are no part of this project: they lie beside the checkout. A developer without them
skips these tests; a CI run without them fails, because it would prove nothing.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
VECTORS = CHECKOUT.parent / "shared" / "vectors"
DIVERGENCES = Path(__file__).with_name("divergences.json")


@pytest.fixture(scope="session")
def vectors() -> Path:
    """The folder of vectors; its absence is a skip at a desk and a failure in CI."""
    if VECTORS.is_dir():
        return VECTORS
    if os.environ.get("CI") == "true":
        pytest.fail(f"no vectors at {VECTORS}: a CI run needs them")
    pytest.skip(f"no vectors at {VECTORS}")


@pytest.fixture(scope="session")
def divergences() -> dict[str, dict[str, str]]:
    """Where we differ from a vector on purpose: set/vector -> what we do instead and the `reason`."""
    recorded: dict[str, dict[str, str]] = json.loads(DIVERGENCES.read_text())
    return recorded
