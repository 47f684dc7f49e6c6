"""Who may follow the pinned publisher: only whom it names itself, and after any refusal nothing has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from tests.unit.trust_store.pki_for_tests import (
    DAY,
    DOCUMENT_SIGNER,
    NOW,
    PUBLISHER,
    Plan,
    list_signer_plan,
)
from tests.unit.trust_store.store_for_tests import FIRST, SECOND, refused, update
from trust_store.profile import Profile
from trust_store.publication import Publication
from trust_store.refusal import Refusal
from trust_store.signed_list import ListKind, sign_list
from trust_store.storage import install
from trust_store.succession import MAX_SUCCESSION, MAX_SUCCESSIONS, Succession, encode_succession

HEIR = list_signer_plan("Heir")
ROGUE = list_signer_plan("Rogue")


def signed(outgoing: Plan, payload: bytes, kind: ListKind = ListKind.SUCCESSION, named: Plan | None = None) -> bytes:
    assert isinstance(outgoing.key, ec.EllipticCurvePrivateKey)
    certificate = x509.load_der_x509_certificate((named or outgoing).der())
    return sign_list(kind, payload, private_key=outgoing.key, list_signer=certificate, deterministic=True)


def succession(outgoing: Plan, incoming: Plan, at: datetime = NOW) -> bytes:
    return signed(outgoing, encode_succession(Succession(at=at, successor=incoming.der())))


def by(publisher: Plan, *successions: bytes, issue: int = 6) -> Publication:
    made = replace(SECOND, list_signer=publisher, issue_id=issue, sequence=issue).publish()
    return replace(made, successions=successions)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = tmp_path / "store.db"
    install(store, FIRST.publish(), NOW, Profile.TEST)
    return store


def test_publisher_that_the_pinned_one_names_is_followed(path: Path) -> None:
    report = update(path, by(HEIR, succession(PUBLISHER, HEIR)))
    assert report.is_successor
    assert not report.is_newly_pinned
    again = update(path, by(HEIR, succession(PUBLISHER, HEIR), issue=7))
    assert not again.is_successor


def test_chain_of_successions_is_followed_in_whatever_order_it_comes(path: Path) -> None:
    middle = list_signer_plan("Middle")
    report = update(path, by(HEIR, succession(middle, HEIR), succession(PUBLISHER, middle)))
    assert report.is_successor


@pytest.mark.parametrize(
    "successions",
    [
        (),
        (succession(ROGUE, ROGUE),),
        (succession(PUBLISHER, HEIR),),
        (succession(PUBLISHER, HEIR), succession(ROGUE, ROGUE)),
        (succession(PUBLISHER, PUBLISHER),),
        (b"", b"\xff" * 40),
    ],
    ids=["none", "names itself", "another is named", "gap in the chain", "circle", "no messages"],
)
def test_publisher_that_nobody_named_is_refused(path: Path, successions: tuple[bytes, ...]) -> None:
    with refused(path, Refusal.LIST_SIGNER_CHANGED):
        update(path, by(ROGUE, *successions))


def test_word_that_another_signed_in_the_publishers_name_is_refused(path: Path) -> None:
    payload = encode_succession(Succession(at=NOW, successor=ROGUE.der()))
    with refused(path, Refusal.SIGNATURE_INVALID):
        update(path, by(ROGUE, signed(ROGUE, payload, named=PUBLISHER)))


def test_publisher_that_names_two_is_refused(path: Path) -> None:
    with refused(path, Refusal.FORK):
        update(path, by(HEIR, succession(PUBLISHER, HEIR), succession(PUBLISHER, ROGUE)))


def test_block_list_is_never_read_as_a_succession(path: Path) -> None:
    payload = encode_succession(Succession(at=NOW, successor=HEIR.der()))
    with refused(path, Refusal.MALFORMED):
        update(path, by(HEIR, signed(PUBLISHER, payload, ListKind.BLOCK_LIST)))


def test_successor_that_is_no_list_signer_is_refused(path: Path) -> None:
    with refused(path, Refusal.LIST_SIGNER_INVALID):
        update(path, by(HEIR, succession(PUBLISHER, DOCUMENT_SIGNER)))


def test_succession_signed_after_the_publishers_end_is_refused(path: Path) -> None:
    with refused(path, Refusal.LIST_SIGNER_INVALID):
        update(path, by(HEIR, succession(PUBLISHER, HEIR, PUBLISHER.not_after + DAY)))


def test_succession_dated_in_the_future_is_refused(path: Path) -> None:
    with refused(path, Refusal.DATED_IN_FUTURE):
        update(path, by(HEIR, succession(PUBLISHER, HEIR, NOW + DAY)))


def test_old_publisher_does_not_come_back(path: Path) -> None:
    update(path, by(HEIR, succession(PUBLISHER, HEIR)))
    with refused(path, Refusal.LIST_SIGNER_CHANGED):
        update(path, by(PUBLISHER, succession(PUBLISHER, HEIR), issue=9))


def test_stolen_key_of_an_old_publisher_names_nobody_any_more(path: Path) -> None:
    update(path, by(HEIR, succession(PUBLISHER, HEIR)))
    with refused(path, Refusal.LIST_SIGNER_CHANGED):
        update(path, by(ROGUE, succession(PUBLISHER, ROGUE), issue=9))


def test_new_publisher_does_not_go_back_behind_the_old_ones_lists(path: Path) -> None:
    with refused(path, Refusal.ROLLBACK):
        update(path, by(HEIR, succession(PUBLISHER, HEIR), issue=4))


def test_new_publisher_without_a_block_list_is_refused(path: Path) -> None:
    made = replace(SECOND, list_signer=HEIR, sequence=None).publish()
    with refused(path, Refusal.MALFORMED):
        update(path, replace(made, successions=(succession(PUBLISHER, HEIR),)))


def test_succession_of_another_version_is_refused(path: Path) -> None:
    payload = encode_succession(Succession(at=NOW, successor=HEIR.der()))
    with refused(path, Refusal.MALFORMED):
        update(path, by(HEIR, signed(PUBLISHER, payload.replace(b"\x631.0", b"\x632.0"))))


@pytest.mark.parametrize("payload", [b"\xa0", b"", b"\x80", encode_succession(Succession(at=NOW, successor=b""))[:-1]])
def test_succession_of_another_shape_is_refused(path: Path, payload: bytes) -> None:
    with refused(path, Refusal.MALFORMED):
        update(path, by(HEIR, signed(PUBLISHER, payload)))


def test_too_many_or_too_large_successions_are_refused(path: Path) -> None:
    with refused(path, Refusal.MALFORMED):
        update(path, by(HEIR, *[succession(PUBLISHER, HEIR)] * (MAX_SUCCESSIONS + 1)))
    large = encode_succession(Succession(at=NOW, successor=bytes(MAX_SUCCESSION)))
    with refused(path, Refusal.MALFORMED):
        update(path, by(HEIR, signed(PUBLISHER, large)))
