"""Reading a TUF repository with python-tuf, which this package imports in its modules ``tuf_*`` alone.

python-tuf's client keeps its state in a folder, reads the wall clock and takes one target at a time. Here the state
comes from the store and goes back to it (`Transport`) through a temporary folder; the time is a parameter; and the
targets are those of the trusted roles that bear one of our names. Beside what the client refuses itself (TUF
specification 1.0.34, section 5), a fork is refused: the same version with another content.

A target whose hash the store holds already is not read again.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from tuf.api.exceptions import DownloadHTTPError, DownloadLengthMismatchError, RepositoryError
from tuf.api.metadata import Metadata, Root, TargetFile, Targets
from tuf.ngclient import FetcherInterface, Updater, UpdaterConfig

from trust_store.publication import (
    BLOCK_LIST,
    LIST_SIGNER,
    MAX_FILE,
    MAX_FILES,
    SIGNERS,
    STATUS,
    SUCCESSIONS,
    TRUST_LIST,
    Budget,
    Publication,
)
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.sources import AbsentFileError, Source
from trust_store.transport import Transport
from trust_store.tuf_forks import refuse_forked_parts, refuse_forked_timestamp
from trust_store.tuf_refusals import refusing

FIRST_ROOT: Final = "metadata/1.root.json"
TIMESTAMP: Final = "metadata/timestamp.json"
DAILY: Final = "daily"
"""The delegated role that signs what changes every day: the status lists and the block list."""
LIMITS: Final = UpdaterConfig(
    max_root_rotations=64,
    max_delegations=4,
    root_max_length=64 << 10,
    timestamp_max_length=16 << 10,
    snapshot_max_length=64 << 10,
    targets_max_length=1 << 20,
)
"""Bytes of metadata: 43 shards and two dozen certificates take 20 KB of targets."""

_BASE: Final = "source:/"
_NAME: Final = "[A-Za-z0-9_-]{1,64}"
_KINDS: Final = "|".join(f"{folder}/{_NAME}{re.escape(suffix)}" for folder, suffix in (SIGNERS, STATUS, SUCCESSIONS))
_OURS: Final = re.compile(_KINDS, re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A publication that TUF vouches for, and what is to be kept so that no older one is taken later."""

    publication: Publication
    transport: Transport


def first_root_of(source: Source) -> bytes:
    """Read the first root that a repository offers, unverified. Raises `TrustStoreError`."""
    with refusing():
        return _Fetcher(source).download_bytes(f"{_BASE}/{FIRST_ROOT}", LIMITS.root_max_length)


def check_root(root: bytes) -> None:
    """See that a root is whole and signed by its own threshold. Raises `TrustStoreError`."""
    with refusing():
        metadata = Metadata[Root].from_bytes(root)
        metadata.signed.verify_delegate("root", metadata.signed_bytes, metadata.signatures)


def fetch(source: Source, trusted: Transport, now: datetime, held: Mapping[bytes, bytes]) -> Fetched:
    """Verify the repository at `source` against what is `trusted`, and read its targets.

    `now` (aware) decides what has expired: the terminal's clock, or its clock floor where that is later. `held` gives
    contents by their SHA-256. Raises `TrustStoreError`; nothing is kept anywhere then.
    """
    with tempfile.TemporaryDirectory(prefix="trust-store-") as folder:
        session = _Session(source, trusted, now, Path(folder))
        with refusing():
            session.refresh()
            contents = dict(session.contents(held))
            return Fetched(publication=_publication(contents), transport=session.transport())


class _Fetcher(FetcherInterface):
    """Hands the client's requests to a `Source`, and keeps the timestamp as it came."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.timestamp = bytearray()

    def _fetch(self, url: str) -> Iterator[bytes]:
        # A generator: so our own refusals pass through the client, which would wrap what is raised at the call.
        name = url.removeprefix(f"{_BASE}/")
        try:
            for chunk in self._source.chunks(name):
                if name == TIMESTAMP:
                    self.timestamp += chunk
                yield chunk
        except AbsentFileError as error:
            raise DownloadHTTPError(f"{name}: is not there", 404) from error


class _Session:
    """One update: python-tuf's client in a temporary folder, filled from what is trusted."""

    def __init__(self, source: Source, trusted: Transport, now: datetime, folder: Path) -> None:
        self._trusted = trusted
        self._folder = folder
        self._fetcher = _Fetcher(source)
        for name, content in (("timestamp", trusted.timestamp), ("snapshot", trusted.snapshot)):
            if content is not None:
                (folder / f"{name}.json").write_bytes(content)
        with refusing():
            self._updater = Updater(
                str(folder),
                f"{_BASE}/metadata/",
                str(folder),
                f"{_BASE}/targets/",
                self._fetcher,
                LIMITS,
                bootstrap=trusted.root,
            )
        # The client takes the wall clock when it is made, and nothing is judged by it before `refresh`.
        self._updater._trusted_set.reference_time = now

    def refresh(self) -> None:
        """Bring the four top roles up to date, and refuse forks of them."""
        try:
            self._updater.refresh()
        except (RepositoryError, DownloadLengthMismatchError):
            # Of two timestamps of one version the client goes on with the held one, and then stumbles over the rest.
            with suppress(RepositoryError):
                self._refuse_fork_of_timestamp()
            raise
        self._refuse_fork_of_timestamp()
        refuse_forked_parts(self._file("timestamp"), self._file("snapshot"), self._trusted.snapshot)

    def contents(self, held: Mapping[bytes, bytes]) -> Iterator[tuple[str, bytes]]:
        """Read every target that bears one of our names."""
        budget = Budget()
        for name in sorted(self._names()):
            target = self._updater.get_targetinfo(name)
            if target is None:
                raise TrustStoreError(Refusal.MALFORMED, f"{name}: listed by a role that may not list it")
            if target.length > MAX_FILE:
                raise TrustStoreError(Refusal.SOURCE_TOO_LARGE, f"{name}: {target.length} bytes")
            budget.spend(target.length)
            yield name, self._content(target, held)

    def transport(self) -> Transport:
        """Return the metadata to be kept."""
        return Transport(
            first_root=self._trusted.first_root,
            root=self._file("root"),
            timestamp=self._file("timestamp"),
            snapshot=self._file("snapshot"),
        )

    def _names(self) -> set[str]:
        """The names that the top role and the daily role list. Whoever may hold one of its two kinds is loaded."""
        for name in (BLOCK_LIST, f"{STATUS[0]}/any{STATUS[1]}"):
            self._updater.get_targetinfo(name)
        names = set(_targets(self._file("targets")))
        if (self._folder / f"{DAILY}.json").exists():
            names |= set(_targets(self._file(DAILY)))
        ours = {name for name in names if name in {TRUST_LIST, BLOCK_LIST, LIST_SIGNER} or _OURS.fullmatch(name)}
        if len(ours) > MAX_FILES:
            raise TrustStoreError(Refusal.SOURCE_TOO_LARGE, f"{len(ours)} targets where {MAX_FILES} are read")
        return ours

    def _content(self, target: TargetFile, held: Mapping[bytes, bytes]) -> bytes:
        digest = target.hashes.get("sha256")
        if digest is None:
            raise TrustStoreError(Refusal.MALFORMED, f"{target.path}: no SHA-256")
        known = held.get(bytes.fromhex(digest))
        if known is not None:
            target.verify_length_and_hashes(known)
            return known
        path = self._folder / "target"
        self._updater.download_target(target, str(path))
        return path.read_bytes()

    def _refuse_fork_of_timestamp(self) -> None:
        refuse_forked_timestamp(self._file("root"), bytes(self._fetcher.timestamp), self._trusted.timestamp)

    def _file(self, role: str) -> bytes:
        return (self._folder / f"{role}.json").read_bytes()


def _targets(metadata: bytes) -> Mapping[str, TargetFile]:
    return Metadata[Targets].from_bytes(metadata).signed.targets


def _publication(contents: Mapping[str, bytes]) -> Publication:
    for name in (TRUST_LIST, LIST_SIGNER):
        if name not in contents:
            raise TrustStoreError(Refusal.MALFORMED, f"{name}: is not among the targets")
    return Publication(
        trust_list=contents[TRUST_LIST],
        block_list=contents.get(BLOCK_LIST),
        list_signer=contents[LIST_SIGNER],
        signers=_of_kind(SIGNERS, contents),
        status_tokens=_of_kind(STATUS, contents),
        successions=_of_kind(SUCCESSIONS, contents),
    )


def _of_kind(kind: tuple[str, str], contents: Mapping[str, bytes]) -> tuple[bytes, ...]:
    return tuple(content for name, content in contents.items() if name.startswith(f"{kind[0]}/"))
