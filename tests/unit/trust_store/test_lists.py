"""Trust list and block list: written, signed, read; anything odd is malformed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from credential import cbor
from credential.cbor import CBORTag
from credential.cose import Header, Sign1, VerifiedPayload, sign
from tests.unit.trust_store.pki_for_tests import (
    FRANCE,
    NOW,
    PUBLISHER,
    Plan,
    Publisher,
    key,
    list_signer_plan,
    purpose,
    usage,
)
from trust_store.block_list import BlockList, encode_block_list, parse_block_list
from trust_store.certificate import read_certificate
from trust_store.fields import MAX_LIST, tdate
from trust_store.profile import DOCUMENT_SIGNER_EKU, LIST_SIGNER_EKU, Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.signed_list import ListKind, read_list_signer, verify_list
from trust_store.trust_list import TrustList, TrustListEntry, encode_trust_list, parse_trust_list

SIGNER = read_list_signer(PUBLISHER.der())
ENTRY = TrustListEntry.of(read_certificate(FRANCE.der()))
TRUST = TrustList(
    provider="SPECIMEN", profile=Profile.TEST, issued_at=NOW, issue_id=3, next_update=None, entries=(ENTRY,)
)
BLOCK = BlockList(issued_at=NOW, sequence=3, blocked=frozenset({b"1" * 32, b"2" * 32}))
REMOVED = object()


def refusal_of(payload: bytes, parse: Callable[[VerifiedPayload], object]) -> Refusal:
    with pytest.raises(TrustStoreError) as refusal:
        parse(VerifiedPayload(payload))
    return refusal.value.refusal


def changed(payload: bytes, *path: str | int, to: object) -> bytes:
    content = cbor.decode(payload, limit=MAX_LIST, tags=frozenset({0, 2}))
    place = content
    for step in path[:-1]:
        place = place[step]
    if to is REMOVED:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return cbor.encode(content)


def test_trust_list_is_read_as_written() -> None:
    full = replace(TRUST, next_update=NOW + timedelta(days=7))
    assert parse_trust_list(VerifiedPayload(encode_trust_list(full))) == full
    assert parse_trust_list(VerifiedPayload(encode_trust_list(TRUST))) == TRUST


def test_block_list_is_read_as_written() -> None:
    assert parse_block_list(VerifiedPayload(encode_block_list(BLOCK))) == BLOCK


def test_key_that_annex_c_may_add_is_passed_over() -> None:
    assert (
        parse_trust_list(VerifiedPayload(changed(encode_trust_list(TRUST), "vicalURL", to="https://a.example")))
        == TRUST
    )


@pytest.mark.parametrize(
    ("path", "to"),
    [
        (("version",), "2.0"),
        (("version",), 1),
        (("vicalProvider",), REMOVED),
        (("vicalProvider",), ""),
        (("vicalProvider",), "x" * 201),
        (("date",), "2026-11-24T06:00:00Z"),
        (("date",), CBORTag(0, "2026-11-24T06:00:00+00:00")),
        (("date",), CBORTag(0, "2026-11-24T06:00:00.5Z")),
        (("date",), CBORTag(0, "2026-02-30T06:00:00Z")),
        (("date",), CBORTag(0, 5)),
        (("nextUpdate",), 5),
        (("vicalIssueID",), REMOVED),
        (("vicalIssueID",), True),
        (("vicalIssueID",), -1),
        (("vicalIssueID",), 1 << 63),
        (("extensions",), REMOVED),
        (("extensions", "profile"), "both"),
        (("certificateInfos",), {}),
        (("certificateInfos", 0), []),
        (("certificateInfos", 0, "certificate"), "text"),
        (("certificateInfos", 0, "serialNumber"), 7),
        (("certificateInfos", 0, "serialNumber"), CBORTag(2, "7")),
        (("certificateInfos", 0, "docType"), ["a", 1]),
        (("certificateInfos", 0, "docType"), "a"),
        (("certificateInfos", 0, "issuingCountry"), REMOVED),
    ],
)
def test_odd_trust_list_is_malformed(path: tuple[str | int, ...], to: object) -> None:
    assert refusal_of(changed(encode_trust_list(TRUST), *path, to=to), parse_trust_list) is Refusal.MALFORMED


@pytest.mark.parametrize(
    ("path", "to"),
    [
        (("version",), "2.0"),
        (("date",), REMOVED),
        (("sequence",), "1"),
        (("blocked",), REMOVED),
        (("blocked", 0), b"1" * 31),
        (("blocked", 0), "1" * 32),
        (("blocked", 0), b"2" * 32),
    ],
)
def test_odd_block_list_is_malformed(path: tuple[str | int, ...], to: object) -> None:
    assert refusal_of(changed(encode_block_list(BLOCK), *path, to=to), parse_block_list) is Refusal.MALFORMED


@pytest.mark.parametrize("payload", [b"", b"\xa0", b"\x80", b"\xff", b"\xa1\x01\xfb" + bytes(8)])
def test_payload_that_is_no_list_is_malformed(payload: bytes) -> None:
    assert refusal_of(payload, parse_trust_list) is Refusal.MALFORMED
    assert refusal_of(payload, parse_block_list) is Refusal.MALFORMED


def test_certificate_listed_twice_is_malformed() -> None:
    assert refusal_of(encode_trust_list(replace(TRUST, entries=(ENTRY, ENTRY))), parse_trust_list) is Refusal.MALFORMED


@pytest.mark.parametrize("moment", [datetime(2026, 1, 1), NOW + timedelta(microseconds=1)])  # noqa: DTZ001 - the fault
def test_time_that_the_form_cannot_hold_is_not_written(moment: datetime) -> None:
    with pytest.raises(ValueError, match="whole seconds"):
        tdate(moment)


def test_signed_list_verifies_as_its_kind_alone() -> None:
    message = Publisher().trust_list()
    assert verify_list(ListKind.TRUST_LIST, message, SIGNER) == Sign1.decode(message).unverified_payload
    with pytest.raises(TrustStoreError) as refusal:
        verify_list(ListKind.BLOCK_LIST, message, SIGNER)
    assert refusal.value.refusal is Refusal.MALFORMED


def test_list_of_another_publisher_does_not_verify() -> None:
    other = read_list_signer(list_signer_plan("Other").der())
    with pytest.raises(TrustStoreError) as refusal:
        verify_list(ListKind.TRUST_LIST, Publisher().trust_list(), other)
    assert refusal.value.refusal is Refusal.MALFORMED


def test_list_signed_by_another_key_under_the_right_kid_does_not_verify() -> None:
    message = Sign1.decode(Publisher().trust_list())
    forged = sign(message.protected, message.unverified_payload, key("other"))
    with pytest.raises(TrustStoreError) as refusal:
        verify_list(ListKind.TRUST_LIST, forged, SIGNER)
    assert refusal.value.refusal is Refusal.SIGNATURE_INVALID


def test_list_with_anything_unprotected_is_malformed() -> None:
    message = Sign1.decode(Publisher().trust_list())
    smuggled = sign(message.protected, message.unverified_payload, key("list Publisher"), unprotected={33: b"x"})
    with pytest.raises(TrustStoreError) as refusal:
        verify_list(ListKind.TRUST_LIST, smuggled, SIGNER)
    assert refusal.value.refusal is Refusal.MALFORMED


def test_list_with_a_further_header_is_malformed() -> None:
    message = Sign1.decode(Publisher().trust_list())
    further = sign({**message.protected, Header.X5CHAIN: b"x"}, message.unverified_payload, key("list Publisher"))
    with pytest.raises(TrustStoreError) as refusal:
        verify_list(ListKind.TRUST_LIST, further, SIGNER)
    assert refusal.value.refusal is Refusal.MALFORMED


@pytest.mark.parametrize(
    "plan",
    [
        PUBLISHER.having(purpose(DOCUMENT_SIGNER_EKU), True),
        PUBLISHER.having(purpose(LIST_SIGNER_EKU, DOCUMENT_SIGNER_EKU), True),
        PUBLISHER.having(purpose(LIST_SIGNER_EKU), False),
        PUBLISHER.having(usage("digital_signature"), False),
        PUBLISHER.having(usage("key_cert_sign"), True),
        PUBLISHER.having(usage("digital_signature", "key_cert_sign"), True),
        FRANCE,
    ],
)
def test_certificate_that_is_no_list_signer_is_refused(plan: Plan) -> None:
    with pytest.raises(TrustStoreError) as refusal:
        read_list_signer(plan.der())
    assert refusal.value.refusal is Refusal.LIST_SIGNER_INVALID


def test_bytes_that_are_no_certificate_are_no_list_signer() -> None:
    with pytest.raises(TrustStoreError) as refusal:
        read_list_signer(b"\x30\x00")
    assert refusal.value.refusal is Refusal.LIST_SIGNER_INVALID
