"""One circumstance: its letter and value, and what it is called. By its letter, arrows, digits or touch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content

from credential.language import Language
from verifier.terminal.circumstance_phrases import CHOSEN
from verifier.terminal.circumstances import Circumstance, Value
from verifier.terminal.shown import Line, joined, ours
from verifier.terminal.widgets.fact_row import DIGITS

MOST_DIGITS: Final = 4


class CircumstanceRow(Line, can_focus=True):
    """All of it is one field to touch. `change` is told the new value."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(False)", show=False),
        Binding("right", "step(True)", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("backspace", "rub_out", show=False),
    ]

    def __init__(
        self,
        circumstance: Circumstance,
        value: Value,
        language: Language,
        change: Callable[[Circumstance, Value], None],
        *,
        is_asked: bool,
    ) -> None:
        self.circumstance = circumstance
        self.value = value
        self._typed = ""
        self._language = language
        self._change = change
        self._is_asked = is_asked
        super().__init__(self._content())

    def be(self, circumstance: Circumstance, value: Value, *, is_asked: bool) -> None:
        """Be the field of another circumstance, without telling of its value."""
        self.circumstance, self.value, self._typed, self._is_asked = circumstance, value, "", is_asked
        self.show(self._content())

    def action_step(self, forward: bool = True) -> None:
        """Go to the value that follows."""
        self._typed = ""
        self.take(self.circumstance.following(self.value, forward))

    def action_rub_out(self) -> None:
        """Take the last digit back."""
        if self._typed:
            self._type(self._typed[:-1])

    def on_click(self) -> None:
        """Go to the value that follows."""
        self.action_step()

    def on_key(self, event: events.Key) -> None:
        """Take a digit: the first one typed begins the number, or the time of day, anew."""
        digit = DIGITS.get(event.character or "")
        if digit is None or not (self.circumstance.is_number or self.circumstance.is_time):
            return
        event.stop()
        if len(self._typed) < MOST_DIGITS:
            self._type(self._typed + digit)

    def on_blur(self) -> None:
        """End what was being typed."""
        self._typed = ""
        self.show(self._content())

    def take(self, value: Value) -> None:
        """Show a value, and tell of it."""
        self.value = value
        self.show(self._content())
        self._change(self.circumstance, value)

    def _type(self, typed: str) -> None:
        self._typed = typed
        self.take(_time_of(typed) if self.circumstance.is_time else _number_of(typed))

    def _content(self) -> Content:
        circumstance, language = self.circumstance, self._language
        is_stated = self.value != circumstance.steps[0]
        words = circumstance.value_words(self.value, language) if is_stated or not self._typed else f"{self._typed}…"
        mark = CHOSEN if is_stated else "☐" if self._is_asked else ""
        head = joined((ours(f" {circumstance.letter} ", "bold reverse"), ours(mark), ours(words, "bold")))
        return joined((head, ours(circumstance.words.in_(language))), "\n")


def _number_of(typed: str) -> int | None:
    return int(typed) if typed else None


def _time_of(typed: str) -> time | None:
    """Read four digits as hours and minutes; None while they are none."""
    if len(typed) < MOST_DIGITS or int(typed[:2]) > 23 or int(typed[2:]) > 59:
        return None
    return time(int(typed[:2]), int(typed[2:]))
