"""One fact of the vehicle: less, its value, more. By arrows, by typing a number, or by touch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from credential.language import Language
from verifier.capture.wedge import FRENCH_DIGITS
from verifier.entitlement.vehicle import Gearbox, Use, Vehicle
from verifier.entitlement.vehicle_words import BY_NAME
from verifier.terminal import phrases, vehicle_phrases
from verifier.terminal.shown import Line, ours
from verifier.terminal.vehicle_presets import Fact, stepped

DIGITS: Final = {digit: digit for digit in "0123456789"} | FRENCH_DIGITS
"""The keys of digits, also as a French keyboard gives them without Shift."""
MOST_DIGITS: Final = 5


class StepButton(Line):
    """Less or more, to be touched."""

    def __init__(self, sign: str, step: Callable[[], None]) -> None:
        super().__init__(ours(sign, "bold"), classes="step-button")
        self._step = step

    def on_click(self) -> None:
        """Take the step."""
        self._step()


class FactRow(Horizontal, can_focus=True):
    """A row of the details. `change` is told the fact's new value."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(False)", show=False),
        Binding("right", "step(True)", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("backspace", "rub_out", show=False),
    ]

    def __init__(self, fact: Fact, vehicle: Vehicle, language: Language, change: Callable[[str, Any], None]) -> None:
        super().__init__()
        self.fact = fact
        self.value: Any = getattr(vehicle, fact.name)
        self._typed = ""
        self._language = language
        self._change = change

    def compose(self) -> ComposeResult:
        """Name, less, value, more."""
        yield Line(ours(vehicle_phrases.FACT_WORDS[self.fact.name].in_(self._language)), classes="fact-name")
        yield StepButton("−", lambda: self.action_step(False))
        yield Line(ours(self._words(), "bold"), classes="fact-value")
        yield StepButton("+", lambda: self.action_step(True))

    def action_step(self, forward: bool) -> None:
        """Go to the value that follows."""
        self._typed = ""
        self._take(stepped(self.fact, self.value, forward))

    def action_rub_out(self) -> None:
        """Take the last digit back."""
        if self.fact.is_number and self._typed:
            self._typed = self._typed[:-1]
            self._take(int(self._typed or "0"))

    def on_key(self, event: events.Key) -> None:
        """Take a digit: the first one typed begins the number anew."""
        digit = DIGITS.get(event.character or "")
        if digit is None or not self.fact.is_number:
            return
        event.stop()
        if len(self._typed) < MOST_DIGITS:
            self._typed += digit
            self._take(int(self._typed))

    def on_blur(self) -> None:
        """End the number that was being typed."""
        self._typed = ""

    def _take(self, value: object) -> None:
        self.value = value
        self.query_one(".fact-value", Line).show(ours(self._words(), "bold"))
        self._change(self.fact.name, value)

    def _words(self) -> str:
        value = self.value
        if value is None:
            return phrases.VEHICLE_NOT_STATED.in_(self._language)
        if isinstance(value, Gearbox | Use):
            return vehicle_phrases.VALUE_WORDS[value].in_(self._language)
        unit = BY_NAME[self.fact.name].unit
        return f"{value:,.0f} {unit}".replace(",", "\u202f" if self._language is Language.FR else ",").strip()


def changed(vehicle: Vehicle, name: str, value: object) -> Vehicle:
    """Return the vehicle with one fact changed."""
    return replace(vehicle, **{name: value})  # type: ignore[arg-type] # `Fact.steps` holds values of its field's type
