"""One case to its verdicts, and the digest that says whether two verdicts are the same to the bit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from credential.reason import Reason
from trust_store.clock import latest
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.store import TrustStore
from verifier.check import check
from verifier.inquiry import Inquiry
from verifier.replay.case import DAMAGED, FAULTY, Case
from verifier.replay.remembered import Remembered
from verifier.replay.told import told_by
from verifier.scan import Scan
from verifier.verdict import Verdict, unread

Trust = TrustStore | TrustStoreError
_NOTHING: Final = b"null"


def judge(case: Case, trust: Trust, work: Remembered) -> tuple[Verdict, ...]:
    """Judge a case at its own moment with the trust data that it names. A page or film may give several verdicts."""
    believed = floored(case, trust)
    if case.recording is None:
        return (_of_texts(case, believed, work),)
    inquiry = Inquiry(
        trust=believed,
        now=case.now,
        vehicle=case.vehicle,
        nonce=case.nonce,
        context=case.context,
        work=work,
    )
    answers = tuple(answer.verdict for answer in inquiry.ask_recording(case.recording.name, case.recording.data))
    return answers or (unread(Reason.NO_CODE),)


def digest(verdicts: tuple[Verdict, ...], work: Remembered) -> str:
    """SHA-256 over everything that verdicts say: outcome, reasons, findings with their details, every claim."""
    whole = hashlib.sha256()
    for verdict in verdicts:
        whole.update(told_by(verdict).text)
        whole.update(_NOTHING if verdict.claims is None else work.claims_text(verdict.claims))
    return whole.hexdigest()


def differences(case: Case, verdict: Verdict, found: str) -> Iterator[str]:
    """Yield what a verdict, whose digest is `found`, has otherwise than the case expects; nothing when they agree."""
    expected = case.expectation
    if expected is None:
        return
    told = told_by(verdict)
    if told.outcome is not expected.outcome:
        yield f"{told.verdict} instead of {expected.outcome.value}"
    if told.reasons != expected.reasons:
        yield f"reasons {_words(told.reasons)} instead of {_words(expected.reasons)}"
    if expected.digest not in (None, found):
        yield f"digest {found[:16]} instead of {str(expected.digest)[:16]}"


def sick_store(word: str) -> Trust | None:
    """Return the store of a sick terminal that a case names in place of a snapshot; None for any other word."""
    if word == DAMAGED:
        return TrustStoreError(Refusal.STORE_CORRUPT, "as the sample says")
    if word == FAULTY:
        return _FaultyStore()  # type: ignore[return-value] # that it is no trust store is the point of the sample
    return None


def _of_texts(case: Case, trust: Trust, work: Remembered) -> Verdict:
    return check(
        Scan(text=case.texts[0], companion=case.texts[1] if len(case.texts) > 1 else None),
        trust,
        case.now,
        vehicle=case.vehicle,
        nonce=case.nonce,
        earlier=case.earlier,
        context=case.context,
        work=work,
    )


def floored(case: Case, trust: Trust) -> Trust:
    """Raise the clock floor to that of the terminal, which is no part of a snapshot."""
    if case.floor is None or not isinstance(trust, TrustStore):
        return trust
    return replace(trust, clock_floor=latest((trust.clock_floor, case.floor)))


def _words(reasons: tuple[Reason, ...]) -> str:
    return " ".join(reason.value for reason in reasons) or "none"


class _FaultyStore:
    """A trust store whose look-up fails as a bug of ours would."""

    profile = Profile.TEST
    snapshot_id = FAULTY

    def __getattr__(self, name: str) -> object:
        raise RuntimeError(f"{name}: a fault put in by the sample")
