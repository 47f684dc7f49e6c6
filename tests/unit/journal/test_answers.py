"""What an auditor is told of the officers' answers: one for each check, the last that was recorded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from credential.language import Language
from tests.unit.journal.journals import Made, entry
from verifier.journal.answer import PortraitAnswer
from verifier.journal.examine import Examination, walk
from verifier.journal.record import Entry
from verifier.journal.screens import examination_lines
from verifier.journal.words import PORTRAITS

MATCHES, DIFFERS, NOT_GIVEN = PortraitAnswer


def paper(number: int, answer: PortraitAnswer | None, amends: int | None = None) -> Entry:
    return replace(entry(number), form="attestation", portrait=answer, amends=amends)


def examined(*entries: Entry) -> Examination:
    made, found = Made(), Examination()
    for each in entries:
        made.add(each)
    assert len(list(walk(made.states[0], made.rows, made.means(), found))) == len(entries)
    return found


def lines(found: Examination, language: Language = Language.EN) -> list[str]:
    return list(examination_lines("j.sqlite", Made().means(), found, language))


def test_answers_are_counted() -> None:
    found = examined(paper(1, MATCHES), paper(2, DIFFERS), paper(3, NOT_GIVEN), paper(4, MATCHES), entry(5))
    assert [found.answers.count(each) for each in PortraitAnswer] == [2, 1, 1]
    assert "Portraits: 2 recognised, 1 different, 1 paper(s) without the officer's answer" in lines(found)


def test_an_answer_that_came_later_counts_in_place_of_none() -> None:
    found = examined(paper(1, NOT_GIVEN), paper(2, NOT_GIVEN, amends=1), paper(3, DIFFERS, amends=2))
    assert [found.answers.count(each) for each in PortraitAnswer] == [0, 1, 0]
    assert (found.answers.owed, found.answers.amending) == (0, 2)
    assert "2 record(s) amend another one of the same check" in lines(found)


def test_a_phone_owes_no_answer() -> None:
    found = examined(replace(entry(1), portrait=NOT_GIVEN))
    assert (found.answers.asked, found.answers.owed) == (1, 0)


@pytest.mark.parametrize("language", Language)
def test_where_nobody_was_asked_nothing_is_said(language: Language) -> None:
    assert not any("ortrait" in line for line in lines(examined(entry(1), entry(2)), language))


def test_answers_of_records_that_do_not_hold_are_not_counted() -> None:
    made, found = Made(), Examination()
    made.add(paper(1, MATCHES))
    made.add(paper(2, MATCHES))
    bent = replace(made.rows[1], message=made.rows[0].message)
    assert len(list(walk(made.states[0], [made.rows[0], bent], made.means(), found))) == 1
    assert found.answers.count(MATCHES) == 1


def test_every_answer_is_worded() -> None:
    assert set(PORTRAITS) == set(PortraitAnswer)
