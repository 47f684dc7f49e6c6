"""A verdict as a few lines of plain text, for the command line. The full screens are in ``verifier.terminal``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credential.claims import LicenceClaims
from credential.display import display_safe
from credential.language import Language
from credential.reason import Outcome, Question
from verifier.entitlement.codes import read_code, words_of
from verifier.verdict import Verdict
from verifier.words import OUTCOME_SHAPES, OUTCOME_WORDS, QUESTION_WORDS, REASON_WORDS


def summary(verdict: Verdict, source: str, language: Language) -> Iterator[str]:
    """Yield the lines: the outcome first, then the licence, then reasons with the next step."""
    outcome = verdict.outcome
    yield f"{OUTCOME_SHAPES[outcome]} {OUTCOME_WORDS[outcome].in_(language)} - {display_safe(source)}"
    if verdict.claims is not None:
        yield f"  {_person(verdict.claims, language)}"
        yield f"  {_privileges(verdict.claims)}"
    for question in Question:
        if verdict.claims is None and question is Question.ENTITLED:
            continue
        yield from _answers(verdict, question, language)


def _answers(verdict: Verdict, question: Question, language: Language) -> Iterator[str]:
    part = verdict.outcome_of(question)
    yield f"  {OUTCOME_SHAPES[part]} {QUESTION_WORDS[question].in_(language)}"
    for finding in verdict.findings_about(question):
        words = REASON_WORDS[finding.reason]
        article = f" ({words.article})" if words.article else ""
        shape = OUTCOME_SHAPES[finding.reason.outcome]
        yield f"    {shape} {words.what.in_(language)}{_code_words(finding.detail, language)}{article}"
        yield f"      > {words.next_step.in_(language)}"


def _code_words(detail: str, language: Language) -> str:
    """Spell out a restriction code that a finding is about."""
    words = words_of(read_code(detail)) if detail else None
    if words is None:
        return ""
    return f" {display_safe(detail)} : {words.fr if language is Language.FR else words.en}"


def _person(claims: LicenceClaims, language: Language) -> str:
    family = claims.family_name_national_character or claims.family_name
    given = claims.given_name_national_character or claims.given_name
    born = claims.birth_date_as_printed or _day(claims.birth_date, language)
    number = "n°" if language is Language.FR else "no."
    return display_safe(f"{family.upper()} {given}, {born}, {number} {claims.document_number}".replace(" ,", ","))


def _privileges(claims: LicenceClaims) -> str:
    return display_safe(" ".join(dict.fromkeys(each.category for each in claims.driving_privileges)) or "-")


def _day(day: date, language: Language) -> str:
    return day.strftime("%d.%m.%Y") if language is Language.FR else day.isoformat()


def exit_status(outcomes: set[Outcome]) -> int:
    """0 all PASSED or ATTENTION, 1 any FAILED, 3 else any INDETERMINATE (the command contract)."""
    if Outcome.FAILED in outcomes:
        return 1
    return 3 if Outcome.INDETERMINATE in outcomes else 0
