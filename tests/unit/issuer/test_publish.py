"""What an office publishes: every country's signers, every status, and the blocks; each issue after the last."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from credential.reason import Reason
from credential.status_list import Status
from issuer.people import StatusWord
from issuer.publish import STATUS_VALUES
from issuer.samples.scene import NOW, PUBLISHED, Scene, sample_people
from tests.unit.trust_store.plain_for_tests import write_plain
from tests.world import World, trusting
from trust_store.holdings import Holdings
from trust_store.installation import merge
from trust_store.profile import Profile
from trust_store.publication import read_directory
from trust_store.status import StatusStatement
from trust_store.store import assemble


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(tmp_path_factory.mktemp("publishing") / "office", sample_people()[:3])


def test_a_publication_is_taken_in_whole(world: World) -> None:
    held, report = merge(Holdings(profile=Profile.TEST), world.publication, NOW)
    assert report.refused == ()
    assert report.anchors == report.document_signers == report.status_signers == 3  # BR, DE and FR
    assert assemble(held).profile is Profile.TEST


def test_each_issue_follows_the_last(scene: Scene) -> None:
    first, second = scene.publication(PUBLISHED), scene.publication(NOW)
    held, _ = merge(Holdings(profile=Profile.TEST), first, NOW)
    later, report = merge(held, second, NOW)
    assert report.has_changed
    assert assemble(later).clock_floor == NOW


def test_every_status_word_has_a_value() -> None:
    assert set(STATUS_VALUES) == set(StatusWord)
    assert set(STATUS_VALUES.values()) == set(Status)


def test_a_status_travels_with_the_next_publication(scene: Scene) -> None:
    minted = scene.licence("P01")
    place = minted.claims.status
    assert place is not None
    before = trusting(scene.publication(PUBLISHED)).status(place.uri, place.idx, "FR")
    with scene.office.register() as register:
        register.set_status("P01", StatusWord.SUSPENDED, PUBLISHED + timedelta(hours=1))
    after = trusting(scene.publication(NOW)).status(place.uri, place.idx, "FR")
    assert isinstance(before, StatusStatement)
    assert isinstance(after, StatusStatement)
    assert (before.value, after.value) == (Status.VALID, Status.SUSPENDED)


def test_all_credentials_of_a_person_have_the_persons_status(scene: Scene) -> None:
    places = [scene.licence("P02").claims.status, scene.attestation("P02").claims.status]
    with scene.office.register() as register:
        register.set_status("P02", StatusWord.LOST_OR_STOLEN, NOW)
    trust = trusting(scene.publication(NOW))
    for place in places:
        assert place is not None
        answer = trust.status(place.uri, place.idx, "FR")
        assert isinstance(answer, StatusStatement)
        assert answer.value == Status.LOST_OR_STOLEN


def test_lists_name_nobody(world: World) -> None:
    content = b"".join((*world.publication.status_tokens, world.publication.trust_list))
    for person in world.scene.people.values():
        assert person.family_name.encode() not in content
        assert person.title.document_number.encode() not in content


def test_a_publication_is_the_same_after_a_stick(world: World, tmp_path: Path) -> None:
    out = tmp_path / "a stick"
    write_plain(world.publication, out)
    read = read_directory(out)
    assert set(read.signers) == set(world.publication.signers)
    assert set(read.status_tokens) == set(world.publication.status_tokens)
    whole = replace(read, signers=world.publication.signers, status_tokens=world.publication.status_tokens)
    assert whole == world.publication


def test_the_register_of_the_whole_road_says_what_the_people_file_says(world: World) -> None:
    for person_id, word in (("P09", Reason.SUSPENDED), ("P10", Reason.RETAINED), ("P12", Reason.INVALIDATED)):
        assert world.check(world.code(person_id)).reasons == (word,)
