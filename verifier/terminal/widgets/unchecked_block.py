"""What was not checked, said on every verdict."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from credential.language import Language
from verifier.terminal import phrases
from verifier.terminal.judged import Judged
from verifier.terminal.shown import Line, ours
from verifier.unchecked import UNCHECKED_WORDS, unchecked


class UncheckedBlock(Vertical):
    """The list of what this check left out."""

    def __init__(self, judged: Judged, language: Language) -> None:
        super().__init__()
        self._judged = judged
        self._language = language

    def compose(self) -> ComposeResult:
        """A heading and a line for each."""
        yield Line(ours(phrases.NOT_CHECKED.in_(self._language), "bold"), classes="heading")
        for item in unchecked(self._judged.verdict, self._judged.vehicle):
            yield Line(ours(f"○ {UNCHECKED_WORDS[item].in_(self._language)}"))
