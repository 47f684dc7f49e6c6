"""The film of the demonstration: six drivers, six results; and no result is lost behind a later one."""

from __future__ import annotations

from datetime import UTC, datetime

from credential.reason import Outcome, Reason
from tests.catalogue import SAMPLES, store_of
from verifier.inquiry import Inquiry

NOON = datetime(2026, 12, 1, 13, tzinfo=UTC)


def test_six_drivers_of_the_film_get_six_results() -> None:
    inquiry = Inquiry(trust=store_of("main"), now=NOON)
    verdicts = [answer.verdict for answer in inquiry.ask(str(SAMPLES / "scans" / "six-drivers.avi"))]
    assert [(each.outcome, each.reasons) for each in verdicts] == [
        (Outcome.PASSED, ()),
        (Outcome.ATTENTION, (Reason.PROBATIONARY,)),
        (Outcome.FAILED, (Reason.SUSPENDED,)),
        (Outcome.FAILED, (Reason.SIGNATURE_INVALID,)),
        (Outcome.INDETERMINATE, (Reason.ISSUER_UNKNOWN,)),
        (Outcome.ATTENTION, (Reason.HOLDER_NOT_PROVEN,)),
    ]
    assert verdicts[0].claims is not None
    assert verdicts[0].claims.portrait is not None
