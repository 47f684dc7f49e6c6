"""Samples as a camera or a scanner delivers them: photographs, a printed page, films, and files that are none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Final

from credential.reason import Outcome, Reason
from issuer.artwork.codes import qr_png
from issuer.artwork.films import FILM_SHOT, Shown, film, hand_held
from issuer.artwork.photographs import Shot, photograph
from issuer.artwork.scenes import Surface
from issuer.output import level, printed
from issuer.people import StatusWord
from issuer.samples.case import Case
from issuer.samples.drivers import six_drivers
from issuer.samples.scene import NOW, SHOWN, Scene

FPS: Final = 4
_PASSED, _LOOK = Outcome.PASSED, Outcome.ATTENTION
_UNSURE, _FAILED = Outcome.INDETERMINATE, Outcome.FAILED
_UNPROVEN: Final = (Reason.HOLDER_NOT_PROVEN,)


def pictures(scene: Scene, stranger: Scene) -> Iterator[Case]:
    """Yield the samples that are no text, in a fixed order. `stranger` is an office that no terminal knows."""
    yield from _stills(scene)
    yield from _photographs(scene)
    yield from _films(scene)
    yield from _no_pictures()
    yield _picture(
        "six-drivers.avi",
        six_drivers(scene, stranger),
        _LOOK,
        _UNPROVEN,
        "for the terminal: six drivers, five seconds each; judged as one film, the last of them counts",
    )


def _stills(scene: Scene) -> Iterator[Case]:
    code = scene.phone("P25").present(SHOWN)
    png = qr_png(code, module=5)
    yield _picture("screen.png", png, _PASSED, (), "a screen shot of a living code, read at once")
    paper = scene.attestation("P21", portrait=True)
    page = printed(paper.text, paper.claims, StatusWord.VALID)
    yield _picture("attestation-page.pdf", page, _LOOK, _UNPROVEN, "the printed attestation, A4")
    yield _picture("message.cbor", paper.data, _LOOK, _UNPROVEN, "the bytes behind the attestation's code")


def _photographs(scene: Scene) -> Iterator[Case]:
    png = qr_png(scene.phone("P25").present(SHOWN))
    paper = scene.attestation("P21", portrait=True)
    sheet = qr_png(paper.text, error=level(paper.text))
    for name, shot, comment in (
        ("photo-plain", Shot(seed=1, jpeg_quality=70), "a phone in the hand, 720p"),
        ("photo-tilted", Shot(seed=2, tilt=30, rotation=11, jpeg_quality=70), "tilted by 30 degrees"),
        ("photo-blurred", Shot(seed=3, blur=0.5, noise=3, jpeg_quality=75), "out of focus: read after sharpening"),
        ("photo-glare", Shot(seed=4, glare=0.6, jpeg_quality=70), "a lamp reflected in the screen"),
        ("photo-night", Shot(seed=5, noise=14, shade=0.7, jpeg_quality=55), "noise and uneven light"),
    ):
        yield _picture(f"{name}.jpg", photograph(png, shot), _PASSED, (), comment)
    lying = Shot(seed=6, surface=Surface.PAPER, tilt=15, width=1600, height=1200, pixels_per_module=5, jpeg_quality=70)
    yield _picture("photo-paper.jpg", photograph(sheet, lying), _LOOK, _UNPROVEN, "a printed attestation")
    unfocused = Shot(seed=7, blur=0.75, noise=3, jpeg_quality=70)
    yield _picture(
        "photo-unreadable.jpg",
        photograph(png, unfocused),
        _UNSURE,
        (Reason.UNREADABLE,),
        "a code is in sight and cannot be read: said, not silent",
    )
    yield _picture("photo-empty.png", _empty(), _UNSURE, (Reason.NO_CODE,), "no code in sight")
    yield _picture(
        "two-codes.png",
        _beside(png, qr_png(scene.phone("P21").present(SHOWN))),
        _UNSURE,
        (Reason.SEVERAL_CODES,),
        "two phones in one picture: no verdict",
    )


def _films(scene: Scene) -> Iterator[Case]:
    phone = scene.phone("P25")
    living = [phone.present(NOW + timedelta(seconds=2 * step)) for step in range(3)]
    companion = phone.companion() or ""
    shown = [*(Shown(code_png=qr_png(code, module=6), seconds=2) for code in living)]
    shown[1:1] = [Shown(code_png=qr_png(companion, module=6), seconds=1)]
    yield _film("film", shown, _PASSED, (), "a phone whose code changes every two seconds, the portrait once")
    old = [phone.present(NOW - timedelta(minutes=5) + timedelta(seconds=2 * step)) for step in range(4)]
    clock = [Shown(code_png=qr_png(code, module=6), seconds=2) for code in old]
    late = "the phone's clock is five minutes behind, but its code advances: alive"
    yield _film("film-wrong-clock", clock, _LOOK, (Reason.CLOCKS_DISAGREE,), late)
    frozen = [Shown(code_png=qr_png(old[0], module=6), seconds=7)]
    copied = "a picture of a phone, five minutes old: it does not advance"
    yield _film("film-of-a-picture", frozen, _FAILED, (Reason.PRESENTATION_REPLAYED,), copied)


def _no_pictures() -> Iterator[Case]:
    broken = (Reason.SOURCE_UNUSABLE,)
    yield _picture("not-a-picture.png", b"this is text\n", _UNSURE, broken, "named .png, and no picture")
    yield _picture("empty-file.jpg", b"", _UNSURE, broken, "an empty file")


def _film(name: str, shown: list[Shown], expect: Outcome, reasons: tuple[Reason, ...], comment: str) -> Case:
    shot = replace(FILM_SHOT, jpeg_quality=24)
    return _picture(f"{name}.avi", film(hand_held(shown, fps=FPS, shot=shot), fps=FPS), expect, reasons, comment)


def _picture(file: str, content: bytes, expect: Outcome, reasons: tuple[Reason, ...], comment: str) -> Case:
    name, dot, ending = file.partition(".")
    return Case(
        name=name, suffix=dot + ending, content=content, expect=expect, reasons=reasons, now=NOW, comment=comment
    )


def _empty() -> bytes:
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.linear_gradient("L").resize((640, 480)).save(out, "PNG")
    return out.getvalue()


def _beside(left: bytes, right: bytes) -> bytes:
    """Put two codes into one picture."""
    from io import BytesIO

    from PIL import Image

    first, second = (Image.open(BytesIO(png), formats=["PNG"]).convert("L") for png in (left, right))
    picture = Image.new("L", (first.width + second.width, max(first.height, second.height)), 255)
    picture.paste(first, (0, 0))
    picture.paste(second, (first.width, 0))
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
