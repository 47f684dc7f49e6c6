"""What can be wrong with a source: said in one line, with what to do about it."""

from __future__ import annotations

from credential.display import display_safe
from credential.language import Language
from verifier.capture.fault_words import FAULT_STEPS_FR, FAULT_WORDS_FR
from verifier.capture.faults import SourceFault

__all__ = ["SourceError", "SourceFault"]


class SourceError(Exception):
    """The source cannot be read. `what` is the fault, `where` the source as given, `mend` what to do."""

    def __init__(self, what: SourceFault, where: str, mend: str) -> None:
        super().__init__(what, where, mend)
        self.what = what
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        """One line, safe to show whatever the name of the file."""
        return f"{display_safe(self.where)}: {self.what.value}; {self.mend}"

    def in_(self, language: Language) -> str:
        """One line for the officer's screen, safe to show; in French with the step that fits the fault."""
        if language is Language.EN:
            return str(self)
        return f"{display_safe(self.where)} : {FAULT_WORDS_FR[self.what]} ; {FAULT_STEPS_FR[self.what]}"
