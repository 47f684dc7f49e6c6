"""What a replay remembers changes no verdict: a forgery beside the real thing is a forgery, before it and after it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from credential.claims import LicenceClaims
from credential.forms import Issued
from credential.reason import Reason
from tests.catalogue import cases, trust_of
from tests.world import World
from verifier.check import check
from verifier.replay.judge import digest, judge
from verifier.replay.remembered import Remembered
from verifier.scan import Scan


def forged(world: World) -> str:
    """The driver's code around a licence of which one bit of the signature differs."""
    licence: Issued = world.bare()
    signature = licence.message.signature
    message = replace(licence.message, signature=signature[:-1] + bytes((signature[-1] ^ 1,)))
    return world.presented(licence=replace(licence, message=message))


def reasons(world: World, text: str, work: Remembered) -> tuple[Reason, ...]:
    case = replace(cases()["scans/living-code.sample"], texts=(text,))
    return judge(case, world.trust, work)[0].reasons


def test_a_forged_licence_beside_the_real_one_is_refused_every_time(world: World) -> None:
    work = Remembered()
    for _ in range(2):
        assert reasons(world, forged(world), work) == (Reason.SIGNATURE_INVALID,)
        assert reasons(world, world.code(), work) == ()


def test_another_phones_signature_over_a_remembered_licence_is_refused(world: World) -> None:
    work = Remembered()
    assert reasons(world, world.code(), work) == ()
    assert reasons(world, world.presented(key_of="P01"), work) == (Reason.KEY_BINDING_INVALID,)


def test_claims_of_one_payload_with_other_disclosures_are_other_claims(world: World) -> None:
    work = Remembered()
    text, companion = world.code(), world.companion()
    found = [
        check(Scan(text=text, companion=each), world.trust, cases()["scans/living-code.sample"].now, work=work)
        for each in (None, companion, None)
    ]
    assert [verdict.claims is not None and verdict.claims.portrait is not None for verdict in found] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize("most", [1, 4096])
def test_every_sample_is_judged_the_same_with_a_memory_full_of_the_others(most: int) -> None:
    shared = Remembered(most)
    texts = [case for case in cases().values() if case.texts]
    for _ in range(2):
        for case in texts:
            trust, alone = trust_of(case.trust), Remembered()
            together, apart = judge(case, trust, shared), judge(case, trust, alone)
            assert together == apart
            assert digest(together, shared) == digest(apart, alone)


def test_the_number_one_is_not_the_sign_true_of_a_device_key(world: World) -> None:
    """In Python True == 1: a look-up by the key's value would take one for the other."""

    def spoil(claims: LicenceClaims) -> LicenceClaims:
        assert claims.cnf is not None
        return replace(claims, cnf={**claims.cnf, -3: int(claims.cnf[-3])})

    work = Remembered()
    assert reasons(world, world.code(), work) == ()
    assert reasons(world, world.changed_code(spoil), work) == (Reason.MALFORMED,)
