"""The register's database: damaged, another program's, out of reach, private."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from issuer.register import Register, RegisterError, sqlite_url
from issuer.register_tables import open_engine, transaction


def test_damaged_record_is_refused(register: Register, url: URL) -> None:
    engine = open_engine(url)
    with transaction(engine, writes=True) as connection:
        connection.execute(text("UPDATE people SET record = '{\"id\": 7}' WHERE id = 'P01'"))
    engine.dispose()
    with pytest.raises(RegisterError):
        register.person("P01")


def test_register_of_another_version_is_refused(register: Register, url: URL) -> None:
    register.close()
    engine = open_engine(url)
    with transaction(engine, writes=True) as connection:
        connection.execute(text("UPDATE register_schema SET version = 3"))
    engine.dispose()
    with pytest.raises(RegisterError):
        Register.open(url)


def test_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (x)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(RegisterError):
        Register.open(sqlite_url(path))
    assert path.read_bytes() == before


def test_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("This is a letter, and no register at all. " * 50)
    with pytest.raises(RegisterError):
        Register.open(sqlite_url(path))
    assert path.read_text().startswith("This is a letter")


def test_new_register_is_its_owners_only(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        Register.open(sqlite_url(tmp_path / "register.db")).close()
    finally:
        os.umask(before)
    assert (tmp_path / "register.db").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "address",
    [
        "no url",
        "mysql://localhost/x",
        "sqlite:////absent/folder/register.db",
        "postgresql+psycopg://me:tell-nobody@127.0.0.1:1/x",
    ],
)
def test_address_that_cannot_be_opened_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(RegisterError) as refusal:
        Register.open(address)
    assert str(refusal.value).isprintable()
    assert "tell-nobody" not in str(refusal.value)
