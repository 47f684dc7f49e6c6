"""The one big word: the outcome as word, shape and colour."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from credential.language import Language
from credential.reason import Outcome
from verifier.terminal.big_letters import ROWS, big, can_set
from verifier.terminal.shown import Line, ours
from verifier.words import OUTCOME_SHAPES, OUTCOME_WORDS

MARGIN: Final = 2
UPRIGHT: Final = 60
"""Columns below which a screen is held upright."""
TALL_UPRIGHT: Final = 28
TALL_ACROSS: Final = 36
"""Rows of a screen that has room for letters of double size, or for two lines of them."""


def outcome_words(outcome: Outcome, language: Language) -> str:
    """Say an outcome as shape and word."""
    return f"{OUTCOME_SHAPES[outcome]} {OUTCOME_WORDS[outcome].in_(language)}"


class OutcomeBand(Widget):
    """A band across the screen, its letters as large as the screen lets them."""

    def __init__(self, outcome: Outcome, language: Language) -> None:
        self.outcome = outcome
        self.words = outcome_words(outcome, language)
        super().__init__(classes=outcome.value.lower(), markup=False)

    def render(self) -> Content:
        """Set the word for the place that there is."""
        return ours("\n".join(self._rows(self.size.width)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Tell how many rows the word takes."""
        return len(self._rows(width))

    def _rows(self, columns: int) -> tuple[str, ...]:
        width, height = self.screen.size
        has_room = height >= (TALL_UPRIGHT if width < UPRIGHT else TALL_ACROSS)
        rows = 2 * ROWS if has_room else ROWS
        return set_words(self.words, columns - MARGIN, rows)


class OutcomeLine(Line):
    """The outcome in one row, for a place where something else is larger."""

    def __init__(self, outcome: Outcome, language: Language) -> None:
        super().__init__(ours(outcome_words(outcome, language)), classes=outcome.value.lower())


def set_words(words: str, columns: int, rows: int) -> tuple[str, ...]:
    """Set shape and word in the largest letters that fit, or as plain text where none do. Never a part of it."""
    if can_set(words):
        for trial in _trials(words, columns):
            if len(trial) <= rows and all(len(row) <= columns for row in trial):
                return trial
    return (words,)


def _trials(words: str, columns: int) -> Iterator[tuple[str, ...]]:
    shape, _, word = words.partition(" ")
    first, dash, second = word.partition(" - ")
    framed = f"{shape}  {word}  {shape}"
    yield big(framed, 2)
    yield big(framed)
    yield big(words)
    if dash:
        yield (*_centred(big(f"{shape} {first}"), columns), *_centred(big(f"- {second}"), columns))
    yield (*_centred(big(shape), columns), *_centred(big(word), columns))


def _centred(rows: tuple[str, ...], columns: int) -> tuple[str, ...]:
    return tuple(row.center(columns) for row in rows) if len(rows[0]) <= columns else rows
