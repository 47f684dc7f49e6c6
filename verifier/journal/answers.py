"""What officers said of faces, check by check: of one whose record was amended, only the last word counts."""

from __future__ import annotations

from credential.forms import Form
from verifier.journal.answer import PortraitAnswer
from verifier.journal.record import Record


class Answers:
    """Counts over the records that hold, in their order."""

    def __init__(self) -> None:
        self.amending = 0
        """Records that stand in place of an earlier one of the same check."""
        self._last: dict[int, tuple[PortraitAnswer, bool]] = {}
        """The answer by the number of its record, and whether the check was of paper."""

    def note(self, record: Record) -> None:
        """Take the next record."""
        entry = record.entry
        if entry.amends is not None:
            self.amending += 1
            self._last.pop(entry.amends, None)
        if entry.portrait is not None:
            self._last[record.number] = entry.portrait, entry.form == Form.ATTESTATION.value

    def count(self, answer: PortraitAnswer) -> int:
        """How many checks ended with this answer."""
        return sum(given is answer for given, _ in self._last.values())

    @property
    def asked(self) -> int:
        """How many checks there are in which somebody could answer."""
        return len(self._last)

    @property
    def owed(self) -> int:
        """How many checks of paper, where an answer is due, ended without one."""
        return sum(is_paper and given is PortraitAnswer.NOT_GIVEN for given, is_paper in self._last.values())
