"""The catalogue under samples/: every sample gets the verdict that it states, and every reason is in it."""

from __future__ import annotations

import filecmp
from collections import Counter
from pathlib import Path

import pytest

from credential.reason import Outcome, Reason
from issuer.samples import write_catalogue
from tests.catalogue import SAMPLES, cases, judged
from verifier.replay.case import Case, Expectation
from verifier.replay.judge import differences

CASES = cases()


def expectation(case: Case) -> Expectation:
    assert case.expectation is not None
    return case.expectation


@pytest.mark.parametrize("name", CASES)
def test_sample_gets_the_verdict_that_it_states(name: str) -> None:
    case = CASES[name]
    assert case.expectation is not None
    assert list(differences(case, *judged(case))) == []


def test_catalogue_has_sixty_samples_and_half_of_them_bad() -> None:
    outcomes = Counter(expectation(case).outcome for case in CASES.values())
    assert outcomes.total() >= 60
    assert outcomes[Outcome.FAILED] + outcomes[Outcome.INDETERMINATE] >= outcomes.total() / 2


def test_every_reason_is_expected_by_a_sample() -> None:
    expected = {reason for case in CASES.values() for reason in expectation(case).reasons}
    assert expected == set(Reason)


def test_writing_the_catalogue_again_gives_the_same_bytes(tmp_path: Path) -> None:
    write_catalogue(tmp_path)
    assert _differing(filecmp.dircmp(SAMPLES, tmp_path, ignore=["README.md"])) == []


def _differing(compared: filecmp.dircmp[str]) -> list[str]:
    _, mismatch, errors = filecmp.cmpfiles(compared.left, compared.right, compared.common_files, shallow=False)
    here = [*compared.left_only, *compared.right_only, *mismatch, *errors]
    return here + [name for part in compared.subdirs.values() for name in _differing(part)]
