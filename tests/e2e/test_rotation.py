"""Keys of every role change, and terminals fed from a folder and from a web server follow without a hand."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from issuer.generations import NOTICE
from issuer.office import DOCUMENT_SIGNER, STATUS_SIGNER, Office
from issuer.people import StatusWord
from issuer.publish import publish, republish
from issuer.publisher_keys import rotate
from issuer.samples.scene import MADE, NOW, Scene, sample_people
from issuer.tuf_repository import RoleName
from trust_store.profile import Profile
from trust_store.sources import open_source
from trust_store.status import StatusStatement
from trust_store.storage import open_store
from trust_store.updating import update


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def published(tmp_path: Path) -> Path:
    return tmp_path / "published"


@pytest.fixture
def address(published: Path) -> Iterator[str]:
    published.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(published)))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Scene(tmp_path / "office", sample_people()[:3]).office


def test_rotation_of_every_role_passes_through_both_terminals(
    office: Office, published: Path, address: str, tmp_path: Path
) -> None:
    at = NOW
    steps = [None, *RoleName, DOCUMENT_SIGNER, STATUS_SIGNER, None]
    for step in steps:
        if isinstance(step, RoleName):
            rotate(office, step, at)
        elif step is not None:
            office.roll_over("FR", step, at, at + NOTICE)
        publish(office, published, at)
        one = update(tmp_path / "folder.sqlite", open_source(str(published)), at, Profile.TEST)
        other = update(tmp_path / "web.sqlite", open_source(address), at, Profile.TEST)
        assert one.snapshot_id == other.snapshot_id
        assert one.transport == other.transport
        at += timedelta(hours=1)
    assert one.transport is not None
    assert one.transport.root_version == 1 + len(RoleName) - 1  # the daily role is no root's to name
    assert (one.document_signers, one.status_signers) == (2, 2)


def test_terminal_that_missed_every_edition_follows_the_chain_of_roots(
    office: Office, published: Path, tmp_path: Path, address: str
) -> None:
    publish(office, published, NOW)
    update(tmp_path / "trust.sqlite", open_source(address), NOW, Profile.TEST)
    for days in range(1, 6):
        rotate(office, RoleName.ROOT, NOW + timedelta(days=days))
        publish(office, published, NOW + timedelta(days=days))
    report = update(tmp_path / "trust.sqlite", open_source(address), NOW + timedelta(days=6), Profile.TEST)
    assert report.transport is not None
    assert report.transport.root_version == 6


def test_new_document_signer_is_published_before_its_first_use_and_the_old_one_kept(office: Office) -> None:
    old = office.document_signer("FR", NOW)
    new = office.roll_over("FR", DOCUMENT_SIGNER, NOW, NOW + NOTICE)
    assert old.certificate != new.certificate
    assert office.document_signer("FR", NOW + NOTICE - timedelta(seconds=1)).certificate == old.certificate
    assert office.document_signer("FR", NOW + NOTICE).certificate == new.certificate
    assert {old.certificate, new.certificate} <= set(office.published_signers("FR", NOW))
    over = old.certificate.not_valid_after_utc + timedelta(seconds=1)
    assert old.certificate not in office.published_signers("FR", over)
    assert new.certificate in office.published_signers("FR", over)


def test_root_is_renewed_before_it_ends(office: Office, published: Path, tmp_path: Path) -> None:
    publish(office, published, NOW)
    later = NOW + timedelta(days=700)
    office_root = office.root("FR").certificate
    assert office_root.not_valid_after_utc > later
    publish(office, published, later)
    assert (published / "metadata" / "2.root.json").exists()


def test_one_persons_status_changes_one_shard(tmp_path: Path, published: Path) -> None:
    scene = Scene(tmp_path / "office", sample_people())
    references = [scene.licence(person).claims.status for person in ("P01", "P23")]
    countries = {person: scene.people[person].issuing_country for person in ("P01", "P23")}
    publish(scene.office, published, MADE + timedelta(days=30))
    before = {path.name for path in published.rglob("*") if path.is_file()}
    at = MADE + timedelta(days=31)
    with scene.office.register() as register:
        register.set_status("P01", StatusWord.SUSPENDED, at)
        uris = {minted.status.uri for minted in register.minted("P01")}
    assert republish(scene.office, published, uris, at) == 1
    added = {path.name for path in published.rglob("*") if path.is_file()} - before
    assert sorted(name.split(".", 1)[1] for name in added if not name.endswith(".cwt")) == [
        "daily.json",
        "snapshot.json",
    ]
    assert len([name for name in added if name.endswith(".cwt")]) == 1
    update(tmp_path / "trust.sqlite", open_source(str(published)), at, Profile.TEST)
    store = open_store(tmp_path / "trust.sqlite")
    values = []
    for reference, country in zip(references, countries.values(), strict=True):
        assert reference is not None
        answer = store.status(reference.uri, reference.idx, country)
        assert isinstance(answer, StatusStatement)
        values.append(answer.value)
    assert values[0] == 2
