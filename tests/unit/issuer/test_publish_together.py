"""Several who publish from one office: no number is given twice, no edition goes back, and terminals take them all."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from issuer.folder_lock import FolderLock
from issuer.office import DOCUMENT_SIGNER, Office
from issuer.office_settings import OfficeError
from issuer.people import StatusWord
from issuer.publish import publish, republish
from issuer.samples.scene import NOW, Scene, sample_people
from trust_store.profile import Profile
from trust_store.sources import FolderSource
from trust_store.status import StatusStatement
from trust_store.storage import open_store
from trust_store.updating import update

TIMES = 4


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    made = Scene(tmp_path / "office", sample_people()[:2])
    made.licence("P01")
    publish(made.office, tmp_path / "published", NOW)
    return made


def uris(office: Office) -> set[str]:
    with office.register() as register:
        return {shard.uri for shard in register.shards()}


def renew(folder: Path, out: Path, at: datetime) -> None:
    office = Office.open(folder)
    for _ in range(TIMES):
        republish(office, out, uris(office), at)


def value(store: Path, scene: Scene) -> int:
    with scene.office.register() as register:
        (place,) = (minted.status for minted in register.minted("P01"))
    answer = open_store(store).status(place.uri, place.idx, "FR")
    assert isinstance(answer, StatusStatement)
    return answer.value


def test_two_changes_in_one_second_both_reach_a_terminal_that_saw_the_first(scene: Scene, tmp_path: Path) -> None:
    published, store = tmp_path / "published", tmp_path / "trust.sqlite"
    values = []
    for word in (StatusWord.SUSPENDED, StatusWord.VALID, StatusWord.ANNULLED):
        with scene.office.register() as register:
            register.set_status("P01", word, NOW)
        republish(scene.office, published, uris(scene.office), NOW)
        update(store, FolderSource(published), NOW, Profile.TEST)
        values.append(value(store, scene))
    assert values == [2, 0, 13]


def test_publishers_in_several_processes_and_threads_give_every_edition_its_own_number(
    scene: Scene, tmp_path: Path
) -> None:
    published, store = tmp_path / "published", tmp_path / "trust.sqlite"
    before = Office.open(scene.office.folder).issue_id
    arguments = (scene.office.folder, published, NOW)
    context = multiprocessing.get_context("spawn")
    others = [context.Process(target=renew, args=arguments) for _ in range(2)]
    for other in others:
        other.start()
    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(renew, *arguments) for _ in range(2)]
        for job in jobs:
            job.result()
    for other in others:
        other.join(60)
    assert [other.exitcode for other in others] == [0, 0]
    assert Office.open(scene.office.folder).issue_id == before + 4 * TIMES
    update(store, FolderSource(published), NOW + timedelta(minutes=1), Profile.TEST)


def test_office_that_is_open_elsewhere_sees_what_was_noted_there(scene: Scene, tmp_path: Path) -> None:
    portal = Office.open(scene.office.folder)
    publish(scene.office, tmp_path / "published", NOW + timedelta(hours=1))
    scene.office.block(scene.office.document_signer("FR", NOW).certificate)
    portal.roll_over("FR", DOCUMENT_SIGNER, NOW, NOW)
    assert republish(portal, tmp_path / "published", uris(portal), NOW + timedelta(hours=2)) == 1
    assert Office.open(scene.office.folder).issue_id == 3
    assert len(Office.open(scene.office.folder).blocked) == 1


def test_edition_that_terminals_would_refuse_as_older_is_not_made(scene: Scene, tmp_path: Path) -> None:
    files = {path: path.read_bytes() for path in (tmp_path / "published").rglob("*") if path.is_file()}
    for act in (publish, lambda office, out, at: republish(office, out, set(), at)):
        with pytest.raises(OfficeError):
            act(scene.office, tmp_path / "published", NOW - timedelta(hours=1))
    assert {path: path.read_bytes() for path in (tmp_path / "published").rglob("*") if path.is_file()} == files


def test_lock_is_taken_again_by_its_own_thread_alone(tmp_path: Path) -> None:
    lock, other = FolderLock(tmp_path), FolderLock(tmp_path)
    with ThreadPoolExecutor(1) as pool:
        with lock as is_outermost, lock as is_inner:
            assert (is_outermost, is_inner) == (True, False)
            waiting = pool.submit(other.__enter__)
            with pytest.raises(TimeoutError):
                waiting.result(0.05)
        assert waiting.result(10)
        pool.submit(other.__exit__, None, None, None).result()
