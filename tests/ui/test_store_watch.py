"""Opening a new store takes a thread of its own: keys answer, the newest counts, and leaving waits for none."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.catalogue import case_of, store_of
from tests.ui.drivers_for_tests import NOW, Clocks, words_on
from tests.ui.faults_for_tests import work
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.store import TrustStore
from verifier.terminal import phrases
from verifier.terminal.app import ScanApp
from verifier.terminal.screens.menu import MenuScreen
from verifier.terminal.store_watch import SECONDS, TURNS, StoreWatch

PATIENCE = 8.0
"""Seconds that a busy machine may take; no bound of speed is tested with it."""


class Opening:
    """A store that takes as long to open as a test says; what it holds is the content of the file."""

    def __init__(self) -> None:
        self.began = threading.Event()
        self.may_end = threading.Event()
        self.contents: list[bytes] = []
        self.meanwhile: Callable[[int], None] = lambda _: None
        self.ended = 0

    def __call__(self, path: Path) -> TrustStore:
        content = path.read_bytes()
        self.contents.append(content)
        self.meanwhile(len(self.contents))
        self.began.set()
        self.may_end.wait(PATIENCE)
        self.ended += 1
        return named(content)


def named(content: bytes) -> TrustStore:
    return replace(store_of("main"), snapshot_id=content.decode())


def put(store: Path, content: bytes) -> None:
    """Put another file in its place at once, as an update does; its time tells it apart even within a tick."""
    fresh = store.with_suffix(".new")
    fresh.write_bytes(content)
    os.utime(fresh, ns=(0, int.from_bytes(content[:4].ljust(4), "big")))
    fresh.replace(store)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "trust.sqlite"
    put(path, b"old")
    return path


@pytest.fixture
def opening() -> Opening:
    return Opening()


def app_with(store: Path, opening: Opening, clocks: Clocks) -> ScanApp:
    return ScanApp(
        replace(store_of("main"), snapshot_id="old"),
        source=None,
        clock=clocks.wall,
        monotonic=clocks.monotonic,
        store_watch=StoreWatch(store, opening),
    )


async def comes(app: ScanApp, pilot: Pilot[None], snapshot: str) -> None:
    """Let the terminal work until it has a store, to believe now or from the next driver on."""
    deadline = time.monotonic() + PATIENCE
    while snapshot not in {trust.snapshot_id for trust in (app.station.trust, app.station.arrived) if trust}:
        assert time.monotonic() < deadline
        await app.tick()
        await pilot.pause(0.01)


async def begin_opening(app: ScanApp, opening: Opening, clocks: Clocks) -> None:
    clocks.seconds += SECONDS
    await app.tick()
    assert opening.began.wait(PATIENCE)


def test_keys_answer_and_the_old_store_counts_while_a_new_one_is_opened(store: Path, opening: Opening) -> None:
    clocks = Clocks()
    app = app_with(store, opening, clocks)

    async def shift(pilot: Pilot[None]) -> None:
        put(store, b"new")
        await begin_opening(app, opening, clocks)
        await pilot.press("m")
        assert isinstance(app.screen, MenuScreen)
        await pilot.press("m")
        await app.take((case_of("scans/living-code.sample").texts[0],))
        shown = app.shown
        assert shown is not None
        verdict = shown.judged
        opening.may_end.set()
        await comes(app, pilot, "new")
        assert app.shown is shown
        assert shown.judged is verdict
        assert app.station.trust.snapshot_id == "old"
        await pilot.press("n")
        assert app.station.trust.snapshot_id == "new"
        await app.tick()
        assert phrases.STORE_RENEWED.fr in words_on(app)

    work(app, shift)


def test_store_replaced_again_while_it_is_opened_ends_with_the_newest(store: Path, opening: Opening) -> None:
    clocks = Clocks()
    app = app_with(store, opening, clocks)
    opening.meanwhile = lambda number: put(store, b"third") if number == 1 else None
    opening.may_end.set()

    async def shift(pilot: Pilot[None]) -> None:
        put(store, b"second")
        clocks.seconds += SECONDS
        await comes(app, pilot, "third")
        assert opening.contents == [b"second", b"third"]

    work(app, shift)


def test_store_replaced_between_two_looks_ends_with_the_newest(store: Path, opening: Opening) -> None:
    clocks = Clocks()
    app = app_with(store, opening, clocks)
    opening.may_end.set()

    async def shift(pilot: Pilot[None]) -> None:
        for content in (b"second", b"third"):
            put(store, content)
            clocks.seconds += SECONDS
            await comes(app, pilot, content.decode())

    work(app, shift)


def test_store_that_never_rests_is_opened_a_few_times_and_then_taken_as_it_is(store: Path, opening: Opening) -> None:
    watch = StoreWatch(store, opening, begin=lambda look: look())
    opening.meanwhile = lambda number: put(store, b"%04d" % number)
    opening.may_end.set()
    put(store, b"0000")
    found = watch.poll(0.0)
    assert isinstance(found, TrustStore)
    assert found.snapshot_id == opening.contents[-1].decode()
    assert len(opening.contents) == TURNS
    opening.meanwhile = lambda _: None
    later = watch.poll(SECONDS)
    assert isinstance(later, TrustStore)
    assert later.snapshot_id == store.read_text()


def test_leaving_does_not_wait_for_a_store_that_is_being_opened(store: Path, opening: Opening) -> None:
    clocks = Clocks()
    app = app_with(store, opening, clocks)

    async def shift(pilot: Pilot[None]) -> None:
        put(store, b"new")
        await begin_opening(app, opening, clocks)
        await pilot.press("q")

    work(app, shift)
    assert opening.ended == 0  # it was left while it hung
    opening.may_end.set()


def test_only_one_look_is_under_way(store: Path, opening: Opening) -> None:
    watch = StoreWatch(store, opening)
    put(store, b"new")
    assert watch.poll(0.0) is None
    assert opening.began.wait(PATIENCE)
    for seconds in range(1, 100):
        assert watch.poll(seconds * SECONDS) is None
    assert opening.contents == [b"new"]
    opening.may_end.set()


def test_store_is_looked_at_from_time_to_time_and_opened_only_when_it_changed(store: Path) -> None:
    opened: list[Path] = []

    def refuse(path: Path) -> TrustStore:
        opened.append(path)
        raise TrustStoreError(Refusal.STORE_CORRUPT, "as the test says")

    watch = StoreWatch(store, refuse, begin=lambda look: look())
    assert watch.poll(0.0) is None
    store.unlink()
    assert watch.poll(SECONDS / 2) is None
    assert isinstance(watch.poll(SECONDS), TrustStoreError)
    assert watch.poll(2 * SECONDS) is None
    assert opened == [store]


def test_fault_of_ours_in_the_thread_is_no_silence(store: Path) -> None:
    def broken(_: Path) -> TrustStore:
        raise ZeroDivisionError

    watch = StoreWatch(store, broken, begin=lambda look: look())
    put(store, b"new")
    with pytest.raises(ZeroDivisionError):
        watch.poll(0.0)


def test_store_that_is_copied_in_place_is_taken_when_it_is_whole(store: Path, tmp_path: Path) -> None:
    """`cp` writes into the file that is there: half of it is no store, and the word for that goes with the rest."""
    from tests.catalogue import SAMPLES
    from trust_store.sources import open_source
    from trust_store.updating import update

    whole = tmp_path / "whole.sqlite"
    update(whole, open_source(str(SAMPLES / "trust" / "main")), NOW, Profile.TEST)
    watch = StoreWatch(store, begin=lambda look: look())
    store.write_bytes(whole.read_bytes()[:5000])
    assert isinstance(watch.poll(0.0), TrustStoreError)
    shutil.copy(whole, store)
    assert isinstance(watch.poll(SECONDS), TrustStore)
