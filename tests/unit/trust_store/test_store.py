"""What the store in memory answers: look-ups, blocking, status, ages."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, replace
from datetime import timedelta

import pytest

from credential.status_list import Status
from tests.unit.trust_store.pki_for_tests import (
    DAY,
    DOCUMENT_SIGNER,
    FRANCE,
    NOW,
    SHARD_URI,
    SPAIN,
    STATUS_SIGNER,
    Publisher,
    digest,
    kid,
    signer_plan,
    status_token,
)
from trust_store.holdings import Holdings
from trust_store.installation import merge
from trust_store.profile import DRIVING_LICENCE, STATUS_SIGNER_EKU, Profile
from trust_store.status import StatusAbsence, StatusStatement
from trust_store.store import TrustStore, assemble

SPANISH_STATUS = signer_plan(SPAIN, STATUS_SIGNER_EKU, "Status 1")


def store_of(publisher: Publisher) -> TrustStore:
    return assemble(merge(Holdings(profile=publisher.profile), publisher.publish(), NOW)[0])


def value(store: TrustStore, index: int) -> int | None:
    answer = store.status(SHARD_URI, index, "FR")
    return answer.value if isinstance(answer, StatusStatement) else None


def test_empty_store_believes_nobody() -> None:
    store = TrustStore.empty(Profile.PRODUCTION)
    assert store.is_empty
    assert store.signers_by_kid(kid(DOCUMENT_SIGNER)) == ()
    assert store.status(SHARD_URI, 5, "FR") is StatusAbsence.NO_LIST
    assert store.clock_floor is None
    assert store.ages(NOW) == {}


def test_signer_is_found_with_its_scope() -> None:
    (signer,) = store_of(Publisher()).signers_by_kid(kid(DOCUMENT_SIGNER))
    assert signer.certificate_sha256 == digest(DOCUMENT_SIGNER)
    assert signer.anchor_sha256 == digest(FRANCE)
    assert signer.country == "FR"
    assert signer.document_types == (DRIVING_LICENCE,)
    assert signer.profile is Profile.TEST
    assert (signer.not_before, signer.not_after) == (DOCUMENT_SIGNER.not_before, DOCUMENT_SIGNER.not_after)
    assert signer.covers(NOW)
    assert not signer.covers(DOCUMENT_SIGNER.not_after + timedelta(seconds=1))


def test_status_signer_signs_no_documents() -> None:
    assert store_of(Publisher()).signers_by_kid(kid(STATUS_SIGNER)) == ()


def test_status_is_stated_with_its_dates() -> None:
    store = store_of(Publisher())
    assert store.status(SHARD_URI, 5, "FR") == StatusStatement(
        value=Status.SUSPENDED, issued_at=NOW - DAY, expires_at=NOW + 30 * DAY
    )
    assert value(store, 6) == Status.VALID


def test_statement_expires_with_its_list() -> None:
    statement = store_of(Publisher()).status(SHARD_URI, 5, "FR")
    assert isinstance(statement, StatusStatement)
    assert not statement.is_expired(NOW + 30 * DAY - timedelta(seconds=1))
    assert statement.is_expired(NOW + 30 * DAY)
    assert not replace(statement, expires_at=None).is_expired(NOW + 9999 * DAY)


@pytest.mark.parametrize("index", [1024, 1 << 40, -1])
def test_index_off_the_list_states_nothing(index: int) -> None:
    assert store_of(Publisher()).status(SHARD_URI, index, "FR") is StatusAbsence.INDEX_OFF_LIST


def test_list_that_is_not_held_states_nothing() -> None:
    assert store_of(Publisher()).status(SHARD_URI + "/", 5, "FR") is StatusAbsence.NO_LIST


@pytest.mark.parametrize("lst", [b"", b"no zlib", b"\x78\x9c\x03"])
def test_list_that_does_not_inflate_states_nothing(lst: bytes) -> None:
    token = status_token(lst=lst)
    held = merge(Holdings(profile=Profile.TEST), Publisher().publish(), NOW)[0]
    # An update would not have let it in; this is what opening a store that holds it all the same comes to.
    store = assemble(replace(held, status_tokens=(token,)))
    assert store.status(SHARD_URI, 0, "FR") is StatusAbsence.LIST_UNREADABLE


def test_list_of_another_country_has_no_say() -> None:
    store = store_of(
        Publisher(
            roots=(FRANCE, SPAIN),
            signers=(DOCUMENT_SIGNER, SPANISH_STATUS),
            status_tokens=(status_token(SPANISH_STATUS),),
        )
    )
    assert store.status(SHARD_URI, 5, "FR") is StatusAbsence.WRONG_COUNTRY
    assert isinstance(store.status(SHARD_URI, 5, "ES"), StatusStatement)


def test_two_countries_may_use_one_uri_and_keep_apart() -> None:
    tokens = (status_token(), status_token(SPANISH_STATUS, entries=((5, 15),)))
    store = store_of(
        Publisher(roots=(FRANCE, SPAIN), signers=(DOCUMENT_SIGNER, STATUS_SIGNER, SPANISH_STATUS), status_tokens=tokens)
    )
    assert value(store, 5) == Status.SUSPENDED
    spanish = store.status(SHARD_URI, 5, "ES")
    assert isinstance(spanish, StatusStatement)
    assert spanish.value == Status.LOST_OR_STOLEN


def test_blocked_signer_is_known_and_blocked() -> None:
    store = store_of(Publisher(blocked=frozenset({digest(DOCUMENT_SIGNER)})))
    (signer,) = store.signers_by_kid(kid(DOCUMENT_SIGNER))
    assert store.is_blocked(signer.certificate_sha256)
    assert not store.is_blocked(digest(FRANCE))


def test_signer_of_a_blocked_anchor_is_blocked() -> None:
    store = store_of(Publisher(blocked=frozenset({digest(FRANCE)})))
    assert store.is_blocked(digest(DOCUMENT_SIGNER))


def test_nothing_is_blocked_by_default() -> None:
    assert not store_of(Publisher()).is_blocked(digest(DOCUMENT_SIGNER))


def test_ages_are_those_of_the_lists() -> None:
    store = store_of(Publisher(issued_at=NOW - 2 * DAY, blocked_at=NOW - 3 * DAY))
    assert store.ages(NOW) == {"trust_list": 2 * DAY, "block_list": 3 * DAY, "status": DAY}


@pytest.mark.parametrize(
    "publisher",
    [
        Publisher(issued_at=NOW, blocked_at=NOW - DAY),
        Publisher(blocked_at=NOW),
        Publisher(status_tokens=(status_token(at=NOW),)),
    ],
)
def test_clock_floor_is_the_latest_of_all_lists(publisher: Publisher) -> None:
    assert store_of(publisher).clock_floor == NOW


def test_snapshot_is_named_by_what_is_believed() -> None:
    one = merge(Holdings(profile=Profile.TEST), Publisher().publish(), NOW)[0]
    assert replace(one, floor=NOW).snapshot_id() == one.snapshot_id()
    names = {
        one.snapshot_id(),
        replace(one, profile=Profile.PRODUCTION).snapshot_id(),
        replace(one, blocked=frozenset({bytes(32)})).snapshot_id(),
        replace(one, signers=one.signers[1:]).snapshot_id(),
        replace(one, status_tokens=()).snapshot_id(),
        replace(one, block_list=None).snapshot_id(),
        replace(one, trust_list=None).snapshot_id(),
        replace(one, list_signer=None).snapshot_id(),
    }
    assert len(names) == 8
    assert all(len(name) == 16 for name in names)


def test_store_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        TrustStore.empty(Profile.TEST).profile = Profile.PRODUCTION  # type: ignore[misc] # the attempt is the test


def test_threads_that_ask_at_once_get_the_same() -> None:
    store = store_of(Publisher())
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(lambda _: store.status(SHARD_URI, 5, "FR"), range(200)))
    assert answers == {store.status(SHARD_URI, 5, "FR")}


def test_hot_path_is_dictionary_look_ups() -> None:
    store, name = store_of(Publisher()), kid(DOCUMENT_SIGNER)
    store.status(SHARD_URI, 5, "FR")
    rounds = 2_000
    best = min(_seconds(store, name, rounds) for _ in range(5)) / rounds
    assert best < 20e-6  # measured: 1.4 us; the budget is 2 us, and ten times that on a loaded machine


def _seconds(store: TrustStore, name: bytes, rounds: int) -> float:
    start = time.perf_counter()
    for _ in range(rounds):
        store.signers_by_kid(name)
        store.status(SHARD_URI, 5, "FR")
    return time.perf_counter() - start
