"""A terminal's journal in use: each check is one record, on the disk before it is acknowledged."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from verifier.journal.chain import JOURNAL_ID_BYTES, BentError, Chain, verified_record
from verifier.journal.fault import JournalError, JournalFault
from verifier.journal.keys import TerminalKeys, digest_of, keys_folder, load_keys, load_or_make_keys
from verifier.journal.record import Entry, Record, sign_record
from verifier.journal.storage import Appending, Identity, Row, appending, reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The acknowledgement: the record is on the disk. `record_key` opens its digest, and goes into evidence alone."""

    journal: bytes
    record: Record
    message: bytes
    record_key: bytes


class Journal:
    """A journal and the keys that write it. Several processes may write one journal."""

    def __init__(self, path: Path, keys: TerminalKeys) -> None:
        self.path = path
        self.keys = keys
        self._last: tuple[tuple[Identity, Row], Chain] | None = None

    @classmethod
    def open(cls, path: Path) -> Journal:
        """Open a journal, or begin one with new keys. Raises JournalError."""
        folder = keys_folder(path)
        if path.exists() and path.stat().st_size and not folder.exists():
            raise JournalError(JournalFault.KEYS_ABSENT, folder.name)  # never go on with other keys in silence
        journal = cls(path, load_or_make_keys(folder))
        with journal._appending() as file:
            journal._state(file.identity, file.last())
        return journal

    @classmethod
    def existing(cls, path: Path) -> Journal:
        """Open a journal that is there. Raises JournalError."""
        journal = cls(path, load_keys(keys_folder(path)))
        journal.end()
        return journal

    def record(self, entry: Entry, texts: Sequence[str], amends: Recorded | None = None) -> Recorded:
        """Record a check of `texts` (what was scanned; empty where nothing was read). Raises JournalError.

        `amends` is an earlier record of the same check, which this one stands in place of. When it returns, the record
        survives the end of the process and of the power.
        """
        with self._appending() as file:
            chain = self._state(file.identity, file.last())
            journal = file.identity.journal
            record_key = self.keys.record_key(journal, chain.number + 1)
            if amends is not None and amends.journal == journal:  # the journal may have been exchanged meanwhile
                entry = replace(entry, amends=amends.record.number)
            record = chain.next(entry, digest_of(record_key, texts))
            message = sign_record(record, self.keys)
            row = Row(number=record.number, message=message)
            file.append(row)
        self._last = ((file.identity, row), chain.after(record, message))
        return Recorded(journal=journal, record=record, message=message, record_key=record_key)

    def end(self) -> Chain:
        """The state behind the last record, which is verified. Raises JournalError."""
        with reading(self.path) as file:
            return self._state(file.identity, file.last())

    @property
    def floor(self) -> datetime | None:
        """The latest time that the journal proves to have passed (DESIGN section 3). Raises JournalError."""
        return self.end().latest

    def _appending(self) -> AbstractContextManager[Appending]:
        new = Identity(journal=secrets.token_bytes(JOURNAL_ID_BYTES), key=self.keys.public_der)
        return appending(self.path, new)

    def _state(self, identity: Identity, last: Row | None) -> Chain:
        """The state behind the last row. A row that this process wrote, or verified, is not verified again."""
        if identity.key != self.keys.public_der:
            raise JournalError(JournalFault.OTHER_TERMINAL, self.path.name)
        if last is None:
            return Chain.beginning(identity.journal)
        if self._last is None or self._last[0] != (identity, last):
            self._last = ((identity, last), self._verified(identity, last))
        return self._last[1]

    def _verified(self, identity: Identity, last: Row) -> Chain:
        try:
            record = verified_record(last.number, last.message, self.keys.verification)
        except BentError as error:
            raise JournalError(JournalFault.BENT, f"{self.path.name}: {error}") from error
        if record.number != last.number:
            raise JournalError(JournalFault.BENT, f"{self.path.name}: record {last.number} was signed as another")
        return Chain.beginning(identity.journal).after(record, last.message)
