"""What was not checked, said on every verdict."""

from __future__ import annotations

from credential.language import Language
from verifier.terminal import phrases
from verifier.terminal.judged import Judged
from verifier.terminal.shown import Line, joined, ours
from verifier.unchecked import UNCHECKED_WORDS, unchecked


class UncheckedBlock(Line):
    """A heading, and a row for each thing that this check left out."""

    def __init__(self, judged: Judged, language: Language) -> None:
        heading = ours(phrases.NOT_CHECKED.in_(language), "bold")
        items = unchecked(judged.verdict, judged.vehicle)
        rows = (ours(f"○ {UNCHECKED_WORDS[item].in_(language)}") for item in items)
        super().__init__(joined((heading, *rows), "\n"))
