"""The details of the vehicle that matter: mass, seats, trailer, power, gearbox; and the category that they need."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from verifier.entitlement.need import need_of
from verifier.entitlement.vehicle import Vehicle
from verifier.entitlement.vehicle_words import KIND_WORDS
from verifier.terminal import keys, vehicle_phrases
from verifier.terminal.screens.framed import Laid
from verifier.terminal.screens.vehicle import VehicleScreen
from verifier.terminal.shown import Line, joined, ours
from verifier.terminal.station import Station
from verifier.terminal.vehicle_presets import Preset
from verifier.terminal.widgets.fact_row import FactRow, changed
from verifier.terminal.widgets.key_bar import Key


class VehicleDetailsScreen(Laid):
    """Begins with usual values, or with those stated before; Enter takes them as they stand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", show=False),
        Binding("e", "go_on", show=False),
    ]

    def __init__(self, station: Station, preset: Preset) -> None:
        super().__init__(station)
        before = station.vehicle
        self._preset = preset
        self.vehicle: Vehicle = before if before and before.kind is preset.vehicle.kind else preset.vehicle

    def body(self) -> ComposeResult:
        """What it needs first, then a row for each fact."""
        yield Line(self._needed(), id="needed", classes="title")
        with VerticalScroll(can_focus=False):
            for fact in self._preset.facts:
                yield FactRow(fact, self.vehicle, self.station.language, self._change)
        yield Line(ours(self.say(vehicle_phrases.HOW_TO_STATE)), classes="quiet title")

    def on_mount(self) -> None:
        """Begin with the first fact."""
        self.query(FactRow).first().focus()

    def keys(self) -> tuple[Key, ...]:
        """Take it, take it and go on to the circumstances, or leave."""
        return (keys.ACCEPT, keys.GO_ON, keys.back_key())

    def action_accept(self) -> None:
        """Take the vehicle as it stands."""
        self.app.post_message(VehicleScreen.Chosen(self.vehicle))

    def action_go_on(self) -> None:
        """Take the vehicle as it stands, and state the circumstances."""
        self.app.post_message(VehicleScreen.Chosen(self.vehicle, goes_on=True))

    def _change(self, name: str, value: Any) -> None:  # noqa: ANN401 - a fact's value: number, gearbox or use
        self.vehicle = changed(self.vehicle, name, value)
        self.query_one("#needed", Line).show(self._needed())

    def _needed(self) -> Content:
        kind, need = self.vehicle.kind, need_of(self.vehicle)
        if kind is None or need is None:
            return ours("")
        category = f"{need.category} + 96" if need.with_96 else need.category
        words = self.say(vehicle_phrases.CATEGORY_NEEDED).format(category)
        return joined((ours(KIND_WORDS[kind].in_(self.station.language), "bold"), ours(words, "bold")), " · ")
