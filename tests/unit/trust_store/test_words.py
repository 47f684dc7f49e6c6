"""Every closed list is worded, in both languages, on one line."""

from __future__ import annotations

import pytest

from credential.language import Bilingual, Language
from trust_store.admission import Kind, TokenFault
from trust_store.anchor import AnchorFault
from trust_store.path import PathFault
from trust_store.profile import Profile
from trust_store.refusal import Refusal
from trust_store.words import FAULTS, KINDS, PROFILES, REFUSALS, refusal_line

ALL_TEXTS = [
    *FAULTS.values(),
    *KINDS.values(),
    *PROFILES.values(),
    *(text for pair in REFUSALS.values() for text in pair),
]


def test_every_member_is_worded() -> None:
    assert set(REFUSALS) == set(Refusal)
    assert set(FAULTS) == {*AnchorFault, *PathFault, *TokenFault}
    assert set(KINDS) == set(Kind)
    assert set(PROFILES) == set(Profile)


@pytest.mark.parametrize("text", ALL_TEXTS)
def test_wording_is_one_line_in_each_language(text: Bilingual) -> None:
    for language in Language:
        assert text.in_(language).isprintable()
        assert text.in_(language)


@pytest.mark.parametrize("refusal", Refusal)
@pytest.mark.parametrize("language", Language)
def test_refusal_names_its_code_and_its_place(refusal: Refusal, language: Language) -> None:
    line = refusal_line(refusal, "here", language)
    assert f"({refusal.value})" in line
    assert "[here]" in line
