"""A portal on a port of this machine, as `issuer serve` runs it, and a terminal at the roadside."""

from __future__ import annotations

import shutil
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import uvicorn
from fastapi import FastAPI

from issuer.office import Office
from issuer.portal.app import close, create_app
from issuer.portal.service import Portal
from issuer.portal.settings import PortalSettings
from issuer.randomness import Randomness
from tests.e2e.commands import Desk, Done
from tests.portal.office import Outbox

TODAY: Final = datetime(2026, 12, 1, 13, 0, tzinfo=UTC)
"""When the browser tests play, whatever the day is: licences of the samples end one day."""


@dataclass(slots=True)
class Clock:
    """The machine's clock, moved so that the test began at `TODAY`."""

    shift: timedelta = field(default_factory=lambda: TODAY - datetime.now(UTC))

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.shift


class Site:
    """A portal that can be stopped and started again on its port."""

    def __init__(self, office_folder: Path, clock: Clock, settings: PortalSettings, port: int) -> None:
        self.clock = clock
        self.address = settings.address
        self.outbox = Outbox()
        self.app: FastAPI = create_app(Office.open(office_folder), settings, clock, self.outbox, Randomness("browser"))
        self._port = port
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def portal(self) -> Portal:
        portal: Portal = self.app.state.portal
        return portal

    def start(self) -> None:
        config = uvicorn.Config(
            self.app, host="127.0.0.1", port=self._port, access_log=False, log_level="error", ws="none", lifespan="off"
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        for _ in range(300):
            if self._server.started:
                return
            time.sleep(0.05)
        raise AssertionError("the portal did not start")

    def stop(self) -> None:
        """Cut the network: nobody listens any more, and connections are closed."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = self._server.force_exit = True
            self._thread.join(20)
            assert not self._thread.is_alive()
        self._server = self._thread = None

    def close(self) -> None:
        self.stop()
        close(self.app)


@dataclass(frozen=True, slots=True)
class Terminal:
    """An officer's terminal: the commands as they are typed, in a folder with the office beside it."""

    desk: Desk
    clock: Clock

    @property
    def now(self) -> str:
        return self.clock().isoformat(timespec="seconds")

    def publish_and_update(self) -> None:
        for arguments in (
            ("issuer", "publish", "office", "published"),
            ("trust-store", "update", "published", "--store", "trust.sqlite"),
        ):
            self._well(arguments[0].replace("-", "_"), *arguments[1:], "--at", self.now)

    def set_status(self, person_id: str, word: str) -> None:
        self._well("issuer", "status", "office", "--person", person_id, "--set", word, "--at", self.now)

    def check(self, picture: bytes, name: str, *, later: timedelta = timedelta(0)) -> dict[str, Any]:
        """Write a picture to a file, check it as `verifier check` does, and return the one object it prints."""
        (self.desk.folder / name).write_bytes(picture)
        return self.check_file(name, later=later)

    def check_file(self, name: str, *, later: timedelta = timedelta(0)) -> dict[str, Any]:
        done = self.desk.check(name, "--json", at=(self.clock() + later).isoformat(timespec="seconds"))
        assert len(done.objects) == 1, done
        return done.objects[0]

    def _well(self, module: str, *arguments: object) -> Done:
        done = self.desk.run(module, *arguments)
        assert done.status == 0, done
        return done


def copy_office(template: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copytree(template, folder / "office"))
