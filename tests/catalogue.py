"""The samples as cases, for tests that want one of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from trust_store.archive import unpack
from trust_store.store import TrustStore, assemble
from verifier.replay.case import Case
from verifier.replay.catalogue import Unreadable, items_of
from verifier.replay.judge import Trust, digest, judge, sick_store
from verifier.replay.remembered import Remembered
from verifier.replay.shelf import FolderShelf
from verifier.replay.snapshots import Publications, Snapshots
from verifier.verdict import Verdict

SAMPLES: Final = Path(__file__).parents[1] / "samples"
_SNAPSHOTS: Final = Snapshots()


@cache
def cases() -> dict[str, Case]:
    """All samples by their names."""
    return dict(_cases())


def case_of(name: str) -> Case:
    """One sample, such as ``scans/living-code.sample``."""
    return cases()[name]


@cache
def trust_of(snapshot: str) -> Trust:
    """The store of a case's snapshot."""
    return sick_store(snapshot) or assemble(unpack(snapshot, _SNAPSHOTS.packed(snapshot) or b""))


def store_of(word: str) -> TrustStore:
    """The store that a sample calls by a word, such as ``main``."""
    cases()
    publications = Publications(FolderShelf(SAMPLES), _SNAPSHOTS)
    store = trust_of(publications.snapshot("trust/", word))
    assert isinstance(store, TrustStore)
    return store


def judged(case: Case) -> tuple[Verdict, str]:
    """The verdict on a sample, and its digest."""
    work = Remembered()
    verdicts = judge(case, trust_of(case.trust), work)
    return verdicts[-1], digest(verdicts, work)


def _cases() -> Iterator[tuple[str, Case]]:
    for item in items_of(FolderShelf(SAMPLES), _SNAPSHOTS):
        assert not isinstance(item, Unreadable), item
        yield item.id, item.case()
