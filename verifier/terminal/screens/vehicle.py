"""Which vehicle is to be driven: six large choices, and every other kind below them."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, VerticalScroll
from textual.message import Message

from verifier.entitlement.vehicle import Vehicle, VehicleKind
from verifier.entitlement.vehicle_words import KIND_WORDS
from verifier.terminal import keys, phrases, vehicle_phrases
from verifier.terminal.screens.framed import Laid
from verifier.terminal.shown import Line, joined, ours
from verifier.terminal.vehicle_presets import LARGE, PRESETS
from verifier.terminal.widgets.key_bar import Key

NOT_STATED: Final = "none"


class Choice(Line, can_focus=True):
    """One kind of vehicle; pressed, clicked or touched."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", show=False)]

    def action_choose(self) -> None:
        """Take this one."""
        self.screen.post_message(VehicleScreen.KindChosen(self.name_of_choice))

    def on_click(self) -> None:
        """Take this one."""
        self.action_choose()

    name_of_choice: str = NOT_STATED


class VehicleScreen(Laid):
    """Asks for the kind of vehicle. It is kept between drivers: a check of lorries stays one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(preset.letter, f"choose('{kind.value}')", show=False) for kind, preset in PRESETS.items()),
        Binding("x", f"choose('{NOT_STATED}')", show=False),
    ]

    class KindChosen(Message):
        """The officer chose a kind; None: the vehicle is not stated."""

        def __init__(self, choice: str) -> None:
            super().__init__()
            self.kind = None if choice == NOT_STATED else VehicleKind(choice)

    class Chosen(Message):
        """The vehicle is stated; None: not stated. `goes_on`: the circumstances are to be stated next."""

        def __init__(self, vehicle: Vehicle | None, *, goes_on: bool = False) -> None:
            super().__init__()
            self.vehicle = vehicle
            self.goes_on = goes_on

    @property
    def settings(self) -> tuple[object, ...]:
        """The vehicle stated is marked."""
        return *super().settings, self.station.vehicle

    def body(self) -> ComposeResult:
        """Large choices first."""
        yield Line(ours(self.say(vehicle_phrases.CHOOSE_VEHICLE), "bold"), classes="title")
        with VerticalScroll(can_focus=False):
            with Grid(id="large"):
                for kind in LARGE:
                    yield self._kind(kind)
            with Grid(id="small"):
                for kind in PRESETS:
                    if kind not in LARGE:
                        yield self._kind(kind)
                yield self._choice(NOT_STATED, "x", self.say(phrases.VEHICLE_NOT_STATED))

    def keys(self) -> tuple[Key, ...]:
        """Letters choose here; the circumstances are stated beside the vehicle."""
        return (keys.CIRCUMSTANCES, keys.back_key())

    def action_choose(self, choice: str) -> None:
        """Take the kind of a key."""
        self.post_message(self.KindChosen(choice))

    def _kind(self, kind: VehicleKind) -> Choice:
        return self._choice(kind.value, PRESETS[kind].letter, KIND_WORDS[kind].in_(self.station.language))

    def _choice(self, name: str, key: str, words: str) -> Choice:
        vehicle = self.station.vehicle
        stated = vehicle.kind.value if vehicle and vehicle.kind else NOT_STATED if vehicle is None else ""
        mark = ours("●") if name == stated else ours("")
        choice = Choice(joined((ours(key, "bold reverse"), ours(words), mark)))
        choice.name_of_choice = name
        return choice
