"""Our word on the right to drive against the second opinion's: what we let pass must be able to pass there.

Twice: the right alone, since the screen answers that question by itself, and the whole verdict with the status list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from credential.reason import Outcome, Question
from trust_store.store import TrustStore
from verifier.replay.case import Case
from verifier.replay.statement import context_json, vehicle_json
from verifier.second_opinion.licence_again import Content, content_of, listed_record, moment_of
from verifier.second_opinion.objections import Answer, Json
from verifier.second_opinion.plain_days import wall_clock
from verifier.second_opinion.road_law import Stop, may_drive
from verifier.second_opinion.rules import Asked
from verifier.second_opinion.titles_again import Record
from verifier.verdict import Verdict

_AT_MOST: Final = {Outcome.PASSED: Answer.FREE, Outcome.ATTENTION: Answer.LOOK}
"""The answer that an outcome needs; the others let nobody drive on."""


def may_not_drive(case: Case, trust: TrustStore, verdict: Verdict, codes: Iterable[Asked]) -> str:
    """Say why the one whom a verdict lets drive must not; empty where the two agree, or ours is the stricter.

    `codes` are those that the verdict can be about. A licence that the second opinion cannot read must not pass.
    """
    if case.vehicle is None or verdict.claims is None:
        return ""
    wanted = _AT_MOST.get(verdict.outcome_of(Question.ENTITLED)), _AT_MOST.get(verdict.outcome)
    if wanted == (None, None):
        return ""
    reasons = [_objection(stop, wanted) for stop in _stops(case, trust, verdict.claims.sub, codes)]
    return "" if "" in reasons else (reasons or ["its licence is not read"])[-1]


def _objection(stop: Stop, wanted: tuple[Answer | None, Answer | None]) -> str:
    alone = replace(stop, record=_without_doubt(stop), seen={**stop.seen, "authenticity": "proven"})
    for judged, most in zip((alone, stop), wanted, strict=True):
        if most is not None:
            found = may_drive(judged)
            if found.answer > most:
                return found.why
    return ""


def _without_doubt(stop: Stop) -> Record:
    """The record as the right alone is judged by: that nothing is known of it is the other question's."""
    word = "valid" if stop.record.word == "unknown" else stop.record.word
    return stop.record._replace(word=word, is_dated=False)


def _stops(case: Case, trust: TrustStore, subject: str, codes: Iterable[Asked]) -> Iterable[Stop]:
    """Yield the stops of the codes of one licence."""
    for asked in codes:
        content = _read(asked)
        if content is not None and content.subject == subject:
            yield _stop(case, trust, content, moment_of(asked, trust))


def _read(asked: Asked) -> Content | None:
    """Read a code with its companion, and without it where the two do not go together: it is a scan of the code."""
    for each in (asked, replace(asked, companion=None)):
        try:
            return content_of(each)
        except Exception:  # noqa: BLE001, S112 - whatever a library raises over a stranger's code: it is not read
            continue
    return None


def _stop(case: Case, trust: TrustStore, content: Content, now: float) -> Stop:
    seen = _seen(case)
    return Stop(
        person=content.person,
        record=listed_record(content, trust, now, seen),
        vehicle={} if case.vehicle is None else vehicle_json(case.vehicle),
        seen=seen,
        at=wall_clock(now),
    )


def _seen(case: Case) -> Json:
    stated = context_json(case.context)
    return {**(stated.pop("facts", None) or {}), **stated}
