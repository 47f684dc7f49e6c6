"""The catalogue under samples/: every sample gets the verdict that it states, and every reason is in it."""

from __future__ import annotations

import filecmp
from collections import Counter
from pathlib import Path

import pytest

from credential.reason import Outcome, Reason
from issuer.samples import write_catalogue
from verifier.replay import differences, find_samples, load_sample, replay

SAMPLES = Path(__file__).parents[2] / "samples"
PATHS = find_samples(SAMPLES / "scans")


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_sample_gets_the_verdict_that_it_states(path: Path) -> None:
    sample = load_sample(path)
    assert list(differences(sample, replay(sample, SAMPLES / "trust"))) == []


def test_catalogue_has_sixty_samples_and_half_of_them_bad() -> None:
    outcomes = Counter(load_sample(path).expectation.outcome for path in PATHS)
    assert outcomes.total() >= 60
    assert outcomes[Outcome.FAILED] + outcomes[Outcome.INDETERMINATE] >= outcomes.total() / 2


def test_every_reason_is_expected_by_a_sample() -> None:
    expected = {reason for path in PATHS for reason in load_sample(path).expectation.reasons}
    assert expected == set(Reason)


def test_writing_the_catalogue_again_gives_the_same_bytes(tmp_path: Path) -> None:
    write_catalogue(tmp_path)
    assert _differing(filecmp.dircmp(SAMPLES, tmp_path, ignore=["README.md"])) == []


def _differing(compared: filecmp.dircmp[str]) -> list[str]:
    _, mismatch, errors = filecmp.cmpfiles(compared.left, compared.right, compared.common_files, shallow=False)
    here = [*compared.left_only, *compared.right_only, *mismatch, *errors]
    return here + [name for part in compared.subdirs.values() for name in _differing(part)]
