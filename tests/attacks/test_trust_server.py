"""Attacks by the web server that an update is fetched from."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest

from tests.attacks.servers_for_tests import Serve
from tests.attacks.updates_for_tests import PUBLICATION, first_store, newer, refusal_of, take
from tests.unit.trust_store.tuf_for_tests import write_stick
from trust_store import web_source
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.sources import open_source


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return write_stick(PUBLICATION, tmp_path / "stick")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return first_store(tmp_path)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


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
