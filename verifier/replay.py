"""Replaying samples: each states its moment, its trust data and the verdict that it must get.

The same bytes, moment and trust data give the same verdict on any machine; what differs is shown. docs/samples.md
describes the files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

from credential.moments import parse_moment
from credential.reason import Outcome, Reason
from trust_store.holdings import Holdings
from trust_store.installation import merge
from trust_store.profile import Profile
from trust_store.publication import read_directory
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.store import TrustStore, assemble
from verifier.check import check
from verifier.documents.card_line import read_card_line
from verifier.entitlement.context import UNKNOWN_CONTEXT, Context
from verifier.entitlement.context_words import parse_context
from verifier.entitlement.vehicle import Vehicle
from verifier.inquiry import Inquiry
from verifier.scan import PastPresentation, Scan
from verifier.verdict import Verdict, unread

MAX_SAMPLE: Final = 64 * 1024
"""Bytes of one text sample."""
_NO_CLOCK: Final = datetime(9999, 1, 1, tzinfo=UTC)
"""The clock at which a sample's trust data are taken in: none of them may be from a future."""
_NAMES: Final = frozenset({"expect", "now", "trust", "vehicle", "context", "mrz", "nonce", "earlier", "comment"})


class SampleError(ValueError):
    """A sample cannot be read; the text says what, where and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What a sample's verdict must be; the reasons worst first."""

    outcome: Outcome
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One sample on disk. `texts` are empty where `scan` is a picture, a film or a message in bytes."""

    path: Path
    scan: Path
    expectation: Expectation
    now: datetime
    trust: str
    texts: tuple[str, ...]
    vehicle: Vehicle | None
    context: Context
    nonce: str | None
    earlier: tuple[PastPresentation, ...]


def find_samples(folder: Path) -> tuple[Path, ...]:
    """List the samples under `folder`, or the one that `folder` is, in the order of their names."""
    if folder.is_file():
        return (folder,)
    found = (path for path in folder.rglob("*") if path.suffix in (".sample", ".expect") and path.is_file())
    return tuple(sorted(found))


def load_sample(path: Path) -> Sample:
    """Read a ``.sample``, or the ``.expect`` beside a picture. Raises SampleError."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_SAMPLE).decode()
    except (OSError, UnicodeDecodeError) as error:
        raise SampleError(f"{path.name}: cannot be read; give a .sample or .expect file") from error
    head, _, body = content.partition("\n\n")
    fields = _fields(path, head)
    try:
        return Sample(
            path=path,
            scan=path.with_suffix("") if path.suffix == ".expect" else path,
            expectation=_expectation(fields["expect"]),
            now=parse_moment(fields["now"]),
            trust=fields.get("trust", "main"),
            texts=tuple(body.splitlines()),
            vehicle=Vehicle.parse(fields["vehicle"]) if "vehicle" in fields else None,
            context=_context(fields),
            nonce=fields.get("nonce"),
            earlier=tuple(_earlier(word) for word in fields.get("earlier", "").split()),
        )
    except (KeyError, ValueError) as error:
        raise SampleError(f"{path.name}: its header needs expect and now, each well formed ({error})") from error


def replay(sample: Sample, trust_folder: Path) -> Verdict:
    """Judge a sample with the trust data that it names, which lie in `trust_folder`. Raises SampleError."""
    trust = trust_of(sample.trust, trust_folder)
    if not sample.texts:
        return _ask(sample, trust)
    companion = sample.texts[1] if len(sample.texts) > 1 else None
    return check(
        Scan(text=sample.texts[0], companion=companion),
        trust,
        sample.now,
        vehicle=sample.vehicle,
        nonce=sample.nonce,
        earlier=sample.earlier,
        context=sample.context,
    )


def differences(sample: Sample, verdict: Verdict) -> Iterator[str]:
    """Yield what a verdict has otherwise than the sample expects; nothing when they agree."""
    expected = sample.expectation
    if verdict.outcome is not expected.outcome:
        yield f"{verdict.outcome.value} instead of {expected.outcome.value}"
    if verdict.reasons != expected.reasons:
        found = " ".join(reason.value for reason in verdict.reasons)
        yield f"reasons {found or 'none'} instead of {' '.join(each.value for each in expected.reasons) or 'none'}"


def _ask(sample: Sample, trust: TrustStore | TrustStoreError) -> Verdict:
    inquiry = Inquiry(trust=trust, now=sample.now, vehicle=sample.vehicle, nonce=sample.nonce, context=sample.context)
    answers = list(inquiry.ask(str(sample.scan)))
    return answers[-1].verdict if answers else unread(Reason.NO_CODE)


def _fields(path: Path, head: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in head.splitlines():
        name, colon, value = line.partition(": ")
        if not colon or name not in _NAMES or name in fields:
            raise SampleError(f"{path.name}: a header line that is none of {', '.join(sorted(_NAMES))}, once each")
        fields[name] = value
    return fields


def _expectation(value: str) -> Expectation:
    outcome, *reasons = value.split()
    return Expectation(outcome=Outcome(outcome), reasons=tuple(Reason[word] for word in reasons))


def _context(fields: dict[str, str]) -> Context:
    stated = parse_context(fields["context"]) if "context" in fields else UNKNOWN_CONTEXT
    return replace(stated, card=read_card_line(fields["mrz"])) if "mrz" in fields else stated


def _earlier(word: str) -> PastPresentation:
    iat, _, ago = word.partition("@")
    return PastPresentation(iat=int(iat), seconds_ago=float(ago))


@cache
def _trust(folder: Path) -> TrustStore:
    """Take in a publication as a terminal would, in memory."""
    try:
        publication = read_directory(folder)
        return assemble(merge(Holdings(profile=Profile.TEST), publication, _NO_CLOCK, None)[0])
    except TrustStoreError as error:
        raise SampleError(f"trust data {folder.name}: {error}") from error


class _FaultyStore:
    """A trust store whose look-up fails as a bug of ours would."""

    def __getattr__(self, name: str) -> object:
        raise RuntimeError(f"{name}: a fault put in by the sample")


def trust_of(name: str, folder: Path) -> TrustStore | TrustStoreError:
    """The trust data that a sample names: a publication's folder, or one of three states of a sick terminal."""
    if name == "none":
        return TrustStore.empty(Profile.TEST)
    if name == "damaged":
        return TrustStoreError(Refusal.STORE_CORRUPT, "as the sample says")
    if name == "faulty":
        return _FaultyStore()  # type: ignore[return-value] # that it is no trust store is the point of the sample
    if not re.fullmatch("[a-z0-9-]+", name, re.ASCII):
        raise SampleError(f"trust data {name!r}: a plain folder name of a-z, 0-9 and hyphens is wanted")
    return _trust(folder / name)
