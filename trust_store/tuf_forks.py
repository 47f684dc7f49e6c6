"""Forks: two pieces of metadata of one version that differ. The client of python-tuf goes on with the held one."""

from __future__ import annotations

from tuf.api.exceptions import LengthOrHashMismatchError
from tuf.api.metadata import Metadata, Root, Snapshot, Timestamp

from trust_store.refusal import Refusal, TrustStoreError


def refuse_forked_timestamp(root: bytes, came: bytes, held: bytes | None) -> None:
    """Compare the timestamp that `came` (empty: none) with the `held` one: of one version, the client looks no further.

    `root` is the trusted one, which names who signs timestamps.
    """
    if held is None or not came:
        return
    one = Metadata[Timestamp].from_bytes(came)
    other = Metadata[Timestamp].from_bytes(held)
    trusted = Metadata[Root].from_bytes(root).signed
    trusted.verify_delegate("timestamp", one.signed_bytes, one.signatures)
    if one.signed.version == other.signed.version and one.signed_bytes != other.signed_bytes:
        raise TrustStoreError(Refusal.FORK, f"timestamp version {one.signed.version} differs from the one held")


def refuse_forked_parts(timestamp: bytes, snapshot: bytes, held: bytes | None) -> None:
    """Compare the snapshot with what the timestamp says of it, and what it and the `held` one say of one version."""
    said = Metadata[Timestamp].from_bytes(timestamp).signed.snapshot_meta
    try:
        said.verify_length_and_hashes(snapshot)
    except LengthOrHashMismatchError as error:
        detail = f"snapshot version {said.version} differs from the one held"
        raise TrustStoreError(Refusal.FORK, detail) from error
    if held is None:
        return
    before = Metadata[Snapshot].from_bytes(held).signed.meta
    for name, meta in Metadata[Snapshot].from_bytes(snapshot).signed.meta.items():
        old = before.get(name)
        if old is not None and old.version == meta.version and old.hashes != meta.hashes:
            raise TrustStoreError(Refusal.FORK, f"{name} version {meta.version} differs from the one held")
