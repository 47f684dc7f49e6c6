"""Faults of the camera and its decoder: each has its own words, and none ends the program."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import numpy as np
import pytest
from textual.pilot import Pilot

from credential.language import Bilingual, Language
from tests.catalogue import case_of
from tests.ui.drivers_for_tests import Clocks, cells_on, terminal, words_on
from tests.ui.faults_for_tests import FakeSource, looking, noise, until, work
from trust_store.profile import Profile
from trust_store.store import TrustStore
from verifier.capture.camera import SLOW_SECONDS, CameraState
from verifier.capture.decoders import read_codes
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.fault_words import FAULTS, fault_line
from verifier.capture.frame import Frame
from verifier.capture.reading import Reading
from verifier.terminal import phrases
from verifier.terminal.app import ScanApp
from verifier.terminal.looked_at import FAULT_SECONDS
from verifier.terminal.lookout import CameraChanged
from verifier.terminal.screens.scan import ScanScreen


@pytest.mark.parametrize("state", CameraState)
@pytest.mark.parametrize("language", Language)
def test_every_state_of_the_camera_has_words_of_its_own(state: CameraState, language: Language) -> None:
    app = terminal(Clocks(), language=language)

    async def shift(pilot: Pilot[None]) -> None:
        screen = ScanScreen(app.station, "camera:0")
        await app.push_screen(screen)
        await pilot.pause()
        screen.show_camera(state, None)
        await pilot.pause()
        assert phrases.CAMERA_STATES[state].in_(language) in words_on(app)

    work(app, shift)


@pytest.mark.parametrize("fault", SourceFault)
@pytest.mark.parametrize("language", Language)
def test_every_fault_of_a_source_is_one_line_in_both_languages(fault: SourceFault, language: Language) -> None:
    line = fault_line(SourceError(fault, "a\x1b[2Jb", "check the name"), language)
    assert FAULTS[fault].in_(language) in line
    assert "\x1b" not in line
    assert FAULTS[fault].fr != FAULTS[fault].en


@pytest.mark.parametrize("language", Language)
def test_every_fault_is_whole_on_a_handheld_with_its_next_step(language: Language) -> None:
    clocks = Clocks()
    app = terminal(clocks, language=language)

    async def shift(pilot: Pilot[None]) -> None:
        await app.scan_screen.change_source("camera:1")
        for fault in SourceFault:
            error = SourceError(fault, "camera:1", "plug it in again, or press s", "camera:0 (Integrated Camera)")
            clocks.seconds += FAULT_SECONDS
            app.post_message(CameraChanged(CameraState.LOST, error))
            await pilot.pause()
            await pilot.pause()
            drawn = " ".join(" ".join(cells_on(app)).split())
            assert fault_line(error, language) in drawn

    work(app, shift, (45, 30))


def test_black_picture_is_said_and_light_ends_it() -> None:
    is_lit = threading.Event()
    source = FakeSource(lambda number: noise(number) if is_lit.is_set() else np.zeros((48, 64), np.uint8))
    app = looking(source)

    async def shift(_pilot: Pilot[None]) -> None:
        await until(app, phrases.CAMERA_STATES[CameraState.BLACK].fr)
        is_lit.set()
        await until(app, phrases.CAMERA_STATES[CameraState.LIVE].fr)

    work(app, shift)


def absent(_number: int) -> Frame:
    raise SourceError(SourceFault.NO_CAMERA, "camera:0", "plug it in")


def slow(number: int) -> Frame:
    time.sleep(SLOW_SECONDS + 0.05)
    return noise(number)


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        (absent, FAULTS[SourceFault.NO_CAMERA]),
        (slow, phrases.CAMERA_STATES[CameraState.SLOW]),
        (lambda _: noise(1), phrases.CAMERA_STATES[CameraState.STUCK]),
        (lambda _: None, phrases.CAMERA_STATES[CameraState.LOST]),
    ],
    ids=["absent", "slow", "frozen", "silent"],
)
def test_source_with_a_fault_is_said_to_have_it(reading: Callable[[int], Frame | None], words: Bilingual) -> None:
    app = looking(FakeSource(reading), decode=lambda _: Reading())

    async def shift(_pilot: Pilot[None]) -> None:
        await until(app, words.fr)

    work(app, shift)


def test_camera_plugged_in_again_works_within_three_seconds() -> None:
    is_out = threading.Event()

    def reading(number: int) -> Frame:
        if is_out.is_set():
            raise SourceError(SourceFault.CAMERA_LOST, "camera:0", "check the plug")
        return noise(number)

    app = looking(FakeSource(reading))

    async def shift(_pilot: Pilot[None]) -> None:
        await until(app, phrases.CAMERA_STATES[CameraState.LIVE].fr)
        is_out.set()
        await until(app, FAULTS[SourceFault.CAMERA_LOST].fr)
        is_out.clear()
        await until(app, phrases.CAMERA_STATES[CameraState.LIVE].fr, seconds=3.0)

    work(app, shift)


def test_frames_of_4k_are_read() -> None:
    from issuer.artwork.codes import qr_png
    from issuer.artwork.photographs import Shot, expose, flat_module
    from issuer.artwork.scenes import lay_out

    text = case_of("scans/living-code.sample").texts[0]
    shot = Shot(width=3840, height=2160, pixels_per_module=9)
    scene = lay_out(qr_png(text), surface=shot.surface, module=flat_module(shot))
    assert read_codes(expose(scene, shot)).texts == (text,)


def test_leaving_does_not_wait_for_a_driver_that_hangs() -> None:
    hang = threading.Event()

    def reading(_number: int) -> Frame | None:
        hang.wait(30)
        return None

    app = looking(FakeSource(reading))

    async def shift(pilot: Pilot[None]) -> None:
        await pilot.pause()

    start = time.monotonic()
    work(app, shift)
    assert time.monotonic() - start < 10
    hang.set()


def test_fault_of_the_decoder_ends_looking_and_is_said_while_pasted_codes_are_still_taken() -> None:
    def broken(_frame: object) -> object:
        raise RuntimeError("a bug of ours")

    app = ScanApp(
        TrustStore.empty(Profile.TEST),
        source=FakeSource(noise),
        clock=Clocks().wall,
        monotonic=time.monotonic,
        decode=broken,  # type: ignore[arg-type] # that it is no decoder is the point
    )

    async def shift(_pilot: Pilot[None]) -> None:
        await until(app, phrases.CAPTURE_ENDED.fr)
        await app.take((case_of("scans/living-code.sample").texts[0],))
        assert app.shown is not None

    work(app, shift)
