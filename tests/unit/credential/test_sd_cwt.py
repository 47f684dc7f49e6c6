"""Selective disclosure: each disclosure has one place that the issuer signed, or the licence is not believed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import cbor2
import pytest

from credential.cbor import MAX_DEPTH, REDACTED_KEYS, CBORTag
from credential.reason import CredentialError, Reason
from credential.sd_cwt import (
    MAX_DISCLOSURES,
    NEVER_REDACTED,
    Disclosure,
    disclose,
    redact,
    redacted_hash,
)

SALT = bytes(16)
NONE: frozenset[int] = frozenset()


def disclosure(*parts: object, salt: object = SALT) -> bytes:
    return cbor2.dumps([salt, *parts])


NAME = disclosure("CAMILLE", 502)
TOWN = disclosure("town", 506)
ELEMENT = disclosure("element")
DECOY = disclosure()


def hidden(*disclosures: bytes) -> dict[Any, Any]:
    """Claims of which these are redacted."""
    return {1: "kept", REDACTED_KEYS: [redacted_hash(data) for data in disclosures]}


def refusal(claims: dict[Any, Any], disclosures: Sequence[bytes]) -> Reason:
    with pytest.raises(CredentialError) as error:
        disclose(claims, disclosures)
    return error.value.reason


def test_the_hash_is_over_the_byte_string_with_its_head() -> None:
    assert redacted_hash(NAME) == hashlib.sha256(cbor2.dumps(NAME)).digest()


def test_a_disclosure_takes_its_place_and_the_hashes_go() -> None:
    assert disclose(hidden(NAME, TOWN), [TOWN]) == {1: "kept", 506: "town"}


def test_without_disclosures_nothing_redacted_is_left() -> None:
    assert disclose(hidden(NAME, TOWN, DECOY), []) == {1: "kept"}


def test_a_decoy_takes_its_place_and_shows_nothing() -> None:
    assert disclose(hidden(DECOY), [DECOY]) == {1: "kept"}
    assert disclose({1: [CBORTag(60, redacted_hash(DECOY)), 5]}, [DECOY]) == {1: [5]}


def test_an_element_of_an_array_keeps_its_order() -> None:
    claims = {1: [0, CBORTag(60, redacted_hash(ELEMENT)), 2, CBORTag(60, bytes(32))]}
    assert disclose(claims, [ELEMENT]) == {1: [0, "element", 2]}


def test_a_disclosure_within_a_disclosure_is_placed() -> None:
    outer = disclosure(hidden(TOWN), 9)
    assert disclose(hidden(outer), [TOWN, outer]) == {1: "kept", 9: {1: "kept", 506: "town"}}
    assert refusal(hidden(outer), [TOWN]) is Reason.DISCLOSURE_INVALID


@pytest.mark.parametrize(
    "disclosures",
    [[disclosure("another", 2)], [NAME, TOWN], [NAME, NAME], [NAME, DECOY]],
    ids=["of another licence", "one too many", "given twice", "a decoy too many"],
)
def test_a_disclosure_without_a_place_is_invalid(disclosures: list[bytes]) -> None:
    assert refusal(hidden(NAME), disclosures) is Reason.DISCLOSURE_INVALID


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        NAME + b"\x00",
        cbor2.dumps([]),
        cbor2.dumps({0: SALT}),
        cbor2.dumps(SALT),
        disclosure("CAMILLE", 2, 3),
        disclosure("CAMILLE", 2, salt=bytes(15)),
        disclosure("CAMILLE", 2, salt=bytes(17)),
        disclosure("CAMILLE", 2, salt="sixteen letters!"),
        disclosure("CAMILLE", 2, salt=None),
        disclosure("CAMILLE", True),
        disclosure("CAMILLE", None),
        disclosure("CAMILLE", b"2"),
        disclosure("CAMILLE", [2]),
        disclosure("CAMILLE", 2.0),
        disclosure(1.5, 2),
        disclosure(CBORTag(100, 1), 2),
    ],
)
def test_a_disclosure_of_another_shape_is_invalid_although_its_hash_is_signed(data: bytes) -> None:
    assert refusal(hidden(data), [data]) is Reason.DISCLOSURE_INVALID
    with pytest.raises(CredentialError):
        Disclosure.decode(data, NONE)


@pytest.mark.parametrize("key", sorted(NEVER_REDACTED))
def test_a_claim_that_may_never_be_redacted_is_not_disclosed(key: int) -> None:
    data = disclosure("value", key)
    assert refusal({REDACTED_KEYS: [redacted_hash(data)]}, [data]) is Reason.DISCLOSURE_INVALID
    # Within the licence map the same number is another label.
    inner = disclose({500: {REDACTED_KEYS: [redacted_hash(data)]}}, [data])
    assert inner == {500: {key: "value"}}


def test_a_disclosed_key_never_replaces_one_that_is_there() -> None:
    data = disclosure("other", 500)
    assert refusal({500: "signed", REDACTED_KEYS: [redacted_hash(data)]}, [data]) is Reason.DISCLOSURE_INVALID
    twin = disclosure("other still", 500)
    both = {REDACTED_KEYS: [redacted_hash(data), redacted_hash(twin)]}
    assert refusal(both, [data, twin]) is Reason.DISCLOSURE_INVALID


def test_an_element_is_no_claim_and_a_claim_no_element() -> None:
    assert refusal(hidden(ELEMENT), [ELEMENT]) is Reason.DISCLOSURE_INVALID
    assert refusal({1: [CBORTag(60, redacted_hash(NAME))]}, [NAME]) is Reason.DISCLOSURE_INVALID


@pytest.mark.parametrize("digest", [b"", bytes(31), bytes(33), "text", 5, None, [bytes(32)]])
def test_a_hash_of_another_shape_is_invalid(digest: object) -> None:
    assert refusal({REDACTED_KEYS: [digest]}, []) is Reason.DISCLOSURE_INVALID
    assert refusal({1: [CBORTag(60, digest)]}, []) is Reason.DISCLOSURE_INVALID


@pytest.mark.parametrize("hashes", [bytes(32), "text", {}, None, 5])
def test_redacted_keys_that_are_no_array_are_invalid(hashes: object) -> None:
    assert refusal({REDACTED_KEYS: hashes}, []) is Reason.DISCLOSURE_INVALID


def test_the_same_hash_in_two_places_is_invalid() -> None:
    assert refusal({500: hidden(NAME), 501: hidden(NAME)}, []) is Reason.DISCLOSURE_INVALID
    assert refusal(hidden(NAME, NAME), [NAME]) is Reason.DISCLOSURE_INVALID
    assert refusal({1: [CBORTag(60, redacted_hash(ELEMENT))] * 2}, [ELEMENT]) is Reason.DISCLOSURE_INVALID


def test_the_number_59_is_not_simple_59() -> None:
    """cbor2 holds the two equal; a claim labelled 59 is a claim, and its bytes are no hashes."""
    claims = {1: "kept", 59: [redacted_hash(NAME)]}
    assert disclose(claims, []) == claims
    assert refusal(claims, [NAME]) is Reason.DISCLOSURE_INVALID


def nested(depth: int) -> tuple[dict[Any, Any], list[bytes]]:
    """Disclosures that each hold the hash of the one before within as many maps as the decoder reads."""
    disclosures = [disclosure("deepest", "k")]
    for _ in range(depth):
        value: dict[Any, Any] = {REDACTED_KEYS: [redacted_hash(disclosures[-1])]}
        for _ in range(MAX_DEPTH - 3):
            value = {0: value}
        disclosures.append(disclosure(value, "k"))
    return {REDACTED_KEYS: [redacted_hash(disclosures[-1])]}, disclosures


@pytest.mark.parametrize("depth", [2, MAX_DISCLOSURES - 1])
def test_disclosures_within_disclosures_do_not_escape_the_depth_limit(depth: int) -> None:
    claims, disclosures = nested(depth)
    assert refusal(claims, disclosures) is Reason.DISCLOSURE_INVALID


def test_many_maps_side_by_side_are_not_deep() -> None:
    claims: dict[Any, Any] = {number: {0: [number]} for number in range(4 * MAX_DEPTH)}
    assert disclose(claims, []) == claims


def test_a_depth_within_the_limit_is_placed() -> None:
    claims, disclosures = nested(1)
    assert set(disclose(claims, disclosures)) == {"k"}


def test_more_disclosures_than_allowed_are_invalid() -> None:
    many = [disclosure(number, number + 100) for number in range(MAX_DISCLOSURES + 1)]
    assert len(disclose(hidden(*many[:-1]), many[:-1])) == MAX_DISCLOSURES + 1
    assert refusal(hidden(*many), many) is Reason.DISCLOSURE_INVALID


def test_redacting_is_undone_by_disclosing_and_tells_no_order() -> None:
    salts = iter(bytes((number,)) * 16 for number in range(9))
    claims = {1: "one", **dict.fromkeys(range(2, 10), "hidden")}
    kept, disclosures = redact(claims, [*range(2, 10), 99], lambda: next(salts))
    assert (kept[1], len(disclosures)) == ("one", 8)
    assert kept[REDACTED_KEYS] == sorted(redacted_hash(data) for data in disclosures)
    assert disclose({500: kept}, disclosures) == {500: claims}


def test_redacting_nothing_leaves_the_claims_alone() -> None:
    assert redact({1: "one"}, [], lambda: SALT) == ({1: "one"}, [])
