"""What one stolen key of the transport can do, and what it cannot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from issuer.tuf_repository import Edition, RoleName, renew
from tests.attacks.updates_for_tests import PUBLICATION, first_store, newer, refusal_of, take
from tests.unit.trust_store.pki_for_tests import (
    DOCUMENT_SIGNER,
    FRANCE,
    NOW,
    Publisher,
    digest,
    root_plan,
    signer_plan,
    status_token,
)
from tests.unit.trust_store.tuf_for_tests import KEYS, MemorySource, repository, with_keys
from trust_store.refusal import Refusal
from trust_store.storage import open_store


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return first_store(tmp_path)


def by_online_keys(**listed: bytes) -> MemorySource:
    """An edition of someone who has the keys of daily, snapshot and timestamp, but not that of targets."""
    genuine = newer()
    names = {"trust_list": "trust-list.cbor", "signer": "signers/thief.der", "status": "status/new.cwt"}
    daily = {names[name]: content for name, content in listed.items()}
    targets = {RoleName.TARGETS: genuine["metadata/2.targets.json"]}
    return MemorySource({**genuine, **renew(targets, KEYS, daily, Edition(version=3, at=NOW))})


def test_daily_key_cannot_change_an_anchor(store: Path) -> None:
    """The daily role lists a trust list of its own: the one of the targets role is taken."""
    forged = Publisher(issue_id=9, roots=(FRANCE, root_plan("ES")), issued_at=NOW).publish()
    report = take(store, by_online_keys(trust_list=forged.trust_list))
    assert (report.issue_id, report.anchors) == (2, 1)


def test_daily_key_cannot_add_a_signer(store: Path) -> None:
    source = by_online_keys(signer=signer_plan(FRANCE, name="DS 2").der())
    assert refusal_of(store, source) is Refusal.MALFORMED


def test_daily_key_can_bring_a_status_list(store: Path) -> None:
    source = by_online_keys(status=status_token(at=NOW, entries=((5, 0),)))
    assert take(store, source).has_changed


@pytest.mark.parametrize("role", [RoleName.TARGETS, RoleName.SNAPSHOT, RoleName.TIMESTAMP])
def test_unknown_key_is_refused(store: Path, role: RoleName) -> None:
    publication = Publisher(issue_id=2, sequence=2, issued_at=NOW).publish()
    files = repository(publication, version=2, keys=with_keys(role, "thief"))
    assert refusal_of(store, MemorySource(files)) is Refusal.TOO_FEW_SIGNATURES


def test_block_list_travels_with_the_daily_role(store: Path) -> None:
    blocking = Publisher(sequence=2, blocked_at=NOW, blocked=frozenset({digest(DOCUMENT_SIGNER)})).publish()
    take(store, MemorySource(repository(replace(PUBLICATION, block_list=blocking.block_list), version=2)))
    assert open_store(store).is_blocked(digest(DOCUMENT_SIGNER))


def test_old_edition_that_is_signed_anew_is_a_rollback_by_our_own_rules(store: Path) -> None:
    """All online keys of the transport are stolen; the lists inside are the publisher's own, but old."""
    take(store, MemorySource(newer(3)))
    files = repository(Publisher(issue_id=2, sequence=2, issued_at=NOW).publish(), version=4)
    assert refusal_of(store, MemorySource(files)) is Refusal.ROLLBACK
