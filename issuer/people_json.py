"""Reading people from JSON, strictly: what is odd is refused with the person, the key and what is wanted.

The file is an object with a list `personas`, or the bare list. Keys that are not a person's facts are not read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from issuer.json_fields import FieldError, Fields
from issuer.people import Category, Person, RegistryStatus, Sex, StatusWord, Title, TitleFormat

FILE_LIMIT: Final = 16 * 1024 * 1024  # bytes
NAME_LIMIT: Final = 150  # characters, ISO/IEC 18013-5 7.2.1
_PEOPLE_LIMIT: Final = 100_000
_CATEGORY_LIMIT: Final = 40  # France knows 15, old and foreign titles a few more


class PeopleError(ValueError):
    """The people cannot be read; the text names the person and the key, and says what is wanted."""


def load_people(path: Path) -> tuple[Person, ...]:
    """Read the people of a JSON file. Raises PeopleError, also for a file that is absent, no file, or over 16 MiB."""
    if not path.is_file():
        raise PeopleError(f"{path}: there is no such file; give a JSON file of people")
    try:
        with path.open("rb") as stream:
            content = stream.read(FILE_LIMIT + 1)
        return parse_people(content)
    except OSError as error:
        raise PeopleError(f"{path}: cannot be read ({error.strerror}); check its rights") from error
    except PeopleError as error:
        raise PeopleError(f"{path}: {error}") from error


def parse_people(content: bytes) -> tuple[Person, ...]:
    """Parse UTF-8 JSON into people, in the file's order. Raises PeopleError; two people of one id are refused."""
    people = tuple(parse_person(raw, place) for place, raw in enumerate(_entries(_decode(content)), start=1))
    seen: set[str] = set()
    for person in people:
        if person.id in seen:
            raise PeopleError(f"person {person.id}: the id stands there twice; give each person one of their own")
        seen.add(person.id)
    return people


def parse_person(raw: object, place: int = 1) -> Person:
    """Parse the JSON object of one person; `place` counts from 1 and names a person whose id is not readable.

    Raises PeopleError.
    """
    try:
        fields = Fields.of(raw, f"person number {place}")
        identity = fields.text("id", pattern="[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
        person = _person(fields.at(f"person {identity}"), identity)
        _require_order_of_dates(person)
    except FieldError as error:
        raise PeopleError(str(error)) from error
    return person


def _decode(content: bytes) -> object:
    if len(content) > FILE_LIMIT:
        raise PeopleError(f"more than {FILE_LIMIT // 1024 // 1024} MiB; split the people over several files")
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_refuse_constant)
    except FieldError as error:
        raise PeopleError(str(error)) from error
    except UnicodeDecodeError as error:
        raise PeopleError(f"is not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except json.JSONDecodeError as error:
        raise PeopleError(f"is not JSON at line {error.lineno}, column {error.colno}; mend it there") from error
    except (ValueError, RecursionError) as error:
        raise PeopleError("is JSON with a huge number or too deeply nested; give people's records only") from error


def _object(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    result: dict[str, object] = {}
    for key, value in pairs:
        if key in result:
            raise FieldError(f"an object has the key {ascii(key)[:60]} twice; keep one")
        result[key] = value
    return result


def _refuse_constant(word: str) -> object:
    raise FieldError(f"{word} is no JSON number; give a number or null")


def _entries(document: object) -> list[object]:
    entries = document.get("personas") if isinstance(document, dict) else document
    if not isinstance(entries, list):
        raise PeopleError("is no list of people; give a list, or an object with a list `personas`")
    if len(entries) > _PEOPLE_LIMIT:
        raise PeopleError(f"has more than {_PEOPLE_LIMIT} people; split them over several files")
    return entries


def _person(fields: Fields, identity: str) -> Person:
    status = fields.inner("registry_status")
    return Person(
        id=identity,
        family_name=fields.text("family_name", limit=NAME_LIMIT),
        given_name=fields.text("given_name", limit=NAME_LIMIT, empty=True),
        usage_name=fields.text_or_none("usage_name", limit=NAME_LIMIT),
        birth_date=fields.day("birth_date"),
        birth_date_as_printed=fields.text_or_none("birth_date_as_printed", limit=20),
        birth_place=fields.text("birth_place", limit=NAME_LIMIT),
        sex=fields.word("sex", Sex),
        issuing_country=fields.text("issuing_country", pattern="[A-Z]{2}"),
        title=_title(fields.inner("title")),
        categories=tuple(_category(entry) for entry in fields.objects("categories", limit=_CATEGORY_LIMIT)),
        codes_all_categories=fields.texts("codes_all_categories", limit=_CATEGORY_LIMIT),
        registry_status=RegistryStatus(word=status.word("status", StatusWord), details=status.raw()),
        probation=fields.raw_or_none("probation"),
    )


def _title(fields: Fields) -> Title:
    return Title(
        format=fields.word("format", TitleFormat),
        document_number=fields.text("document_number", pattern="[A-Za-z0-9/ .-]{1,40}"),
        issued=fields.day("issued"),
        expires=fields.day("expires"),
        neph=fields.text_or_none("neph", pattern="[0-9]{12}"),
        mrz=fields.text_or_none("mrz", pattern="[A-Z0-9<]{30}"),
    )


def _category(fields: Fields) -> Category:
    return Category(
        code=fields.text("code", pattern="[A-Z][A-Z0-9]{0,3}"),
        issued=fields.day("issued"),
        expires=fields.day_or_none("expires"),
        codes=fields.texts("codes", limit=_CATEGORY_LIMIT),
    )


def _require_order_of_dates(person: Person) -> None:
    title = person.title
    if not person.birth_date < title.issued <= title.expires:
        raise FieldError(f"person {person.id}, title: birth, issue and expiry are wanted in this order; mend the dates")
    for category in person.categories:
        if not person.birth_date < category.issued <= (category.expires or date.max):
            where = f"person {person.id}, category {category.code}"
            raise FieldError(f"{where}: birth, issue and expiry are wanted in this order; mend the dates")
