"""Attacks that ride along with a good trust list: roots, signers and status lists that must stay out."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from credential.cose import Sign1, sign
from tests.unit.trust_store.pki_for_tests import (
    DAY,
    DOCUMENT_SIGNER,
    FRANCE,
    NOW,
    SPAIN,
    STATUS_SIGNER,
    digest,
    key,
    kid,
    signer_plan,
    status_token,
)
from tests.unit.trust_store.store_for_tests import FIRST, SECOND, faults, refused, status, update
from trust_store.admission import Kind, TokenFault
from trust_store.anchor import AnchorFault
from trust_store.certificate import read_certificate
from trust_store.path import PathFault
from trust_store.profile import STATUS_SIGNER_EKU, Profile
from trust_store.refusal import Refusal
from trust_store.status import StatusAbsence
from trust_store.storage import install, open_store
from trust_store.trust_list import TrustListEntry


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = tmp_path / "store.db"
    install(store, FIRST.publish(), NOW, Profile.TEST)
    return store


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
