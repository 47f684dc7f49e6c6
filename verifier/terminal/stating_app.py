"""The application as it is told: the vehicle, kept between drivers, and circumstances, which go with their driver."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from verifier.capture.camera import FrameSource
from verifier.capture.reading import Reading
from verifier.entitlement.context import Context
from verifier.terminal.circumstances import BY_CIRCUMSTANCE
from verifier.terminal.looking_app import LookingApp
from verifier.terminal.screens.circumstances import CircumstancesScreen
from verifier.terminal.screens.vehicle import VehicleScreen
from verifier.terminal.screens.vehicle_details import VehicleDetailsScreen
from verifier.terminal.screens.verdict import VerdictScreen
from verifier.terminal.shift import Shift
from verifier.terminal.station import Station
from verifier.terminal.vehicle_presets import PRESETS

if TYPE_CHECKING:
    from verifier.capture.frame import TimedFrame


class StatingApp(LookingApp):
    """A terminal with a shift at work: what the officer states is judged at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "vehicle", show=False),
        Binding("e", "circumstances", show=False),
    ]
    prepared = (VehicleScreen, CircumstancesScreen, *LookingApp.prepared)

    def __init__(
        self,
        station: Station,
        source: FrameSource | None,
        decode: Callable[[TimedFrame], Reading],
        shift: Shift,
    ) -> None:
        super().__init__(station, source, decode)
        self.shift = shift

    @property
    def shown(self) -> VerdictScreen | None:
        """The verdict on the screen, also while another screen is laid over it."""
        return next((screen for screen in self.screen_stack if isinstance(screen, VerdictScreen)), None)

    @on(VehicleScreen.KindChosen)
    async def _kind_chosen(self, message: VehicleScreen.KindChosen) -> None:
        """Go on to what can be stated of the kind; where there is nothing, the vehicle is stated."""
        preset = None if message.kind is None else PRESETS[message.kind]
        if preset is not None and preset.facts:
            await self.switch_screen(VehicleDetailsScreen(self.station, preset))
        else:
            self.post_message(VehicleScreen.Chosen(None if preset is None else preset.vehicle))

    @on(VehicleScreen.Chosen)
    async def _vehicle_chosen(self, message: VehicleScreen.Chosen) -> None:
        judged = self.shift.state_vehicle(message.vehicle)
        with self.batch_update():  # the verdict on the vehicle before is not drawn again
            await self.action_back()
            if self.shown is not None and judged is not None:
                await self.shown.show()
            self.scan_screen.show_stated(self.shift.driver.context)
        if message.goes_on:
            await self.action_circumstances()

    @on(CircumstancesScreen.Stated)
    async def _circumstances_stated(self, message: CircumstancesScreen.Stated) -> None:
        if message.screen not in self.screen_stack or message.occasion is not message.screen.occasion:
            return  # its driver has gone meanwhile
        with self.batch_update():
            await self.action_back()
            await self._state(message.context)

    async def _state(self, context: Context) -> None:
        """Take the circumstances, show what they make of the verdict, and ring if that is another."""
        before = None if self.shown is None else self.shown.judged.verdict.outcome
        self.shift.state_context(context)
        self.scan_screen.show_stated(context)
        if self.shown is not None:
            await self.shown.show()
            if self.shown.judged.verdict.outcome is not before:
                self.ring(self.shown.judged.verdict.outcome)

    async def action_vehicle(self) -> None:
        """Ask for the vehicle."""
        await self.lay(VehicleScreen)

    async def action_circumstances(self, name: str = "") -> None:
        """Ask for the circumstances of this driver, beginning with one of them; or leave them as they are."""
        asked = () if self.shown is None else self.shown.asked
        context, at = self.shift.driver.context, BY_CIRCUMSTANCE.get(name)
        await self.lay(CircumstancesScreen, lambda screen: screen.begin(context, asked, at))

    async def action_state(self, name: str, value: bool) -> None:
        """Take the answer to one question of the verdict; given twice, it is taken back."""
        if isinstance(self.screen, VerdictScreen):
            circumstance, context = BY_CIRCUMSTANCE[name], self.shift.driver.context
            is_repeated = circumstance.of(context) is value
            await self._state(circumstance.stated(context, None if is_repeated else value))

    async def action_answer_letter(self, name: str) -> None:
        """Answer yes, then no, then neither: a question that the verdict asks, or that was answered."""
        circumstance, context = BY_CIRCUMSTANCE[name], self.shift.driver.context
        if self.shown is not None and (circumstance in self.shown.asked or circumstance.is_stated(context)):
            await self._state(circumstance.stated(context, circumstance.following(circumstance.of(context))))
