"""What attacks on an update round need: a terminal with a journal, its round, what bars a head's name, and servers."""

from __future__ import annotations

import os
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from click.testing import CliRunner, Result

from tests.unit.journal.journals import JOURNAL, TERMINAL, journal_of, write
from tests.unit.trust_store.pki_for_tests import NOW, Publisher
from tests.unit.trust_store.tuf_for_tests import write_stick
from trust_store.storage import open_store
from verifier.cli import verifier
from verifier.cli_update import STAYED
from verifier.journal.heads import head_file, load_heads
from verifier.journal.keys import DIGEST, SIGNING, encode_private, keys_folder, write_private

RECORDS = 7
NAME = head_file(journal_of(20).states[RECORDS], TERMINAL, NOW).named(0)


def publication(folder: Path) -> Path:
    """Write what a stick carries."""
    return write_stick(Publisher().publish(), folder / "stick")


def terminal_in(folder: Path) -> Path:
    """Make the folder of a terminal with a journal and its keys."""
    terminal = folder / "terminal"
    keys = keys_folder(terminal / "journal.sqlite")
    keys.mkdir(parents=True)
    write_private(keys / SIGNING, encode_private(TERMINAL.signing))
    write_private(keys / DIGEST, TERMINAL.digest_key)
    grown_to(terminal, RECORDS)
    return terminal


def grown_to(terminal: Path, records: int) -> None:
    write(terminal / "journal.sqlite", journal_of(20).identity, journal_of(20).rows[:records])


def update(terminal: Path, source: object, *more: object) -> Result:
    own = ("--store", terminal / "trust.sqlite", "--journal", terminal / "journal.sqlite", "--at", NOW.isoformat())
    return CliRunner().invoke(verifier, [str(each) for each in ("update", source, *own, *more)])


def heads_in(folder: Path) -> list[int]:
    return [head.number for head in load_heads(folder, TERMINAL.verification)[0]]


def stands_without_head(result: Result, terminal: Path) -> bool:
    """The store took the update; the head stayed, and one line says so and what to do."""
    told = [line for line in result.stderr.splitlines() if "--heads" in line]
    return (
        result.exit_code == STAYED
        and open_store(terminal / "trust.sqlite").trust_list is not None
        and len(told) == 1
        and "Traceback" not in result.output
    )


def everything_below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def put_file(path: Path, _elsewhere: Path) -> None:
    path.write_bytes(b"{}")


def put_zero_bytes(path: Path, _elsewhere: Path) -> None:
    path.write_bytes(b"")


def put_deep(path: Path, _elsewhere: Path) -> None:
    path.write_bytes(b"[" * 4000)


def put_large(path: Path, _elsewhere: Path) -> None:
    os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 1 << 40)


def put_link(path: Path, elsewhere: Path) -> None:
    path.symlink_to(elsewhere / "authorized_keys")


def put_link_to_a_device(path: Path, _elsewhere: Path) -> None:
    path.symlink_to("/dev/zero")


def put_pipe(path: Path, _elsewhere: Path) -> None:
    os.mkfifo(path)


def put_folder(path: Path, _elsewhere: Path) -> None:
    path.mkdir()


def put_older_head(path: Path, _elsewhere: Path) -> None:
    path.write_bytes(head_file(journal_of(20).states[3], TERMINAL, NOW).content)


def put_head_of_other_records(path: Path, _elsewhere: Path) -> None:
    other = journal_of(20, journal=bytes(reversed(JOURNAL)))
    path.write_bytes(head_file(other.states[RECORDS], TERMINAL, NOW).content)


SQUATTERS = [
    put_file,
    put_zero_bytes,
    put_deep,
    put_large,
    put_link,
    put_link_to_a_device,
    put_pipe,
    put_folder,
    put_older_head,
    put_head_of_other_records,
]


class Quiet(SimpleHTTPRequestHandler):
    """Serves a publication, and takes what is put, as a WebDAV server does."""

    def log_message(self, *_: object) -> None:
        pass

    def do_PUT(self) -> None:
        path = Path(self.translate_path(self.path))
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if path.exists() and self.headers["If-None-Match"] == "*":
            return self.answer(412)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return self.answer(201)

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()


class Static(Quiet):
    """Takes nothing."""

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(405)


class Elsewhere(Quiet):
    """Sends whoever puts something to another address."""

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(307)
        self.send_header("Location", f"/stolen{self.path}")
        self.send_header("Content-Length", "0")
        self.end_headers()
