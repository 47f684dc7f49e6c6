"""The second half of a check: a believed licence is held against time, status, and the stated vehicle.

Every finding is yielded; none stops the others. Nothing here raises for anything that a licence can hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from credential.forms import Form
from credential.reason import Reason
from credential.status_list import Status
from trust_store.clock import CLOCK_SKEW, is_behind
from trust_store.staleness import DAY, STALENESS, Grade, Staleness
from trust_store.status import StatusAnswer, StatusStatement
from trust_store.store import TrustStore
from verifier.authenticate import Authenticated
from verifier.documents.matching import card_findings
from verifier.entitlement.believed import MEASURES
from verifier.entitlement.standing import Measure, Standing
from verifier.freshness import judge_freshness
from verifier.portrait import portrait_size
from verifier.scan import Circumstances
from verifier.verdict import Finding
from verifier.work import ANEW, Work

ATTESTATION_LIFE: Final = 124 * DAY + 3600
"""Four months at most (R.225-6 III): four calendar months have up to 123 days, the last day is inclusive, and the
clocks may go back by an hour in between."""


_OF_THE_DOCUMENT: Final[Mapping[int, Reason]] = {
    Status.INVALID: Reason.REVOKED,
    Status.LOST_OR_STOLEN: Reason.LOST_OR_STOLEN,
}
"""Status values about the document; the others are about the right to drive."""


def assess(
    genuine: Authenticated,
    trust: TrustStore,
    now: datetime,
    circumstances: Circumstances,
    work: Work = ANEW,
) -> Iterator[Finding]:
    """Yield every finding about a licence whose signatures hold. `now` is aware; `work` judges the right to drive."""
    limits = trust.staleness
    yield from genuine.noticed
    floor = trust.clock_floor
    if floor is not None and is_behind(now, floor):
        yield Finding(Reason.CLOCK_BEHIND, f"it cannot be earlier than {floor.isoformat()}")
        # What was over by the floor is over; nothing is called premature by a clock that is wrong.
        now = floor
    moment = now.timestamp()
    yield from _validity(genuine, now, moment)
    yield from _holder(genuine, moment, circumstances)
    yield from _portrait(genuine)
    standing = standing_of(genuine.status, now, limits)
    yield from judge_status(genuine.status, standing)
    yield from _trust_age(trust, now, limits)
    yield from card_findings(genuine.claims, circumstances.context.card)
    yield from work.entitlement(genuine.claims, circumstances.vehicle, moment, standing, circumstances.context)


def _validity(genuine: Authenticated, now: datetime, moment: float) -> Iterator[Finding]:
    claims, signer = genuine.claims, genuine.signer
    if moment >= claims.exp:
        yield Finding(Reason.EXPIRED, f"exp {claims.exp}")
    starts = claims.iat if claims.nbf is None else max(claims.nbf, claims.iat)
    if starts > moment + CLOCK_SKEW.total_seconds():
        yield Finding(Reason.NOT_YET_VALID, f"begins at {starts}")
    if not (signer.covers(datetime.fromtimestamp(claims.iat, UTC)) and signer.covers(now)):
        yield Finding(Reason.SIGNER_EXPIRED, f"document signer {signer.kid.hex()}")
    if genuine.form is Form.ATTESTATION and claims.exp - claims.iat > ATTESTATION_LIFE:
        yield Finding(Reason.VALIDITY_TOO_LONG, f"{(claims.exp - claims.iat) / DAY:.0f} days")


def _holder(genuine: Authenticated, moment: float, circumstances: Circumstances) -> Iterator[Finding]:
    if genuine.token is None:
        yield Finding(Reason.HOLDER_NOT_PROVEN)
        return
    token = genuine.token
    if token.exp is not None and moment >= token.exp:  # step 5: the token is a CWT too (RFC 8392 section 7.2)
        yield Finding(Reason.PRESENTATION_STALE, f"the code was good until {token.exp}")
        return
    finding = judge_freshness(token.iat, moment, circumstances.earlier)
    # A nonce that came back proves the moment better than any clock.
    if finding is not None and token.cnonce is not None:
        finding = Finding(Reason.CLOCKS_DISAGREE, finding.detail)
    if finding is not None:
        yield finding


def _portrait(genuine: Authenticated) -> Iterator[Finding]:
    portrait = genuine.claims.portrait
    if portrait is not None and portrait_size(portrait) is None:
        yield Finding(Reason.PORTRAIT_UNUSABLE, f"{len(portrait)} bytes that are no small WebP")


def standing_of(status: StatusAnswer | None, now: datetime, limits: Staleness = STALENESS) -> Standing:
    """Read the status list's word with its age. Unknown is never valid and never revoked."""
    if not isinstance(status, StatusStatement):
        return Standing(measure=Measure.UNKNOWN, detail=status.value if status else "the licence names no status list")
    age = (now - status.issued_at).total_seconds()
    if status.is_expired(now) or age > limits.status_unknown:
        return Standing(measure=Measure.UNKNOWN, detail=_told(age))
    said = _said(status.value, MEASURES.get(status.value, Measure.UNKNOWN))
    return replace(said, stale=_told(age)) if age > limits.status_attention else said


@lru_cache(256)
def _said(value: int, measure: Measure) -> Standing:
    """What a list says while it is fresh. Lists have few values, and scans many: each is made once."""
    return Standing(measure=measure, detail=f"status {value}")


def _told(age: float) -> str:
    return f"the list is {age / DAY:.0f} days old"


def judge_status(status: StatusAnswer | None, standing: Standing) -> Iterator[Finding]:
    """Judge what a word that counts says of the document itself."""
    if isinstance(status, StatusStatement) and standing.measure is not Measure.UNKNOWN:
        reason = _OF_THE_DOCUMENT.get(status.value)
        if reason is not None:
            yield Finding(reason, standing.detail)


def _trust_age(trust: TrustStore, now: datetime, limits: Staleness) -> Iterator[Finding]:
    issued = trust.trust_list.issued_at if trust.trust_list else None
    if issued is not None and limits.grade_trust_list(now - issued) is Grade.ATTENTION:
        yield Finding(Reason.TRUST_LIST_STALE, f"the trust list is of {issued.date().isoformat()}")
