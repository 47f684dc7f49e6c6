"""Reading people: the shipped ones whole, and each odd thing refused."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from issuer.people import StatusWord, TitleFormat, to_json
from issuer.people_json import PeopleError, load_people, parse_people, parse_person

OURS = Path(__file__).parents[3] / "samples" / "people.json"
PEOPLE = load_people(OURS)

Record = dict[str, Any]
Change = Callable[[Record], object]


def record() -> Record:
    return copy.deepcopy(to_json(PEOPLE[0]))


def written(*records: object) -> bytes:
    return json.dumps({"personas": list(records)}).encode()


def test_every_shipped_person_is_read_and_written_back_unchanged() -> None:
    assert len(PEOPLE) == 26
    assert [parse_person(to_json(person)) for person in PEOPLE] == list(PEOPLE)


def test_facts_of_the_first_person() -> None:
    person = PEOPLE[0]
    assert (person.id, person.family_name, person.birth_date) == ("P01", "Morvant", date(2006, 3, 14))
    assert person.title.format is TitleFormat.CARD_2013
    assert [(category.code, category.expires) for category in person.categories] == [("B", None)]
    assert person.registry_status.word is StatusWord.VALID


def test_details_of_a_status_are_kept() -> None:
    suspended = next(person for person in PEOPLE if person.registry_status.word is StatusWord.SUSPENDED)
    assert "until" in suspended.registry_status.details


def test_points_are_not_read() -> None:
    assert b"registry_points" in OURS.read_bytes()
    assert not any("points" in key for person in PEOPLE for key in to_json(person))


def test_single_name_is_a_name() -> None:
    assert [person.family_name for person in PEOPLE if person.given_name == ""] != []


def test_bare_list_is_read() -> None:
    assert parse_people(json.dumps([record()]).encode()) == PEOPLE[:1]


def test_byte_order_mark_is_passed_over() -> None:
    assert parse_people(b"\xef\xbb\xbf" + written(record())) == PEOPLE[:1]


def test_keys_that_are_not_a_persons_facts_are_not_read() -> None:
    assert parse_people(written(record() | {"scenarios": [{"id": "P01-a"}], "tags": [1]})) == PEOPLE[:1]


def test_same_id_twice_is_refused() -> None:
    with pytest.raises(PeopleError):
        parse_people(written(record(), record()))


@pytest.mark.parametrize("key", sorted(set(to_json(PEOPLE[0])) - {"usage_name", "birth_date_as_printed", "probation"}))
def test_missing_key_is_refused(key: str) -> None:
    odd = record()
    del odd[key]
    with pytest.raises(PeopleError):
        parse_person(odd)


@pytest.mark.parametrize("key", sorted(to_json(PEOPLE[0])))
@pytest.mark.parametrize("value", [7, True, 1.5], ids=str)
def test_wrong_type_is_refused(key: str, value: object) -> None:
    with pytest.raises(PeopleError):
        parse_person(record() | {key: value})


@pytest.mark.parametrize(
    "text",
    [
        "2006-02-30",
        "2006-13-01",
        "20060314",
        "2006-3-14",
        "2006-W11-2",
        "2006-03-14T00:00",
        " 2006-03-14",
        "2006-03-14\n",
        "٢٠٠٦-03-14",
        "0000-01-01",
        "",
    ],
)
def test_date_that_is_not_plain_is_refused(text: str) -> None:
    with pytest.raises(PeopleError):
        parse_person(record() | {"birth_date": text})


CHANGES: dict[str, Change] = {
    "unknown title format": lambda r: r["title"].update(format="passport"),
    "unknown status": lambda r: r["registry_status"].update(status="fine"),
    "unknown sex": lambda r: r.update(sex="f"),
    "country in lower case": lambda r: r.update(issuing_country="fr"),
    "name of 151": lambda r: r.update(family_name="x" * 151),
    "name of spaces": lambda r: r.update(family_name="   "),
    "escape in a name": lambda r: r.update(given_name="A\x1b]52;c;AAAA\x07"),
    "line break in a name": lambda r: r.update(given_name="A\nB"),
    "C1 control in a name": lambda r: r.update(given_name="A\x9b2J"),
    "turned writing direction": lambda r: r.update(given_name="A\u202eB"),
    "lone surrogate": lambda r: r.update(given_name="A\ud800"),
    "NUL in raw details": lambda r: r["registry_status"].update(authority="a\x00"),
    "huge raw details": lambda r: r["registry_status"].update(authority="a" * 5000),
    "control in a raw key": lambda r: r["registry_status"].update({"a\x1b": [{"b": "c"}]}),
    "NEPH of eleven digits": lambda r: r["title"].update(neph="12345678901"),
    "NEPH of Arabic digits": lambda r: r["title"].update(neph="٢٥٠٣٩٩٠٠٠١٠١"),
    "MRZ of 29": lambda r: r["title"].update(mrz="D" * 29),
    "category with markup": lambda r: r["categories"][0].update(code="[/b]"),
    "category of null": lambda r: r["categories"].append(None),
    "codes of numbers": lambda r: r["categories"][0].update(codes=[78]),
    "41 categories": lambda r: r.update(categories=r["categories"] * 41),
    "id with a slash": lambda r: r.update(id="../P01"),
    "title that ends before it begins": lambda r: r["title"].update(expires="2026-06-28"),
    "title before birth": lambda r: r["title"].update(issued="2006-03-14"),
    "category that ends before it begins": lambda r: r["categories"][0].update(expires="2026-06-14"),
    "category before birth": lambda r: r["categories"][0].update(issued="2000-01-01"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_odd_fact_is_refused(change: Change) -> None:
    odd = record()
    change(odd)
    with pytest.raises(PeopleError) as refusal:
        parse_person(odd)
    assert str(refusal.value).isprintable()


def test_refusal_names_the_person_and_the_key() -> None:
    odd = record()
    odd["categories"][0]["issued"] = "yesterday"
    with pytest.raises(PeopleError) as refusal:
        parse_people(written(odd))
    assert "P01" in str(refusal.value)
    assert "categories[0], issued" in str(refusal.value)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"7",
        b"{}",
        b'{"personas": {}}',
        b'{"personas": [1]}',
        b"\xff\xfe[\x00]\x00",
        b'[{"id": "P01", "id": "P02"}]',
        b'[{"id": NaN}]',
        b"[" * 100_000,
        b"[" + b"9" * 5000 + b"]",
    ],
    ids=lambda content: ascii(content[:20]),
)
def test_content_that_is_no_list_of_people_is_refused(content: bytes) -> None:
    with pytest.raises(PeopleError) as refusal:
        parse_people(content)
    assert str(refusal.value).isprintable()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["", "P01", "2020-01-01", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(record())), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(record())), json_values)
@settings(max_examples=100, derandomize=True)
def test_whatever_stands_in_a_key_is_read_or_refused(key: str, value: object) -> None:
    try:
        person = parse_person(record() | {key: value})
    except PeopleError:
        return
    assert parse_person(to_json(person)) == person


def test_absent_folder_and_huge_files_are_refused(tmp_path: Path) -> None:
    huge = tmp_path / "huge.json"
    with huge.open("wb") as stream:
        stream.truncate(16 * 1024 * 1024 + 1)
    for path in (tmp_path / "absent.json", tmp_path, huge):
        with pytest.raises(PeopleError) as refusal:
            load_people(path)
        assert str(path) in str(refusal.value)
