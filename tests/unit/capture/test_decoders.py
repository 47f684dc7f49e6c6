"""What is read from one frame, and what is not."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from tests.unit.capture import made
from verifier.capture import decoders, preparation, symbols
from verifier.capture.decoders import read_codes
from verifier.capture.frame import Frame
from verifier.capture.reading import Decoder, Reading
from verifier.capture.symbols import Symbols, pyzbar_missing, zbar_symbols, zxing_symbols

TEXT = made.text()
CODE = made.code(TEXT)


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param(made.on_desk(CODE), id="plain"),
        pytest.param(np.dstack([made.on_desk(CODE)] * 3), id="colour"),
        pytest.param(made.tilted(made.on_desk(CODE)), id="tilted"),
        pytest.param(made.noisy(made.on_desk(CODE), 25), id="noisy"),
        pytest.param(made.glaring(made.on_desk(CODE)), id="glare"),
        pytest.param(255 - made.on_desk(CODE), id="inverted"),
        pytest.param(made.as_frame(made.noisy(made.as_frame(made.on_desk(CODE) * 0.2), 4)), id="dark"),
        pytest.param(np.rot90(made.on_desk(CODE)), id="turned"),
        pytest.param(made.on_desk(made.code(made.text(850, 1))), id="longer"),
    ],
)
def test_code_is_read(frame: Frame) -> None:
    assert read_codes(frame).texts in ((TEXT,), (made.text(850, 1),))


def test_text_that_ends_in_spaces_keeps_them() -> None:
    content = "PDC1:AB CD  "
    assert read_codes(made.on_desk(made.code(content, 8))).texts == (content,)


def test_two_codes_in_one_frame_are_both_returned_in_order_of_place() -> None:
    other = made.text(650, 7)
    assert read_codes(made.on_desk(CODE, made.code(other))).texts == (TEXT, other)
    assert read_codes(made.on_desk(made.code(other), CODE)).texts == (other, TEXT)


def test_same_code_twice_is_one_text() -> None:
    assert read_codes(made.on_desk(CODE, CODE)).texts == (TEXT,)


def blurred_by_over_half_a_module() -> Frame:
    return made.noisy(made.blurred(made.on_desk(CODE), 0.55 * 4), 2)


def test_sharpening_reads_what_the_raw_picture_does_not_give() -> None:
    frame = blurred_by_over_half_a_module()
    assert zxing_symbols(frame, 1280, 720).read == ()
    reading = read_codes(frame)
    assert reading == Reading(texts=(TEXT,), finder_seen=False, decoder=Decoder.ZXING_SHARPENED)


def test_threshold_reads_very_dark_frame() -> None:
    frame = made.noisy(made.as_frame(made.on_desk(CODE) * 0.08), 3)
    assert zxing_symbols(frame, 1280, 720).read == ()
    reading = read_codes(frame)
    assert (reading.texts, reading.decoder) == ((TEXT,), Decoder.ZXING_THRESHOLD)


def test_enlarging_reads_what_is_more_out_of_focus() -> None:
    frame = made.blurred(made.on_desk(CODE), 0.64 * 4)
    assert zxing_symbols(preparation.sharpened(frame), 1280, 720).read == ()
    reading = read_codes(frame)
    assert (reading.texts, reading.decoder) == ((TEXT,), Decoder.ZXING_ENLARGED)


def test_covered_code_is_seen_though_not_read() -> None:
    covered = made.on_desk(CODE)
    covered[:, 640:] = 150
    assert read_codes(covered) == Reading(texts=(), finder_seen=True, decoder=Decoder.NONE)


def test_code_blurred_beyond_reading_is_seen() -> None:
    reading = read_codes(made.blurred(made.on_desk(CODE), 0.7 * 4))
    assert (reading.texts, reading.finder_seen) == ((), True)


def test_code_with_broken_checksum_is_seen() -> None:
    broken = made.on_desk(CODE)
    broken[300:420, 500:780] = np.random.default_rng(1).integers(0, 2, (120, 280)) * 255
    reading = read_codes(broken)
    assert (reading.texts, reading.finder_seen) == ((), True)


def test_unread_code_beside_a_read_one_is_said() -> None:
    broken = made.code(made.text(300, 9))
    side = broken.shape[0]
    broken[side // 2 - 60 : side // 2 + 60, 60:-60] = 128
    reading = read_codes(made.on_desk(CODE, broken))
    assert (reading.texts, reading.finder_seen) == ((TEXT,), True)


def scenery(seed: int) -> Frame:
    """Clouds of one scale, with straight edges and discs in it."""
    import cv2

    chooser = np.random.default_rng(seed)
    clouds = cv2.GaussianBlur(chooser.normal(0, 1, (720, 1280)).astype(np.float32), (0, 0), 1.5 + 3 * seed)
    drawn = (255 * (clouds - clouds.min()) / np.ptp(clouds)).astype(np.uint8)
    for _ in range(20):
        x, y, w, h = (int(value) for value in chooser.integers(0, 600, 4))
        cv2.rectangle(drawn, (x, y), (x + w, y + h), int(chooser.integers(0, 255)), 2)
        cv2.circle(drawn, (2 * x, y), w // 8 + 2, int(chooser.integers(0, 255)), -1)
        cv2.putText(drawn, "PERMIS DE CONDUIRE", (x, h), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
    return made.noisy(made.as_frame(drawn), 8, seed)


@pytest.mark.parametrize("seed", range(6))
def test_frame_without_code_shows_no_finder(seed: int) -> None:
    assert read_codes(scenery(seed)) == Reading()


def test_noise_and_plain_frames_show_no_finder() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (720, 1280)).astype(np.uint8)
    assert read_codes(noise) == Reading()
    assert read_codes(np.zeros((720, 1280), np.uint8)) == Reading()


@pytest.mark.parametrize(
    "frame",
    [
        np.zeros((0, 0), np.uint8),
        np.zeros((1, 1), np.uint8),
        np.zeros((0, 50, 3), np.uint8),
        np.zeros((40, 40, 2), np.uint8),
        np.zeros((40, 40, 4), np.uint8),
        np.zeros((40,), np.uint8),
        np.zeros((40, 40), np.float64),
        np.zeros((4, 5000, 3), np.uint8),
    ],
)
def test_malformed_frame_reads_nothing_and_never_raises(frame: Frame) -> None:
    assert read_codes(frame, thorough=True).texts == ()


def test_decoder_fault_is_not_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object) -> Symbols:
        raise RuntimeError("out of the native library")

    monkeypatch.setattr(decoders, "zxing_symbols", faulty)
    reading = read_codes(made.on_desk(made.code(TEXT, 5)), thorough=True)
    assert (reading.texts, reading.decoder) == ((TEXT,), Decoder.ZBAR)


def test_spent_budget_leaves_the_later_steps_out() -> None:
    frame = blurred_by_over_half_a_module()
    ticks = itertools.count()
    assert read_codes(frame, budget_seconds=1.0, clock=lambda: float(next(ticks))).texts == ()
    assert read_codes(frame, budget_seconds=0.0).texts == ()
    assert read_codes(made.on_desk(CODE), budget_seconds=0.0).texts == (TEXT,)


def test_large_frame_is_read_after_reduction() -> None:
    import cv2

    huge = made.as_frame(cv2.resize(made.on_desk(CODE), None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC))
    assert read_codes(huge).texts == (TEXT,)


def test_small_code_in_large_still_picture_is_read_at_full_size() -> None:
    huge = made.on_desk(made.code(TEXT, 2), size=(3000, 4000))
    assert read_codes(huge).texts == ()
    assert read_codes(huge, thorough=True).texts == (TEXT,)


def test_other_symbologies_are_not_read() -> None:
    import segno

    micro = np.array([list(row) for row in segno.make_micro("AB1").matrix_iter(border=4)], dtype=np.uint8)
    drawn = made.as_frame(np.kron(np.where(micro > 0, 20, 235), np.ones((10, 10))))
    assert read_codes(made.on_desk(drawn), thorough=True).texts == ()


def test_structured_append_loses_no_other_code_and_no_frame() -> None:
    part = made.structured_append(made.text(200, 5), 5)[0]
    frame = made.on_desk(made.code(TEXT, 4), part)
    assert TEXT in read_codes(frame).texts
    assert [code.text for code in zbar_symbols(frame, 1280, 720).read] == [TEXT]


def test_absent_second_decoder_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(symbols, "_zbar", lambda: None)
    line = pyzbar_missing()
    assert line is not None
    assert "\n" not in line
    assert zbar_symbols(made.on_desk(CODE), 1280, 720) == Symbols()
