"""The officer's sentences: one for every reason, outcome and question, in both languages, short enough for a screen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from credential.language import Bilingual
from credential.reason import Outcome, Question, Reason
from verifier.unchecked import UNCHECKED_WORDS, Unchecked
from verifier.words import OUTCOME_SHAPES, OUTCOME_WORDS, QUESTION_WORDS, REASON_WORDS

LONGEST = 80
ENGLISH = re.compile(r"\b(the|and|of|is|not|with|check|ask|licence|shown|code's)\b", re.IGNORECASE)
FRENCH = re.compile(r"\b(le|la|les|des|du|est|pas|vérifier|demander|permis)\b|[àéèêç]", re.IGNORECASE)


def sentences() -> Iterator[Bilingual]:
    for words in REASON_WORDS.values():
        yield words.what
        yield words.next_step
    yield from (*OUTCOME_WORDS.values(), *QUESTION_WORDS.values(), *UNCHECKED_WORDS.values())


def test_every_reason_has_its_words_and_no_word_is_without_reason() -> None:
    assert set(REASON_WORDS) == set(Reason)


def test_every_outcome_and_question_has_its_words() -> None:
    assert set(OUTCOME_WORDS) == set(OUTCOME_SHAPES) == set(Outcome)
    assert set(QUESTION_WORDS) == set(Question)
    assert set(UNCHECKED_WORDS) == set(Unchecked)


def test_outcomes_differ_in_word_and_in_shape_and_not_in_colour_alone() -> None:
    assert len(set(OUTCOME_SHAPES.values())) == len(Outcome)
    assert len({words.fr for words in OUTCOME_WORDS.values()}) == len(Outcome)
    assert len({words.en for words in OUTCOME_WORDS.values()}) == len(Outcome)


@pytest.mark.parametrize("words", list(sentences()), ids=lambda words: words.en)
def test_a_sentence_is_there_is_short_and_is_in_its_own_language(words: Bilingual) -> None:
    for text in words:
        assert 0 < len(text) <= LONGEST
        assert text == text.strip()
        assert text.isprintable()
    assert not ENGLISH.search(words.fr.replace("verifier update", ""))
    assert not FRENCH.search(words.en)


@pytest.mark.parametrize("reason", Reason)
def test_what_and_next_step_are_sentences(reason: Reason) -> None:
    words = REASON_WORDS[reason]
    for text in (*words.what, *words.next_step):
        assert text.endswith(".")
    assert words.what != words.next_step


def test_no_two_reasons_say_the_same() -> None:
    assert len({words.what.fr for words in REASON_WORDS.values()}) == len(Reason)
    assert len({words.what.en for words in REASON_WORDS.values()}) == len(Reason)


def test_articles_are_of_the_code_de_la_route() -> None:
    articles = {words.article for words in REASON_WORDS.values()} - {None}
    assert articles
    assert all(re.fullmatch(r"[LR]\.\d{3}-\d+(-\d+)*", str(article)) for article in articles)


def test_a_fault_of_ours_never_names_an_article() -> None:
    """An article stands beside a measure or a duty, never beside our own ignorance of the scan."""
    for reason, words in REASON_WORDS.items():
        if reason.question is Question.GENUINE:
            assert words.article is None
