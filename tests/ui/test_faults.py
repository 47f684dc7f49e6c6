"""Faults of the camera, the store and the screen: each has its own words, and none ends the program."""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from textual.pilot import Pilot

from credential.language import Language
from tests.catalogue import SAMPLES, case_of, store_of
from tests.ui.drivers_for_tests import NOW, Clocks, terminal, words_on
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.sources import open_source
from trust_store.storage import create_or_open
from trust_store.store import TrustStore
from trust_store.updating import update
from verifier.capture.camera import CameraState
from verifier.capture.decoders import read_codes
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.fault_words import FAULTS, fault_line
from verifier.capture.frame import Frame
from verifier.terminal import phrases
from verifier.terminal.app import ScanApp
from verifier.terminal.lookout import decode_frame
from verifier.terminal.screens.scan import ScanScreen
from verifier.terminal.store_watch import SECONDS, StoreWatch


class FakeSource:
    """A source on a bench: it does what `reading` does, frame after frame."""

    label = "camera:0"
    is_camera = True

    def __init__(self, reading: Callable[[int], Frame | None]) -> None:
        self._reading = reading
        self.opened = 0
        self.reads = 0

    def open(self) -> None:
        self.opened += 1

    def read(self) -> Frame | None:
        self.reads += 1
        time.sleep(0.01)
        return self._reading(self.reads)

    def close(self) -> None:
        pass


def noise(number: int) -> Frame:
    return np.random.default_rng(number).integers(0, 256, (48, 64), dtype=np.uint8)


def looking(source: FakeSource, watch: StoreWatch | None = None) -> ScanApp:
    clocks = Clocks()
    return ScanApp(
        TrustStore.empty(Profile.TEST),
        source=source,
        clock=clocks.wall,
        monotonic=time.monotonic,
        decode=decode_frame,
        store_watch=watch,
    )


def work(app: ScanApp, shift: Callable[[Pilot[None]], Awaitable[None]], size: tuple[int, int] = (80, 24)) -> None:
    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await shift(pilot)

    asyncio.run(run())


async def until(app: ScanApp, words: str, seconds: float = 8.0) -> None:
    deadline = time.monotonic() + seconds
    while words not in words_on(app):
        assert time.monotonic() < deadline, words_on(app)
        await asyncio.sleep(0.05)


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


def test_black_picture_is_said_and_light_ends_it() -> None:
    is_lit = threading.Event()
    source = FakeSource(lambda number: noise(number) if is_lit.is_set() else np.zeros((48, 64), np.uint8))
    app = looking(source)

    async def shift(_pilot: Pilot[None]) -> None:
        await until(app, phrases.CAMERA_STATES[CameraState.BLACK].fr)
        is_lit.set()
        await until(app, phrases.CAMERA_STATES[CameraState.LIVE].fr)

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


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "trust.sqlite"
    update(path, open_source(str(SAMPLES / "trust" / "main")), NOW, Profile.TEST)
    return path


def test_store_replaced_while_running_counts_from_the_next_driver_on(store: Path, tmp_path: Path) -> None:
    aside = tmp_path / "aside.sqlite"
    shutil.move(store, aside)
    clocks = Clocks()
    app = ScanApp(
        replace(TrustStore.empty(Profile.TEST), clock_floor=NOW),
        source=None,
        clock=clocks.wall,
        monotonic=clocks.monotonic,
        store_watch=StoreWatch(store),
    )

    async def shift(pilot: Pilot[None]) -> None:
        await app.take((case_of("scans/living-code.sample").texts[0],))
        before = app.station.trust
        shutil.copy(aside, store)
        clocks.seconds += SECONDS
        await app.tick()
        assert app.station.trust is before
        await pilot.press("n")
        assert app.station.trust.snapshot_id == store_of("main").snapshot_id
        assert app.station.trust.clock_floor == NOW
        await app.tick()
        await pilot.pause()
        assert phrases.STORE_RENEWED.fr in words_on(app)

    work(app, shift)


def test_store_that_comes_between_drivers_leaves_the_characters_that_were_asked_for(
    store: Path, tmp_path: Path
) -> None:
    aside = tmp_path / "aside.sqlite"
    shutil.move(store, aside)
    clocks = Clocks()
    app = ScanApp(
        TrustStore.empty(Profile.TEST),
        source=None,
        clock=clocks.wall,
        monotonic=clocks.monotonic,
        store_watch=StoreWatch(store),
    )

    async def shift(_pilot: Pilot[None]) -> None:
        asked = app.shift.ask()
        shutil.copy(aside, store)
        clocks.seconds += SECONDS
        await app.tick()
        assert app.station.trust.snapshot_id == store_of("main").snapshot_id
        assert app.shift.driver.nonce == asked

    work(app, shift)


def test_store_that_cannot_be_read_leaves_the_old_one_in_use_and_says_so(store: Path) -> None:
    clocks = Clocks()
    trust = store_of("main")
    app = ScanApp(trust, source=None, clock=clocks.wall, monotonic=clocks.monotonic, store_watch=StoreWatch(store))

    async def shift(pilot: Pilot[None]) -> None:
        store.write_bytes(b"no store")
        clocks.seconds += SECONDS
        await app.tick()
        await pilot.pause()
        assert app.station.trust is trust
        assert phrases.STORE_GONE.fr in words_on(app)

    work(app, shift)


def test_store_is_looked_at_from_time_to_time_and_opened_only_when_it_changed(store: Path) -> None:
    opened: list[Path] = []

    def refuse(path: Path) -> TrustStore:
        opened.append(path)
        raise TrustStoreError(Refusal.STORE_CORRUPT, "as the test says")

    watch = StoreWatch(store, refuse)
    assert watch.poll(0.0) is None
    store.unlink()
    assert watch.poll(SECONDS / 2) is None
    assert isinstance(watch.poll(SECONDS), TrustStoreError)
    assert watch.poll(2 * SECONDS) is None
    assert opened == [store]


@pytest.mark.parametrize(("size", "is_too_small"), [((39, 24), True), ((80, 15), True), ((45, 30), False)])
def test_screen_that_is_too_small_says_so_and_shows_nothing_by_half(size: tuple[int, int], is_too_small: bool) -> None:
    app = terminal(Clocks())

    async def shift(pilot: Pilot[None]) -> None:
        await pilot.pause()
        visible = {widget.id for widget in app.screen.children if widget.display}
        assert ("too-small" in visible) is is_too_small
        assert (visible == {"too-small"}) is is_too_small
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "too-small" not in {widget.id for widget in app.screen.children if widget.display}

    work(app, shift, size)


def test_source_that_ends_is_said() -> None:
    def reading(number: int) -> Frame:
        if number > 5:
            raise SourceError(SourceFault.DAMAGED, "film.avi", "copy it anew")
        return noise(number)

    app = looking(FakeSource(reading))

    async def shift(_pilot: Pilot[None]) -> None:
        await until(app, FAULTS[SourceFault.DAMAGED].fr)

    work(app, shift)


def test_store_of_another_profile_is_not_taken_in(store: Path, tmp_path: Path) -> None:
    clocks, trust = Clocks(), store_of("main")
    app = ScanApp(trust, source=None, clock=clocks.wall, monotonic=clocks.monotonic, store_watch=StoreWatch(store))
    other = tmp_path / "other.sqlite"
    create_or_open(other, Profile.PRODUCTION)

    async def shift(pilot: Pilot[None]) -> None:
        shutil.copy(other, store)
        clocks.seconds += SECONDS
        await app.tick()
        await pilot.pause()
        await pilot.press("n")
        assert app.station.trust is trust
        assert phrases.STORE_OF_OTHER_PROFILE.fr in words_on(app)

    work(app, shift)
