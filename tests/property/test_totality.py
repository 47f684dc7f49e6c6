"""`check` is total: any text, any bytes, and any claims under the real signer's signature get a verdict.

Nothing is raised, nothing passes that was not minted, and nothing is an internal error of ours.
"""

from __future__ import annotations

import random
import string
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, Final

import cbor2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from credential import cbor
from credential.base45 import ALPHABET
from credential.qr_text import unwrap, wrap
from credential.reason import Outcome, Reason
from issuer.samples.scene import NOW
from tests.property.mutations import Job, is_refused, mutate, run
from tests.world import DRIVER, World

STEPS = settings(
    max_examples=300, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
FEW_STEPS = settings(STEPS, max_examples=120)
MUTATIONS: Final = 1_000_000
QUICK_MUTATIONS: Final = 4_000
WORKERS: Final = 2
SEEDS: Final = (20261201, 20261202, 20261203, 20261204)

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(min_value=-(1 << 70), max_value=1 << 70)
    | st.floats()
    | st.text(max_size=20)
    | st.binary(max_size=20)
    | st.builds(cbor2.CBORSimpleValue, st.sampled_from([0, 19, 32, 59, 255]))
)
KEYS = st.integers(min_value=-70002, max_value=70000) | st.sampled_from([1, 2, 4, 6, 8, 65535, -70001]) | st.text()
ITEMS = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(KEYS, inner, max_size=4)
        | st.builds(cbor2.CBORTag, st.sampled_from([0, 1, 18, 24, 28, 60, 100, 1004]), inner)
    ),
    max_leaves=12,
)


@STEPS
@given(st.text(max_size=80) | st.text(alphabet=ALPHABET, max_size=80).map("PDC1:".__add__))
def test_any_text_is_refused(world: World, text: str) -> None:
    assert is_refused(world.check(text))


@STEPS
@given(st.binary(max_size=200), st.sampled_from(["PDC1:", "PDD1:"]))
def test_any_bytes_are_refused(world: World, data: bytes, prefix: str) -> None:
    assert is_refused(world.check(wrap(data, prefix)))


@STEPS
@given(st.text(max_size=80) | st.binary(max_size=120).map(lambda data: wrap(data, "PDD1:")))
def test_any_second_code_leaves_the_licence_as_it_is(world: World, companion: str) -> None:
    verdict = world.check(world.code(), companion=companion)
    assert verdict.claims is not None
    assert verdict.claims.portrait is None
    assert verdict.reasons == (Reason.COMPANION_MISMATCH,)


@FEW_STEPS
@given(ITEMS)
def test_any_item_signed_by_the_real_signer_is_refused(world: World, item: object) -> None:
    assert is_refused(world.check(world.scene.signed(cbor2.dumps(item))))


@FEW_STEPS
@given(st.dictionaries(st.sampled_from([1, 2, 4, 5, 6, 7, 8, 65535, -70001, 3, "x"]), ITEMS, min_size=1), st.data())
def test_claims_with_random_values_pass_only_if_well_formed(
    world: World, changed: dict[Any, Any], data: st.DataObject
) -> None:
    claims = {**world.claims_map(world.licences["P22"]), **changed}
    if data.draw(st.booleans()):
        claims = {**world.claims_map(world.licences["P22"]), -70001: {**licence_map(world), **changed}}
    verdict = world.check(world.scene.signed(cbor2.dumps(claims)))
    assert Reason.INTERNAL_ERROR not in verdict.reasons
    assert verdict.outcome is not Outcome.PASSED
    if verdict.claims is not None:
        cbor.encode(claims)
        assert type(verdict.claims.exp) is type(verdict.claims.iat) is int
        assert verdict.claims.iat < verdict.claims.exp


def licence_map(world: World) -> dict[Any, Any]:
    """The licence of the claims with nothing redacted: an attestation's."""
    content: dict[Any, Any] = world.claims_map(world.attestation)[-70001]
    return content


def nested(levels: int) -> list[Any]:
    item: list[Any] = []
    for _ in range(levels):
        item = [item]
    return item


NOT_A_NUMBER: Final = ("", "2099-01-01", "4000000000")
WRONG: Final[tuple[object, ...]] = (
    *(float("nan"), float("inf"), 1.0, True, False, None, 1 << 64, -(1 << 63), -(1 << 70)),
    *("x" * 151, "x" * 10_000, b"", cbor2.undefined, cbor2.CBORSimpleValue(59), {"a": {}}),
    *(cbor2.CBORTag(1, 2_000_000_000), cbor2.CBORTag(100, "today"), cbor2.CBORTag(100, 10**9), cbor2.CBORTag(28, [1])),
    *(nested(14), nested(300), {1: nested(15)}),
)
"""Values of no kind that a mandatory claim or element may have."""
CLAIM_CASES: Final = [
    *((label, value) for label in (1, 2, 4, 6, -70001) for value in WRONG),
    *((label, value) for label in (4, 6, -70001) for value in NOT_A_NUMBER),
]
ELEMENT_CASES: Final = [
    *((label, value) for label in (1, 2, 5, 7, 9, 10, 11, 12, 13, 15, 17) for value in WRONG),
    *((label, value) for label in (5, 9, 10, 15, 17) for value in NOT_A_NUMBER),
]


@pytest.mark.parametrize(("label", "value"), CLAIM_CASES, ids=lambda part: repr(part)[:16])
def test_a_mandatory_claim_of_a_wrong_kind_is_malformed(world: World, label: int, value: object) -> None:
    refused(world, encoded({**world.claims_map(world.attestation), label: value}))


@pytest.mark.parametrize(("label", "value"), ELEMENT_CASES, ids=lambda part: repr(part)[:16])
def test_a_mandatory_element_of_a_wrong_kind_is_malformed(world: World, label: int, value: object) -> None:
    claims = world.claims_map(world.attestation)
    refused(world, encoded({**claims, -70001: {**claims[-70001], label: value}}))


def encoded(claims: object) -> bytes:
    return cbor2.dumps(claims)


def refused(world: World, payload: bytes) -> None:
    verdict = world.check(world.scene.signed(payload))
    assert verdict.claims is None
    assert set(verdict.reasons) <= {Reason.MALFORMED, Reason.TOO_LARGE, Reason.DISCLOSURE_INVALID}


def messages(world: World) -> tuple[bytes, ...]:
    papers = [world.scene.attestation(person, portrait=person == DRIVER).data for person in (DRIVER, "P04", "P21")]
    codes = [unwrap(world.code(person))[1] for person in (DRIVER, "P04", "P08", "P20")]
    return (*papers, *codes, world.licences[DRIVER].data)


def job(world: World, seed: int, count: int) -> Job:
    return Job(seed=seed, count=count, messages=messages(world), publication=world.publication, now=NOW)


def test_mutations_of_genuine_scans_are_refused(world: World) -> None:
    assert run(job(world, 1, QUICK_MUTATIONS)) == []


def test_mutations_repeat_with_their_seed() -> None:
    data = string.ascii_letters.encode()
    assert mutate(data, [data], random.Random(7)) == mutate(data, [data], random.Random(7))  # noqa: S311 - repeats


@pytest.mark.slow
def test_one_million_mutations_raise_nothing_and_pass_nothing(world: World) -> None:
    print(f"seeds {SEEDS}")
    jobs = [job(world, seed, MUTATIONS // len(SEEDS)) for seed in SEEDS]
    with ProcessPoolExecutor(WORKERS, get_context("spawn")) as workers:
        believed = [text for part in workers.map(run, jobs) for text in part]
    assert sum(each.count for each in jobs) >= MUTATIONS
    assert believed == []
