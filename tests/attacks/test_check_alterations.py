"""Twenty genuine scans and every single change of each: flipped bits, cuts, inserted, deleted and exchanged bytes.

None of them is believed. The changes are made to the CBOR bytes, which are wrapped again as a code's text, and for
some scans to the characters of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest

from credential import cbor
from credential.base45 import ALPHABET
from credential.qr_text import unwrap, wrap
from credential.reason import Outcome, Reason
from tests.world import World, item
from verifier.verdict import Verdict

ATTESTED = ("P04",)
WITH_PORTRAIT = ("P01", "P02", "P20", "P21", "P25", "P32", "P35")
PRESENTED = ("P03", "P04", "P06", "P08", "P20", "P25", "P33")
COPIED = ("P16", "P25")
COMPANIONS = ("P21", "P25", "P29")
OTHERS_TRIED = 3
"""Of the 44 other characters, how many are put in each place of a text: a seventh of them, all in turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A scan that holds, how it is judged, and what tells that a change of it was believed."""

    name: str
    text: str
    judge: Callable[[str], Verdict]
    believed: Callable[[Verdict], bool]

    @property
    def data(self) -> bytes:
        return unwrap(self.text)[1]


def is_believed(verdict: Verdict) -> bool:
    return verdict.claims is not None or verdict.outcome not in (Outcome.FAILED, Outcome.INDETERMINATE)


def is_called_a_copy(verdict: Verdict) -> bool:
    """A licence without its phone is no more than a copy; a changed one is not even that."""
    return is_believed(verdict) or Reason.KEY_BINDING_MISSING in verdict.reasons


def is_portrait_shown(verdict: Verdict) -> bool:
    """The licence beside a changed second code still stands; what the code holds is not taken."""
    return (
        verdict.claims is None
        or verdict.claims.portrait is not None
        or verdict.outcome is not Outcome.INDETERMINATE
        or Reason.COMPANION_MISMATCH not in verdict.reasons
    )


def twenty(world: World) -> Iterator[Sample]:
    for person in ATTESTED + WITH_PORTRAIT:
        text = world.scene.attestation(person, portrait=person in WITH_PORTRAIT).text
        yield Sample(name=f"attestation {person}", text=text, judge=world.check, believed=is_believed)
    for person in PRESENTED:
        yield Sample(name=f"code {person}", text=world.code(person), judge=world.check, believed=is_believed)
    for person in COPIED:
        text = bare_text(world, person)
        yield Sample(name=f"licence {person}", text=text, judge=world.check, believed=is_called_a_copy)
    for person in COMPANIONS:
        yield companion_sample(world, person)


def bare_text(world: World, person: str) -> str:
    """A licence without disclosures: those stand beside the signature, and a bare licence takes none of them."""
    return wrap(cbor.encode(item(world.bare(person))))


def companion_sample(world: World, person: str) -> Sample:
    code = world.code(person)

    def judge(text: str) -> Verdict:
        return world.check(code, companion=text)

    return Sample(name=f"companion {person}", text=world.companion(person), judge=judge, believed=is_portrait_shown)


def changes(data: bytes) -> Iterator[bytes]:
    """Every flipped bit, every cut, every deleted byte, a zero byte at every place, neighbours exchanged."""
    for place, byte in enumerate(data):
        for bit in range(8):
            yield data[:place] + bytes((byte ^ 1 << bit,)) + data[place + 1 :]
        yield data[:place]
        yield data[:place] + data[place + 1 :]
        yield data[:place] + b"\0" + data[place:]
    yield data + b"\0"
    for place, (left, right) in enumerate(pairwise(data)):
        if left != right:
            yield data[:place] + bytes((right, left)) + data[place + 2 :]


def believed_changes(sample: Sample) -> tuple[int, list[str]]:
    """Try every change of a sample; returns how many there were, and those that were believed, in hexadecimal."""
    data, prefix, tried, believed = sample.data, sample.text[:5], 0, []
    assert wrap(data, prefix) == sample.text
    for changed in changes(data):
        tried += 1
        if sample.believed(sample.judge(wrap(changed, prefix))):
            believed.append(changed.hex())
    return tried, believed


def changed_texts(text: str) -> Iterator[str]:
    """Other characters of the alphabet in every place; which ones, moves on with the place."""
    for place, character in enumerate(text):
        for step in range(OTHERS_TRIED):
            other = ALPHABET[(place * 7 + step * 13) % 45]
            if other != character:
                yield text[:place] + other + text[place + 1 :]


def test_the_twenty_samples_hold_before_they_are_changed(world: World) -> None:
    samples = list(twenty(world))
    assert len({sample.name for sample in samples}) == 20
    assert [sample.name for sample in samples if not sample.believed(sample.judge(sample.text))] == []


@pytest.mark.slow
def test_every_single_change_of_twenty_samples_is_refused(world: World) -> None:
    total = 0
    for sample in twenty(world):
        tried, believed = believed_changes(sample)
        assert believed == [], sample.name
        total += tried
    assert total >= 150_000


def test_every_single_change_of_an_attestation_is_refused(world: World) -> None:
    sample = next(twenty(world))
    assert believed_changes(sample)[1] == []


@pytest.mark.parametrize("number", [0, 12, 15, 18], ids=["attestation", "code", "licence", "companion"])
def test_every_changed_character_of_a_text_is_refused(world: World, number: int) -> None:
    sample = list(twenty(world))[number]
    assert [text for text in changed_texts(sample.text) if sample.believed(sample.judge(text))] == []
