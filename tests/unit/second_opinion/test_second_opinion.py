"""The second opinion: it accepts what we accept, and it is no rubber stamp."""

from __future__ import annotations

from dataclasses import replace

import pytest

from credential.reason import Question, Reason
from tests.catalogue import cases, judged, trust_of
from tests.world import World
from trust_store.store import TrustStore
from verifier.replay.case import Case
from verifier.second_opinion.compare import accepts, contradiction
from verifier.second_opinion.rules import Asked, require_genuine

TEXTS = {name: case for name, case in cases().items() if case.texts}
STRICTER = {Reason.MALFORMED, Reason.TOO_LARGE}
"""What our decoder refuses for its form; another library may read it."""


def require(case: Case) -> None:
    trust = trust_of(case.trust)
    assert isinstance(trust, TrustStore)
    seen = tuple((past.iat, past.seconds_ago) for past in case.earlier)
    companion = case.texts[1] if len(case.texts) > 1 else None
    asked = Asked(text=case.texts[0], companion=companion, now=case.now.timestamp(), nonce=case.nonce, seen=seen)
    require_genuine(asked, trust)


@pytest.mark.parametrize("name", cases())
def test_what_we_accept_it_accepts(name: str) -> None:
    case = cases()[name]
    assert contradiction(case, trust_of(case.trust), (judged(case)[0],)) == ""


@pytest.mark.parametrize("name", [name for name, case in TEXTS.items() if case.trust not in ("damaged", "faulty")])
def test_what_we_refuse_as_not_genuine_it_refuses_too(name: str) -> None:
    case = TEXTS[name]
    verdict, _ = judged(case)
    genuine = {finding.reason for finding in verdict.findings_about(Question.GENUINE)}
    of_the_card = {Reason.CARD_MISMATCH, Reason.NOT_AUTHENTIC, Reason.AUTHENTICITY_UNPROVEN}
    if accepts(verdict) or genuine & (STRICTER | of_the_card):
        return
    with pytest.raises(Exception):  # noqa: B017 - whatever it raises, it does not accept
        require(case)


def test_a_check_that_accepted_everything_would_be_contradicted() -> None:
    """The guard itself: each refused sample, were it passed, is named."""
    passed, _ = judged(cases()["scans/living-code.sample"])
    refused = [case for case in TEXTS.values() if not accepts(judged(case)[0])]
    found = [case.id for case in refused if contradiction(case, trust_of(case.trust), (passed,))]
    assert len(refused) > 40
    assert len(found) >= len(refused) * 3 // 4


def test_a_living_code_with_another_signature_is_contradicted(world: World) -> None:
    case = replace(cases()["scans/living-code.sample"], texts=(world.presented(key_of="P01"),))
    passed, _ = judged(cases()["scans/living-code.sample"])
    assert "signature" in contradiction(case, world.trust, (passed,))


def test_ours_alone_is_never_enough_without_trust_data() -> None:
    passed = judged(cases()["scans/living-code.sample"])[0]
    for word in ("damaged", "faulty"):
        assert contradiction(cases()["scans/living-code.sample"], trust_of(word), (passed,))
