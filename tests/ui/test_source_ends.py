"""Recordings and streams that end, and what becomes of a source: said long enough to be read, and never over a code."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from textual.pilot import Pilot

from credential.language import Language
from tests.catalogue import SAMPLES, case_of
from tests.ui.drivers_for_tests import Clocks, terminal, words_on
from tests.ui.faults_for_tests import FakeSource, looking, noise, until, work
from tests.unit.capture import made
from verifier.capture.camera import CameraState
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.fault_words import FAULTS, NEWS, news_line
from verifier.capture.news import SourceEvent, SourceNews
from verifier.capture.reading import Reading
from verifier.capture.recordings import VideoLoop
from verifier.terminal import phrases
from verifier.terminal.app import ScanApp
from verifier.terminal.looked_at import FAULT_SECONDS, NEWS_SECONDS
from verifier.terminal.lookout import CameraChanged, SourceTold
from verifier.terminal.widgets.camera_view import CameraView

LIVE = phrases.CAMERA_STATES[CameraState.LIVE].fr
AGAIN = SourceNews(what=SourceEvent.VIDEO_AGAIN, label="film.avi")
END = NEWS[SourceEvent.VIDEO_AGAIN].fr


def told(app: ScanApp, news: SourceNews) -> None:
    app.post_message(CameraChanged(CameraState.LIVE))
    app.post_message(SourceTold(news))


@pytest.mark.parametrize("event", SourceEvent)
@pytest.mark.parametrize("language", Language)
def test_every_event_has_words_of_its_own_in_both_languages(event: SourceEvent, language: Language) -> None:
    line = news_line(SourceNews(what=event, label="camera:2", name="Evil\x1b[2J{0}"), language)
    assert NEWS[event].in_(language).split("{}", maxsplit=1)[0] in line
    assert "\x1b" not in line
    others = [words.in_(language) for other, words in NEWS.items() if other is not event]
    assert NEWS[event].in_(language) not in others
    assert NEWS[event].fr != NEWS[event].en


def test_end_of_a_real_video_is_said_while_its_pictures_go_on(tmp_path: Path) -> None:
    path = made.avi(tmp_path / "film.avi", [made.as_frame(np.full((64, 64), 90))] * 6, rate=20)
    app = looking(VideoLoop(path))

    async def shift(pilot: Pilot[None]) -> None:
        view = app.screen.query_one(CameraView)
        await until(app, END)
        app.make_room()
        view.show(None)
        deadline = time.monotonic() + 8.0
        while view.picture is None or END not in words_on(app):
            assert time.monotonic() < deadline
            await pilot.pause(0.02)
        assert LIVE in words_on(app)

    work(app, shift)


@pytest.mark.parametrize("size", [(45, 30), (80, 24)])
def test_news_stays_for_three_seconds_below_the_picture(size: tuple[int, int]) -> None:
    clocks = Clocks()
    app = looking(FakeSource(noise), clocks.monotonic)

    async def shift(pilot: Pilot[None]) -> None:
        await until(app, LIVE)
        told(app, AGAIN)
        await pilot.pause()
        await app.tick()
        clocks.seconds += NEWS_SECONDS - 0.1
        await app.tick()
        assert END in words_on(app)
        picture, line = app.screen.query_one(CameraView).region, app.screen.query_one("#source").region
        assert not picture.overlaps(line)
        clocks.seconds += 0.2
        await app.tick()
        assert END not in words_on(app)

    work(app, shift, size)


def test_news_that_came_under_a_verdict_is_said_when_the_scan_is_back() -> None:
    clocks = Clocks()
    app = terminal(clocks)

    async def shift(pilot: Pilot[None]) -> None:
        await app.scan_screen.change_source("film.avi")
        await app.take((case_of("scans/living-code.sample").texts[0],))
        told(app, AGAIN)
        await pilot.pause()
        for _ in range(20):
            clocks.seconds += 1.0
            await app.tick()
        assert END not in words_on(app)
        await pilot.press("n")
        assert END in words_on(app)

    work(app, shift)


def test_fault_stays_for_two_seconds_before_another_takes_its_place() -> None:
    clocks = Clocks()
    app = terminal(clocks)
    ended = SourceError(SourceFault.STREAM_ENDED, "http://127.0.0.1:1/", "start it")
    gone = SourceError(SourceFault.NO_ANSWER, "http://127.0.0.1:1/", "start it")

    async def shift(pilot: Pilot[None]) -> None:
        await app.scan_screen.change_source("http://127.0.0.1:1/")
        for error in (ended, gone):
            app.post_message(CameraChanged(CameraState.LOST, error))
        await pilot.pause()
        clocks.seconds += FAULT_SECONDS - 0.1
        await app.tick()
        assert FAULTS[SourceFault.STREAM_ENDED].fr in words_on(app)
        clocks.seconds += 0.2
        await app.tick()
        assert FAULTS[SourceFault.NO_ANSWER].fr in words_on(app)
        app.post_message(CameraChanged(CameraState.LIVE))
        await pilot.pause()
        assert FAULTS[SourceFault.NO_ANSWER].fr not in words_on(app)

    work(app, shift)


def test_truncated_video_plays_again_and_its_word_can_be_read(tmp_path: Path) -> None:
    whole = (SAMPLES / "scans" / "film.avi").read_bytes()
    (tmp_path / "film.avi").write_bytes(whole[: len(whole) // 20])
    app = looking(VideoLoop(str(tmp_path / "film.avi")), decode=lambda _: Reading())
    word = FAULTS[SourceFault.DAMAGED].fr

    async def shift(pilot: Pilot[None]) -> None:
        await until(app, word)
        first = time.monotonic()
        await until(app, LIVE)
        while word in words_on(app) and time.monotonic() - first < FAULT_SECONDS - 0.5:
            await pilot.pause(0.05)
        assert word in words_on(app)

    work(app, shift)
