"""The register: the people, the status of each, the status indices allotted, and the credentials minted.

Each method is one transaction: done whole, or nothing done and RegisterError raised.
An index is drawn at random in a list of 2**20 and never used twice, so that neither order nor kinship of two
credentials can be read from it; a list is left half empty, so that a draw finds its place at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final, Protocol, Self

from sqlalchemy import Connection, Engine, Row, insert, select, text, update
from sqlalchemy.engine import URL

from issuer.list_names import list_uri
from issuer.people import Person, StatusWord, to_json
from issuer.people_json import PeopleError, parse_person
from issuer.register_credentials import insert_minted, one_minted, read_entries, read_minted, revoke
from issuer.register_facts import MintedCredential, MintedForm, PersonStatus, Revocation, Shard, StatusReference
from issuer.register_tables import (
    SHARD_SIZE,
    RegisterError,
    minted,
    open_engine,
    people,
    shards,
    sqlite_url,
    status_references,
    transaction,
)

__all__ = [
    "SHARD_SIZE",
    "MintedCredential",
    "MintedForm",
    "PersonStatus",
    "Register",
    "RegisterError",
    "Revocation",
    "Shard",
    "StatusReference",
    "sqlite_url",
]

_DRAWS: Final = 128  # a list is at most half full: all of them fail once in 2**128


class IndexSource(Protocol):
    """Where random indices come from: `random.SystemRandom()`, or a seeded `random.Random` for samples."""

    def randrange(self, stop: int, /) -> int:
        """Return a number of 0 to `stop` - 1."""


class Register:
    """An open register; close it, or use it in a `with` statement."""

    def __init__(self, engine: Engine, shard_fill: int, status_uri: str | None) -> None:
        self._engine = engine
        self._shard_fill = shard_fill
        self._status_uri = status_uri

    @classmethod
    def open(cls, url: str | URL, *, shard_fill: int = SHARD_SIZE // 2, status_uri: str | None = None) -> Register:
        """Open the register at `url` (`sqlite_url(path)`, or postgresql+psycopg://...), made there if there is none.

        `shard_fill` is how many indices of a list are allotted before the next list is begun. `status_uri` is what the
        names of new lists begin with (`require_status_uri`); None: https://fr.example/s for France. Raises
        RegisterError.
        """
        return cls(open_engine(url), shard_fill, status_uri)

    def close(self) -> None:
        """Give the database's connections back."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add_people(self, newcomers: Iterable[Person]) -> int:
        """Add people with their status as imported; return how many were new.

        Someone who is there with the same facts is passed over. Raises RegisterError where the facts differ.
        """
        added = 0
        with transaction(self._engine, writes=True) as connection:
            for person in newcomers:
                known = connection.execute(select(people.c.record).where(people.c.id == person.id)).scalar()
                if known is not None and known != to_json(person):
                    raise RegisterError(f"person {person.id}: is in the register with other facts; nothing was added")
                if known is None:
                    word = person.registry_status.word.value
                    row = {"id": person.id, "record": to_json(person), "status": word}
                    connection.execute(insert(people).values(row))
                    added += 1
        return added

    def person(self, person_id: str) -> Person:
        """Return one person. Raises RegisterError when there is none of this id."""
        with transaction(self._engine, writes=False) as connection:
            return _parsed(_person_row(connection, person_id))

    def people(self) -> tuple[Person, ...]:
        """Return all people, in the order of their ids."""
        with transaction(self._engine, writes=False) as connection:
            return tuple(_parsed(row) for row in connection.execute(select(people).order_by(people.c.id)))

    def status(self, person_id: str) -> PersonStatus:
        """Return a person's status now. Raises RegisterError."""
        with transaction(self._engine, writes=False) as connection:
            row = _person_row(connection, person_id)
        changed_at = None if row.changed_at is None else datetime.fromtimestamp(row.changed_at, UTC)
        return PersonStatus(word=StatusWord(row.status), changed_at=changed_at)

    def set_status(self, person_id: str, word: StatusWord, at: datetime) -> None:
        """Set a person's status from `at` (aware). Raises RegisterError, also when a later change is there already."""
        moment = _seconds(at)
        with transaction(self._engine, writes=True) as connection:
            row = _person_row(connection, person_id)
            if row.changed_at is not None and moment < row.changed_at:
                raise RegisterError(f"person {person_id}: a change later than {at.isoformat()} is there already")
            statement = update(people).where(people.c.id == person_id)
            connection.execute(statement.values(status=word.value, changed_at=moment))

    def allot_index(self, person_id: str, country: str, rng: IndexSource) -> StatusReference:
        """Give one credential of a person its own random place in a status list of `country`. Raises RegisterError."""
        if not re.fullmatch("[A-Z]{2}", country):
            raise RegisterError(f"country {country!r}: two upper-case letters are wanted (ISO 3166 alpha-2)")
        with transaction(self._engine, writes=True) as connection:
            _person_row(connection, person_id)
            uri = self._open_shard(connection, country)
            idx = _free_index(connection, uri, rng)
            connection.execute(insert(status_references).values(uri=uri, idx=idx, person_id=person_id))
            counted = update(shards).where(shards.c.uri == uri).values(allotted=shards.c.allotted + 1)
            connection.execute(counted)
        return StatusReference(uri=uri, idx=idx)

    def record_minted(self, credential: MintedCredential) -> None:
        """Record a credential. Raises RegisterError when its id or index is taken, or the index is not the person's."""
        with transaction(self._engine, writes=True) as connection:
            insert_minted(connection, credential)

    def minted(self, person_id: str) -> tuple[MintedCredential, ...]:
        """Return the credentials minted for a person, oldest first."""
        with transaction(self._engine, writes=False) as connection:
            return read_minted(connection, minted.c.person_id == person_id)

    def credential(self, credential_id: str) -> MintedCredential:
        """Return one credential. Raises RegisterError when there is none of this id."""
        with transaction(self._engine, writes=False) as connection:
            return one_minted(connection, credential_id)

    def revoke_credential(self, credential_id: str, word: StatusWord, at: datetime) -> MintedCredential:
        """Take one credential back from `at` (aware) on, for good; its person's others stand.

        `word` is INVALID or LOST_OR_STOLEN. Return the credential: its list is `status.uri`, which the next
        publication, or `publish.republish` at once, makes anew. Raises RegisterError.
        """
        moment = _seconds(at)
        with transaction(self._engine, writes=True) as connection:
            revoke(connection, credential_id, word, moment)
            return one_minted(connection, credential_id)

    def revoke_device(self, thumbprint: bytes, word: StatusWord, at: datetime) -> tuple[MintedCredential, ...]:
        """Take back every credential bound to one phone's key (RFC 9679, 32 bytes); return them, oldest first.

        One that is revoked already stays as it is. Raises RegisterError, also when nothing is bound to the key.
        """
        moment = _seconds(at)
        bound = minted.c.device_key_thumbprint == thumbprint
        with transaction(self._engine, writes=True) as connection:
            for each in read_minted(connection, bound):
                if each.revocation is None:
                    revoke(connection, each.credential_id, word, moment)
            found = read_minted(connection, bound)
        if not found:
            raise RegisterError("no credential is bound to this device's key; nothing was revoked")
        return found

    def shards(self) -> tuple[Shard, ...]:
        """Return the status lists in use, by country and age."""
        statement = select(shards).order_by(shards.c.country, shards.c.number)
        with transaction(self._engine, writes=False) as connection:
            rows = connection.execute(statement)
            return tuple(Shard(uri=row.uri, country=row.country, allotted=row.allotted) for row in rows)

    def entries(self, uri: str) -> tuple[tuple[int, StatusWord], ...]:
        """Return each index allotted in a list with its status now, by index; none for another's uri.

        The status is that of the credential's own revocation, or else of its person.
        """
        with transaction(self._engine, writes=False) as connection:
            return read_entries(connection, uri)

    def _open_shard(self, connection: Connection, country: str) -> str:
        """Return the country's newest list, or a new one where that is full."""
        if connection.dialect.name == "postgresql":
            # One draw at a time. SQLite has one writer anyway.
            connection.execute(text("LOCK TABLE shards IN EXCLUSIVE MODE"))
        newest = select(shards).where(shards.c.country == country).order_by(shards.c.number.desc()).limit(1)
        row = connection.execute(newest).one_or_none()
        if row is not None and row.allotted < self._shard_fill:
            return str(row.uri)
        number = 0 if row is None else row.number + 1
        uri = list_uri(self._status_uri, country, number)
        connection.execute(insert(shards).values(uri=uri, country=country, number=number, allotted=0))
        return uri


def _free_index(connection: Connection, uri: str, rng: IndexSource) -> int:
    for _ in range(_DRAWS):
        idx = rng.randrange(SHARD_SIZE)
        at = (status_references.c.uri == uri) & (status_references.c.idx == idx)
        if connection.execute(select(status_references.c.idx).where(at)).one_or_none() is None:
            return idx
    raise RegisterError(f"{uri}: no free index in {_DRAWS} draws; the random source repeats itself")


def _person_row(connection: Connection, person_id: str) -> Row[tuple[object, ...]]:
    row = connection.execute(select(people).where(people.c.id == person_id)).one_or_none()
    if row is None:
        raise RegisterError(f"person {person_id!r}: is not in the register; `issuer import` adds people")
    return row


def _parsed(row: Row[tuple[object, ...]]) -> Person:
    try:
        return parse_person(row.record)
    except PeopleError as error:
        raise RegisterError(f"person {row.id!r}: the register's record is damaged; restore it from a copy") from error


def _seconds(at: datetime) -> int:
    if at.tzinfo is None:
        raise RegisterError(f"{at.isoformat()} has no time zone: give an aware time")
    return int(at.timestamp())
