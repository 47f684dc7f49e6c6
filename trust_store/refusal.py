"""Why the trust store refused: a closed list, all of it about our own data and never about a driver."""

from __future__ import annotations

from enum import Enum, unique


@unique
class Refusal(Enum):
    """One reason for which nothing was installed, or for which a store cannot be used."""

    # The store on disk.
    STORE_ABSENT = "store_absent"
    STORE_CORRUPT = "store_corrupt"
    STORE_UNWRITABLE = "store_unwritable"
    # The folder or stick that an update came from.
    SOURCE_UNREADABLE = "source_unreadable"
    SOURCE_UNSAFE = "source_unsafe"
    SOURCE_TOO_LARGE = "source_too_large"
    TARGET_UNWRITABLE = "target_unwritable"
    # What the update says.
    MALFORMED = "malformed"
    SIGNATURE_INVALID = "signature_invalid"
    LIST_SIGNER_INVALID = "list_signer_invalid"
    LIST_SIGNER_NOT_PINNED = "list_signer_not_pinned"
    LIST_SIGNER_CHANGED = "list_signer_changed"
    WRONG_PROFILE = "wrong_profile"
    ROLLBACK = "rollback"
    FORK = "fork"
    DATED_IN_FUTURE = "dated_in_future"
    # What TUF says of the update, before anything in it is read.
    TOO_FEW_SIGNATURES = "too_few_signatures"
    EXPIRED = "expired"
    HASH_MISMATCH = "hash_mismatch"
    STORE_CHANGED = "store_changed"
    # What the administrator says.
    SETTINGS_INVALID = "settings_invalid"


class TrustStoreError(Exception):
    """Our trust data cannot be used or was not taken. `refusal` says why, `detail` where.

    Whoever raises it has changed nothing. `detail` may quote a certificate or a file name: show it only through
    ``credential.display.display_safe``.
    """

    def __init__(self, refusal: Refusal, detail: str) -> None:
        super().__init__(f"{refusal.value}: {detail}")
        self.refusal = refusal
        self.detail = detail
