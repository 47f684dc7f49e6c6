"""The register, on SQLite and on PostgreSQL."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import URL

from issuer.people import StatusWord
from issuer.people_json import load_people
from issuer.register import (
    SHARD_SIZE,
    MintedCredential,
    MintedForm,
    Register,
    RegisterError,
    StatusReference,
    sqlite_url,
)

PEOPLE = load_people(Path(__file__).parents[3] / "samples" / "people.json")
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
KID = bytes(8)


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - repeatable on purpose


class Draws:
    """A source of the given numbers, then of none."""

    def __init__(self, *numbers: int) -> None:
        self._numbers = iter(numbers)

    def randrange(self, stop: int, /) -> int:
        return next(self._numbers) % stop


class Narrow:
    """A seeded source of eight numbers, so that draws collide."""

    def __init__(self, seed: int) -> None:
        self._random = seeded(seed)

    def randrange(self, _stop: int, /) -> int:
        return self._random.randrange(8)


def credential(status: StatusReference, person_id: str = "P01", name: str = "c1") -> MintedCredential:
    return MintedCredential(
        credential_id=name,
        person_id=person_id,
        form=MintedForm.LICENCE,
        signer_kid=KID,
        iat=1_795_000_000,
        exp=1_795_864_000,
        status=status,
        device_key_thumbprint=bytes(range(32)),
    )


def test_people_come_back_as_they_were_added(url: URL) -> None:
    with Register.open(url) as opened:
        assert opened.add_people(PEOPLE) == 26
    with Register.open(url) as opened:
        assert opened.people() == tuple(sorted(PEOPLE, key=lambda person: person.id))
        assert opened.person("P02") == next(person for person in PEOPLE if person.id == "P02")


def test_people_added_again_are_passed_over(register: Register) -> None:
    register.set_status("P01", StatusWord.SUSPENDED, NOW)
    assert register.add_people(PEOPLE) == 0
    assert register.status("P01").word is StatusWord.SUSPENDED


def test_other_facts_for_a_known_person_add_nobody(url: URL) -> None:
    with Register.open(url) as opened:
        opened.add_people(PEOPLE[:1])
        with pytest.raises(RegisterError):
            opened.add_people([PEOPLE[1], replace(PEOPLE[0], family_name="Autre")])
        assert opened.people() == PEOPLE[:1]


def test_status_is_as_imported_until_it_is_set(register: Register) -> None:
    for person in PEOPLE:
        assert register.status(person.id).word is person.registry_status.word
        assert register.status(person.id).changed_at is None


@pytest.mark.parametrize("word", StatusWord)
def test_every_status_word_can_be_set(register: Register, word: StatusWord) -> None:
    register.set_status("P01", word, NOW)
    assert register.status("P01").word is word
    assert register.status("P01").changed_at == NOW
    assert register.status("P02").changed_at is None


def test_late_message_does_not_undo_a_later_change(register: Register) -> None:
    register.set_status("P01", StatusWord.ANNULLED, NOW)
    with pytest.raises(RegisterError):
        register.set_status("P01", StatusWord.VALID, NOW - timedelta(seconds=1))
    assert register.status("P01").word is StatusWord.ANNULLED


def test_time_without_a_zone_is_refused(register: Register) -> None:
    with pytest.raises(RegisterError):
        register.set_status("P01", StatusWord.VALID, NOW.replace(tzinfo=None))


def test_unknown_person_is_refused_everywhere(register: Register) -> None:
    with pytest.raises(RegisterError):
        register.person("P99")
    with pytest.raises(RegisterError):
        register.status("P99")
    with pytest.raises(RegisterError):
        register.set_status("P99", StatusWord.VALID, NOW)
    with pytest.raises(RegisterError):
        register.allot_index("P99", "FR", seeded(1))
    assert register.shards() == ()


def test_country_that_is_not_two_capitals_is_refused(register: Register) -> None:
    for country in ("fr", "FRA", "", "F/"):
        with pytest.raises(RegisterError):
            register.allot_index("P01", country, seeded(1))


def test_drawn_index_that_is_taken_is_drawn_again(register: Register) -> None:
    first = register.allot_index("P01", "FR", Draws(5))
    second = register.allot_index("P01", "FR", Draws(5, 5, 9))
    assert (first.idx, second.idx) == (5, 9)
    assert first.uri == second.uri


def test_source_that_repeats_itself_gives_no_index(register: Register) -> None:
    register.allot_index("P01", "FR", Draws(5))
    with pytest.raises(RegisterError):
        register.allot_index("P01", "FR", Draws(*[5] * 200))
    assert [shard.allotted for shard in register.shards()] == [1]


def test_each_country_has_lists_of_its_own(register: Register) -> None:
    french = register.allot_index("P01", "FR", Draws(5))
    german = register.allot_index("P02", "DE", Draws(5))
    assert french.uri != german.uri
    assert [(shard.country, shard.uri) for shard in register.shards()] == [("DE", german.uri), ("FR", french.uri)]


def test_same_seed_gives_the_same_indices(tmp_path: Path) -> None:
    runs = []
    for name in ("one.db", "two.db"):
        with Register.open(sqlite_url(tmp_path / name)) as opened:
            opened.add_people(PEOPLE[:1])
            rng = seeded(2026)
            runs.append([opened.allot_index("P01", "FR", rng) for _ in range(10)])
    assert runs[0] == runs[1]


def test_order_of_indices_tells_nothing_of_the_order_of_issue(register: Register) -> None:
    rng = seeded(7)
    indices = [register.allot_index("P01", "FR", rng).idx for _ in range(60)]
    rising = sum(before < after for before, after in pairwise(indices))
    assert 15 < rising < 45  # of 59; a counter would give 59 or 0
    assert max(indices) - min(indices) > SHARD_SIZE // 2  # spread over the list, not in a run
    listed = [idx for idx, _ in register.entries(register.shards()[0].uri)]
    assert listed == sorted(indices)


@given(seed=st.integers(0, 2**32), count=st.integers(1, 12), fill=st.integers(1, 4))
@settings(max_examples=15, derandomize=True, deadline=None)
def test_no_index_is_allotted_twice(seed: int, count: int, fill: int) -> None:
    with Register.open("sqlite://", shard_fill=fill) as opened:
        opened.add_people(PEOPLE[:3])
        rng = Narrow(seed)
        allotted = [opened.allot_index(PEOPLE[n % 3].id, "FR", rng) for n in range(count)]
        assert len({(reference.uri, reference.idx) for reference in allotted}) == count
        assert [shard.allotted for shard in opened.shards()][:-1] == [fill] * ((count - 1) // fill)
        entries = {(shard.uri, idx) for shard in opened.shards() for idx, _ in opened.entries(shard.uri)}
        assert entries == {(reference.uri, reference.idx) for reference in allotted}


def test_entries_follow_the_status_of_the_person(register: Register) -> None:
    mine = [register.allot_index("P01", "FR", Draws(idx)) for idx in (30, 10)]
    other = register.allot_index("P02", "FR", Draws(20))
    register.set_status("P01", StatusWord.RETAINED, NOW)
    second = register.status("P02").word
    assert register.entries(other.uri) == ((10, StatusWord.RETAINED), (20, second), (30, StatusWord.RETAINED))
    assert {reference.uri for reference in mine} == {other.uri}


def test_entries_of_an_unknown_list_are_none(register: Register) -> None:
    assert register.entries("https://fr.example/s/77") == ()


def test_minted_credential_comes_back_as_it_was_recorded(register: Register) -> None:
    record = credential(register.allot_index("P01", "FR", Draws(5)))
    paper = replace(
        record,
        credential_id="c2",
        form=MintedForm.ATTESTATION,
        iat=record.iat + 1,
        status=register.allot_index("P01", "FR", Draws(6)),
        device_key_thumbprint=None,
    )
    register.record_minted(paper)
    register.record_minted(record)
    assert register.minted("P01") == (record, paper)
    assert register.minted("P02") == ()


def test_two_credentials_never_share_an_index(register: Register) -> None:
    record = credential(register.allot_index("P01", "FR", Draws(5)))
    register.record_minted(record)
    with pytest.raises(RegisterError):
        register.record_minted(replace(record, credential_id="c2"))
    with pytest.raises(RegisterError):
        register.record_minted(replace(record, status=register.allot_index("P01", "FR", Draws(6))))
    assert register.minted("P01") == (record,)


def test_index_of_another_person_is_refused(register: Register) -> None:
    reference = register.allot_index("P01", "FR", Draws(5))
    with pytest.raises(RegisterError):
        register.record_minted(credential(reference, person_id="P02"))
    with pytest.raises(RegisterError):
        register.record_minted(credential(StatusReference(uri=reference.uri, idx=6)))
    assert register.minted("P01") == register.minted("P02") == ()


def test_index_beyond_the_list_is_refused_by_the_database(register: Register) -> None:
    class Beyond:
        def randrange(self, _stop: int, /) -> int:
            return SHARD_SIZE

    with pytest.raises(RegisterError):
        register.allot_index("P01", "FR", Beyond())
    assert register.shards() == ()


def test_failure_in_the_middle_leaves_nothing_half_done(url: URL) -> None:
    def interrupted() -> Iterator[object]:
        yield PEOPLE[0]
        raise KeyboardInterrupt

    with Register.open(url) as opened:
        with pytest.raises(KeyboardInterrupt):
            opened.add_people(interrupted())  # type: ignore[arg-type] # an iterator that breaks off
        assert opened.people() == ()


def test_two_processes_never_draw_the_same_index(url: URL) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with Register.open(url, shard_fill=4) as one, Register.open(url, shard_fill=4) as two:
        one.add_people(PEOPLE[:1])
        with ThreadPoolExecutor(4) as pool:
            jobs = [pool.submit(side.allot_index, "P01", "FR", Narrow(n)) for n, side in enumerate([one, two] * 10)]
        references = [job.result() for job in jobs]
        assert len({(reference.uri, reference.idx) for reference in references}) == 20
        assert [shard.allotted for shard in one.shards()] == [4] * 5
