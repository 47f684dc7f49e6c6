"""What a store keeps of TUF between two updates, so that none can go back: its trusted metadata.

The bytes were verified by `trust_store.tuf_client` before they were kept. They are the high-water marks: the next
root must be signed by this one, timestamp and snapshot must not go back behind these.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from trust_store.refusal import Refusal, TrustStoreError


@dataclass(frozen=True, slots=True, kw_only=True)
class Transport:
    """TUF's trusted metadata, each as it was signed (JSON). `timestamp` and `snapshot` are None before an update."""

    first_root: bytes
    """SHA-256 of the root that the store was made with; it never changes."""
    root: bytes
    timestamp: bytes | None = None
    snapshot: bytes | None = None

    @classmethod
    def pinned(cls, root: bytes) -> Transport:
        """Begin with a root that was brought by hand."""
        return cls(first_root=hashlib.sha256(root).digest(), root=root)

    @property
    def root_version(self) -> int:
        """The version of the root that is trusted now."""
        return version_of(self.root)


def version_of(metadata: bytes) -> int:
    """Read the version out of metadata that was verified. Raises `TrustStoreError` STORE_CORRUPT."""
    try:
        version = json.loads(metadata)["signed"]["version"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise TrustStoreError(Refusal.STORE_CORRUPT, "metadata of the transport is no JSON of its form") from error
    if type(version) is not int:
        raise TrustStoreError(Refusal.STORE_CORRUPT, "metadata of the transport has no version")
    return version
