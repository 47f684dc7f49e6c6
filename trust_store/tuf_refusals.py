"""What python-tuf raises, as our refusals: each says which rule failed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadError,
    DownloadLengthMismatchError,
    ExpiredMetadataError,
    LengthOrHashMismatchError,
    RepositoryError,
    UnsignedMetadataError,
)

from trust_store.refusal import Refusal, TrustStoreError

_REFUSALS: Final = (
    (ExpiredMetadataError, Refusal.EXPIRED),
    (UnsignedMetadataError, Refusal.TOO_FEW_SIGNATURES),
    (BadVersionNumberError, Refusal.ROLLBACK),
    (LengthOrHashMismatchError, Refusal.HASH_MISMATCH),
    (DownloadLengthMismatchError, Refusal.SOURCE_TOO_LARGE),
    (DownloadError, Refusal.SOURCE_UNREADABLE),
    (RepositoryError, Refusal.MALFORMED),
)


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what the client raises into our refusals, each with its rule."""
    try:
        yield
    except (DownloadError, RepositoryError) as error:
        refusal = next(refusal for kind, refusal in _REFUSALS if isinstance(error, kind))
        raise TrustStoreError(refusal, str(error)) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        # Metadata is a stranger's JSON, and the library checks some of it only by using it.
        raise TrustStoreError(Refusal.MALFORMED, f"metadata: {type(error).__name__}") from error
    except OSError as error:
        raise TrustStoreError(Refusal.STORE_UNWRITABLE, f"temporary folder: {error.strerror}") from error
