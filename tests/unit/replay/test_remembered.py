"""What a replay remembers changes no verdict: a forgery beside the real thing is a forgery, before it and after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest

from credential import cbor
from credential.cbor import CBORTag
from credential.claims import LicenceClaims
from credential.cose import Sign1
from credential.forms import Issued, Presentation, decode_form
from credential.qr_text import unwrap, wrap
from credential.reason import Reason
from credential.status_list import Status
from issuer.samples.scene import PUBLISHED, SHOWN
from tests.catalogue import cases, trust_of
from tests.world import DRIVER, World, trusting
from trust_store.store import TrustStore
from verifier.check import check
from verifier.replay.judge import digest, judge
from verifier.replay.remembered import Remembered
from verifier.scan import Scan

SECOND = timedelta(seconds=1)


def forged(world: World) -> str:
    """The driver's code around a licence of which one bit of the signature differs."""
    licence: Issued = world.bare()
    signature = licence.message.signature
    message = replace(licence.message, signature=signature[:-1] + bytes((signature[-1] ^ 1,)))
    return world.presented(licence=replace(licence, message=message))


def reasons(world: World, text: str, work: Remembered) -> tuple[Reason, ...]:
    case = replace(cases()["scans/living-code.sample"], texts=(text,))
    return judge(case, world.trust, work)[0].reasons


def judged(world: World, trust: TrustStore, work: Remembered) -> tuple[Reason, ...]:
    """What a store says of the driver's code."""
    return judge(replace(cases()["scans/living-code.sample"], texts=(world.code(),)), trust, work)[0].reasons


def encoded(message: Sign1) -> bytes:
    parts = [message.protected_bytes, {}, message.unverified_payload, message.signature]
    return cbor.encode(CBORTag(18, parts))


def test_a_forged_licence_beside_the_real_one_is_refused_every_time(world: World) -> None:
    work = Remembered()
    for _ in range(2):
        assert reasons(world, forged(world), work) == (Reason.SIGNATURE_INVALID,)
        assert reasons(world, world.code(), work) == ()


def test_another_phones_signature_over_a_remembered_licence_is_refused(world: World) -> None:
    work = Remembered()
    assert reasons(world, world.code(), work) == ()
    assert reasons(world, world.presented(key_of="P01"), work) == (Reason.KEY_BINDING_INVALID,)


def test_a_changed_bit_is_refused_beside_the_remembered_code(world: World) -> None:
    """Wherever it stands: in the phone's signature, in its claims, in the licence within."""
    work = Remembered()
    text = world.code()
    data = unwrap(text)[1]
    assert reasons(world, text, work) == ()
    for place in range(0, len(data), 7):
        changed = wrap(data[:place] + bytes((data[place] ^ 1,)) + data[place + 1 :])
        assert reasons(world, changed, work) == reasons(world, changed, Remembered()) != ()
    assert reasons(world, text, work) == ()


def test_the_phones_signature_of_another_code_is_refused_over_the_same_licence(world: World) -> None:
    work = Remembered()
    first, second = world.code(), world.code(at=SHOWN - SECOND)
    one, two = (decode_form(unwrap(each)[1]) for each in (first, second))
    assert isinstance(one, Presentation)
    assert isinstance(two, Presentation)
    assert one.message.protected_bytes == two.message.protected_bytes
    swapped = wrap(encoded(replace(one.message, signature=two.message.signature)))
    assert [reasons(world, each, work) for each in (first, second, swapped)] == [(), (), (Reason.KEY_BINDING_INVALID,)]


@pytest.mark.parametrize("attack", ["blocked", "unknown", "another key", "no lists"])
def test_a_remembered_licence_is_not_believed_by_a_store_that_believes_it_not(world: World, attack: str) -> None:
    work, trust = Remembered(), world.trust
    (kid, (signer,)), *_ = [each for each in trust.signers.items() if each[1][0].country == "FR"]
    other = next(each[0] for each in trust.signers.values() if each[0].country != "FR")
    worse, reason = {
        "blocked": (replace(trust, blocked=frozenset({signer.certificate_sha256})), Reason.SIGNER_BLOCKED),
        "unknown": (replace(trust, signers=MappingProxyType({other.kid: (other,)})), Reason.ISSUER_UNKNOWN),
        "another key": (replace(trust, signers={kid: (replace(signer, key=other.key),)}), Reason.SIGNATURE_INVALID),
        "no lists": (replace(trust, shards={}), Reason.STATUS_UNKNOWN),
    }[attack]
    for _ in range(2):
        assert judged(world, trust, work) == ()
        assert judged(world, worse, work) == (reason,)


def test_a_status_that_was_published_since_counts_for_a_remembered_licence(world: World) -> None:
    work, since = Remembered(), trusting(world.scene.publication(PUBLISHED, {DRIVER: Status.SUSPENDED}))
    for _ in range(2):
        assert judged(world, world.trust, work) == ()
        assert judged(world, since, work) == (Reason.SUSPENDED,)


def test_a_forgotten_header_reads_as_one_that_was_never_seen(world: World) -> None:
    work = Remembered(most=1)
    texts = [world.code(person) for person in ("P25", "P01", "P25", "P01")]
    for text in texts:
        data = unwrap(text)[1]
        assert decode_form(data, work.token_header) == decode_form(data)
    assert work._header.cache_info().currsize == 1


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
