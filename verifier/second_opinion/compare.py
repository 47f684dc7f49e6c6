"""Our verdict against the second opinion: what we call genuine it must call genuine too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import cbor2

from credential.reason import Outcome, Question
from trust_store.store import TrustStore
from verifier.capture.errors import SourceError
from verifier.capture.sources import open_recording
from verifier.replay.case import Case
from verifier.replay.judge import Trust, floored
from verifier.second_opinion.driving import may_not_drive
from verifier.second_opinion.rules import Asked, base45_bytes, require_genuine
from verifier.verdict import Verdict

_ACCEPTED = frozenset({Outcome.PASSED, Outcome.ATTENTION})


def accepts(verdict: Verdict) -> bool:
    """Whether a verdict says that the document is genuine, living and in force."""
    return verdict.claims is not None and verdict.outcome_of(Question.GENUINE) in _ACCEPTED


def contradiction(case: Case, trust: Trust, verdicts: tuple[Verdict, ...]) -> str:
    """Say why the second opinion refuses what we accept; empty where the two agree, or ours is the stricter."""
    accepted = any(accepts(verdict) for verdict in verdicts)
    if not accepted and not any(_lets_drive(verdict) for verdict in verdicts):
        return ""
    believed = floored(case, trust)
    if not isinstance(believed, TrustStore):
        return "second opinion: accepted without trust data"
    codes = tuple(_asked(case))
    refusal = _not_genuine(codes, believed) if accepted else ""
    if refusal:
        return f"second opinion: {refusal}"
    for verdict in verdicts:
        barred = may_not_drive(case, believed, verdict, codes)
        if barred:
            return f"second opinion: must not drive: {barred}"
    return ""


def _lets_drive(verdict: Verdict) -> bool:
    return verdict.claims is not None and verdict.outcome_of(Question.ENTITLED) in _ACCEPTED


def _not_genuine(codes: Iterable[Asked], believed: TrustStore) -> str:
    """Return the last refusal where no code is genuine."""
    refusals = []
    for asked in codes:
        try:
            require_genuine(asked, believed)
        except Exception as error:  # noqa: BLE001 - whatever a library raises over a scan is no acceptance
            refusals.append(f"{type(error).__name__}: {error}")
        else:
            return ""
    return refusals[-1] if refusals else "no text in it"


def _asked(case: Case) -> Iterator[Asked]:
    """Yield the texts of a case, each as one scan; of a recording those that were read in it, with what came before."""
    now = case.now.timestamp()
    if case.recording is None:
        seen = tuple((past.iat, past.seconds_ago) for past in case.earlier)
        companion = case.texts[1] if len(case.texts) > 1 else None
        yield Asked(text=case.texts[0], companion=companion, now=now, nonce=case.nonce, seen=seen)
        return
    seen_at: dict[int, float] = {}
    for text, seconds in _texts(case.recording.name, case.recording.data):
        seen = tuple((iat, seconds - at) for iat, at in seen_at.items())
        yield Asked(text=text, companion=None, now=now + seconds, nonce=case.nonce, seen=seen)
        iat = _iat(text)
        if iat is not None:
            seen_at.setdefault(iat, seconds)


def _texts(name: str, data: bytes) -> Iterable[tuple[str, float]]:
    try:
        for sighting in open_recording(name, data):
            for text in sighting.reading.texts:
                yield text, sighting.seconds
    except SourceError:
        return


def _iat(text: str) -> int | None:
    """The time that a phone's code states, believed by nobody here; None for anything else."""
    try:
        token = cbor2.loads(cbor2.loads(base45_bytes(text, "PDC1:")).value[2])
        return int(token[6])
    except Exception:  # noqa: BLE001 - a text that is none of ours has no such time
        return None
