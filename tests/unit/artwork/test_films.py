from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import groupby
from pathlib import Path
from struct import unpack_from

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageSequence

from issuer.artwork.avi import mjpeg_avi
from issuer.artwork.codes import qr_png
from issuer.artwork.films import FILM_SHOT, FilmError, FilmFrame, Shown, alternating, animation, film, hand_held

from .sights import code_text, opened, read

TEXTS = [code_text(915, seed) for seed in (1, 2, 3)]
COMPANION = code_text(900, 99)
CODES = [qr_png(text, module=4) for text in TEXTS]
COMPANION_CODE = qr_png(COMPANION, error="L", module=4)
FPS = 8


@pytest.fixture(scope="module")
def eight_seconds() -> bytes:
    screen = alternating(CODES, COMPANION_CODE, seconds=2.0, companion_seconds=2 / 3)
    return film(hand_held(screen, fps=FPS), fps=FPS)


def played(avi: bytes, folder: Path) -> Iterator[NDArray[np.uint8]]:
    path = folder / "film.avi"
    path.write_bytes(avi)
    capture = cv2.VideoCapture(str(path))
    assert capture.get(cv2.CAP_PROP_FPS) == FPS
    seen, frame = capture.read()
    while seen:
        yield np.asarray(frame, np.uint8)
        seen, frame = capture.read()
    capture.release()


def test_film_plays_and_carries_its_codes_in_order(eight_seconds: bytes, tmp_path: Path) -> None:
    frames = list(played(eight_seconds, tmp_path))
    assert len(frames) == 64
    assert {frame.shape for frame in frames} == {(480, 640, 3)}
    texts = [text for frame in frames for text in read(frame)]
    assert [text for text, _ in groupby(texts)] == [part for text in TEXTS for part in (text, COMPANION)]
    assert len(texts) >= 56  # a frame may be missed, not many


def test_eight_seconds_fit_a_megabyte_and_a_half(eight_seconds: bytes) -> None:
    assert len(eight_seconds) <= 1_500_000


def test_same_frames_give_the_same_film_twice() -> None:
    def short() -> bytes:
        return film(hand_held([Shown(code_png=CODES[0], seconds=0.5)], fps=FPS), fps=FPS)

    assert short() == short()


def test_the_hand_moves() -> None:
    shots = [frame.shot for frame in hand_held([Shown(code_png=CODES[0], seconds=3)], fps=FPS)]
    assert len({shot.shift for shot in shots}) == len(shots) == 24
    assert max(abs(shot.shift[0]) for shot in shots) <= 8


def test_frames_follow_the_seconds_of_each_code() -> None:
    screen = [Shown(code_png=CODES[0], seconds=1.4), Shown(code_png=CODES[1], seconds=0.6)]
    shown = [frame.code_png for frame in hand_held(screen, fps=10)]
    assert shown == [CODES[0]] * 14 + [CODES[1]] * 6


def test_index_finds_every_picture(eight_seconds: bytes) -> None:
    movie, index = eight_seconds.index(b"movi"), eight_seconds.rindex(b"idx1")
    assert unpack_from("<I", eight_seconds, 4)[0] == len(eight_seconds) - 8
    assert unpack_from("<I", eight_seconds, index + 4)[0] == 64 * 16
    for entry in range(64):
        name, _, offset, length = unpack_from("<4sIII", eight_seconds, index + 8 + entry * 16)
        start = movie + offset
        assert eight_seconds[start : start + 4] == name == b"00dc"
        assert eight_seconds[start + 8 : start + 10] == b"\xff\xd8"
        assert eight_seconds[start + 8 + length - 2 : start + 8 + length] == b"\xff\xd9"


def test_film_without_frames_or_pace_is_refused() -> None:
    frame = FilmFrame(code_png=CODES[0], shot=FILM_SHOT)
    with pytest.raises(FilmError):
        film([], fps=FPS)
    with pytest.raises(FilmError):
        film([frame], fps=0)
    with pytest.raises(ValueError, match="at least one"):
        mjpeg_avi([], width=1, height=1, fps=1)


def test_frames_of_two_sizes_are_refused() -> None:
    frames = [FilmFrame(code_png=CODES[0], shot=shot) for shot in (FILM_SHOT, replace(FILM_SHOT, width=800))]
    with pytest.raises(FilmError):
        film(frames, fps=FPS)


def test_animation_shows_each_code_in_turn() -> None:
    small = qr_png("PDC1:SHORT", module=4)
    moving = animation([*CODES, small], seconds_per_code=2.5)
    picture = Image.open(BytesIO(moving))
    assert (picture.format, getattr(picture, "n_frames", 1), picture.info["duration"]) == ("PNG", 4, 2500)
    shown = [read(np.asarray(frame.convert("RGB"), np.uint8)) for frame in ImageSequence.Iterator(picture)]
    assert shown == [[text] for text in (*TEXTS, "PDC1:SHORT")]
    assert moving == animation([*CODES, small], seconds_per_code=2.5)


def test_viewer_that_knows_no_animation_shows_the_first_code() -> None:
    assert read(opened(animation(CODES, seconds_per_code=2))) == [TEXTS[0]]


def test_animation_of_nothing_is_refused() -> None:
    with pytest.raises(FilmError):
        animation([], seconds_per_code=2)
    with pytest.raises(FilmError):
        animation(CODES, seconds_per_code=0)
