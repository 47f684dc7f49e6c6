"""CBOR that is meant to hurt: bombs, depth, lengths that are claimed, keys that collide, tags that run code.

Every one is refused before a signature is looked at, with a bound on the memory that it takes. No test measures time.
"""

from __future__ import annotations

import tracemalloc

import cbor2
import pytest

from credential import cbor
from credential.cbor import MAX_DEPTH, MAX_MESSAGE
from credential.reason import CredentialError, Reason

MEMORY = 2 << 20
"""Bytes: many times what 4 KB of CBOR can make when it is read within the rules."""
TAGS = frozenset({18, 60, 100})


def tag(number: int) -> bytes:
    return cbor2.dumps(cbor2.CBORTag(number, 0))[:-1]


HOSTILE = {
    # Depth.
    "arrays one level too deep": b"\x81" * (MAX_DEPTH + 1) + b"\x00",
    "maps one level too deep": b"\xa1\x00" * (MAX_DEPTH + 1) + b"\x00",
    "4,000 arrays deep": b"\x81" * 4000 + b"\x00",
    "1,300 maps deep": b"\xa1\x00" * 1300 + b"\x00",
    "1,300 maps deep in their keys": b"\xa1" * 1300 + b"\x00" * 1301,
    "4,000 tags deep": b"\xd2" * 4000 + b"\x00",
    "depth without an end": b"\x9f" * 4000,
    "a depth that is never closed": b"\x81" * 4000,
    # Lengths that are claimed and not there.
    "an array of 2^64 - 1": bytes.fromhex("9bffffffffffffffff"),
    "an array of 2^63": bytes.fromhex("9b8000000000000000"),
    "an array of 2^32 - 1": bytes.fromhex("9affffffff"),
    "a map of 2^64 - 1": bytes.fromhex("bbffffffffffffffff"),
    "a map of 2^31": bytes.fromhex("ba80000000"),
    "a byte string of 2^64 - 1": bytes.fromhex("5bffffffffffffffff"),
    "a byte string of 2^40": bytes.fromhex("5b0000010000000000"),
    "a text of 2^64 - 1": bytes.fromhex("7bffffffffffffffff"),
    "a text of 2^31": bytes.fromhex("7a80000000"),
    "arrays that each claim 2^32": bytes.fromhex("9affffffff") * 15,
    # No definite length.
    "an indefinite array": bytes.fromhex("9f00ff"),
    "an indefinite map": bytes.fromhex("bf0000ff"),
    "an indefinite byte string": bytes.fromhex("5f4100ff"),
    "an indefinite text": bytes.fromhex("7f6161ff"),
    "a break alone": bytes.fromhex("ff"),
    "a break in an array": bytes.fromhex("81ff"),
    # One value, two encodings.
    "0 in two bytes": bytes.fromhex("1800"),
    "1 in nine bytes": bytes.fromhex("1b0000000000000001"),
    "-1 in two bytes": bytes.fromhex("3800"),
    "a byte string's length of long form": bytes.fromhex("580100"),
    "a text's length of long form": bytes.fromhex("780161"),
    "an array's length of long form": bytes.fromhex("980100"),
    "a map's length of long form": bytes.fromhex("b8010000"),
    "a tag of long form": bytes.fromhex("d81200"),
    "a label of long form": bytes.fromhex("a1180000"),
    "false in two bytes": bytes.fromhex("f814"),
    "bytes after the end": bytes.fromhex("0000"),
    "a break after the end": bytes.fromhex("80ff"),
    "nothing": b"",
    # Keys that Python takes for one another.
    "a key twice": bytes.fromhex("a201000101"),
    "a text key twice": bytes.fromhex("a2616100616101"),
    "1 and true": bytes.fromhex("a20100f501"),
    "1 and 1.0": bytes.fromhex("a20100f93c0001"),
    "1 and a bignum 1": bytes.fromhex("a20100c2410101"),
    "1 and a long 1": bytes.fromhex("a20100180101"),
    "true as a key": bytes.fromhex("a1f500"),
    "false as a key": bytes.fromhex("a1f400"),
    "1.0 as a key": bytes.fromhex("a1f93c0000"),
    "null as a key": bytes.fromhex("a1f600"),
    "bytes as a key": bytes.fromhex("a1416100"),
    "an array as a key": bytes.fromhex("a18000"),
    "a map as a key": bytes.fromhex("a1a000"),
    "an allowed tag as a key": bytes.fromhex("a1d23c0000"),
    "simple(59) as a key where nothing is redacted": bytes.fromhex("a1f83b00"),
    "two NaN as keys": bytes.fromhex("a2f97e0000f97e0001"),
    "a wrong key far within": bytes.fromhex("8181a10081a1f500"),
    "a wrong key within an allowed tag": bytes.fromhex("d2a1f500"),
    # Values that have no place.
    "NaN": bytes.fromhex("f97e00"),
    "infinity": bytes.fromhex("f97c00"),
    "a double": bytes.fromhex("fb3ff199999999999a"),
    "undefined": bytes.fromhex("f7"),
    "simple(16)": bytes.fromhex("f0"),
    "simple(59) as a value": bytes.fromhex("f83b"),
    "text that is no UTF-8": bytes.fromhex("62c328"),
    "text with a surrogate": bytes.fromhex("63eda080"),
    # Tags: cbor2 has decoders of its own for these, and they run on a stranger's bytes.
    "a time as text": tag(0) + cbor2.dumps("2013-03-21T20:04:00Z"),
    "a time as number": tag(1) + b"\x00",
    "a bignum": tag(2) + cbor2.dumps(b"\x01" + bytes(9)),
    "a bignum of 4 KB": tag(2) + cbor2.dumps(b"\xff" * 4000),
    "a negative bignum": tag(3) + cbor2.dumps(b"\x01" + bytes(9)),
    "a decimal with a huge exponent": tag(4) + cbor2.dumps([1 << 62, 1]),
    "a bigfloat": tag(5) + cbor2.dumps([1 << 30, 1]),
    "a string reference": tag(256) + b"\x82\x61a" + tag(25) + b"\x00",
    "a shared value": tag(28) + b"\x80",
    "a cycle": tag(28) + b"\x81" + tag(29) + b"\x00",
    "a rational": tag(30) + b"\x82\x01\x00",
    "a regular expression": tag(35) + cbor2.dumps("(a+)+$"),
    "a mail message": tag(36) + cbor2.dumps("Subject: x\n\n"),
    "a UUID": tag(37) + cbor2.dumps(bytes(16)),
    "an IPv4 address": tag(52) + cbor2.dumps(bytes(4)),
    "an IPv6 address": tag(54) + cbor2.dumps(bytes(16)),
    "a set": tag(258) + b"\x82\x01\x02",
    "an address of old form": tag(260) + cbor2.dumps(bytes(4)),
    "a network of old form": tag(261) + b"\xa1\x44\x00\x00\x00\x00\x00",
    "a date as text": tag(1004) + cbor2.dumps("2026-12-01"),
    "a complex number": tag(43000) + b"\x82\x01\x02",
    "a self-described item": tag(55799) + b"\x00",
    "an unknown tag": tag(123456) + b"\x00",
    "tag 2^64 - 1": bytes.fromhex("dbffffffffffffffff00"),
    "encoded CBOR": tag(24) + b"\x41\x00",
}


@pytest.mark.parametrize("attack", HOSTILE)
def test_a_hostile_item_is_malformed(attack: str) -> None:
    with pytest.raises(CredentialError) as refusal:
        cbor.decode(HOSTILE[attack], tags=TAGS)
    assert refusal.value.reason is Reason.MALFORMED


def test_hostile_items_take_little_memory() -> None:
    tracemalloc.start()
    try:
        for data in HOSTILE.values():
            with pytest.raises(CredentialError):
                cbor.decode(data, tags=TAGS)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < MEMORY


def test_billions_of_laughs_are_refused() -> None:
    """Ten shared arrays, each of ten references to the one before: 10^10 elements in 269 bytes."""
    layers = tag(28) + cbor2.dumps(["ha"] * 10)
    for number in range(9):
        layers += tag(28) + b"\x8a" + (tag(29) + cbor2.dumps(number)) * 10
    with pytest.raises(CredentialError) as refusal:
        cbor.decode(b"\x8a" + layers, tags=TAGS)
    assert refusal.value.reason is Reason.MALFORMED


@pytest.mark.parametrize(
    "data",
    [bytes(MAX_MESSAGE + 1), b"\x80" * 3_000_000, cbor2.dumps({key << 32: 0 for key in range(20_000)})],
    ids=["one byte too many", "3 MB of empty arrays", "20,000 keys"],
)
def test_an_item_above_the_limit_is_not_even_read(data: bytes) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(CredentialError) as refusal:
            cbor.decode(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert refusal.value.reason is Reason.TOO_LARGE
    assert peak < 100_000


def test_an_item_of_exactly_the_limit_and_the_depth_is_read() -> None:
    content = bytes(MAX_MESSAGE - 3)
    assert cbor.decode(cbor2.dumps(content)) == content
    deepest = b"\x81" * MAX_DEPTH + b"\x00"
    assert cbor.encode(cbor.decode(deepest)) == deepest


def test_no_tag_is_read_unless_it_is_named() -> None:
    for number in (*range(512), 1004, 43000, 55799, 65535, 65536):
        contents: tuple[object, ...] = (0, "", b"", [], {}, [1, 2], None)
        for content in contents:
            with pytest.raises(CredentialError) as refusal:
                cbor.decode(cbor2.dumps(cbor2.CBORTag(number, content)))
            assert refusal.value.reason is Reason.MALFORMED
