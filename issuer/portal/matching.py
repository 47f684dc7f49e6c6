"""Whose licence it is: what a visitor stated, against the register.

One query, whatever was stated, and one answer: somebody, nobody or more than one. Which part does not fit is told to
nobody: a stranger would learn from it who is in the register.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, func, select

from issuer.people import Person
from issuer.people_json import PeopleError, parse_person
from issuer.portal.identity import BirthDate, LicenceFormat, StatedName, number_key
from issuer.register_tables import RegisterError, people


def by_licence(
    connection: Connection, name: StatedName, born: BirthDate, licence_format: LicenceFormat, number: str
) -> tuple[Person, ...]:
    """Return the people whom all of it fits. Raises RegisterError."""
    wanted = _number_in_register() == number_key(number)
    found = _read(connection, wanted & (_text("title", "format") == licence_format.register_word.value))
    return tuple(each for each in found if name.is_of(each) and born.is_of(each))


def by_identity(connection: Connection, name: StatedName, born: BirthDate) -> tuple[Person, ...]:
    """Return the people whom name and birth date fit: what a sign-in elsewhere tells. Raises RegisterError."""
    found = _read(connection, _text("birth_date").startswith(f"{born.year:04}-", autoescape=True))
    return tuple(each for each in found if name.is_of(each) and born.is_of(each))


def _text(*path: str) -> ColumnElement[str]:
    found: ColumnElement[str] = people.c.record[path if len(path) > 1 else path[0]].as_string()
    return found


def _number_in_register() -> ColumnElement[str]:
    """The number as `number_key` writes it."""
    number: ColumnElement[str] = _text("title", "document_number")
    for mark in (" ", ".", "/", "-"):
        number = func.replace(number, mark, "")
    return func.upper(number)


def _read(connection: Connection, wanted: ColumnElement[bool]) -> list[Person]:
    rows = connection.execute(select(people.c.id, people.c.record).where(wanted))
    return [_parsed(row.id, row.record) for row in rows]


def _parsed(person_id: str, record: object) -> Person:
    try:
        return parse_person(record)
    except PeopleError as error:
        raise RegisterError(
            f"person {person_id!r}: the register's record is damaged; restore it from a copy"
        ) from error
