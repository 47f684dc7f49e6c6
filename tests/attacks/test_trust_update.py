"""Attacks on the lists of an update. After each refusal the store's file is, byte for byte, what it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from credential import cbor
from credential.cbor import CBORTag
from credential.cose import Sign1, sign
from credential.keys import _CURVES
from tests.unit.trust_store.pki_for_tests import (
    DAY,
    DOCUMENT_SIGNER,
    FRANCE,
    NOW,
    PUBLISHER,
    SPAIN,
    Publisher,
    digest,
    key,
    list_signer_plan,
    root_plan,
    signer_plan,
    status_token,
)
from tests.unit.trust_store.store_for_tests import FIRST, SECOND, faults, refused, status, update
from trust_store.admission import Kind
from trust_store.anchor import AnchorFault
from trust_store.path import PathFault
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.storage import install, open_store

ORDER = next(curve.order for curve in _CURVES.values() if curve.size == 32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = tmp_path / "store.db"
    install(store, FIRST.publish(), NOW, Profile.TEST)
    return store


# The publisher.


def test_other_publisher_is_refused(path: Path) -> None:
    with refused(path, Refusal.LIST_SIGNER_CHANGED):
        update(path, replace(SECOND, list_signer=list_signer_plan("Rogue")).publish())


def test_renewed_certificate_of_the_same_publisher_is_refused(path: Path) -> None:
    renewed = replace(PUBLISHER, not_after=PUBLISHER.not_after + DAY)
    with refused(path, Refusal.LIST_SIGNER_CHANGED):
        update(path, replace(SECOND, list_signer=renewed).publish())


def test_first_publisher_that_is_not_the_expected_one_is_refused(tmp_path: Path) -> None:
    with refused(tmp_path / "new.db", Refusal.LIST_SIGNER_NOT_PINNED):
        install(tmp_path / "new.db", FIRST.publish(), NOW, Profile.TEST, pin=bytes(32))


def test_document_signer_is_no_publisher(tmp_path: Path) -> None:
    with refused(tmp_path / "new.db", Refusal.LIST_SIGNER_INVALID):
        install(tmp_path / "new.db", replace(FIRST, list_signer=DOCUMENT_SIGNER).publish(), NOW, Profile.TEST)


def test_list_dated_outside_the_publishers_life_is_refused(path: Path, tmp_path: Path) -> None:
    over = replace(PUBLISHER, not_after=NOW - 2 * DAY)
    path.unlink()
    with refused(path, Refusal.LIST_SIGNER_INVALID):
        update(path, replace(FIRST, list_signer=over).publish())


def test_trust_list_with_a_forged_signature_is_refused(path: Path) -> None:
    message = Sign1.decode(SECOND.trust_list())
    forged = sign(message.protected, message.unverified_payload, key("rogue"))
    with refused(path, Refusal.SIGNATURE_INVALID):
        update(path, replace(SECOND.publish(), trust_list=forged))


def test_block_list_with_a_forged_signature_is_refused(path: Path) -> None:
    message = Sign1.decode(SECOND.block_list() or b"")
    forged = sign(message.protected, message.unverified_payload, key("rogue"))
    with refused(path, Refusal.SIGNATURE_INVALID):
        update(path, replace(SECOND.publish(), block_list=forged))


def test_block_list_is_not_read_as_trust_list(path: Path) -> None:
    with refused(path, Refusal.MALFORMED):
        update(path, replace(SECOND.publish(), trust_list=SECOND.block_list() or b""))


def test_every_changed_bit_of_a_list_is_refused(path: Path) -> None:
    publication = replace(SECOND.publish(), status_tokens=())
    block_list = publication.block_list or b""
    for place in range(0, len(block_list) * 8, 3):
        changed = bytearray(block_list)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(TrustStoreError):
            update(path, replace(publication, block_list=bytes(changed)))
    assert open_store(path).trust_list is not None
    assert faults(update(path, publication).refused) == []


# Time runs one way.


def test_older_trust_list_is_refused(path: Path) -> None:
    with refused(path, Refusal.ROLLBACK):
        update(path, replace(FIRST, issue_id=4).publish())


def test_newer_number_with_an_older_date_is_refused(path: Path) -> None:
    with refused(path, Refusal.ROLLBACK):
        update(path, replace(FIRST, issue_id=6, issued_at=FIRST.issued_at - timedelta(seconds=1)).publish())


def test_two_trust_lists_of_one_number_are_a_fork(path: Path) -> None:
    with refused(path, Refusal.FORK):
        update(path, replace(FIRST, roots=(FRANCE, SPAIN)).publish())


def test_older_block_list_is_refused_with_everything_beside_it(path: Path) -> None:
    with refused(path, Refusal.ROLLBACK):
        update(path, replace(SECOND, sequence=4).publish())


def test_two_block_lists_of_one_number_are_a_fork(path: Path) -> None:
    with refused(path, Refusal.FORK):
        update(path, replace(SECOND, blocked=frozenset({bytes(32)})).publish())


def test_older_status_list_is_refused_with_everything_beside_it(path: Path) -> None:
    token = status_token(at=NOW - DAY - timedelta(seconds=1), entries=())
    with refused(path, Refusal.ROLLBACK):
        update(path, replace(SECOND, status_tokens=(token,)).publish())
    assert status(path) == 2


def test_two_status_lists_of_one_second_are_a_fork(path: Path) -> None:
    with refused(path, Refusal.FORK):
        update(path, replace(SECOND, status_tokens=(status_token(at=NOW - DAY, entries=()),)).publish())


def test_status_list_newer_in_one_place_does_not_carry_an_older_one(path: Path) -> None:
    tokens = (status_token(uri="https://fr.example/status/2", at=NOW), status_token(at=NOW - 2 * DAY))
    with refused(path, Refusal.ROLLBACK):
        update(path, replace(SECOND, status_tokens=tokens).publish())


def test_two_status_lists_of_one_name_in_an_update_are_refused(path: Path) -> None:
    tokens = (status_token(at=NOW), status_token(at=NOW - timedelta(hours=1)))
    with refused(path, Refusal.MALFORMED):
        update(path, replace(SECOND, status_tokens=tokens).publish())


@pytest.mark.parametrize(
    "publisher",
    [
        replace(SECOND, issued_at=NOW + timedelta(seconds=121)),
        replace(SECOND, sequence=6, blocked_at=NOW + timedelta(seconds=121)),
        replace(SECOND, status_tokens=(status_token(at=NOW + timedelta(seconds=121)),)),
    ],
    ids=["trust list", "block list", "status list"],
)
def test_list_from_the_future_cannot_poison_the_clock_floor(path: Path, publisher: Publisher) -> None:
    with refused(path, Refusal.DATED_IN_FUTURE):
        update(path, publisher.publish())


def test_list_within_the_skew_of_two_clocks_is_taken(path: Path) -> None:
    assert update(path, replace(SECOND, issued_at=NOW + timedelta(seconds=120)).publish()).has_changed


def test_changed_signature_that_still_verifies_does_not_rename_the_snapshot(path: Path) -> None:
    message = Sign1.decode(FIRST.trust_list())
    r, s = message.signature[:32], int.from_bytes(message.signature[32:], "big")
    mirrored = [message.protected_bytes, {}, message.unverified_payload, r + (ORDER - s).to_bytes(32, "big")]
    before = path.read_bytes()
    update(path, replace(FIRST.publish(), trust_list=cbor.encode(CBORTag(18, mirrored))))
    assert path.read_bytes() == before


# Test and production.


def test_test_list_is_refused_by_a_production_store(tmp_path: Path) -> None:
    with refused(tmp_path / "new.db", Refusal.WRONG_PROFILE):
        install(tmp_path / "new.db", FIRST.publish(), NOW, Profile.PRODUCTION)


def test_production_list_is_refused_by_a_test_store(tmp_path: Path) -> None:
    publisher = replace(FIRST, profile=Profile.PRODUCTION, list_signer=list_signer_plan("Ministry", specimen=False))
    with refused(tmp_path / "new.db", Refusal.WRONG_PROFILE):
        install(tmp_path / "new.db", publisher.publish(), NOW, Profile.TEST)


@pytest.mark.parametrize("profile", Profile)
def test_specimen_publisher_that_says_production_is_refused_by_both(tmp_path: Path, profile: Profile) -> None:
    with refused(tmp_path / "new.db", Refusal.WRONG_PROFILE):
        install(tmp_path / "new.db", replace(FIRST, profile=Profile.PRODUCTION).publish(), NOW, profile)


def test_store_keeps_its_profile(path: Path) -> None:
    publisher = replace(SECOND, profile=Profile.PRODUCTION, list_signer=list_signer_plan("Ministry", specimen=False))
    with refused(path, Refusal.WRONG_PROFILE):
        install(path, publisher.publish(), NOW, Profile.PRODUCTION)


def test_specimen_root_and_signers_in_a_production_list_stay_out(tmp_path: Path) -> None:
    real = root_plan(name="Republic", specimen=False)
    good, test_signer = signer_plan(real, specimen=False), signer_plan(real, name="DS 2")
    publisher = Publisher(
        profile=Profile.PRODUCTION,
        list_signer=list_signer_plan("Ministry", specimen=False),
        roots=(real, FRANCE),
        signers=(good, test_signer, DOCUMENT_SIGNER),
        status_tokens=(),
    )
    report = install(tmp_path / "new.db", publisher.publish(), NOW, Profile.PRODUCTION)
    assert faults(report.refused) == [
        (Kind.ANCHOR, (AnchorFault.TEST_ANCHOR,)),
        (Kind.SIGNER, (PathFault.TEST_SIGNER,)),
        (Kind.SIGNER, (PathFault.ISSUER_UNKNOWN,)),
    ]
    store = open_store(tmp_path / "new.db")
    assert [signer.certificate_sha256 for (signer,) in store.signers.values()] == [digest(good)]


def test_block_comes_off_by_an_explicit_signed_word_alone(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    signer = frozenset({digest(DOCUMENT_SIGNER)})
    blocked = replace(FIRST, blocked=signer)
    update(path, blocked.publish())
    assert open_store(path).is_blocked(digest(DOCUMENT_SIGNER))
    update(path, replace(FIRST, issue_id=6, sequence=6).publish())
    assert open_store(path).is_blocked(digest(DOCUMENT_SIGNER)), "a list that leaves it out unblocks nothing"
    update(path, replace(FIRST, issue_id=7, sequence=7, unblocked=signer).publish())
    assert not open_store(path).is_blocked(digest(DOCUMENT_SIGNER))
    with refused(path, Refusal.ROLLBACK):
        update(path, blocked.publish())
    update(path, replace(FIRST, issue_id=8, sequence=8, blocked=signer).publish())
    assert open_store(path).is_blocked(digest(DOCUMENT_SIGNER))


def test_list_that_blocks_and_unblocks_one_certificate_is_malformed(tmp_path: Path) -> None:
    signer = frozenset({digest(DOCUMENT_SIGNER)})
    with refused(tmp_path / "store.db", Refusal.MALFORMED):
        update(tmp_path / "store.db", replace(FIRST, blocked=signer, unblocked=signer).publish())
