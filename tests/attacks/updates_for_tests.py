"""What attacks on an update need: a publication, a store that holds it, and a refusal that changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.unit.trust_store.pki_for_tests import NOW, Publisher
from tests.unit.trust_store.tuf_for_tests import FIRST_ROOT, MemorySource, repository
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.report import InstallReport
from trust_store.sources import Source
from trust_store.updating import update

PUBLICATION: Final = Publisher().publish()


def first_store(folder: Path) -> Path:
    """Make a store that holds the first publication, alone in a folder of its own."""
    terminal = folder / "terminal"
    terminal.mkdir()
    take(terminal / "trust.sqlite", MemorySource(repository()))
    return terminal / "trust.sqlite"


def take(store: Path, source: Source) -> InstallReport:
    return update(store, source, NOW, Profile.TEST, first_root=FIRST_ROOT)


def refusal_of(store: Path, source: Source) -> Refusal:
    """Say why an update is refused, after seeing that it left nothing behind."""
    before = store.read_bytes()
    with pytest.raises(TrustStoreError) as refusal:
        take(store, source)
    assert store.read_bytes() == before
    assert [path.name for path in store.parent.iterdir()] == [store.name]
    return refusal.value.refusal


def newer(version: int = 2) -> dict[str, bytes]:
    """A later edition, as files by name."""
    return repository(Publisher(issue_id=version, sequence=version, issued_at=NOW).publish(), version=version)
