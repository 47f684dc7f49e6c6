"""A PostgreSQL server of the tests' own: Debian's program, an empty cluster in a temporary folder, a Unix socket.

It refuses to run as root, so for root it runs as the user `postgres`, or `nobody`.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL

_names = itertools.count(1)


class PostgresqlServer:
    """A running server. Databases are made in it, empty or as a copy of another."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def url(self, name: str) -> URL:
        return URL.create("postgresql+psycopg", username="postgres", database=name, query={"host": str(self._folder)})

    def new_database(self, template: str = "template0") -> URL:
        """Make a database; a template must have no connections."""
        name = f"test_{next(_names)}"
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE \"{template}\" ENCODING 'UTF8'"))
        engine.dispose()
        return self.url(name)


def find_programs() -> Path | None:
    """Return the folder with initdb and postgres, the newest of Debian's, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return found[-1] if found and (found[-1] / "initdb").exists() else None


@contextmanager
def running_server() -> Iterator[PostgresqlServer]:
    """Start a server and stop it. Skips without the program, but fails there in CI, which installs it."""
    programs = find_programs()
    if programs is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL is not installed: .ci/run must install the package postgresql")
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="cr-pg-"))
    user = _server_user()
    try:
        if user is not None:
            shutil.chown(folder, user)
        cluster = folder / "cluster"
        _run([programs / "initdb", "-D", cluster, "-U", "postgres", "-A", "trust", "--no-sync"], user)
        options = f"-k {folder} -h '' -F -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
        _run([programs / "pg_ctl", "-D", cluster, "-w", "-l", folder / "log", "-o", options, "start"], user)
        try:
            yield PostgresqlServer(folder)
        finally:
            _run([programs / "pg_ctl", "-D", cluster, "-w", "-m", "immediate", "stop"], user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _server_user() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _run(command: list[str | Path], user: str | None) -> None:
    subprocess.run(command, user=user, check=True, stdout=subprocess.DEVNULL, cwd="/", timeout=60)
