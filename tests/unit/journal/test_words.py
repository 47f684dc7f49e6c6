"""Every closed list of the journal is worded, in both languages, on one line."""

from __future__ import annotations

import pytest

from credential.language import Bilingual, Language
from verifier.certified import UNFIT, CertifiedError, Unfit, unfit_line
from verifier.journal.fault import Bend, Doubt, JournalError, JournalFault
from verifier.journal.words import BENDS, DOUBTS, FAULTS, fault_line

ALL_TEXTS = [*BENDS.values(), *DOUBTS.values(), *UNFIT.values(), *(text for pair in FAULTS.values() for text in pair)]


def test_every_member_is_worded() -> None:
    assert set(FAULTS) == set(JournalFault)
    assert set(BENDS) == set(Bend)
    assert set(DOUBTS) == set(Doubt)
    assert set(UNFIT) == set(Unfit)


@pytest.mark.parametrize("text", ALL_TEXTS)
def test_wording_is_one_line_in_each_language(text: Bilingual) -> None:
    for language in Language:
        assert text.in_(language).isprintable()
        assert text.in_(language)


@pytest.mark.parametrize("language", Language)
def test_a_hostile_detail_does_not_reach_the_terminal(language: Language) -> None:
    for line in (
        fault_line(JournalError(JournalFault.ABSENT, "\x1b[2J\n"), language),
        unfit_line(CertifiedError(Unfit.UNREADABLE, "\x1b[2J\n"), language),
    ):
        assert line.isprintable()
