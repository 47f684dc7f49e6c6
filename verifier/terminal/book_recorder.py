"""The journal and the evidence behind the terminal's screens.

Nothing of a driver stays here: between filing a check and closing it only its keyed digest is remembered, so that one
check is one record whichever comes first.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from credential import cbor
from trust_store.store import TrustStore
from verifier.evidence.fault import EvidenceError
from verifier.journal.book import Book, Unrecorded
from verifier.journal.journal import Recorded as Acknowledged
from verifier.terminal.judged import Judged
from verifier.terminal.recorder import Checked, Filed, Recorded

if TYPE_CHECKING:
    from verifier.evidence.filing import Filing, Scanned


@dataclass(frozen=True, slots=True, kw_only=True)
class _Last:
    """The check that was recorded last: which, all that was kept of it as a keyed digest, and its record."""

    serial: int
    mark: bytes
    kept: Acknowledged


class BookRecorder:
    """Records in a journal and files in a folder; `filing` is None where evidence is not set up."""

    def __init__(self, book: Book, filing: Filing | None = None) -> None:
        self._book = book
        self._filing = filing
        self._secret = secrets.token_bytes(32)
        self._last: _Last | None = None

    def record(self, checked: Checked) -> Recorded:
        """Write the record of a check, once; another one in its place where something of it has changed."""
        return Recorded.NOT_RECORDED if self._recorded(checked) is None else Recorded.RECORDED

    def file(self, checked: Checked) -> Filed:
        """Record the check if it is not yet, and seal it."""
        if self._filing is None:
            return Filed.NOT_SET_UP
        kept = self._recorded(checked)
        if kept is None:
            return Filed.NOT_FILED
        try:
            self._filing.file(_scanned(checked.judged, checked.trust), kept, self._book.journal.keys)
        except EvidenceError:
            return Filed.NOT_FILED
        return Filed.FILED

    def _recorded(self, checked: Checked) -> Acknowledged | None:
        """The record of a check, written now if it is not yet; None where it cannot be."""
        last, mark = self._last, self._mark(checked)
        if last is not None and last.mark == mark:
            return last.kept
        judged = checked.judged
        kept = self._book.record(
            judged.verdict,
            judged.texts,
            checked.trust,
            judged.now,
            context=judged.context,
            portrait=None if judged.verdict.claims is None else checked.answer,
            amends=last.kept if last is not None and last.serial == checked.serial else None,
        )
        if not isinstance(kept, Acknowledged):
            return None
        self._last = _Last(serial=checked.serial, mark=mark, kept=kept)
        return kept

    def _mark(self, checked: Checked) -> bytes:
        judged = checked.judged
        reasons = [reason.value for reason in judged.verdict.reasons]
        stated = [repr(judged.vehicle), repr(judged.context), checked.answer.value]
        which = [checked.serial, *judged.texts, judged.now.isoformat(), repr(judged.monotonic), *stated, *reasons]
        return hmac.digest(self._secret, cbor.encode(which), "sha256")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """What `verifier scan` was told to keep: where, as whom, and for which auditor."""

    book: Book
    folder: Path | None = None
    certificate: Path | None = None
    """The auditor's; with `folder` or not at all."""

    @property
    def needs_journal(self) -> bool:
        """Whether checks end when one could not be recorded."""
        return self.book.rule is Unrecorded.STOP

    def begin(self, trust: TrustStore, now: datetime) -> tuple[TrustStore, BookRecorder]:
        """Open what is kept. Returns the trust data with the journal's clock floor. Raises CertifiedError."""
        floored = self._floored(trust)
        filing = None
        if self.folder is not None and self.certificate is not None:
            from verifier.evidence.filing import Filing

            filing = Filing.set_up(self.folder, self.certificate, floored, now)
        return floored, BookRecorder(self.book, filing)

    def _floored(self, trust: TrustStore) -> TrustStore:
        believed = self.book.believed_by(trust)
        return believed if isinstance(believed, TrustStore) else trust


def _scanned(judged: Judged, trust: TrustStore) -> Scanned:
    from verifier.evidence.filing import Scanned

    return Scanned(
        verdict=judged.verdict,
        texts=judged.texts,
        now=judged.now,
        trust=trust,
        vehicle=judged.vehicle,
        context=judged.context,
        nonce=judged.nonce,
        earlier=judged.earlier,
    )
