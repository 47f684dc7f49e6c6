"""What several attacks need."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.attacks.rounds_for_tests import publication, terminal_in
from tests.attacks.servers_for_tests import Serve


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A publication, as a stick carries it."""
    return publication(tmp_path)


@pytest.fixture
def terminal(tmp_path: Path) -> Path:
    """The folder of a terminal with a journal and its keys."""
    return terminal_in(tmp_path)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start web servers on this machine, and stop them after the test."""
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
