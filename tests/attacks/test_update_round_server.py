"""An update round from a web server: it gets the head where it takes files, and bars no update where it does not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.attacks.rounds_for_tests import (
    NAME,
    RECORDS,
    Elsewhere,
    Quiet,
    Static,
    heads_in,
    put_deep,
    put_file,
    put_head_of_other_records,
    put_older_head,
    put_zero_bytes,
    stands_without_head,
    update,
)
from tests.attacks.servers_for_tests import Serve


def test_a_server_that_takes_files_gets_the_head(stick: Path, terminal: Path, serve: Serve) -> None:
    address = serve(partial(Quiet, directory=str(stick)))
    assert update(terminal, address).exit_code == 0
    assert heads_in(stick / "heads") == [RECORDS]
    assert update(terminal, address).exit_code == 0  # it is there: the server answers 412, and that will do
    assert len(list((stick / "heads").iterdir())) == 1


@pytest.mark.parametrize("put", [put_file, put_zero_bytes, put_deep, put_older_head, put_head_of_other_records])
def test_what_bears_the_heads_name_at_a_server_stays(
    stick: Path, terminal: Path, serve: Serve, tmp_path: Path, put: Callable[[Path, Path], None]
) -> None:
    (stick / "heads").mkdir()
    put(stick / "heads" / NAME, tmp_path)
    before = (stick / "heads" / NAME).read_bytes()
    assert update(terminal, serve(partial(Quiet, directory=str(stick)))).exit_code == 0
    assert (stick / "heads" / NAME).read_bytes() == before
    assert RECORDS in heads_in(stick / "heads")


@pytest.mark.parametrize("handler", [Static, Elsewhere])
def test_a_server_that_takes_nothing_bars_no_update(
    stick: Path, terminal: Path, serve: Serve, handler: type[Quiet]
) -> None:
    assert stands_without_head(update(terminal, serve(partial(handler, directory=str(stick)))), terminal)
    assert not (stick / "stolen").exists()
