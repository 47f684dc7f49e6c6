"""The closed lists: reasons with their outcomes, elements with their labels."""

from __future__ import annotations

from credential.labels import BY_LABEL, BY_NAME, CATEGORIES, ELEMENTS, FORMATS_BY_WORD, MANDATORY, TitleFormat
from credential.reason import CredentialError, Outcome, Question, Reason


def test_a_reason_that_passes_is_about_the_right_to_drive_and_never_about_being_genuine() -> None:
    passing = {reason.question for reason in Reason if reason.outcome is Outcome.PASSED}
    assert passing == {Question.ENTITLED}
    assert {reason.question for reason in Reason} == set(Question)


def test_reasons_are_declared_worst_first() -> None:
    ranks = [reason.outcome.rank for reason in Reason]
    assert ranks == sorted(ranks, reverse=True)
    assert [outcome.rank for outcome in Outcome] == [0, 1, 2, 3]


def test_a_reasons_word_is_its_name() -> None:
    assert all(reason.value == reason.name for reason in Reason)


def test_our_own_faults_accuse_nobody() -> None:
    ours = {Reason.INTERNAL_ERROR, Reason.TRUST_STORE_EMPTY, Reason.CLOCK_BEHIND, Reason.NOT_A_LICENCE}
    assert {reason.outcome for reason in ours | {Reason.ISSUER_UNKNOWN}} == {Outcome.INDETERMINATE}


def test_an_error_carries_its_reason_and_detail() -> None:
    error = CredentialError(Reason.MALFORMED, "where")
    assert (error.reason, error.detail) == (Reason.MALFORMED, "where")


def test_labels_and_names_are_each_given_once() -> None:
    assert len(BY_LABEL) == len(BY_NAME) == len(ELEMENTS)
    assert [element.label for element in ELEMENTS] == list(range(1, len(ELEMENTS) + 1))
    assert {element.name for element in ELEMENTS} >= MANDATORY


def test_a_label_never_changes_its_meaning() -> None:
    """Codes that are on paper today are read for months: this table is only ever added to."""
    meanings = {1: "family_name", 2: "given_name", 5: "birth_date", 7: "document_number", 8: "administrative_number"}
    meanings |= {9: "issue_date", 10: "expiry_date", 11: "issuing_country", 14: "portrait", 15: "driving_privileges"}
    meanings |= {16: "sex", 17: "title_format", 19: "codes_all_categories"}
    assert {label: BY_LABEL[label].name for label in meanings} == meanings
    assert [format_.value for format_ in TitleFormat] == list(range(1, 10))


def test_every_title_format_has_its_own_word() -> None:
    assert {FORMATS_BY_WORD[format_.word] for format_ in TitleFormat} == set(TitleFormat)


def test_the_categories_are_the_fifteen_of_the_code() -> None:
    assert len(CATEGORIES) == len(set(CATEGORIES)) == 15
