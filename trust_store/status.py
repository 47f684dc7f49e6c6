"""Status lists as the store holds them, and what one answers about a licence.

A list states a value or it states nothing. Nothing is a `StatusAbsence`, a type of its own: whoever asks must deal
with it, and it is never "valid" and never "revoked".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, unique
from typing import TypeAlias

from credential.reason import CredentialError
from credential.status_list import StatusToken
from trust_store.list_file import Entries, ListFile
from trust_store.signers import StatusSigner


@unique
class StatusAbsence(Enum):
    """Why nothing is stated about a licence."""

    NO_LIST = "no_list"
    WRONG_COUNTRY = "wrong_country"
    """There is a list of that name, signed under another country's root: it has no say here."""
    INDEX_OFF_LIST = "index_off_list"
    SIGNER_BLOCKED = "signer_blocked"
    LIST_UNREADABLE = "list_unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusStatement:
    """What a list says: `value` (see ``credential.status_list.Status``), as of `issued_at`."""

    value: int
    issued_at: datetime
    expires_at: datetime | None

    def is_expired(self, now: datetime) -> bool:
        """Whether the list has passed its `exp`: then it says nothing any more."""
        return self.expires_at is not None and now >= self.expires_at


StatusAnswer: TypeAlias = StatusStatement | StatusAbsence


class Shard:
    """One verified status list. It is inflated when it is first asked, and kept in `file`.

    Two threads that ask at once may both inflate; they get the same, and one result stays.
    """

    def __init__(self, *, token: StatusToken, data: bytes, signer: StatusSigner, file: ListFile | None = None) -> None:
        self.uri = token.uri
        self.country = signer.country
        self.signer = signer
        self.data = data
        """The signed token, as it came."""
        self.issued_at = moment(token.iat)
        self.expires_at = None if token.exp is None else moment(token.exp)
        self.token = token.within(data)
        self._entries: Entries | None = None
        self._file = file or ListFile()
        self._statements: dict[int, StatusStatement] = {}

    @property
    def name(self) -> tuple[str, str]:
        """What tells it from other shards: its URI and the country whose signer signed it."""
        return self.uri, self.country

    def answer(self, index: int) -> StatusAnswer:
        """Say what the list states at `index`."""
        entries = self._entries
        if entries is None:
            try:
                entries = self._entries = self._file.put(self.token.inflate())
            except CredentialError:
                return StatusAbsence.LIST_UNREADABLE
        value = entries.lookup(index)
        if value is None:
            return StatusAbsence.INDEX_OFF_LIST
        return self._statements.get(value) or self._statement(value)

    def _statement(self, value: int) -> StatusStatement:
        statement = StatusStatement(value=value, issued_at=self.issued_at, expires_at=self.expires_at)
        self._statements[value] = statement
        return statement


def moment(seconds: int) -> datetime:
    """Turn seconds since 1970 into an aware time in UTC."""
    return datetime.fromtimestamp(seconds, UTC)
