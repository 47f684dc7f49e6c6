"""Attacks with portraits: looked at only after the signature holds, decoded only if small and WebP."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from credential.cose import Sign1
from credential.qr_text import wrap
from credential.reason import Outcome, Reason
from tests.world import DRIVER, World
from verifier.portrait import MAX_HEIGHT, MAX_PORTRAIT, MAX_WIDTH, portrait_size

BOUNDS = (MAX_WIDTH, MAX_HEIGHT)


def riff(kind: bytes, content: bytes) -> bytes:
    body = b"WEBP" + kind + len(content).to_bytes(4, "little") + content
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def lossless(width: int, height: int, rest: bytes = bytes(9)) -> bytes:
    return riff(b"VP8L", b"\x2f" + (width - 1 | height - 1 << 14).to_bytes(4, "little") + rest)


def lossy(width: int, height: int, start: bytes = b"\x9d\x01\x2a") -> bytes:
    size = width.to_bytes(2, "little") + height.to_bytes(2, "little")
    return riff(b"VP8 ", b"\x10\0\0" + start + size + bytes(8))


HOSTILE = {
    "34 bytes for 8000 x 8000 pixels": lossless(8000, 8000),
    "lossy 16383 x 16383": lossy(16383, 16383),
    "a pixel too wide": lossless(MAX_WIDTH + 1, MAX_HEIGHT),
    "a pixel too high": lossy(MAX_WIDTH, MAX_HEIGHT + 1),
    "no pixel": lossy(0, 80),
    "more bytes than a portrait has": lossless(80, 95, bytes(MAX_PORTRAIT)),
    "extended, animated": riff(b"VP8X", b"\x02\0\0\0" + bytes(6)),
    "JPEG": b"\xff\xd8\xff\xe0" + bytes(100),
    "PNG": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "SVG": b"<svg onload='alert(1)'/>" + bytes(20),
    "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n(%pipe%id) run" + bytes(20),
    "cut": lossless(80, 95)[:29],
    "a byte after its end": lossless(80, 95) + b"\0",
    "a length of its own": lossless(80, 95)[:4] + b"\xff\xff\xff\xff" + lossless(80, 95)[8:],
    "no key frame": riff(b"VP8 ", b"\x11\0\0\x9d\x01\x2a\x50\0\x5f\0" + bytes(8)),
    "another start code": lossy(80, 95, b"\x9d\x01\x2b"),
    "another signature": riff(b"VP8L", b"\x2e" + bytes(13)),
    "one byte": b"R",
}


def test_the_bomb_is_as_small_as_they_say() -> None:
    assert len(HOSTILE["34 bytes for 8000 x 8000 pixels"]) == 34


@pytest.mark.parametrize("image", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_portrait_is_not_shown_and_the_verdict_stands(world: World, image: bytes) -> None:
    verdict = world.check(world.paper(lambda claims: replace(claims, portrait=image)))
    if len(image) > MAX_PORTRAIT:
        assert verdict.reasons == (Reason.TOO_LARGE,)
    else:
        assert verdict.reasons == (Reason.HOLDER_NOT_PROVEN, Reason.PORTRAIT_UNUSABLE)
        assert verdict.outcome is Outcome.ATTENTION


@pytest.mark.parametrize("make", [lossless, lossy])
def test_a_portrait_at_the_bounds_is_taken(make: Callable[[int, int], bytes]) -> None:
    size = portrait_size(make(*BOUNDS))
    assert size is not None
    assert (size.width, size.height) == BOUNDS


def test_the_portraits_that_we_mint_are_taken(world: World) -> None:
    for licence in world.licences.values():
        image = licence.claims.portrait
        assert image is not None
        assert portrait_size(image) is not None


def test_no_portrait_is_looked_at_before_the_signature_holds(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """An altered code and another's companion do not reach the eye that looks at pictures."""
    seen: list[bytes] = []
    monkeypatch.setattr("verifier.assess.portrait_size", seen.append)
    paper = world.scene.attestation(DRIVER, portrait=True)
    message = Sign1.decode(paper.data)
    altered = message.unverified_payload.replace(b"WEBP", b"WEBQ")
    assert altered != message.unverified_payload
    assert world.check(wrap(paper.data.replace(b"WEBP", b"WEBQ"))).reasons == (Reason.SIGNATURE_INVALID,)
    world.check(world.code(), companion=world.companion("P21"))
    assert seen == []
    world.check(paper.text)
    assert seen == [paper.claims.portrait]


def test_an_image_library_is_not_needed_for_a_verdict(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.Image.open", None)
    assert world.check(world.scene.attestation(DRIVER, portrait=True).text).outcome is Outcome.ATTENTION
