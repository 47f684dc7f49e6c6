"""Status lists that are meant to hurt or to be misread. An entry that is not there is never a status."""

from __future__ import annotations

import tracemalloc
import zlib
from typing import Any

import cbor2
import pytest

from credential.cose import VerifiedPayload
from credential.reason import CredentialError, Reason
from credential.status_list import MAX_INFLATED, MAX_TIME, StatusList, StatusToken

DEFLATED = StatusList.of([(5, 2)], size=64).deflate()


def refusal(bits: Any, lst: bytes) -> Reason:  # noqa: ANN401 - what a stranger may have written there
    with pytest.raises(CredentialError) as error:
        StatusList.inflate(bits, lst)
    return error.value.reason


def test_a_bomb_stops_at_the_bound() -> None:
    bomb = zlib.compress(bytes(16 << 20), 9)
    assert len(bomb) < 20_000
    tracemalloc.start()
    try:
        assert refusal(8, bomb) is Reason.TOO_LARGE
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * MAX_INFLATED


def test_a_list_of_one_byte_above_the_bound_is_too_large_and_one_of_the_bound_is_read() -> None:
    assert refusal(8, zlib.compress(bytes(MAX_INFLATED + 1))) is Reason.TOO_LARGE
    assert len(StatusList.inflate(8, zlib.compress(bytes(MAX_INFLATED)))) == MAX_INFLATED


@pytest.mark.parametrize("cut", range(1, len(DEFLATED) + 1))
def test_a_truncated_list_is_malformed(cut: int) -> None:
    assert refusal(4, DEFLATED[:-cut]) is Reason.MALFORMED


@pytest.mark.parametrize("trailing", [b"\x00", DEFLATED], ids=["a byte", "a second list"])
def test_bytes_after_the_list_are_malformed(trailing: bytes) -> None:
    assert refusal(4, DEFLATED + trailing) is Reason.MALFORMED


@pytest.mark.parametrize(
    "lst",
    [zlib.compress(bytes(32))[2:-4], b"\x1f\x8b" + bytes(20), DEFLATED[:-1] + bytes((DEFLATED[-1] ^ 1,)), b"plain"],
    ids=["raw deflate", "gzip", "a wrong checksum", "no zlib"],
)
def test_another_compression_is_malformed(lst: bytes) -> None:
    assert refusal(4, lst) is Reason.MALFORMED


@pytest.mark.parametrize("bits", [0, 3, 5, 16, -1, -4, True, 4.0, "4", None])
def test_an_entry_size_that_the_draft_does_not_have_is_malformed(bits: object) -> None:
    assert refusal(bits, DEFLATED) is Reason.MALFORMED


@pytest.mark.parametrize("index", [-1, -64, 64, 65, 1 << 20, 1 << 64, -(1 << 64)])
def test_an_index_off_the_list_has_no_status(index: int) -> None:
    assert StatusList.inflate(4, DEFLATED).lookup(index) is None


def test_an_empty_list_has_no_status_at_all() -> None:
    empty = StatusList.inflate(4, zlib.compress(b""))
    assert (len(empty), empty.lookup(0)) == (0, None)


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
def test_each_entry_stands_apart_from_its_neighbours(bits: int) -> None:
    highest = (1 << bits) - 1
    for index in range(16):
        status_list = StatusList.of([(index, highest)], size=16, bits=bits)
        found = [status_list.lookup(other) for other in range(16)]
        assert found == [highest if other == index else 0 for other in range(16)]


@pytest.mark.parametrize("entry", [(-1, 1), (64, 1), (0, -1), (0, 16)])
def test_an_entry_out_of_range_is_never_packed(entry: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="outside"):
        StatusList.of([entry], size=64)


GOOD: dict[object, object] = {2: "uri", 6: 1, 65533: {"bits": 4, "lst": DEFLATED}}


def parse(claims: object) -> StatusToken:
    return StatusToken.parse(VerifiedPayload(cbor2.dumps(claims)))


@pytest.mark.parametrize(
    "claims",
    [
        [],
        {2: "uri", 6: 1},
        {**GOOD, 65533: []},
        {**GOOD, 65533: {"bits": 4}},
        {**GOOD, 65533: {"lst": DEFLATED}},
        {**GOOD, 65533: {"bits": True, "lst": DEFLATED}},
        {**GOOD, 65533: {"bits": 4, "lst": "text"}},
        {**GOOD, 2: b"uri"},
        {**GOOD, 2: None},
        {key: value for key, value in GOOD.items() if key != 2},
        {key: value for key, value in GOOD.items() if key != 6},
        *({**GOOD, 6: moment} for moment in (True, "1", -1, MAX_TIME + 1, b"1", None)),
        *({**GOOD, 4: moment} for moment in (True, "1", -1, MAX_TIME + 1)),
        *({**GOOD, 65534: moment} for moment in (True, "1", -1, MAX_TIME + 1)),
    ],
)
def test_a_token_of_another_shape_is_malformed(claims: object) -> None:
    with pytest.raises(CredentialError) as refusal:
        parse(claims)
    assert refusal.value.reason is Reason.MALFORMED


def test_a_token_that_is_written_parses_to_the_same() -> None:
    token = StatusToken(uri="https://issuer.example/0", iat=5, exp=MAX_TIME, ttl=7, bits=4, lst=DEFLATED)
    assert StatusToken.parse(VerifiedPayload(token.encode())) == token
    assert token.inflate().lookup(5) == 2


def test_a_token_above_its_limit_is_too_large() -> None:
    with pytest.raises(CredentialError) as refusal:
        parse({**GOOD, 65533: {"bits": 8, "lst": bytes(3 << 20)}})
    assert refusal.value.reason is Reason.TOO_LARGE
