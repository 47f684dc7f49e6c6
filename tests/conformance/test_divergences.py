"""The list of deliberate divergences itself; that each still applies is tested beside its own vectors."""

from __future__ import annotations

from pathlib import Path

TESTED_SETS = ("cose-wg/", "sd-cwt/first-blinded-hash.txt")


def test_every_divergence_has_a_reason_a_vector_and_a_test(
    vectors: Path, divergences: dict[str, dict[str, str]]
) -> None:
    for name, divergence in divergences.items():
        assert divergence["reason"].endswith("."), name
        assert (vectors / name).is_file(), name
        assert name.startswith(TESTED_SETS), name
