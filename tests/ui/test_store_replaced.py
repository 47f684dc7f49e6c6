"""A trust store that is replaced while the terminal runs: what counts from the next driver on, and what is said."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from credential.language import Bilingual
from tests.catalogue import SAMPLES, case_of, store_of
from tests.ui.drivers_for_tests import NOW, Clocks, words_on
from tests.ui.faults_for_tests import work
from trust_store.profile import Profile
from trust_store.sources import open_source
from trust_store.storage import create_or_open
from trust_store.store import TrustStore
from trust_store.updating import update
from verifier.terminal import phrases
from verifier.terminal.app import ScanApp
from verifier.terminal.store_watch import SECONDS, StoreWatch


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "trust.sqlite"
    update(path, open_source(str(SAMPLES / "trust" / "main")), NOW, Profile.TEST)
    return path


def watching(store: Path) -> StoreWatch:
    """A watch that opens before it answers: what is tested here is what its answer changes."""
    return StoreWatch(store, begin=lambda look: look())


def test_store_replaced_while_running_counts_from_the_next_driver_on(store: Path, tmp_path: Path) -> None:
    aside = tmp_path / "aside.sqlite"
    shutil.move(store, aside)
    clocks = Clocks()
    app = ScanApp(
        replace(TrustStore.empty(Profile.TEST), clock_floor=NOW),
        source=None,
        clock=clocks.wall,
        monotonic=clocks.monotonic,
        store_watch=watching(store),
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
        store_watch=watching(store),
    )

    async def shift(_pilot: Pilot[None]) -> None:
        asked = app.shift.ask()
        shutil.copy(aside, store)
        clocks.seconds += SECONDS
        await app.tick()
        assert app.station.trust.snapshot_id == store_of("main").snapshot_id
        assert app.shift.driver.nonce == asked

    work(app, shift)


@pytest.mark.parametrize(
    ("content", "words"), [(b"no store", phrases.STORE_UNREADABLE), (None, phrases.STORE_ABSENT)], ids=["bad", "gone"]
)
def test_store_that_cannot_be_read_leaves_the_old_one_in_use_and_says_so(
    store: Path, content: bytes | None, words: Bilingual
) -> None:
    clocks = Clocks()
    trust = store_of("main")
    app = ScanApp(trust, source=None, clock=clocks.wall, monotonic=clocks.monotonic, store_watch=watching(store))

    async def shift(pilot: Pilot[None]) -> None:
        store.unlink()
        if content is not None:
            store.write_bytes(content)
        clocks.seconds += SECONDS
        await app.tick()
        await pilot.pause()
        assert app.station.trust is trust
        assert words.fr in words_on(app)

    work(app, shift)


def test_store_of_another_profile_is_not_taken_in(store: Path, tmp_path: Path) -> None:
    clocks, trust = Clocks(), store_of("main")
    app = ScanApp(trust, source=None, clock=clocks.wall, monotonic=clocks.monotonic, store_watch=watching(store))
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
