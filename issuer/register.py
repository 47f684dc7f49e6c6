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

from issuer.people import Person, StatusWord, to_json
from issuer.people_json import PeopleError, parse_person
from issuer.register_facts import MintedCredential, MintedForm, PersonStatus, Shard, StatusReference
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

    def __init__(self, engine: Engine, shard_fill: int) -> None:
        self._engine = engine
        self._shard_fill = shard_fill

    @classmethod
    def open(cls, url: str | URL, *, shard_fill: int = SHARD_SIZE // 2) -> Register:
        """Open the register at `url` (`sqlite_url(path)`, or postgresql+psycopg://...), made there if there is none.

        `shard_fill` is how many indices of a list are allotted before the next list is begun. Raises RegisterError.
        """
        return cls(open_engine(url), shard_fill)

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
        if at.tzinfo is None:
            raise RegisterError(f"{at.isoformat()} has no time zone: give an aware time")
        moment = int(at.timestamp())
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
        row = {
            "credential_id": credential.credential_id,
            "person_id": credential.person_id,
            "form": credential.form.value,
            "signer_kid": credential.signer_kid,
            "iat": credential.iat,
            "exp": credential.exp,
            "uri": credential.status.uri,
            "idx": credential.status.idx,
            "device_key_thumbprint": credential.device_key_thumbprint,
        }
        with transaction(self._engine, writes=True) as connection:
            connection.execute(insert(minted).values(row))

    def minted(self, person_id: str) -> tuple[MintedCredential, ...]:
        """Return the credentials minted for a person, oldest first."""
        statement = select(minted).where(minted.c.person_id == person_id).order_by(minted.c.iat, minted.c.credential_id)
        with transaction(self._engine, writes=False) as connection:
            return tuple(_minted(row) for row in connection.execute(statement))

    def shards(self) -> tuple[Shard, ...]:
        """Return the status lists in use, by country and age."""
        statement = select(shards).order_by(shards.c.country, shards.c.number)
        with transaction(self._engine, writes=False) as connection:
            rows = connection.execute(statement)
            return tuple(Shard(uri=row.uri, country=row.country, allotted=row.allotted) for row in rows)

    def entries(self, uri: str) -> tuple[tuple[int, StatusWord], ...]:
        """Return each index allotted in a list with the status of its person now, by index; none for another's uri."""
        statement = (
            select(status_references.c.idx, people.c.status)
            .join(people, people.c.id == status_references.c.person_id)
            .where(status_references.c.uri == uri)
            .order_by(status_references.c.idx)
        )
        with transaction(self._engine, writes=False) as connection:
            return tuple((row.idx, StatusWord(row.status)) for row in connection.execute(statement))

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
        uri = f"https://{country.lower()}.example/s/{number}"  # short: it travels in every code
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


def _minted(row: Row[tuple[object, ...]]) -> MintedCredential:
    return MintedCredential(
        credential_id=row.credential_id,
        person_id=row.person_id,
        form=MintedForm(row.form),
        signer_kid=row.signer_kid,
        iat=row.iat,
        exp=row.exp,
        status=StatusReference(uri=row.uri, idx=row.idx),
        device_key_thumbprint=row.device_key_thumbprint,
    )
