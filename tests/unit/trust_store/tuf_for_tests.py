"""A TUF repository in memory, made by the issuer's own code from fixed keys; a test changes one thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from issuer.repository_folder import write_repository
from issuer.tuf_repository import Edition, Keys, RoleName, make_repository, make_root
from tests.unit.trust_store.pki_for_tests import NOW, Publisher, key
from trust_store.publication import Publication
from trust_store.sources import AbsentFileError

KEYS: Keys = {
    RoleName.ROOT: [key(f"tuf root {number}") for number in (1, 2, 3)],
    RoleName.TARGETS: [key("tuf targets")],
    RoleName.SNAPSHOT: [key("tuf snapshot")],
    RoleName.TIMESTAMP: [key("tuf timestamp")],
    RoleName.DAILY: [key("tuf daily")],
}
FIRST_ROOT = make_root(KEYS, Edition(version=1, at=NOW))


def repository(
    publication: Publication | None = None,
    *,
    version: int = 1,
    at: datetime = NOW,
    keys: Keys = KEYS,
    roots: Mapping[int, bytes] | None = None,
) -> dict[str, bytes]:
    made = publication or Publisher().publish()
    return dict(make_repository(roots or {1: FIRST_ROOT}, keys, made, Edition(version=version, at=at)))


def write_stick(publication: Publication, out: Path, version: int = 1) -> Path:
    write_repository(repository(publication, version=version), out)
    return out


@dataclass
class MemorySource:
    """Serves files from a dictionary, and notes what was asked for."""

    files: dict[str, bytes]
    asked: list[str] = field(default_factory=list)

    def chunks(self, name: str) -> Iterator[bytes]:
        self.asked.append(name)
        if name not in self.files:
            raise AbsentFileError(name)
        content = self.files[name]
        for start in range(0, len(content), 1024):
            yield content[start : start + 1024]


def with_keys(role: RoleName, *names: str) -> Keys:
    """The keys of the repository with those of one role replaced."""
    return {**KEYS, role: [key(name) for name in names]}
