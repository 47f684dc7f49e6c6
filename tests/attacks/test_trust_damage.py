"""Damage to the store's file: noticed when it is opened, and an update that breaks off leaves the old store whole."""

from __future__ import annotations

import hashlib
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.trust_store.pki_for_tests import DAY, NOW, Publisher, status_token
from trust_store import storage
from trust_store.holdings import Holdings
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.rows import Row, names_of, rows_of, seal_of
from trust_store.storage import create_or_open, install, open_store, raise_floor

FIRST = Publisher()
KINDS = ["profile", "floor", "list-signer", "trust-list", "block-list", "signer", "status", "seal"]
LARGE = tuple(status_token(uri=f"https://fr.example/status/{number}") for number in range(40))
SECOND = replace(FIRST, issue_id=2, issued_at=NOW, status_tokens=LARGE)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = tmp_path / "store.db"
    install(store, FIRST.publish(), NOW, Profile.TEST)
    return store


def assert_corrupt(path: Path) -> None:
    with pytest.raises(TrustStoreError) as refusal:
        open_store(path)
    assert refusal.value.refusal is Refusal.STORE_CORRUPT


def execute(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(statement, values)


def reseal(path: Path) -> None:
    """Do what someone does who can write the file and knows its form."""
    with closing(sqlite3.connect(path)) as database, database:
        rows = [Row(*row) for row in database.execute("SELECT kind, sha256, body FROM piece WHERE kind != 'seal'")]
        seal = seal_of(names_of(rows))
        database.execute("DELETE FROM piece WHERE kind = 'seal'")
        database.execute("INSERT INTO piece VALUES ('seal', ?, ?)", (hashlib.sha256(seal).digest(), seal))


@pytest.mark.parametrize("kind", KINDS)
def test_lost_piece_is_noticed(path: Path, kind: str) -> None:
    execute(path, "DELETE FROM piece WHERE kind = ?", kind)
    assert_corrupt(path)


@pytest.mark.parametrize("kind", KINDS)
def test_changed_piece_is_noticed(path: Path, kind: str) -> None:
    execute(path, "UPDATE piece SET body = x'00' WHERE kind = ?", kind)
    assert_corrupt(path)


def test_changed_clock_floor_is_noticed(path: Path) -> None:
    execute(path, "UPDATE piece SET body = ? WHERE kind = 'floor'", b"1")
    assert_corrupt(path)


@pytest.mark.parametrize("kind", ["list-signer", "trust-list", "block-list", "signer", "status"])
def test_changed_piece_is_noticed_even_when_sealed_again(path: Path, kind: str) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        body = bytearray(database.execute("SELECT body FROM piece WHERE kind = ?", (kind,)).fetchone()[0])
        body[-1] ^= 1
        new = (hashlib.sha256(body).digest(), bytes(body), kind)
        first = "SELECT sha256 FROM piece WHERE kind = ? LIMIT 1"
        database.execute(f"UPDATE piece SET sha256 = ?, body = ? WHERE kind = ? AND sha256 = ({first})", (*new, kind))  # noqa: S608 - no value from outside
    reseal(path)
    assert_corrupt(path)


@pytest.mark.parametrize("kind", ["list-signer", "trust-list"])
def test_store_without_the_list_that_vouches_is_noticed_even_when_sealed_again(path: Path, kind: str) -> None:
    execute(path, "DELETE FROM piece WHERE kind = ?", kind)
    reseal(path)
    assert_corrupt(path)


def test_unblocked_certificate_is_noticed_even_when_sealed_again(tmp_path: Path) -> None:
    path = tmp_path / "blocked.db"
    install(path, replace(FIRST, blocked=frozenset({bytes(32)})).publish(), NOW, Profile.TEST)
    assert open_store(path).is_blocked(bytes(32))
    execute(path, "DELETE FROM piece WHERE kind = 'blocked'")
    reseal(path)
    assert_corrupt(path)


def test_test_store_cannot_be_relabelled_as_production(path: Path) -> None:
    word = b"production"
    execute(path, "UPDATE piece SET sha256 = ?, body = ? WHERE kind = 'profile'", hashlib.sha256(word).digest(), word)
    reseal(path)
    assert_corrupt(path)


@pytest.mark.parametrize("content", [b"", b"not a database", bytes(4096)])
def test_file_that_is_no_store_is_noticed(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd.db").write_bytes(content)
    assert_corrupt(tmp_path / "odd.db")


@pytest.mark.parametrize("statement", ["PRAGMA application_id = 1", "PRAGMA user_version = 2", "DROP TABLE piece"])
def test_store_of_another_make_is_noticed_and_not_written_over(path: Path, statement: str) -> None:
    execute(path, statement)
    assert_corrupt(path)
    with pytest.raises(TrustStoreError):
        install(path, SECOND.publish(), NOW, Profile.TEST)


def test_any_flipped_byte_is_noticed_or_changes_nothing(path: Path) -> None:
    whole, snapshot = path.read_bytes(), open_store(path).snapshot_id
    chance = random.Random(11)  # noqa: S311 - chooses test inputs, no secrets
    noticed = 0
    for place in chance.sample(range(len(whole)), 300):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        try:
            assert open_store(path).snapshot_id == snapshot
        except TrustStoreError as error:
            assert error.refusal is Refusal.STORE_CORRUPT
            noticed += 1
    assert noticed > 50


def test_cut_file_is_noticed(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 4096 + 100])
    assert_corrupt(path)


def test_full_disk_leaves_the_old_store(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, connect = path.read_bytes(), storage._connect

    def on_a_full_disk(at: Path, mode: str) -> sqlite3.Connection:
        database = connect(at, mode)
        database.execute(f"PRAGMA max_page_count={len(before) // 4096}")
        return database

    monkeypatch.setattr(storage, "_connect", on_a_full_disk)
    with pytest.raises(TrustStoreError) as refusal:
        install(path, SECOND.publish(), NOW, Profile.TEST)
    assert refusal.value.refusal is Refusal.STORE_UNWRITABLE
    assert path.read_bytes() == before


CRASH = """
import os, sys
from pathlib import Path
from tests.attacks.test_trust_damage import NOW, SECOND, Profile
from trust_store import storage
connect = storage._connect

class Falls:
    '''A connection whose process dies at its n-th statement, as at a power cut.'''
    def __init__(self, database, left):
        self.database, self.left = database, left
    def __getattr__(self, name):
        method = getattr(self.database, name)
        if name not in ("execute", "executemany"):
            return method
        def call(*arguments):
            self.left -= 1
            if self.left < 0:
                os._exit(9)
            return method(*arguments)
        return call

storage._connect = lambda path, mode: Falls(cached(connect(path, mode)), int(sys.argv[2]))

def cached(database):
    database.execute("PRAGMA cache_size=1")  # so that pages reach the file before the commit
    database.execute("PRAGMA cache_spill=1")
    return database

storage.install(Path(sys.argv[1]), SECOND.publish(), NOW, Profile.TEST)
"""


def test_power_cut_at_any_statement_leaves_the_old_store_or_the_new(path: Path) -> None:
    old, whole, issues = open_store(path).snapshot_id, path.read_bytes(), []
    for statement in range(3, 16):
        path.write_bytes(whole)
        code = subprocess.run([sys.executable, "-c", CRASH, str(path), str(statement)], check=False).returncode
        store = open_store(path)
        assert store.trust_list is not None
        assert (code, store.snapshot_id == old) in {(9, True), (0, False)}
        issues.append(store.trust_list.issue_id)
        if code == 0:
            break
    assert issues == [1] * (len(issues) - 1) + [2]
    assert len(issues) > 4


def test_floor_of_a_damaged_store_is_not_raised(path: Path) -> None:
    execute(path, "DELETE FROM piece WHERE kind = 'status'")
    before = path.read_bytes()
    with pytest.raises(TrustStoreError) as refusal:
        raise_floor(path, NOW + DAY)
    assert refusal.value.refusal is Refusal.STORE_CORRUPT
    assert path.read_bytes() == before


def test_damaged_store_is_not_updated(path: Path) -> None:
    execute(path, "DELETE FROM piece WHERE kind = 'blocked' OR kind = 'block-list'")
    with pytest.raises(TrustStoreError) as refusal:
        install(path, SECOND.publish(), NOW, Profile.TEST)
    assert refusal.value.refusal is Refusal.STORE_CORRUPT


def test_rows_of_an_empty_store_are_read_back(tmp_path: Path) -> None:
    create_or_open(tmp_path / "empty.db", Profile.PRODUCTION)
    assert {row.kind for row in rows_of(Holdings(profile=Profile.PRODUCTION))} == {"profile", "seal"}
