"""CBOR: what we write we read, and an independent decoder agrees about every mutated input."""

from __future__ import annotations

import random
from collections.abc import Iterator

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credential import cbor
from credential.cbor import ARRAYS, MAPS, REDACTED_KEYS, CBORTag
from credential.reason import CredentialError, Reason
from tests.property import strict_decoder
from tests.property.strict_decoder import Simple59, StrictError, Tagged

TAGS = frozenset({18, 60, 100})
INTEGERS = st.integers(min_value=-(1 << 64), max_value=(1 << 64) - 1)
TEXTS = st.text(max_size=40)
LEAVES = st.one_of(st.none(), st.booleans(), INTEGERS, st.binary(max_size=300), TEXTS)
ITEMS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=5), st.dictionaries(st.one_of(INTEGERS, TEXTS), inner, max_size=5)
    ),
    max_leaves=12,
)


def same(left: object, right: object) -> bool:
    """Compare value and type at every place: True is not 1."""
    if type(left) is not type(right):
        return False
    if isinstance(left, dict) and isinstance(right, dict):
        return list(left) == list(right) and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return left == right


@settings(max_examples=300, derandomize=True, deadline=None)
@given(ITEMS)
def test_what_is_written_is_read_back(value: object) -> None:
    assert same(cbor.decode(cbor.encode(value)), value)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.binary(max_size=400))
def test_the_short_cut_for_byte_strings_writes_what_cbor2_writes(content: bytes) -> None:
    assert cbor.encode_bytes(content) == cbor2.dumps(content)


@pytest.mark.parametrize("size", [23, 24, 255, 256, 65535, 65536])
def test_the_short_cut_holds_at_every_change_of_the_head(size: int) -> None:
    assert cbor.encode_bytes(bytes(size)) == cbor2.dumps(bytes(size))


def plain(value: object) -> object:
    """What ours returned, in the oracle's types. A frozen map or tuple has no other meaning."""
    if isinstance(value, MAPS):
        # By type: cbor2 holds simple(59) equal to the number 59.
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, ARRAYS):
        return [plain(item) for item in value]
    if isinstance(value, CBORTag):
        return Tagged(value.tag, plain(value.value))
    return Simple59() if type(value) is type(REDACTED_KEYS) else value


SEEDS = [
    cbor2.dumps({1: "FR", 2: [1, 24, 256, 65536, 1 << 32, -1, -25], "k": {3: b"bytes", 4: [True, False, None]}}),
    cbor2.dumps([[[[[[[]]]]]], {}, {1: {2: {3: {}}}}, "\u00e9\U0001f697", b"\x00" * 30]),
    cbor2.dumps({8: {1: {1: 2, -1: 1, -2: bytes(32), -3: True}}, -70001: {5: CBORTag(100, 7305)}}),
    cbor2.dumps(CBORTag(18, [cbor2.dumps({1: -7}), {}, b"payload", bytes(8)])),
    cbor2.dumps({502: [CBORTag(60, bytes(4)), 9], REDACTED_KEYS: [bytes(4), bytes(4)]}),
    b"\x81" * 15 + b"\xa1\x00\x80",
]
INTERESTING = bytes.fromhex("0017181b203b405f60787f80819b9fa0a1bfc2d2d83cd864d9e0f4f5f6f7f83bf93c00fb7e00ff")


def mutated(seed: bytes, source: random.Random) -> bytes:
    data = bytearray(seed)
    for _ in range(source.randint(1, 4)):
        place = source.randrange(len(data) + 1)
        choice = source.randrange(5)
        if choice == 0 and place < len(data):
            data[place] ^= 1 << source.randrange(8)
        elif choice == 1 and place < len(data):
            data[place] = source.choice(INTERESTING)
        elif choice == 2:
            data.insert(place, source.choice(INTERESTING))
        elif choice == 3:
            del data[place : place + source.randint(1, 3)]
        else:
            data[place:place] = data[: source.randint(0, 8)]
    return bytes(data)


def inputs(count: int) -> Iterator[bytes]:
    yield from SEEDS
    source = random.Random(20261124)  # noqa: S311 - mutations that repeat, no secret
    for _ in range(count):
        yield mutated(source.choice(SEEDS), source)


def ours(data: bytes, redacted: bool) -> object:
    try:
        return plain(cbor.decode(data, tags=TAGS, redacted=redacted))
    except CredentialError as error:
        assert error.reason is Reason.MALFORMED
        return StrictError


def theirs(data: bytes, redacted: bool) -> object:
    try:
        return strict_decoder.decode(data, tags=TAGS, redacted=redacted)
    except StrictError:
        return StrictError


@pytest.mark.parametrize("redacted", [True, False])
def test_an_independent_decoder_agrees_about_mutated_inputs(redacted: bool) -> None:
    accepted = 0
    for data in inputs(20_000):
        left, right = ours(data, redacted), theirs(data, redacted)
        assert repr(left) == repr(right), data.hex()
        accepted += left is not StrictError
    # Both sides of the border are met, or the comparison proves nothing.
    assert 500 < accepted < 19_000


def test_an_independent_decoder_agrees_about_every_short_input() -> None:
    for size in (1, 2):
        for number in range(256**size):
            data = number.to_bytes(size, "big")
            assert repr(ours(data, True)) == repr(theirs(data, True)), data.hex()
