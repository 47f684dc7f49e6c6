"""Attacks on the update of a trust store. After each refusal the store's file is, byte for byte, what it was."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
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
    SHARD_URI,
    SPAIN,
    STATUS_SIGNER,
    Publisher,
    digest,
    key,
    kid,
    list_signer_plan,
    root_plan,
    signer_plan,
    status_token,
)
from trust_store.admission import Kind, Refused, TokenFault
from trust_store.anchor import AnchorFault
from trust_store.certificate import read_certificate
from trust_store.path import PathFault
from trust_store.profile import STATUS_SIGNER_EKU, Profile
from trust_store.publication import Publication
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.report import InstallReport
from trust_store.status import StatusAbsence, StatusStatement
from trust_store.storage import install, open_store
from trust_store.trust_list import TrustListEntry

FIRST = Publisher(issue_id=5, sequence=5)
SECOND = replace(FIRST, issue_id=6, issued_at=NOW)
ORDER = next(curve.order for curve in _CURVES.values() if curve.size == 32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = tmp_path / "store.db"
    install(store, FIRST.publish(), NOW, Profile.TEST)
    return store


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


# What is let in, one by one.


def test_bad_anchor_stays_out_by_name_and_the_others_come_in(path: Path) -> None:
    bad = replace(SPAIN, issuer_key=key("rogue"))
    report = update(path, replace(SECOND, roots=(bad, FRANCE)).publish())
    assert [(each.name, each.faults) for each in report.refused] == [
        ("ES Root SPECIMEN", (AnchorFault.NOT_SELF_SIGNED,))
    ]
    assert report.anchors == 1


@pytest.mark.parametrize("change", [{"issuing_country": "ES"}, {"serial_number": 8}, {"key_id": b"1" * 20}])
def test_entry_that_lies_about_its_certificate_stays_out(path: Path, change: dict[str, object]) -> None:
    entry = TrustListEntry.of(read_certificate(FRANCE.der()))
    lying = TrustListEntry(**{name: getattr(entry, name) for name in entry.__slots__} | change)
    report = update(path, replace(SECOND, entries=(lying,)).publish())
    assert (Kind.ANCHOR, (AnchorFault.ENTRY_DISAGREES,)) in faults(report.refused)


def test_signer_without_a_path_stays_out(path: Path) -> None:
    forged = replace(DOCUMENT_SIGNER, issuer_key=key("rogue"))
    report = update(path, replace(SECOND, signers=(forged, signer_plan(SPAIN))).publish())
    assert faults(report.refused) == [
        (Kind.SIGNER, (PathFault.CHAIN_INVALID,)),
        (Kind.SIGNER, (PathFault.ISSUER_UNKNOWN,)),
    ]
    assert open_store(path).signers_by_kid(kid(forged)) == ()


def test_bytes_that_are_no_certificate_stay_out(path: Path) -> None:
    report = update(path, replace(SECOND.publish(), signers=(b"", b"\x30\x00")))
    assert faults(report.refused) == [(Kind.SIGNER, (PathFault.UNREADABLE,))] * 2


def test_withdrawn_anchor_takes_its_signers_and_lists_with_it(path: Path) -> None:
    report = update(path, replace(SECOND, roots=(SPAIN,), signers=(), status_tokens=()).publish())
    assert {each.kind for each in report.withdrawn} == {Kind.SIGNER, Kind.STATUS_LIST}
    assert open_store(path).is_empty
    assert status(path) is StatusAbsence.NO_LIST


def test_list_that_withdraws_every_anchor_is_obeyed(path: Path) -> None:
    assert update(path, replace(SECOND, roots=(), signers=(), status_tokens=()).publish()).anchors == 0
    assert open_store(path).is_empty


def test_stick_that_leaves_out_signers_and_lists_removes_nothing(path: Path) -> None:
    report = update(path, replace(SECOND.publish(), signers=(), status_tokens=(), block_list=None))
    assert (report.document_signers, report.status_lists) == (1, 1)
    assert status(path) == 2
    assert open_store(path).block_list is not None


# Status lists.


@pytest.mark.parametrize(
    ("token", "fault"),
    [
        (status_token(signer_plan(SPAIN, STATUS_SIGNER_EKU), at=NOW), TokenFault.SIGNER_UNKNOWN),
        (status_token(DOCUMENT_SIGNER, at=NOW), TokenFault.SIGNER_UNKNOWN),
        (status_token(replace(STATUS_SIGNER, key=key("x")), at=NOW), TokenFault.SIGNER_UNKNOWN),
        (status_token(at=STATUS_SIGNER.not_before - timedelta(seconds=1)), TokenFault.SIGNER_NOT_VALID_THEN),
        (status_token(at=NOW, lst=b"no zlib"), TokenFault.MALFORMED),
        (b"", TokenFault.MALFORMED),
        (b"\x80", TokenFault.MALFORMED),
        (SECOND.trust_list(), TokenFault.MALFORMED),
    ],
)
def test_bad_status_list_stays_out(path: Path, token: bytes, fault: TokenFault) -> None:
    report = update(path, replace(SECOND, status_tokens=(token,)).publish())
    assert faults(report.refused) == [(Kind.STATUS_LIST, (fault,))]
    assert status(path) == 2


def test_status_list_signed_by_another_key_under_the_right_kid_stays_out(path: Path) -> None:
    message = Sign1.decode(status_token(at=NOW, entries=()))
    forged = sign(message.protected, message.unverified_payload, key("rogue"))
    report = update(path, replace(SECOND, status_tokens=(forged,)).publish())
    assert faults(report.refused) == [(Kind.STATUS_LIST, (TokenFault.SIGNATURE_INVALID,))]
    assert status(path) == 2


def test_status_list_with_anything_unprotected_stays_out(path: Path) -> None:
    message = Sign1.decode(status_token(at=NOW, entries=()))
    own_key = key("signer FR Status 1")
    smuggled = sign(message.protected, message.unverified_payload, own_key, unprotected={33: b"x"})
    report = update(path, replace(SECOND, status_tokens=(smuggled,)).publish())
    assert faults(report.refused) == [(Kind.STATUS_LIST, (TokenFault.MALFORMED,))]


def test_status_list_that_inflates_without_end_stays_out(path: Path) -> None:
    bomb = zlib.compress(bytes(64 << 20), 9)
    report = update(path, replace(SECOND, status_tokens=(status_token(at=NOW, lst=bomb),)).publish())
    assert faults(report.refused) == [(Kind.STATUS_LIST, (TokenFault.MALFORMED,))]


def test_country_cannot_replace_the_list_of_another(path: Path) -> None:
    spanish = signer_plan(SPAIN, STATUS_SIGNER_EKU)
    token = status_token(spanish, at=NOW, entries=())
    update(path, replace(SECOND, roots=(FRANCE, SPAIN), signers=(spanish,), status_tokens=(token,)).publish())
    assert status(path) == 2


# What was blocked stays blocked.


def test_certificate_left_out_of_a_later_block_list_stays_blocked(path: Path) -> None:
    """Revoked on the 27th, valid again on the 28th: seen in the field, and not here."""
    blocked = replace(SECOND, sequence=6, blocked=frozenset({digest(DOCUMENT_SIGNER)}))
    update(path, blocked.publish())
    assert open_store(path).is_blocked(digest(DOCUMENT_SIGNER))
    update(path, replace(blocked, issue_id=7, sequence=7, blocked=frozenset()).publish())
    assert open_store(path).is_blocked(digest(DOCUMENT_SIGNER))
    update(path, replace(blocked, issue_id=8, sequence=None).publish())
    assert open_store(path).is_blocked(digest(DOCUMENT_SIGNER))


def test_blocked_status_signer_states_nothing_and_brings_nothing_new(path: Path) -> None:
    blocked = replace(SECOND, sequence=6, blocked=frozenset({digest(STATUS_SIGNER)}))
    report = update(path, replace(blocked, status_tokens=(status_token(at=NOW, entries=()),)).publish())
    assert faults(report.refused) == [(Kind.STATUS_LIST, (TokenFault.SIGNER_BLOCKED,))]
    assert status(path) is StatusAbsence.SIGNER_BLOCKED


def test_after_a_blocked_status_signer_another_takes_over_but_not_with_an_older_list(path: Path) -> None:
    other = signer_plan(FRANCE, STATUS_SIGNER_EKU, "Status 2")
    blocked = replace(
        SECOND, sequence=6, blocked=frozenset({digest(STATUS_SIGNER)}), signers=(DOCUMENT_SIGNER, STATUS_SIGNER, other)
    )
    with refused(path, Refusal.ROLLBACK):
        update(path, replace(blocked, status_tokens=(status_token(other, at=NOW - 2 * DAY),)).publish())
    update(path, replace(blocked, status_tokens=(status_token(other, at=NOW, entries=((5, 15),)),)).publish())
    assert status(path) == 15
