"""Attacks on the way of an update: the medium, the server, the folder, and one role's key alone."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeAlias

import pytest

from issuer.tuf_repository import Edition, RoleName, renew
from tests.unit.trust_store.pki_for_tests import (
    DAY,
    DOCUMENT_SIGNER,
    FRANCE,
    NOW,
    Publisher,
    digest,
    root_plan,
    signer_plan,
    status_token,
)
from tests.unit.trust_store.tuf_for_tests import FIRST_ROOT, KEYS, MemorySource, repository, with_keys, write_stick
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.report import InstallReport
from trust_store.sources import FolderSource, Source, open_source
from trust_store.storage import create_or_open, install, open_store
from trust_store.updating import update

Serve: TypeAlias = Callable[[Callable[..., BaseHTTPRequestHandler]], str]
PUBLICATION = Publisher().publish()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return write_stick(PUBLICATION, tmp_path / "stick")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store that holds the first publication."""
    folder = tmp_path / "terminal"
    folder.mkdir()
    take(folder / "trust.sqlite", MemorySource(repository()))
    return folder / "trust.sqlite"


def take(store: Path, source: Source, *, root: bytes | None = FIRST_ROOT) -> InstallReport:
    return update(store, source, NOW, Profile.TEST, first_root=root)


def refusal_of(store: Path, source: Source) -> Refusal:
    before = store.read_bytes()
    with pytest.raises(TrustStoreError) as refusal:
        take(store, source)
    assert store.read_bytes() == before
    assert [path.name for path in store.parent.iterdir()] == [store.name]
    return refusal.value.refusal


def newer(version: int = 2) -> dict[str, bytes]:
    return repository(Publisher(issue_id=version, sequence=version, issued_at=NOW).publish(), version=version)


# The medium.

FILES = ["metadata/timestamp.json", "metadata/2.snapshot.json", "metadata/2.targets.json", "metadata/2.daily.json"]


@pytest.fixture
def later(tmp_path: Path) -> Path:
    return write_stick(Publisher(issue_id=2, sequence=2, issued_at=NOW).publish(), tmp_path / "later", version=2)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("dangling", [True, False])
def test_symbolic_link_is_not_followed(store: Path, later: Path, tmp_path: Path, name: str, dangling: bool) -> None:
    elsewhere = tmp_path / "elsewhere"
    if dangling:
        (later / name).unlink()
    else:
        (later / name).rename(elsewhere)
    (later / name).symlink_to(elsewhere)
    assert refusal_of(store, FolderSource(later)) is Refusal.SOURCE_UNSAFE


@pytest.mark.parametrize("name", ["metadata", "targets"])
def test_linked_folder_is_not_followed(store: Path, later: Path, tmp_path: Path, name: str) -> None:
    (later / name).rename(tmp_path / "elsewhere")
    (later / name).symlink_to(tmp_path / "elsewhere")
    assert refusal_of(store, FolderSource(later)) is Refusal.SOURCE_UNSAFE


@pytest.mark.parametrize("name", [*FILES, "metadata/2.root.json"])
def test_pipe_is_refused_and_never_waited_for(store: Path, later: Path, name: str) -> None:
    (later / name).unlink(missing_ok=True)
    os.mkfifo(later / name)
    assert refusal_of(store, FolderSource(later)) is Refusal.SOURCE_UNSAFE


@pytest.mark.parametrize("name", [*FILES, "metadata/2.root.json"])
def test_file_of_ten_gigabytes_is_not_read(store: Path, later: Path, name: str) -> None:
    with (later / name).open("wb") as file:
        file.truncate(10 << 30)
    assert refusal_of(store, FolderSource(later)) is Refusal.SOURCE_TOO_LARGE


def test_target_of_ten_gigabytes_is_not_read(store: Path, later: Path) -> None:
    path = next((later / "targets").glob("*.trust-list.cbor"))
    with path.open("wb") as file:
        file.truncate(10 << 30)
    assert refusal_of(store, FolderSource(later)) is Refusal.SOURCE_TOO_LARGE


@pytest.mark.parametrize("kept", range(12))
def test_stick_pulled_half_way_changes_nothing_and_bars_no_later_stick(store: Path, kept: int) -> None:
    """After any number of reads the medium is gone; then the whole of it is taken."""
    whole = newer()

    class Pulled(MemorySource):
        def chunks(self, name: str) -> Iterator[bytes]:
            if len(self.asked) >= kept:
                raise TrustStoreError(Refusal.SOURCE_UNREADABLE, name)
            return super().chunks(name)

    try:
        before = store.read_bytes()
        take(store, Pulled(whole))
        assert kept >= 7, "an update takes seven reads or more"
    except TrustStoreError as error:
        assert error.refusal is Refusal.SOURCE_UNREADABLE
        assert store.read_bytes() == before
        assert take(store, MemorySource(whole)).has_changed


def test_stick_with_half_a_file_is_refused(store: Path, later: Path) -> None:
    for path in sorted(later.rglob("*")):
        if path.is_file() and not path.name.endswith("root.json"):
            whole = path.read_bytes()
            path.write_bytes(whole[: len(whole) // 2])
            before = store.read_bytes()
            try:
                take(store, FolderSource(later))
                raised = False
            except TrustStoreError as error:
                raised = error.refusal in {Refusal.MALFORMED, Refusal.HASH_MISMATCH}
            is_held_already = path.suffix in {".der", ".cwt"}
            assert raised or is_held_already, path
            if raised:
                assert store.read_bytes() == before
            path.write_bytes(whole)


def test_empty_and_absent_folders_are_refused(store: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert refusal_of(store, FolderSource(tmp_path / "empty")) is Refusal.SOURCE_UNREADABLE
    with pytest.raises(TrustStoreError) as refusal:
        open_source(str(tmp_path / "absent"))
    assert refusal.value.refusal is Refusal.SOURCE_UNREADABLE


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/passwd", "a//b", "", ".", "a\\b", "a\0b", "C:x"])
def test_name_that_leads_elsewhere_is_refused(stick: Path, name: str) -> None:
    with pytest.raises(TrustStoreError) as refusal:
        list(FolderSource(stick).chunks(name))
    assert refusal.value.refusal is Refusal.SOURCE_UNSAFE


# What one stolen key can do.


def by_online_keys(**listed: bytes) -> MemorySource:
    """An edition of someone who has the keys of daily, snapshot and timestamp, but not that of targets."""
    genuine = newer()
    names = {"trust_list": "trust-list.cbor", "signer": "signers/thief.der", "status": "status/new.cwt"}
    daily = {names[name]: content for name, content in listed.items()}
    targets = {RoleName.TARGETS: genuine["metadata/2.targets.json"]}
    return MemorySource({**genuine, **renew(targets, KEYS, daily, Edition(version=3, at=NOW))})


def test_daily_key_cannot_change_an_anchor(store: Path) -> None:
    """The daily role lists a trust list of its own: the one of the targets role is taken."""
    forged = Publisher(issue_id=9, roots=(FRANCE, root_plan("ES")), issued_at=NOW).publish()
    report = take(store, by_online_keys(trust_list=forged.trust_list))
    assert (report.issue_id, report.anchors) == (2, 1)


def test_daily_key_cannot_add_a_signer(store: Path) -> None:
    source = by_online_keys(signer=signer_plan(FRANCE, name="DS 2").der())
    assert refusal_of(store, source) is Refusal.MALFORMED


def test_daily_key_can_bring_a_status_list(store: Path) -> None:
    source = by_online_keys(status=status_token(at=NOW, entries=((5, 0),)))
    assert take(store, source).has_changed


@pytest.mark.parametrize("role", [RoleName.TARGETS, RoleName.SNAPSHOT, RoleName.TIMESTAMP])
def test_unknown_key_is_refused(store: Path, role: RoleName) -> None:
    publication = Publisher(issue_id=2, sequence=2, issued_at=NOW).publish()
    files = repository(publication, version=2, keys=with_keys(role, "thief"))
    assert refusal_of(store, MemorySource(files)) is Refusal.TOO_FEW_SIGNATURES


def test_mixed_repository_is_refused(store: Path) -> None:
    """Mix and match: the targets of one edition under the snapshot of another."""
    take(store, MemorySource(newer(2)))
    files = newer(3)
    files["metadata/3.targets.json"] = newer(2)["metadata/2.targets.json"]
    assert refusal_of(store, MemorySource(files)) is Refusal.HASH_MISMATCH


def test_older_stick_is_a_rollback(store: Path) -> None:
    take(store, MemorySource(newer(3)))
    assert refusal_of(store, MemorySource(newer(2))) is Refusal.ROLLBACK


def test_old_edition_that_is_signed_anew_is_a_rollback_by_our_own_rules(store: Path) -> None:
    """All online keys of the transport are stolen; the lists inside are the publisher's own, but old."""
    take(store, MemorySource(newer(3)))
    files = repository(Publisher(issue_id=2, sequence=2, issued_at=NOW).publish(), version=4)
    assert refusal_of(store, MemorySource(files)) is Refusal.ROLLBACK


def test_status_list_older_than_the_one_held_is_refused(store: Path) -> None:
    older = replace(PUBLICATION, status_tokens=(status_token(at=NOW - 3 * DAY),))
    assert refusal_of(store, MemorySource(repository(older, version=2))) is Refusal.ROLLBACK


def test_status_list_of_the_same_second_with_other_content_is_a_fork(store: Path) -> None:
    forked = replace(PUBLICATION, status_tokens=(status_token(at=NOW - DAY, entries=((5, 0),)),))
    assert refusal_of(store, MemorySource(repository(forked, version=2))) is Refusal.FORK


def test_same_version_with_other_content_is_a_fork(store: Path) -> None:
    files = repository(Publisher(issue_id=2, sequence=2, issued_at=NOW).publish(), version=1)
    assert refusal_of(store, MemorySource(files)) is Refusal.FORK


def test_freeze_is_noticed_when_the_timestamp_ends(store: Path) -> None:
    before = store.read_bytes()
    with pytest.raises(TrustStoreError) as refusal:
        update(store, MemorySource(repository()), NOW + 31 * DAY, Profile.TEST)
    assert refusal.value.refusal is Refusal.EXPIRED
    assert store.read_bytes() == before


@pytest.mark.parametrize("role", ["timestamp", "2.snapshot", "2.targets", "2.daily", "2.root"])
def test_endless_data_is_cut_off(store: Path, role: str) -> None:
    class Endless(MemorySource):
        def chunks(self, name: str) -> Iterator[bytes]:
            if name == f"metadata/{role}.json":
                while True:
                    yield b" " * 65536
            yield from super().chunks(name)

    assert refusal_of(store, Endless(newer())) is Refusal.SOURCE_TOO_LARGE


@pytest.mark.parametrize(
    "content", [b"", b"null", b"[]", b"{}", b'{"signed":1}', b"\xff", b"[" * 15_000, b'{"a":1}' * 9]
)
def test_nonsense_in_place_of_metadata_is_malformed(store: Path, content: bytes) -> None:
    files = {**newer(), "metadata/timestamp.json": content}
    assert refusal_of(store, MemorySource(files)) is Refusal.MALFORMED


def test_test_roots_stay_out_of_production(tmp_path: Path) -> None:
    path = tmp_path / "real.sqlite"
    with pytest.raises(TrustStoreError) as refusal:
        update(path, MemorySource(repository()), NOW, Profile.PRODUCTION, first_root=FIRST_ROOT)
    assert refusal.value.refusal is Refusal.WRONG_PROFILE
    assert not path.exists()


def test_repository_of_production_that_holds_test_anchors_brings_none(tmp_path: Path) -> None:
    from tests.unit.trust_store.pki_for_tests import list_signer_plan

    made = Publisher(profile=Profile.PRODUCTION, list_signer=list_signer_plan("Real", specimen=False)).publish()
    report = update(
        tmp_path / "real.sqlite", MemorySource(repository(made)), NOW, Profile.PRODUCTION, first_root=FIRST_ROOT
    )
    assert (report.anchors, report.document_signers) == (0, 0)


def test_plain_publication_does_not_reach_a_store_with_a_root(store: Path) -> None:
    before = store.read_bytes()
    with pytest.raises(TrustStoreError) as refusal:
        install(store, Publisher(issue_id=2, sequence=2, issued_at=NOW).publish(), NOW, Profile.TEST)
    assert refusal.value.refusal is Refusal.STORE_CHANGED
    assert store.read_bytes() == before


def test_other_update_in_between_is_noticed(store: Path) -> None:
    class Raced(MemorySource):
        def chunks(self, name: str) -> Iterator[bytes]:
            if name.endswith("2.daily.json"):
                take(store, MemorySource(newer(3)))
            return super().chunks(name)

    with pytest.raises(TrustStoreError) as refusal:
        take(store, Raced(newer(2)))
    assert refusal.value.refusal is Refusal.STORE_CHANGED
    assert open_store(store).trust_list is not None
    assert refusal_of(store, MemorySource(newer(2))) is Refusal.ROLLBACK


def test_what_is_held_is_not_read_again(store: Path) -> None:
    source = MemorySource(newer())
    take(store, source)
    assert [name for name in source.asked if name.endswith((".cwt", "signers"))] == []


# The server.


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def serve() -> Iterator[Serve]:
    servers: list[ThreadingHTTPServer] = []

    def start(handler: Callable[..., BaseHTTPRequestHandler]) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_folder_and_web_server_bring_the_same_store(stick: Path, tmp_path: Path, serve: Serve) -> None:
    address = serve(partial(Quiet, directory=str(stick)))
    one = take(tmp_path / "one.sqlite", open_source(stick.as_uri()))
    other = take(tmp_path / "other.sqlite", open_source(address))
    assert one.snapshot_id == other.snapshot_id
    assert one.transport == other.transport


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 500, 503])
def test_redirect_or_error_of_a_server_is_refused(store: Path, serve: Serve, status: int) -> None:
    class Unwilling(Quiet):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Location", "http://127.0.0.1:9/")
            self.end_headers()

    assert refusal_of(store, open_source(serve(Unwilling))) is Refusal.SOURCE_UNREADABLE


def test_answer_cut_short_is_refused(store: Path, serve: Serve) -> None:
    files = newer()

    class Short(Quiet):
        def do_GET(self) -> None:
            content = files.get(self.path.strip("/"))
            self.send_response(404 if content is None else 200)
            self.send_header("Content-Length", str(len(content or b"") + 10))
            self.end_headers()
            self.wfile.write(content or b"")

    assert refusal_of(store, open_source(serve(Short))) is Refusal.SOURCE_UNREADABLE


def test_server_that_drips_is_left(serve: Serve) -> None:
    from trust_store import web_source

    clock = iter([0.0, *[web_source.PATIENCE + 1] * 9])

    class Dripping(Quiet):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"x")

    source = web_source.WebSource(serve(Dripping), clock=lambda: next(clock))
    with pytest.raises(TrustStoreError) as refusal:
        list(source.chunks("metadata/timestamp.json"))
    assert refusal.value.refusal is Refusal.SOURCE_UNREADABLE


def test_server_that_is_gone_is_refused(store: Path) -> None:
    assert refusal_of(store, open_source("http://127.0.0.1:1/")) is Refusal.SOURCE_UNREADABLE


@pytest.mark.parametrize("address", ["file://elsewhere/x", "file:///x?y", "file:///x#y"])
def test_file_address_of_another_machine_is_refused(address: str) -> None:
    with pytest.raises(TrustStoreError) as refusal:
        open_source(address)
    assert refusal.value.refusal is Refusal.SOURCE_UNREADABLE


# Roll-over and blocks travel.


def test_block_list_travels_with_the_daily_role(store: Path) -> None:
    blocking = Publisher(sequence=2, blocked_at=NOW, blocked=frozenset({digest(DOCUMENT_SIGNER)})).publish()
    take(store, MemorySource(repository(replace(PUBLICATION, block_list=blocking.block_list), version=2)))
    assert open_store(store).is_blocked(digest(DOCUMENT_SIGNER))


def test_empty_store_takes_what_comes_under_its_root(tmp_path: Path) -> None:
    path = tmp_path / "trust.sqlite"
    create_or_open(path, Profile.TEST)
    assert take(path, MemorySource(repository())).is_newly_pinned
