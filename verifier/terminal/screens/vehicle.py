"""Which vehicle is to be driven: six large choices, and every other category below them."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, VerticalScroll
from textual.message import Message

from credential.labels import CATEGORIES
from credential.language import Bilingual
from verifier.entitlement.vehicle import Vehicle
from verifier.terminal import keys, phrases
from verifier.terminal.screens.framed import Framed
from verifier.terminal.shown import Line, joined, ours
from verifier.terminal.widgets.key_bar import Key

LARGE: Final = {
    "B": ("b", Bilingual("Voiture", "Car")),
    "A": ("a", Bilingual("Moto", "Motorcycle")),
    "AM": ("m", Bilingual("Cyclomoteur", "Moped")),
    "C": ("c", Bilingual("Camion", "Lorry")),
    "D": ("d", Bilingual("Car, bus", "Coach, bus")),
    "BE": ("r", Bilingual("Remorque", "Trailer")),
}
NOT_STATED: Final = "none"


class Choice(Line, can_focus=True):
    """One vehicle; pressed, clicked or touched."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", show=False)]

    def action_choose(self) -> None:
        """Take this one."""
        self.screen.post_message(VehicleScreen.Chosen(self.name_of_choice))

    def on_click(self) -> None:
        """Take this one."""
        self.action_choose()

    name_of_choice: str = NOT_STATED


class VehicleScreen(Framed):
    """Asks for the vehicle. It is kept between drivers: a check of lorries stays one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"choose('{category}')", show=False) for category, (key, _) in LARGE.items()),
        Binding("x", f"choose('{NOT_STATED}')", show=False),
    ]

    class Chosen(Message):
        """The officer chose; None: not stated."""

        def __init__(self, category: str) -> None:
            super().__init__()
            self.vehicle = None if category == NOT_STATED else Vehicle(category=category)

    def body(self) -> ComposeResult:
        """Large choices first."""
        yield Line(ours(self.say(phrases.CHOOSE_VEHICLE), "bold"), classes="title")
        with VerticalScroll(can_focus=False):
            with Grid(id="large"):
                for category, (key, words) in LARGE.items():
                    yield self._choice(category, key, f"{self.say(words)} ({category})")
            with Grid(id="small"):
                yield self._choice(NOT_STATED, "x", self.say(phrases.VEHICLE_NOT_STATED))
                for category in CATEGORIES:
                    if category not in LARGE:
                        yield self._choice(category, "", category)

    def keys(self) -> tuple[Key, ...]:
        """Only back: letters choose here."""
        return (keys.back_key(),)

    def action_choose(self, category: str) -> None:
        """Take the vehicle of a key."""
        self.post_message(self.Chosen(category))

    def _choice(self, category: str, key: str, words: str) -> Choice:
        stated = self.station.vehicle.category if self.station.vehicle else NOT_STATED
        mark = ours("●") if category == stated else ours("")
        choice = Choice(joined((ours(key, "bold reverse") if key else ours(""), ours(words), mark)))
        choice.name_of_choice = category
        return choice
