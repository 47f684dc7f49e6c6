"""Attacks on the framing: the same signed bytes in another CBOR dress.

A signature covers the protected header and the payload, not the heads of the message around them. So a second dress
of the same message would pass for another message: to a list of codes seen, or to an auditor.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from credential import cbor
from credential.cose import Header, Sign1, sig_structure
from credential.forms import AUDIENCE
from credential.keys import Algorithm, sign_raw
from credential.qr_text import unwrap, wrap
from credential.reason import Outcome, Reason
from issuer.samples.scene import SHOWN
from tests.world import DRIVER, World, item

HEADS = {"one byte": (b"\x58", 1), "two bytes": (b"\x59", 2), "four bytes": (b"\x5a", 4), "eight bytes": (b"\x5b", 8)}


def byte_strings(content: bytes) -> Iterator[bytes]:
    """Every head that says the same length, and the string in pieces; the shortest among them."""
    for head, size in HEADS.values():
        if len(content) < 1 << 8 * size:
            yield head + len(content).to_bytes(size, "big") + content
    yield b"\x5f" + cbor.encode(content[:7]) + cbor.encode(content[7:]) + b"\xff"


def dresses(data: bytes) -> Iterator[bytes]:
    """The message in every dress that means the same to a lenient decoder."""
    message = Sign1.decode(data, nested=True)
    plain = [cbor.encode(each) for each in (message.protected_bytes, message.unverified_payload, message.signature)]
    for place, content in enumerate((message.protected_bytes, message.unverified_payload, message.signature)):
        for dressed in byte_strings(content):
            parts = [*plain[:place], dressed, *plain[place + 1 :]]
            yield b"\xd2\x84" + parts[0] + b"\xa0" + parts[1] + parts[2]
    protected, payload, signature = plain
    for tag in (b"", b"\xd8\x12", b"\xd9\x00\x12", b"\xd2\xd2", b"\xd9\xd9\xf7\xd2", b"\xd1", b"\xd8\x3d\xd2"):
        yield tag + b"\x84" + protected + b"\xa0" + payload + signature
    for array in (b"\x98\x04", b"\x99\x00\x04", b"\x9b" + bytes(7) + b"\x04"):
        yield b"\xd2" + array + protected + b"\xa0" + payload + signature
    yield b"\xd2\x9f" + protected + b"\xa0" + payload + signature + b"\xff"
    for empty in (b"\xb8\x00", b"\xb9\x00\x00", b"\xbf\xff", b"\x80", b"\xf6", b"\x40"):
        yield b"\xd2\x84" + protected + empty + payload + signature
    yield from (data + b"\x00", data + b"\xf6", data + data, b"\x00" + data)


@pytest.mark.parametrize("form", ["attestation", "attestation with portrait", "presentation"])
def test_a_message_in_another_dress_is_malformed(world: World, form: str) -> None:
    text = {
        "attestation": world.attestation.text,
        "attestation with portrait": world.scene.attestation(DRIVER, portrait=True).text,
        "presentation": world.code(),
    }[form]
    data = unwrap(text)[1]
    dressed = [each for each in dresses(data) if each != data]
    assert len(dressed) >= 25
    assert [each.hex() for each in dressed if world.check(wrap(each)).reasons != (Reason.MALFORMED,)] == []
    assert world.check(wrap(data)).claims is not None


def presented_with(world: World, protected: bytes) -> str:
    """A presentation whose protected header is any bytes, rightly signed by the phone."""
    payload = cbor.encode({3: AUDIENCE, 6: int(SHOWN.timestamp())})
    key = world.scene.device_key(DRIVER)
    signature = sign_raw(Algorithm.ES256, sig_structure(protected, payload), key, deterministic=True)
    parts = (cbor.encode(protected), b"\xa0", cbor.encode(payload), cbor.encode(signature))
    return wrap(b"\xd2\x84" + b"".join(parts))


def test_a_header_in_another_dress_is_malformed_whoever_signed_it(world: World) -> None:
    """The phone signs its own header, so what is in it is the holder's choice."""
    licence = item(world.bare())
    right = cbor.encode({Header.ALG: -7, Header.KCWT: licence, Header.TYP: 294})
    assert world.check(presented_with(world, right)).outcome is Outcome.PASSED
    inner = cbor.encode(licence)
    for header in (
        right + b"\x00",
        right + b"\xa0",
        b"\xb8\x03" + right[1:],
        b"\xbf" + right[1:] + b"\xff",
        b"\xa3\x01\x38\x06\x0d" + inner + b"\x10\x19\x01\x26",  # alg -7 in two bytes
        b"\xa3\x01\x26\x18\x0d" + inner + b"\x10\x19\x01\x26",  # label 13 in two bytes
        b"\xa3\x01\x26\x0d" + inner + b"\x10\x1a\x00\x00\x01\x26",  # typ 294 in five bytes
        b"\xa4\x01\x26\x0d" + inner + b"\x10\x19\x01\x26\x0d" + inner,  # kcwt twice
        b"\xa4\x01\x26\x0d" + inner + b"\x10\x19\x01\x26\x02\x80",  # crit
        *(b"\xa3\x01\x26\x0d" + each + b"\x10\x19\x01\x26" for each in dresses(inner) if each != inner),
    ):
        verdict = world.check(presented_with(world, header))
        assert verdict.reasons == (Reason.MALFORMED,), header.hex()


def test_labels_in_another_order_are_the_same_header(world: World) -> None:
    """The order is free in CBOR unless a profile fixes it, and the signature covers the order that was chosen."""
    header = cbor.encode({Header.TYP: 294, Header.KCWT: item(world.bare()), Header.ALG: -7})
    assert world.check(presented_with(world, header)).outcome is Outcome.PASSED
