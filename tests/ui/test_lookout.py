"""The two threads: pictures flow while decoding takes its time, faults are said, and leaving never hangs."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from textual.message import Message
from textual.pilot import Pilot

from credential.language import Language
from tests.ui.drivers_for_tests import Clocks, words_on
from trust_store.profile import Profile
from trust_store.store import TrustStore
from verifier.capture.camera import CameraState
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.frame import Frame, TimedFrame
from verifier.capture.news import SourceNews
from verifier.capture.reading import Reading
from verifier.terminal import phrases
from verifier.terminal.app import ScanApp
from verifier.terminal.halfblocks import GreyPicture, grey_picture, grey_row
from verifier.terminal.lookout import CameraChanged, CodesRead, FrameSeen, LookingEnded, Lookout
from verifier.terminal.widgets.camera_view import CameraView

NOTHING = Reading()


@dataclass
class Bench:
    """A source on a bench: noise at 100 frames a second, and faults on demand."""

    label: str = "bench"
    is_camera: bool = True
    fault: SourceError | None = None
    bug: Exception | None = None
    hang: threading.Event | None = None
    closed: int = 0
    told: SourceNews | None = None
    _random: np.random.Generator = field(default_factory=lambda: np.random.default_rng(7))

    def open(self) -> None:
        """Nothing to open."""

    def read(self) -> Frame | None:
        """A frame of noise, or the fault."""
        if self.hang is not None:
            self.hang.wait()
        if self.fault is not None:
            raise self.fault
        if self.bug is not None:
            raise self.bug
        time.sleep(0.01)
        return self._random.integers(0, 256, (48, 64, 3), dtype=np.uint8)

    def close(self) -> None:
        """Count."""
        self.closed += 1

    def news(self) -> SourceNews | None:
        """What the test says."""
        news, self.told = self.told, None
        return news


class Letterbox:
    """Takes the messages that an application would take."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self._changed = threading.Condition()

    def post(self, message: Message) -> None:
        """Keep a message."""
        with self._changed:
            self.messages.append(message)
            self._changed.notify_all()

    def wait_for(self, wanted: Callable[[list[Message]], bool]) -> bool:
        """Wait until the messages are as wanted; 5 s at most."""
        with self._changed:
            return self._changed.wait_for(lambda: wanted(self.messages), 5.0)


def count(messages: list[Message], kind: type[Message]) -> int:
    return sum(isinstance(message, kind) for message in messages)


def test_pictures_flow_while_a_frame_is_decoded() -> None:
    box, slow = Letterbox(), threading.Event()

    def decode(_: TimedFrame) -> Reading:
        slow.wait(5)
        return NOTHING

    lookout = Lookout(Bench(), box.post, decode)
    lookout.room = (20, 10)
    lookout.start()
    assert box.wait_for(lambda messages: count(messages, FrameSeen) >= 5)
    assert count(box.messages, CodesRead) == 0
    slow.set()
    assert box.wait_for(lambda messages: count(messages, CodesRead) >= 1)
    lookout.stop()


def test_stopping_lets_the_source_go() -> None:
    bench, box = Bench(), Letterbox()
    lookout = Lookout(bench, box.post, lambda _: NOTHING)
    lookout.start()
    assert box.wait_for(lambda messages: count(messages, CodesRead) >= 1)
    lookout.stop()
    assert bench.closed >= 1
    assert not [thread for thread in threading.enumerate() if thread.name in ("look", "decode")]


def test_leaving_does_not_wait_for_a_source_that_hangs() -> None:
    hang = threading.Event()
    lookout = Lookout(Bench(hang=hang), Letterbox().post, lambda _: NOTHING)
    lookout.start()
    before = time.monotonic()
    lookout.stop()
    assert time.monotonic() - before < 1.0
    hang.set()


def test_lost_camera_is_said_once_with_its_reason() -> None:
    error = SourceError(SourceFault.NO_CAMERA, "bench", "plug it in")
    box = Letterbox()
    lookout = Lookout(Bench(fault=error), box.post, lambda _: NOTHING)
    lookout.start()
    assert box.wait_for(lambda messages: count(messages, CameraChanged) >= 1)
    lookout.stop()
    (said,) = [message for message in box.messages if isinstance(message, CameraChanged)]
    assert said.state is CameraState.LOST
    assert said.error is error


def test_another_reason_for_a_lost_camera_is_said_too() -> None:
    bench, box = Bench(fault=SourceError(SourceFault.CAMERA_LOST, "bench", "check the plug")), Letterbox()
    lookout = Lookout(bench, box.post, lambda _: NOTHING)
    lookout.start()
    assert box.wait_for(lambda messages: count(messages, CameraChanged) >= 1)
    bench.fault = SourceError(SourceFault.NO_CAMERA, "bench", "plug it in")
    assert box.wait_for(lambda messages: count(messages, CameraChanged) >= 2)
    lookout.stop()


def test_our_own_fault_in_a_thread_is_said() -> None:
    box = Letterbox()
    lookout = Lookout(Bench(bug=ZeroDivisionError()), box.post, lambda _: NOTHING)
    lookout.start()
    assert box.wait_for(lambda messages: count(messages, LookingEnded) == 1)
    lookout.stop()


def test_newer_picture_replaces_one_that_waits() -> None:
    picture = grey_picture(np.zeros((48, 64), np.uint8), 10, 10)
    assert picture is not None
    assert FrameSeen(picture).can_replace(FrameSeen(picture))
    assert not FrameSeen(picture).can_replace(CodesRead(NOTHING, 0.0))


def test_picture_keeps_its_proportions_and_has_sixteen_greys() -> None:
    frame = np.arange(256, dtype=np.uint8).repeat(4 * 144).reshape(1024, 144)
    picture = grey_picture(frame, 80, 20)
    assert picture is not None
    assert picture.height == 40
    assert picture.width == 5
    assert set(picture.levels) <= set(range(16))
    assert sum(len(segment.text) for segment in grey_row(picture, 0)) == picture.width


async def until(pilot: Pilot[None], wanted: Callable[[], bool]) -> None:
    """Let the application work until something is so; 5 s at most."""
    for _ in range(250):
        if wanted():
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not come")


def shows(app: ScanApp, state: CameraState) -> bool:
    return phrases.CAMERA_STATES[state].fr in words_on(app)


def picture_of(app: ScanApp) -> GreyPicture | None:
    return app.screen.query_one(CameraView).picture


def test_application_shows_what_the_camera_does() -> None:
    async def watch() -> None:
        bench, clocks = Bench(), Clocks()
        trust = TrustStore.empty(Profile.TEST)
        app = ScanApp(
            trust,
            source=bench,
            clock=clocks.wall,
            monotonic=clocks.monotonic,
            language=Language.FR,
            decode=lambda _: NOTHING,
        )
        async with app.run_test() as pilot:
            await until(pilot, lambda: shows(app, CameraState.LIVE) and picture_of(app) is not None)
            bench.fault = SourceError(SourceFault.CAMERA_LOST, "bench", "check the plug")
            await until(pilot, lambda: shows(app, CameraState.LOST))
            assert picture_of(app) is None
        assert bench.closed >= 1

    asyncio.run(watch())


def test_what_the_threads_post_while_the_screens_are_gone_is_for_nobody() -> None:
    async def leave() -> None:
        clocks = Clocks()
        app = ScanApp(TrustStore.empty(Profile.TEST), source=None, clock=clocks.wall, monotonic=clocks.monotonic)
        async with app.run_test() as pilot:
            await pilot.pause()
            screens, app._screen_stack[:] = list(app._screen_stack), []
            picture = grey_picture(np.zeros((48, 64), np.uint8), 10, 10)
            assert picture is not None
            app._frame_seen(FrameSeen(picture))
            app._camera_changed(CameraChanged(CameraState.LOST))
            app._looking_ended(LookingEnded("word"))
            await app._codes_read(CodesRead(NOTHING, 0.0))
            await app.tick()
            app._screen_stack[:] = screens

    asyncio.run(leave())
