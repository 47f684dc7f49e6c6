"""What is kept of a check: a record in the journal, and, where the officer files it, sealed evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from credential.display import display_safe
from credential.language import Language
from trust_store.store import TrustStore
from verifier.evidence.fault import FILED, NOT_FILED, EvidenceError, EvidenceFault
from verifier.evidence.fault import fault_line as evidence_line
from verifier.inquiry import Answer, Inquiry
from verifier.journal.book import Book, Unrecorded
from verifier.journal.fault import JournalError
from verifier.journal.journal import Recorded
from verifier.journal.words import NOT_RECORDED, STOPS, fault_line

if TYPE_CHECKING:
    from verifier.evidence.filing import Filing, Scanned
    from verifier.replay.case import Recording


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of one check."""

    recorded: Recorded | JournalError
    filed: Path | EvidenceError | None = None
    """None: nobody asked for it."""
    ends: bool = False
    """It could not be recorded, and the setting says that checks do not go on."""

    @property
    def number(self) -> int | None:
        """The number of the record; None where none could be written."""
        return self.recorded.record.number if isinstance(self.recorded, Recorded) else None

    def complaints(self, language: Language) -> Iterator[str]:
        """Yield what went wrong, each in one line."""
        if isinstance(self.recorded, JournalError):
            yield f"*** {NOT_RECORDED.in_(language)} *** {fault_line(self.recorded, language)}"
        if isinstance(self.filed, EvidenceError):
            yield f"*** {NOT_FILED.in_(language)} *** {evidence_line(self.filed, language)}"
        if self.ends:
            yield STOPS.in_(language)

    def notes(self, language: Language) -> Iterator[str]:
        """Yield what the officer is told."""
        if isinstance(self.filed, Path):
            yield f"  {FILED.in_(language).format(path=display_safe(str(self.filed)))}"


class Keeper:
    """Records each check, and files it where that was asked for. Never raises for what cannot be kept."""

    def __init__(self, book: Book, filing: Filing | None = None, *, with_picture: bool = False) -> None:
        self._book = book
        self._filing = filing
        self._with_picture = with_picture

    def keep(self, answer: Answer, spec: str, inquiry: Inquiry) -> Kept:
        """Keep the answer to what the user named by `spec`."""
        recorded = self._book.record(answer.verdict, answer.texts, inquiry.trust, answer.at, context=inquiry.context)
        if isinstance(recorded, JournalError):
            return Kept(recorded=recorded, ends=self._book.rule is Unrecorded.STOP)
        return Kept(recorded=recorded, filed=self._file(answer, spec, inquiry, recorded))

    def _file(self, answer: Answer, spec: str, inquiry: Inquiry, recorded: Recorded) -> Path | EvidenceError | None:
        if self._filing is None or not isinstance(inquiry.trust, TrustStore):
            return None
        try:
            scanned = self._scanned(answer, spec, inquiry, inquiry.trust)
            return self._filing.file(scanned, recorded, self._book.journal.keys)
        except EvidenceError as error:
            return error

    def _scanned(self, answer: Answer, spec: str, inquiry: Inquiry, trust: TrustStore) -> Scanned:
        from verifier.evidence.filing import Scanned

        return Scanned(
            verdict=answer.verdict,
            texts=answer.texts,
            now=answer.at,
            trust=trust,
            vehicle=inquiry.vehicle,
            context=inquiry.context,
            nonce=inquiry.nonce,
            earlier=answer.asked.earlier if answer.asked else (),
            recording=recording_of(spec) if self._with_picture or not answer.texts else None,
        )


_NAME_LIMIT: Final = 255
"""Characters of a file's name; a longer text that was given is no file."""


def recording_of(spec: str) -> Recording | None:
    """Read the file that `spec` names; None where it names none. Raises EvidenceError TOO_LARGE, UNREADABLE."""
    from verifier.replay.case import Recording
    from verifier.replay.codec import MAX_RECORDING

    path = Path(spec)
    if len(path.name) > _NAME_LIMIT or not path.is_file():
        return None
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_RECORDING + 1)
    except OSError as error:
        raise EvidenceError(EvidenceFault.UNREADABLE, path.name) from error
    if len(data) > MAX_RECORDING:
        raise EvidenceError(EvidenceFault.TOO_LARGE, path.name)
    return Recording(name=path.name, data=data) if data else None
