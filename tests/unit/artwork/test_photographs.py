from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from issuer.artwork.codes import qr_png
from issuer.artwork.photographs import Sensor, Shot, photograph
from issuer.artwork.scenes import CodePictureError, Surface

from .sights import code_text, opened, read

TEXT = code_text(900)
CODE = qr_png(TEXT, module=4)
EASY = Shot(seed=1)


@pytest.mark.parametrize(
    "shot",
    [
        EASY,
        replace(EASY, seed=2, tilt=25, rotation=-14),
        replace(EASY, seed=3, tilt=30, pixels_per_module=3, width=960),
        replace(EASY, seed=4, blur=0.3, noise=9, jpeg_quality=60),
        replace(EASY, seed=5, shade=0.7, rotation=180),
        replace(EASY, seed=6, glare=0.35),
        replace(EASY, seed=7, surface=Surface.PAPER, width=1920, height=1080, pixels_per_module=5, tilt=18),
        replace(EASY, seed=8, sensor=Sensor.GREY),
    ],
)
def test_code_in_the_photograph_reads_back(shot: Shot) -> None:
    assert read(opened(photograph(CODE, shot))) == [TEXT]


@pytest.mark.parametrize("worse", [{"blur": 1.2}, {"pixels_per_module": 1.0}, {"noise": 160.0}])
def test_a_shot_can_be_too_bad_to_read(worse: dict[str, float]) -> None:
    assert read(opened(photograph(CODE, replace(EASY, **worse)))) == []  # type: ignore[arg-type]  # three float fields


def test_photograph_has_the_cameras_size_and_mode() -> None:
    for sensor, mode in ((Sensor.COLOUR, "RGB"), (Sensor.GREY, "L")):
        picture = Image.open(BytesIO(photograph(CODE, replace(EASY, sensor=sensor, width=640, height=480))))
        assert (picture.format, picture.size, picture.mode) == ("JPEG", (640, 480), mode)


def test_same_shot_gives_the_same_bytes_and_another_seed_others() -> None:
    shot = replace(EASY, glare=0.5, width=640, height=480)
    assert photograph(CODE, shot) == photograph(CODE, shot)
    assert photograph(CODE, shot) != photograph(CODE, replace(shot, seed=9))


def test_size_of_the_code_picture_does_not_matter() -> None:
    assert photograph(qr_png(TEXT, module=9), EASY) == photograph(CODE, EASY)


def test_glare_washes_out_and_shade_darkens() -> None:
    plain = opened(photograph(CODE, replace(EASY, noise=0, shade=0))).astype(int)
    glare = opened(photograph(CODE, replace(EASY, noise=0, shade=0, glare=0.8))).astype(int)
    shade = opened(photograph(CODE, replace(EASY, noise=0, shade=0.8))).astype(int)
    assert glare.mean() > plain.mean() + 0.5
    assert (glare - plain).max() > 120
    assert shade.mean() < plain.mean() - 10


@pytest.mark.parametrize("junk", [b"", b"no picture", CODE[:60]])
def test_what_is_no_code_picture_is_refused(junk: bytes) -> None:
    with pytest.raises(CodePictureError):
        photograph(junk, EASY)


@pytest.mark.parametrize("colour", [0, 255])
def test_picture_without_a_finder_pattern_is_refused(colour: int) -> None:
    out = BytesIO()
    Image.new("L", (50, 40), colour).save(out, "PNG")
    with pytest.raises(CodePictureError):
        photograph(out.getvalue(), EASY)


@pytest.mark.parametrize(
    "wrong", [{"width": 0}, {"tilt": 90}, {"pixels_per_module": 0}, {"glare": 1.5}, {"jpeg_quality": 0}]
)
def test_impossible_shot_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="out of range"):
        replace(EASY, **wrong)  # type: ignore[arg-type]  # one numeric field each
