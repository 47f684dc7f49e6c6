"""What goes wrong around the officer is said on the screen: the trust data's file, the camera, the window."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from credential.language import Bilingual
from tests.ui.drivers_for_tests import Clocks, cells_on, judged, terminal, verdict, words_on
from tests.unit.trust_store.pki_for_tests import NOW, Publisher
from trust_store.profile import Profile
from trust_store.storage import create_or_open, install, open_store
from verifier.capture.camera import CameraState
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.fault_words import FAULT_WORDS_FR
from verifier.terminal import phrases
from verifier.terminal.app import ScanApp
from verifier.terminal.lookout import CameraChanged
from verifier.terminal.screens.framed import LEAST_COLUMNS, LEAST_ROWS
from verifier.terminal.screens.verdict import VerdictScreen
from verifier.terminal.store_watch import GONE, OTHER_PROFILE, UNUSABLE, StoreWatch


class Roadside:
    """A terminal on a store that is on a disk, empty at first."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "trust.sqlite"
        trust = create_or_open(self.path, Profile.TEST)
        clocks = Clocks()
        self.watch = StoreWatch(self.path, trust)
        self.app = ScanApp(trust, source=None, clock=clocks.wall, monotonic=clocks.monotonic, store_watch=self.watch)

    def publish(self) -> str:
        """Update the store as `trust-store update` does beside the terminal; return its snapshot."""
        install(self.path, Publisher().publish(), NOW, Profile.TEST)
        return open_store(self.path).snapshot_id

    @property
    def snapshot(self) -> str:
        """What the terminal believes now."""
        return self.app.station.trust.snapshot_id

    def run(self, work: Callable[[Pilot[None]], Awaitable[None]]) -> None:
        """Start the terminal and do something beside it."""

        async def whole() -> None:
            async with self.app.run_test(size=(80, 40)) as pilot:
                await work(pilot)

        asyncio.run(whole())

    async def until(self, pilot: Pilot[None], holds: Callable[[], bool]) -> None:
        """Tick until something is so; 5 s at most."""
        for _ in range(100):
            await self.app.tick()
            await pilot.pause(0.05)
            if holds():
                return
        raise AssertionError("it did not come")

    def says(self, words: Bilingual) -> bool:
        """Whether the screen says it."""
        return words.fr in words_on(self.app)


def test_store_replaced_meanwhile_is_taken_in(tmp_path: Path) -> None:
    road = Roadside(tmp_path)

    async def work(pilot: Pilot[None]) -> None:
        published = road.publish()
        assert road.snapshot != published
        await road.until(pilot, lambda: road.snapshot == published)

    road.run(work)


def test_open_check_keeps_the_trust_data_it_was_judged_by(tmp_path: Path) -> None:
    road = Roadside(tmp_path)

    async def work(pilot: Pilot[None]) -> None:
        before = road.snapshot
        check = road.app.shift.begin(judged(verdict()))
        await road.app.push_screen(VerdictScreen(road.app.station, check))
        published = road.publish()
        await road.until(pilot, lambda: not road.watch.has_changed)
        await pilot.pause(0.1)
        assert road.snapshot == before
        await road.app.action_next_driver()
        assert road.snapshot == published

    road.run(work)


def test_store_that_disappears_is_said_and_what_is_in_memory_goes_on(tmp_path: Path) -> None:
    road = Roadside(tmp_path)

    async def work(pilot: Pilot[None]) -> None:
        before, away = road.snapshot, tmp_path / "away"
        road.path.rename(away)
        await road.until(pilot, lambda: road.says(GONE))
        assert road.snapshot == before
        away.rename(road.path)
        await road.until(pilot, lambda: not road.says(GONE))

    road.run(work)


@pytest.mark.parametrize("content", [b"", b"no store", b"SQLite format 3\x00" + bytes(4096)])
def test_store_damaged_meanwhile_is_said_and_not_taken(tmp_path: Path, content: bytes) -> None:
    road = Roadside(tmp_path)

    async def work(pilot: Pilot[None]) -> None:
        before = road.snapshot
        road.path.write_bytes(content)
        await road.until(pilot, lambda: road.says(UNUSABLE))
        assert road.snapshot == before

    road.run(work)


def test_store_of_another_profile_is_not_taken(tmp_path: Path) -> None:
    road = Roadside(tmp_path)

    async def work(pilot: Pilot[None]) -> None:
        before, other = road.snapshot, tmp_path / "other.sqlite"
        create_or_open(other, Profile.PRODUCTION)
        shutil.copy(other, road.path)
        await road.until(pilot, lambda: road.says(OTHER_PROFILE))
        assert road.snapshot == before
        assert road.app.station.is_test

    road.run(work)


def test_why_the_camera_is_lost_is_said_in_the_officers_language() -> None:
    app = terminal(Clocks())

    async def work() -> None:
        async with app.run_test(size=(80, 40)) as pilot:
            await app.scan_screen.change_source("camera:0")
            for fault in (SourceFault.NO_CAMERA, SourceFault.CAMERA_LOST, SourceFault.HANGING):
                app.post_message(CameraChanged(CameraState.LOST, SourceError(fault, "camera:0", "the step")))
                await pilot.pause()
                assert FAULT_WORDS_FR[fault] in words_on(app)
            await app.action_language()
            assert fault.value in words_on(app)

    asyncio.run(work())


@pytest.mark.parametrize("size", [(LEAST_COLUMNS - 1, 30), (80, LEAST_ROWS - 1), (1, 1), (5, 3)])
def test_window_too_small_shows_nothing_but_what_to_do(size: tuple[int, int]) -> None:
    app = terminal(Clocks())

    async def work() -> None:
        async with app.run_test(size=size) as pilot:
            await app.push_screen(VerdictScreen(app.station, app.shift.begin(judged(verdict()))))
            await pilot.pause()
            assert "VALIDE" not in "".join(cells_on(app))
            await pilot.resize_terminal(80, 40)
            await pilot.pause()
            assert "VALIDE" in words_on(app)
            assert app.screen.query_one("#too-small").display is False or "PETIT" not in "".join(cells_on(app))

    asyncio.run(work())


def test_least_window_says_how_to_enlarge_it() -> None:
    app = terminal(Clocks())

    async def work() -> None:
        async with app.run_test(size=(LEAST_COLUMNS - 1, 10)) as pilot:
            await pilot.pause()
            assert phrases.TOO_SMALL.fr.split(" : ")[0] in " ".join(" ".join(cells_on(app)).split())

    asyncio.run(work())
