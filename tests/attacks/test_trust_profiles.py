"""A store takes what is of its own profile and comes by its own road, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attacks.updates_for_tests import first_store, take
from tests.unit.trust_store.pki_for_tests import NOW, Publisher, list_signer_plan
from tests.unit.trust_store.tuf_for_tests import FIRST_ROOT, MemorySource, repository
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.storage import create_or_open, install
from trust_store.updating import update


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return first_store(tmp_path)


def test_test_roots_stay_out_of_production(tmp_path: Path) -> None:
    path = tmp_path / "real.sqlite"
    with pytest.raises(TrustStoreError) as refusal:
        update(path, MemorySource(repository()), NOW, Profile.PRODUCTION, first_root=FIRST_ROOT)
    assert refusal.value.refusal is Refusal.WRONG_PROFILE
    assert not path.exists()


def test_repository_of_production_that_holds_test_anchors_brings_none(tmp_path: Path) -> None:
    made = Publisher(profile=Profile.PRODUCTION, list_signer=list_signer_plan("Real", specimen=False)).publish()
    report = update(
        tmp_path / "real.sqlite", MemorySource(repository(made)), NOW, Profile.PRODUCTION, first_root=FIRST_ROOT
    )
    assert (report.anchors, report.document_signers) == (0, 0)


def test_plain_publication_does_not_reach_a_store_with_a_root(store: Path) -> None:
    before = store.read_bytes()
    with pytest.raises(TrustStoreError) as refusal:
        install(store, Publisher(issue_id=2, sequence=2, issued_at=NOW).publish(), NOW, Profile.TEST)
    assert refusal.value.refusal is Refusal.STORE_CHANGED
    assert store.read_bytes() == before


def test_empty_store_takes_what_comes_under_its_root(tmp_path: Path) -> None:
    path = tmp_path / "trust.sqlite"
    create_or_open(path, Profile.TEST)
    assert take(path, MemorySource(repository())).is_newly_pinned
