"""Recorded scans for replays: codes of phones and printed attestations, as terminals would have kept them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from issuer.mint import Minted
from issuer.samples.scene import NOW, PUBLISHED, SHOWN, Scene
from issuer.samples.writer import cast
from trust_store.archive import keep
from trust_store.holdings import Holdings
from trust_store.installation import merge
from trust_store.profile import Profile
from trust_store.store import TrustStore, assemble
from verifier.check import check
from verifier.replay.case import Case, Expectation
from verifier.replay.codec import line_of
from verifier.replay.judge import digest
from verifier.replay.remembered import Remembered
from verifier.scan import Scan

PEOPLE = ("P25", "P01", "P21", "P09")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A file of lines, and the archive with the snapshot that they name."""

    lines: Path
    archive: Path
    trust: TrustStore


def record(folder: Path, *, licences: int, codes: int, attestations: int = 0) -> Recorded:
    """Record `codes` scans of each of `licences` phones, and one of each attestation, with what was said of each.

    What was said comes from the check itself, with nothing remembered between scans.
    """
    scene = Scene(folder / "office", cast())
    texts = [*_codes(scene, licences, codes), *_attestations(scene, attestations)]
    holdings = merge(Holdings(profile=Profile.TEST), scene.publication(PUBLISHED), NOW)[0]
    trust = assemble(holdings)
    snapshot = keep(holdings, folder / "archive")
    lines = folder / "recorded.jsonl"
    with lines.open("wb") as file:
        for number, text in enumerate(texts):
            case = Case(id=f"scan {number:07}", now=NOW, trust=snapshot, texts=(text,))
            file.write(line_of(replace(case, expectation=_said(case, trust))))
    return Recorded(lines=lines, archive=folder / "archive", trust=trust)


def multiply(recorded: Recorded, times: int, out: Path) -> Path:
    """Write the same scans again and again under new names."""
    lines = recorded.lines.read_bytes().splitlines(keepends=True)
    with out.open("wb") as file:
        for turn in range(times):
            mark = b'{"id":"turn %04d ' % turn
            file.writelines(line.replace(b'{"id":"', mark, 1) for line in lines)
    return out


def _codes(scene: Scene, licences: int, codes: int) -> Iterator[str]:
    minted = {person: scene.licence(person) for person in PEOPLE}
    for number in range(licences):
        person = PEOPLE[number % len(PEOPLE)]
        phone = scene.phone(person, _another(scene, minted[person], number))
        for turn in range(codes):
            yield phone.present(SHOWN - turn * timedelta(seconds=2))


def _attestations(scene: Scene, count: int) -> Iterator[str]:
    minted = {person: scene.attestation(person) for person in PEOPLE}
    return (_another(scene, minted[PEOPLE[number % len(PEOPLE)]], number).text for number in range(count))


def _another(scene: Scene, minted: Minted, number: int) -> Minted:
    """The same with another subject: a licence of its own, without the register's care for each."""
    return scene.changed(minted, lambda claims: replace(claims, sub=f"specimen-{number}"))


def _said(case: Case, trust: TrustStore) -> Expectation:
    verdict = check(Scan(text=case.texts[0]), trust, case.now)
    found = digest((verdict,), Remembered(most=1))
    return Expectation(outcome=verdict.outcome, reasons=verdict.reasons, digest=found)
