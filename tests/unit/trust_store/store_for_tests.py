"""A store with one update, and what a test asks after trying another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.trust_store.pki_for_tests import (
    NOW,
    SHARD_URI,
    Publisher,
)
from trust_store.admission import Kind, Refused
from trust_store.profile import Profile
from trust_store.publication import Publication
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.report import InstallReport
from trust_store.status import StatusAbsence, StatusStatement
from trust_store.storage import install, open_store

FIRST = Publisher(issue_id=5, sequence=5)
SECOND = replace(FIRST, issue_id=6, issued_at=NOW)


def update(path: Path, publication: Publication) -> InstallReport:
    return install(path, publication, NOW, Profile.TEST)


@contextmanager
def refused(path: Path, wanted: Refusal) -> Iterator[None]:
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(TrustStoreError) as refusal:
        yield
    assert refusal.value.refusal is wanted
    assert (path.read_bytes() if path.exists() else None) == before
    assert len(list(path.parent.iterdir())) == (0 if before is None else 1)


def faults(refusals: tuple[Refused, ...]) -> list[tuple[Kind, tuple[object, ...]]]:
    return [(each.kind, each.faults) for each in refusals]


def status(path: Path, index: int = 5) -> int | StatusAbsence:
    answer = open_store(path).status(SHARD_URI, index, "FR")
    return answer.value if isinstance(answer, StatusStatement) else answer
