"""Everything about one check for an expert: findings, every claim by its ISO name, signer, lists, moments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from credential.claims import DrivingPrivilege
from credential.labels import TitleFormat
from credential.language import Bilingual
from trust_store.status import StatusStatement
from trust_store.store import TrustStore
from verifier.terminal import phrases
from verifier.terminal.judged import Judged
from verifier.verdict import Evidence


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what stands under it; both may quote the scan."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading and its facts."""

    heading: Bilingual
    facts: tuple[Fact, ...]


def chapters(judged: Judged, trust: TrustStore) -> tuple[Chapter, ...]:
    """Tell everything, in the words of the standards, which are the same in every language."""
    told = (
        Chapter(phrases.FINDINGS, tuple(Fact(each.reason.value, each.detail) for each in judged.verdict.findings)),
        Chapter(phrases.SIGNER, tuple(_signer(judged.verdict.evidence))),
        Chapter(phrases.CLAIMS, tuple(_claims(judged))),
        Chapter(phrases.TRUST, tuple(_trust(trust, judged.now))),
        Chapter(phrases.MOMENT, (Fact("now", judged.now.isoformat()), Fact("form", judged.verdict.form.value))),
    )
    return tuple(chapter for chapter in told if chapter.facts)


def _signer(evidence: Evidence | None) -> Iterator[Fact]:
    if evidence is None:
        return
    signer = evidence.signer
    yield Fact("kid", signer.kid.hex())
    yield Fact("country", signer.country)
    yield Fact("profile", signer.profile.value)
    yield Fact("not_before", signer.not_before.isoformat())
    yield Fact("not_after", signer.not_after.isoformat())
    yield Fact("anchor_sha256", signer.anchor_sha256.hex())
    if isinstance(evidence.status, StatusStatement):
        yield Fact("status", f"{evidence.status.value} ({evidence.status.issued_at.isoformat()})")
    elif evidence.status is not None:
        yield Fact("status", evidence.status.value)
    if evidence.token is not None:
        yield Fact("presentation iat", datetime.fromtimestamp(evidence.token.iat, UTC).isoformat())
        yield Fact("cnonce", "-" if evidence.token.cnonce is None else evidence.token.cnonce.hex())


def _claims(judged: Judged) -> Iterator[Fact]:
    claims = judged.verdict.claims
    if claims is None:
        return
    for each in fields(claims):
        value = getattr(claims, each.name)
        if each.name == "driving_privileges":
            yield from (Fact(f"category {held.category}", _privilege(held)) for held in claims.driving_privileges)
        elif value is not None and value != ():
            yield Fact(each.name, _written(value))


def _privilege(held: DrivingPrivilege) -> str:
    dates = (f"{held.issue_date or '-'}", f"{held.expiry_date or '-'}")
    return " ".join((*dates, *held.codes))


def _written(value: object) -> str:
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, TitleFormat):
        return value.word
    if isinstance(value, tuple):
        return " ".join(str(item) for item in value)
    return str(value)


def _trust(trust: TrustStore, now: datetime) -> Iterator[Fact]:
    yield Fact("snapshot", trust.snapshot_id)
    yield Fact("clock_floor", "-" if trust.clock_floor is None else trust.clock_floor.isoformat())
    for name, age in trust.ages(now).items():
        yield Fact(name, str(age))
