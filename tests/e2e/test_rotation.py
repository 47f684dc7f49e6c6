"""Keys of every role change, and terminals fed from a folder and from a web server follow without a hand."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.hashes import SHA256

from issuer.generations import NOTICE
from issuer.office import DOCUMENT_SIGNER, IACA, STATUS_SIGNER, Office
from issuer.people import StatusWord
from issuer.publish import publish, republish
from issuer.publisher_keys import rotate
from issuer.samples.scene import MADE, NOW, Scene, sample_people
from issuer.successions import roll_over_list_signer, successions
from issuer.tuf_repository import RoleName
from trust_store.profile import Profile, kid_of
from trust_store.report import InstallReport
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
    scene = Scene(tmp_path / "office", sample_people()[:3])
    scene.licence("P01")
    return scene.office


def of_role(role: RoleName) -> Callable[[Office, datetime], object]:
    return lambda office, at: rotate(office, role, at)


ROTATIONS: tuple[tuple[str, Callable[[Office, datetime], object]], ...] = (
    *((role.value, of_role(role)) for role in RoleName),
    ("iaca", lambda office, at: office.roll_over("FR", IACA, at, at)),
    ("document signer", lambda office, at: office.roll_over("FR", DOCUMENT_SIGNER, at, at + NOTICE)),
    ("status signer", lambda office, at: office.roll_over("FR", STATUS_SIGNER, at, at)),
    ("list signer", roll_over_list_signer),
)


def test_rotation_of_every_role_passes_through_both_terminals(
    office: Office, published: Path, address: str, tmp_path: Path
) -> None:
    at = NOW
    folder, web = tmp_path / "folder.sqlite", tmp_path / "web.sqlite"
    reports: dict[str, InstallReport] = {}
    for name, turn in (("first", _nothing), *ROTATIONS, ("last", _nothing)):
        turn(office, at)
        publish(office, published, at)
        reports[name] = update(folder, open_source(str(published)), at, Profile.TEST)
        other = update(web, open_source(address), at, Profile.TEST)
        assert reports[name].snapshot_id == other.snapshot_id, name
        assert reports[name].transport == other.transport, name
        assert not reports[name].refused, name
        at += timedelta(hours=1)
    last = reports["last"]
    assert last.transport is not None
    assert last.transport.root_version == 1 + len(RoleName) - 1  # the daily role is no root's to name
    assert (last.anchors, last.document_signers, last.status_signers) == (2, 2, 2)
    assert [name for name, report in reports.items() if report.is_newly_pinned] == ["first"]
    assert [name for name, report in reports.items() if report.is_successor] == ["list signer"]
    later = at + NOTICE
    for store in (open_store(folder), open_store(web)):
        new = office.document_signer("FR", later).certificate
        (believed,) = store.signers_by_kid(kid_of(new))
        assert believed.anchor_sha256 == office.root("FR", later).certificate.fingerprint(SHA256())
        assert office.root("FR", later).certificate != office.root("FR").certificate
        assert store.list_signer_sha256 == office.list_signer(later).certificate.fingerprint(SHA256())
        (shard,) = store.shards.values()
        assert shard.signer.certificate_sha256 == office.status_signer("FR", later).certificate.fingerprint(SHA256())


def _nothing(_office: Office, _at: datetime) -> None:
    """Publish again, with no key changed."""


def test_terminal_that_missed_every_edition_follows_three_list_signers(
    office: Office, published: Path, tmp_path: Path
) -> None:
    store = tmp_path / "trust.sqlite"
    publish(office, published, NOW)
    update(store, open_source(str(published)), NOW, Profile.TEST)
    for days in range(1, 4):
        roll_over_list_signer(office, NOW + timedelta(days=days))
        publish(office, published, NOW + timedelta(days=days))
    report = update(store, open_source(str(published)), NOW + timedelta(days=4), Profile.TEST)
    assert report.list_signer_sha256 == office.list_signer(NOW + timedelta(days=4)).certificate.fingerprint(SHA256())
    assert report.is_successor


def test_status_alone_is_renewed_between_a_new_list_signer_and_its_first_edition(
    office: Office, published: Path, tmp_path: Path
) -> None:
    publish(office, published, NOW)
    roll_over_list_signer(office, NOW + timedelta(hours=1))
    republish(office, published, set(), NOW + timedelta(hours=2))
    for hours in (3, 4):
        at = NOW + timedelta(hours=hours)
        update(tmp_path / "trust.sqlite", open_source(str(published)), at, Profile.TEST)
        publish(office, published, at)


def test_power_cut_between_the_word_and_the_new_list_signer_is_made_good(office: Office, published: Path) -> None:
    settings = (office.folder / "office.json").read_bytes()
    roll_over_list_signer(office, NOW)
    (office.folder / "office.json").write_bytes(settings)
    again = Office.open(office.folder, seed="another")
    assert successions(again) == ()
    publish(again, published, NOW)
    roll_over_list_signer(again, NOW + timedelta(hours=1))
    assert len(successions(again)) == 1


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
    assert old.certificate != new
    assert office.document_signer("FR", NOW + NOTICE - timedelta(seconds=1)).certificate == old.certificate
    assert office.document_signer("FR", NOW + NOTICE).certificate == new
    assert {old.certificate, new} <= set(office.published_signers("FR", NOW))
    over = old.certificate.not_valid_after_utc + timedelta(seconds=1)
    assert old.certificate not in office.published_signers("FR", over)
    assert new in office.published_signers("FR", over)


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
