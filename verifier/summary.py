"""A verdict as a few lines of plain text, for the command line. The full screens are in ``verifier.terminal``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from credential.claims import LicenceClaims
from credential.display import display_safe
from credential.language import Bilingual, Language
from credential.reason import Outcome, Question, Reason
from trust_store.profile import Profile
from trust_store.refusal import TrustStoreError
from trust_store.store import TrustStore
from verifier import dates
from verifier.documents.ages import age_words
from verifier.documents.card_line import CardLine
from verifier.documents.matching import card_differences
from verifier.entitlement.days import in_paris
from verifier.entitlement.vehicle import Vehicle
from verifier.spelled import told
from verifier.unchecked import UNCHECKED_WORDS, unchecked
from verifier.verdict import Finding, Verdict
from verifier.words import OUTCOME_SHAPES, OUTCOME_WORDS, QUESTION_WORDS, REASON_WORDS

TEST_PROFILE: Final = Bilingual("PROFIL DE TEST - SPECIMEN", "TEST PROFILE - SPECIMEN")
LIST_NAMES: Final = {
    "trust_list": Bilingual("Émetteurs", "Issuers"),
    "status": Bilingual("États", "Statuses"),
    "block_list": Bilingual("Blocages", "Blocks"),
}
_AGES: Final = Bilingual("Âge des données", "Age of the data")
_NONE: Final = Bilingual("aucune donnée", "no data")
_NOT_CHECKED: Final = Bilingual("Non vérifié", "Not checked")
_CARD_BELONGS: Final = Bilingual("Carte physique : celle de ce permis", "Physical card: this licence's")
_CARD_DIFFERS: Final = Bilingual("Carte physique : pas celle de ce permis", "Physical card: not this licence's")
_CARD_UNUSUAL: Final = Bilingual("Début de ligne inhabituel, à regarder", "Unusual beginning of the line, look again")
_NUMBER: Final = Bilingual("n°", "no.")


def trust_lines(trust: TrustStore | TrustStoreError, now: datetime, language: Language) -> Iterator[str]:
    """Yield what is always said first: a test profile, and how old each list is."""
    if isinstance(trust, TrustStore) and trust.profile is Profile.TEST:
        yield f"*** {TEST_PROFILE.in_(language)} ***"
    ages = {} if isinstance(trust, TrustStoreError) else trust.ages(now)
    told = (f"{LIST_NAMES[name].in_(language)} {dates.age(age, language)}" for name, age in ages.items())
    yield f"{_AGES.in_(language)} : {' · '.join(told) or _NONE.in_(language)}"


def summary(verdict: Verdict, source: str, vehicle: Vehicle | None, language: Language, at: datetime) -> Iterator[str]:
    """Yield the lines: outcome, licence, the two answers with their next steps, and what was not checked."""
    outcome = verdict.outcome
    yield f"{OUTCOME_SHAPES[outcome]} {OUTCOME_WORDS[outcome].in_(language)} - {display_safe(source)}"
    if verdict.claims is not None:
        yield f"  {_person(verdict.claims, language, at)}"
        yield f"  {_categories(verdict.claims)}"
    for question in Question:
        if verdict.claims is not None or question is Question.GENUINE:
            yield from _answer(verdict, question, language)
    if verdict.claims is not None:
        yield f"  {_NOT_CHECKED.in_(language)} :"
        yield from (f"    - {UNCHECKED_WORDS[each].in_(language)}" for each in unchecked(verdict, vehicle))


def card_lines(verdict: Verdict, card: CardLine | None, language: Language) -> Iterator[str]:
    """Say whether the physical card belongs to the licence, where its line was given and the licence believed."""
    if card is None or verdict.claims is None:
        return
    belongs = not card_differences(verdict.claims, card)
    yield f"  {(_CARD_BELONGS if belongs else _CARD_DIFFERS).in_(language)} : {display_safe(card.number)}"
    if not card.is_usual:
        yield f"  {_CARD_UNUSUAL.in_(language)} : {display_safe(card.code)}"


def _answer(verdict: Verdict, question: Question, language: Language) -> Iterator[str]:
    part = verdict.outcome_of(question)
    yield f"  {OUTCOME_SHAPES[part]} {QUESTION_WORDS[question].in_(language)} {OUTCOME_WORDS[part].in_(language)}"
    for finding in verdict.findings_about(question):
        words = REASON_WORDS[finding.reason]
        article = f" (art. {words.article})" if words.article else ""
        shape = OUTCOME_SHAPES[finding.reason.outcome]
        yield f"    {shape} {words.what.in_(language)}{_code(finding, language)}{article}"
        if finding.reason is Reason.SOURCE_UNUSABLE:
            yield f"      {display_safe(finding.detail)}"
        yield f"      > {words.next_step.in_(language)}"


def _code(finding: Finding, language: Language) -> str:
    """Write out the code or document that a finding is about."""
    about = told(finding.reason, finding.detail, language)
    return f" {display_safe(about)}" if about else ""


def _person(claims: LicenceClaims, language: Language, at: datetime) -> str:
    family = claims.family_name_national_character or claims.family_name
    given = claims.given_name_national_character or claims.given_name
    born = claims.birth_date_as_printed or dates.day(claims.birth_date, language)
    age = age_words(claims.birth_date, claims.birth_date_as_printed, in_paris(at).date(), language)
    name = " ".join(part for part in (family.upper(), given) if part)
    # Each is cut by itself: a name of any length leaves date and number in sight.
    return f"{display_safe(name)}, {display_safe(f'{born} ({age}), {_NUMBER.in_(language)} {claims.document_number}')}"


def _categories(claims: LicenceClaims) -> str:
    return display_safe(" ".join(dict.fromkeys(each.category for each in claims.driving_privileges)) or "-")


def exit_status(outcomes: set[Outcome]) -> int:
    """0 all PASSED or ATTENTION, 1 any FAILED, 3 else any INDETERMINATE (the command contract)."""
    if Outcome.FAILED in outcomes:
        return 1
    return 3 if Outcome.INDETERMINATE in outcomes else 0
