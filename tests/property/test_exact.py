"""The short cut for messages in exactly our shape says what the general, strict decoder says about any input."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import cbor2
import pytest

from credential import cbor, forms
from credential.cose import Header, Sign1, VerifiedPayload
from credential.exact import split_message, split_token_claims, split_token_header
from credential.forms import AUDIENCE, Issued, Presentation, TokenClaims, decode_form
from credential.reason import CredentialError, Reason
from tests.unit.credential.specimen import ATTESTATION_HEADER, LICENCE_HEADER, issued, presentation

SIZES = (0, 1, 22, 23, 24, 25, 254, 255, 256, 257, 2000)


def message(protected: bytes, payload: bytes, signature: bytes) -> bytes:
    return cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, signature]))


def parts_of(form: Issued | Presentation) -> tuple[object, ...]:
    if isinstance(form, Presentation):
        token = form.message
        outer = (token.protected_bytes, token.algorithm, dict(token.unprotected), token.unverified_payload)
        return "presentation", *outer, token.signature, parts_of(form.licence)
    signed = form.message
    inner = (signed.protected_bytes, dict(signed.protected), dict(signed.unprotected), signed.unverified_payload)
    return form.form, form.kid, form.disclosures, *inner, signed.signature


def general(data: bytes) -> Issued | Presentation:
    """What `decode_form` does without its short cut."""
    decoded = Sign1.of_item(cbor.decode(data, tags=frozenset({18})), nested=True)
    if decoded.protected.get(Header.TYP) == forms.TYPE_PRESENTATION:
        return forms._presentation(decoded)
    return forms._issued(decoded)


def outcome(decoder: Any, data: bytes) -> object:  # noqa: ANN401 - either decoder
    try:
        return parts_of(decoder(data))
    except CredentialError as error:
        return error.reason


SEEDS = [
    issued(ATTESTATION_HEADER),
    issued(LICENCE_HEADER),
    issued(LICENCE_HEADER, {Header.SD_CLAIMS: [cbor2.dumps([bytes(16), "v", 1])]}),
    presentation(),
    presentation(cbor2.loads(issued(LICENCE_HEADER, {Header.SD_CLAIMS: [cbor2.dumps([bytes(16), "v", 1])]}))),
    presentation(cbor2.loads(issued(ATTESTATION_HEADER))),
    presentation(header={Header.ALG: -9}),
    message(cbor2.dumps(ATTESTATION_HEADER), b"", b""),
]
HEADS = bytes.fromhex("0001101819263d4040575859608084a0a1a3bfc6d2d8d9f5f6ff")


def mutated(seed: bytes, source: random.Random) -> bytes:
    """Change one to three bytes, often near the front where the structure is."""
    data = bytearray(seed)
    for _ in range(source.randint(1, 3)):
        place = min(source.randrange(len(data)), source.randrange(len(data)))
        match source.randrange(4):
            case 0:
                data[place] ^= 1 << source.randrange(8)
            case 1:
                data[place] = source.choice(HEADS)
            case 2:
                data.insert(place, source.choice(HEADS))
            case _:
                del data[place]
    return bytes(data)


def inputs(count: int) -> Iterator[bytes]:
    yield from SEEDS
    source = random.Random(20261124)  # noqa: S311 - mutations that repeat, no secret
    for _ in range(count):
        yield mutated(source.choice(SEEDS), source)


def test_both_decoders_say_the_same_about_mutated_codes() -> None:
    decoded = short = 0
    for data in inputs(20_000):
        left = outcome(decode_form, data)
        assert left == outcome(general, data), data.hex()
        decoded += isinstance(left, tuple)
        short += split_message(data) is not None
    # Both sides of both borders are met, or the comparison proves nothing.
    assert 1_000 < decoded < 19_000
    assert 1_000 < short < 19_000


def test_both_decoders_say_the_same_about_every_flipped_bit_and_cut() -> None:
    for seed in SEEDS:
        for place in range(len(seed)):
            for bit in range(8):
                data = seed[:place] + bytes((seed[place] ^ 1 << bit,)) + seed[place + 1 :]
                assert outcome(decode_form, data) == outcome(general, data), data.hex()
            assert outcome(decode_form, seed[:place]) is Reason.MALFORMED


@pytest.mark.parametrize("payload", SIZES)
@pytest.mark.parametrize("signature", SIZES)
def test_a_message_of_any_length_is_taken_apart(payload: int, signature: int) -> None:
    protected = cbor2.dumps(ATTESTATION_HEADER)
    data = message(protected, b"\x5a" * payload, b"\xa5" * signature)
    parts = split_message(b"\x00" + data + bytes(3), 1)
    assert parts is not None
    assert (parts.protected, parts.payload, parts.signature, parts.end) == (
        protected,
        b"\x5a" * payload,
        b"\xa5" * signature,
        1 + len(data),
    )


@pytest.mark.parametrize(
    "content",
    ["5800", "5817" + "00" * 23, "590000", "5900ff" + "00" * 255, "5a00000100" + "00" * 256, "5f40ff", "6161", "f6"],
    ids=["0 long", "23 long", "0 longer", "255 longer", "four bytes", "indefinite", "text", "null"],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_part_of_another_head_is_no_short_cut(content: str, place: int) -> None:
    parts = [cbor2.dumps(cbor2.dumps(ATTESTATION_HEADER)), cbor2.dumps(b"payload"), cbor2.dumps(bytes(64))]
    parts[place] = bytes.fromhex(content)
    data = b"\xd2\x84" + parts[0] + b"\xa0" + parts[1] + parts[2]
    assert split_message(data) is None
    assert outcome(decode_form, data) == outcome(general, data) == Reason.MALFORMED


def test_a_presentation_of_ours_takes_the_short_cut() -> None:
    """Or the tests above would compare the general decoder with itself."""
    outer = split_message(presentation())
    assert outer is not None
    token = split_token_header(outer.protected)
    assert token is not None
    assert token[0] == -7
    assert token[1].payload == Sign1.decode(issued(LICENCE_HEADER)).unverified_payload


@pytest.mark.parametrize("change", [(b"\x10\x19\x01\x26", b"\x10\x19\x01\x25"), (b"\xa3\x01\x26", b"\xa3\x01\x27")])
def test_a_token_header_of_another_type_or_algorithm_is_no_short_cut(change: tuple[bytes, bytes]) -> None:
    outer = split_message(presentation())
    assert outer is not None
    assert split_token_header(outer.protected.replace(*change)) is None
    assert split_token_header(outer.protected + b"\x00") is None


def test_a_message_above_the_limit_is_too_large_for_both() -> None:
    data = message(cbor2.dumps(ATTESTATION_HEADER), bytes(cbor.MAX_MESSAGE), bytes(64))
    assert outcome(decode_form, data) is outcome(general, data) is Reason.TOO_LARGE


def claims_of(payload: bytes) -> object:
    try:
        return TokenClaims.parse(VerifiedPayload(payload))
    except CredentialError as error:
        return error.reason


def general_claims(payload: bytes, monkeypatch: pytest.MonkeyPatch) -> object:
    """What `TokenClaims.parse` says without its short cut."""
    with monkeypatch.context() as patch:
        patch.setattr(forms, "split_token_claims", lambda _payload: None)
        return claims_of(payload)


@pytest.mark.parametrize("iat", [0, 23, 24, 255, 256, 0xFFFF, 0x10000, 1_796_129_996, 0xFFFFFFFF, 2**32, 2**62])
def test_a_token_of_any_time_says_the_same_by_both(iat: int, monkeypatch: pytest.MonkeyPatch) -> None:
    payload = cbor2.dumps({3: AUDIENCE, 6: iat})
    assert claims_of(payload) == general_claims(payload, monkeypatch)
    assert (split_token_claims(payload) == iat) is (0x10000 <= iat <= 0xFFFFFFFF)


def test_a_longer_form_of_a_time_is_no_short_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    payload = cbor2.dumps({3: AUDIENCE, 6: 0x10000}).replace(bytes.fromhex("1a00010000"), bytes.fromhex("1a0000ffff"))
    assert split_token_claims(payload) is None
    assert claims_of(payload) is general_claims(payload, monkeypatch) is Reason.MALFORMED


def test_both_say_the_same_about_every_changed_token(monkeypatch: pytest.MonkeyPatch) -> None:
    payload = cbor2.dumps({3: AUDIENCE, 6: 1_796_129_996})
    assert split_token_claims(payload) == 1_796_129_996
    changed = [payload + b"\0", *(payload[:place] for place in range(len(payload)))]
    for place in range(len(payload)):
        changed += [payload[:place] + bytes((payload[place] ^ 1 << bit,)) + payload[place + 1 :] for bit in range(8)]
    for other in changed:
        assert claims_of(other) == general_claims(other, monkeypatch), other.hex()
