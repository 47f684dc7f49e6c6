"""An update round on a medium that somebody else filled, or that fails: the update stands, and nothing is harmed."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.attacks.rounds_for_tests import (
    NAME,
    RECORDS,
    SQUATTERS,
    Quiet,
    everything_below,
    grown_to,
    heads_in,
    stands_without_head,
    update,
)
from tests.attacks.servers_for_tests import Serve
from tests.unit.journal.journals import TERMINAL, journal_of
from tests.unit.trust_store.pki_for_tests import NOW
from trust_store.storage import open_store
from verifier.cli import verifier
from verifier.journal.heads import head_file


def test_a_round_takes_the_head_along_by_itself(stick: Path, terminal: Path) -> None:
    result = update(terminal, stick)
    assert result.exit_code == 0
    assert heads_in(stick / "heads") == [RECORDS]
    assert open_store(terminal / "trust.sqlite").snapshot_id in result.stdout


def test_every_round_adds_its_head_and_replaces_none(stick: Path, terminal: Path) -> None:
    update(terminal, stick)
    first = (stick / "heads" / NAME).read_bytes()
    grown_to(terminal, 12)
    assert update(terminal, stick, "--at", "2026-12-02T18:00:00Z").exit_code in (0, 1)
    assert heads_in(stick / "heads") == [RECORDS, 12]
    grown_to(terminal, RECORDS)  # an old copy of the journal was put back
    update(terminal, stick)
    assert heads_in(stick / "heads") == [RECORDS, 12]
    assert (stick / "heads" / NAME).read_bytes() == first


def test_a_round_whose_update_is_refused_takes_the_head_along(stick: Path, terminal: Path) -> None:
    (stick / "metadata" / "timestamp.json").write_bytes(b"{}")
    assert update(terminal, stick).exit_code == 1
    assert heads_in(stick / "heads") == [RECORDS]


def test_a_terminal_without_a_journal_is_told_that_no_head_goes(stick: Path, terminal: Path) -> None:
    own = ("--store", str(terminal / "trust.sqlite"), "--at", NOW.isoformat())
    result = CliRunner().invoke(verifier, ["update", str(stick), *own])
    assert result.exit_code == 0
    assert "--journal" in result.stderr
    assert not (stick / "heads").exists()


def test_the_journal_and_the_place_may_be_set_once_for_the_terminal(stick: Path, terminal: Path) -> None:
    environment = {"CARTON_ROSE_JOURNAL": str(terminal / "journal.sqlite"), "CARTON_ROSE_HEADS": str(terminal / "out")}
    own = ("--store", str(terminal / "trust.sqlite"), "--at", NOW.isoformat())
    assert CliRunner().invoke(verifier, ["update", str(stick), *own], env=environment).exit_code == 0
    assert heads_in(terminal / "out") == [RECORDS]
    assert not (stick / "heads").exists()


def test_a_journal_that_is_not_there_is_not_begun(stick: Path, terminal: Path) -> None:
    (terminal / "journal.sqlite").unlink()
    assert stands_without_head(update(terminal, stick), terminal)
    assert not (terminal / "journal.sqlite").exists()


# A medium that fails.


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ("mkdir", errno.EROFS),
        ("open", errno.ENODEV),
        ("open", errno.ENOSPC),
        ("fsync", errno.ENOSPC),
        ("fsync", errno.EIO),
        ("rename", errno.EIO),
    ],
)
def test_a_stick_that_fails_at_any_step_bars_no_update(
    stick: Path, terminal: Path, monkeypatch: pytest.MonkeyPatch, call: str, fault: int
) -> None:
    update(terminal, stick, "--heads", terminal / "out")  # what is tried below is the stick, not the store's disk
    before = everything_below(stick)
    real = getattr(os, call)

    def failing(*arguments: object, **named: object) -> object:
        if _on_the_stick(stick / "heads", call, arguments, named):
            raise OSError(fault, os.strerror(fault))
        return real(*arguments, **named)

    monkeypatch.setattr(os, call, failing)
    result = update(terminal, stick)
    monkeypatch.undo()
    assert stands_without_head(result, terminal)
    assert everything_below(stick) - before <= {"heads"}


def _on_the_stick(heads: Path, call: str, arguments: tuple[object, ...], named: dict[str, object]) -> bool:
    """Whether a call is about the folder of heads, by its path, or about something in it, by its descriptor."""
    descriptors = [named[name] for name in ("dir_fd", "src_dir_fd") if named.get(name) is not None]
    if call == "fsync":
        descriptors.append(arguments[0])
    opened = [Path(f"/proc/self/fd/{each}").readlink() for each in descriptors]
    return any(path.is_relative_to(heads) for path in opened) or heads in arguments


def test_a_stick_that_was_pulled_is_not_made_again_on_the_disk(terminal: Path, tmp_path: Path) -> None:
    result = update(terminal, tmp_path / "media" / "stick")
    assert result.exit_code == 1
    assert "--heads" in result.stderr
    assert not (tmp_path / "media").exists()


def test_a_folder_without_an_update_takes_no_head(terminal: Path, tmp_path: Path, serve: Serve) -> None:
    """Somebody typed another folder, or another server."""
    other = tmp_path / "documents"
    other.mkdir()
    for source in (other, serve(partial(Quiet, directory=str(other)))):
        result = update(terminal, source)
        assert result.exit_code == 1
        assert "--heads" in result.stderr
    assert everything_below(other) == set()


@pytest.mark.parametrize("source", ["https://[bad", "http://", "file://host/stick", "", "\0"])
def test_what_is_no_address_is_told_in_a_line(terminal: Path, source: str) -> None:
    result = update(terminal, source)
    assert result.exit_code == 1
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "--heads" in result.stderr


def test_a_file_system_that_cannot_synchronise_a_folder_will_do(
    stick: Path, terminal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, asked = os.fsync, []

    def unable(descriptor: int) -> None:
        if Path(f"/proc/self/fd/{descriptor}").readlink() == stick / "heads":
            asked.append(descriptor)
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", unable)
    assert update(terminal, stick).exit_code == 0
    assert asked
    assert heads_in(stick / "heads") == [RECORDS]


# A medium that is hostile.


def make_link(heads: Path, elsewhere: Path) -> None:
    heads.symlink_to(elsewhere, target_is_directory=True)


def make_dangling(heads: Path, elsewhere: Path) -> None:
    heads.symlink_to(elsewhere / "not there")


def make_pipe(heads: Path, _elsewhere: Path) -> None:
    os.mkfifo(heads)


def make_file(heads: Path, _elsewhere: Path) -> None:
    heads.write_bytes(b"a file")


@pytest.mark.parametrize("make", [make_link, make_dangling, make_pipe, make_file])
def test_what_stands_in_place_of_the_folder_leads_nowhere(
    stick: Path, terminal: Path, tmp_path: Path, make: Callable[[Path, Path], None]
) -> None:
    elsewhere = tmp_path / "home"
    elsewhere.mkdir()
    make(stick / "heads", elsewhere)
    assert stands_without_head(update(terminal, stick), terminal)
    assert everything_below(elsewhere) == set()


def test_a_publication_that_is_a_link_takes_no_head(stick: Path, terminal: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(stick, target_is_directory=True)
    assert stands_without_head(update(terminal, link), terminal)
    assert not (stick / "heads").exists()


@pytest.mark.parametrize("put", SQUATTERS)
def test_what_bears_the_heads_name_stays_and_the_head_goes_beside_it(
    stick: Path, terminal: Path, tmp_path: Path, put: Callable[[Path, Path], None]
) -> None:
    elsewhere = tmp_path / "home"
    elsewhere.mkdir()
    (stick / "heads").mkdir()
    squatter = stick / "heads" / NAME
    put(squatter, elsewhere)
    before = squatter.lstat()
    assert update(terminal, stick).exit_code == 0
    assert RECORDS in heads_in(stick / "heads")
    after = squatter.lstat()
    assert (after.st_ino, after.st_size, after.st_mtime_ns) == (before.st_ino, before.st_size, before.st_mtime_ns)
    assert everything_below(elsewhere) == set()


def test_names_that_are_all_taken_are_told(stick: Path, terminal: Path) -> None:
    (stick / "heads").mkdir()
    file = head_file(journal_of(20).states[RECORDS], TERMINAL, NOW)
    for attempt in range(20):
        (stick / "heads" / file.named(attempt)).write_bytes(b"")
    assert stands_without_head(update(terminal, stick), terminal)


def test_a_crowded_folder_with_strange_names_is_not_read(stick: Path, terminal: Path) -> None:
    (stick / "heads").mkdir()
    for number in range(300):
        (stick / "heads" / f"\x1b[31m{number}\n.json").write_bytes(b"")
    result = update(terminal, stick)
    assert result.exit_code == 0
    assert "\x1b" not in result.output
    assert (stick / "heads" / NAME).exists()


def test_what_a_stick_is_called_does_not_reach_the_terminal_raw(stick: Path, terminal: Path) -> None:
    named = stick.rename(stick.with_name("stick\x1b[2J\n\u202e"))
    result = update(terminal, named)
    assert result.exit_code == 0
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output


# A server.
