"""The application: it maps messages to screens and keys to actions, and holds no rule of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events, on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from credential.language import Language
from credential.reason import Reason
from trust_store.store import TrustStore
from verifier.capture.camera import FrameSource
from verifier.capture.reading import Reading
from verifier.capture.unreadable import UnreadableWatch
from verifier.entitlement.vehicle import Vehicle
from verifier.terminal.crash import crash_line
from verifier.terminal.forget import forget
from verifier.terminal.judged import DriverCheck, Judged, Succession, succession
from verifier.terminal.lookout import CameraChanged, CodesRead, FrameSeen, LookingEnded, Lookout, decode_frame
from verifier.terminal.palette import Light, theme_of
from verifier.terminal.screens.details import DetailsScreen
from verifier.terminal.screens.framed import Framed
from verifier.terminal.screens.scan import ScanScreen
from verifier.terminal.screens.vehicle import VehicleScreen
from verifier.terminal.screens.vehicle_details import VehicleDetailsScreen
from verifier.terminal.screens.verdict import VerdictScreen
from verifier.terminal.station import Station
from verifier.terminal.typed import Typing, Whose, pasted
from verifier.terminal.vehicle_presets import PRESETS

if TYPE_CHECKING:
    from verifier.capture.frame import TimedFrame

TICK_SECONDS: Final = 0.25


class ScanApp(App[None]):
    """`verifier scan`: one driver after the other. `source` None: hand scanner and pasted text only."""

    CSS_PATH = "terminal.tcss"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next_driver", show=False),
        Binding("v", "vehicle", show=False),
        Binding("d", "details", show=False),
        Binding("l", "language", show=False),
        Binding("t", "light", show=False),
        Binding("q", "quit", show=False),
        Binding("enter", "confirm", show=False),
        Binding("escape", "back", show=False),
    ]

    def __init__(
        self,
        trust: TrustStore,
        *,
        source: FrameSource | None,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
        language: Language = Language.FR,
        vehicle: Vehicle | None = None,
        decode: Callable[[TimedFrame], Reading] = decode_frame,
    ) -> None:
        super().__init__()
        self.station = Station(trust=trust, clock=clock, monotonic=monotonic, language=language, vehicle=vehicle)
        self._holder = DriverCheck(trust, vehicle)
        self._watch = UnreadableWatch()
        self._typing = Typing()
        self._lookout = None if source is None else Lookout(source, self.post_message, decode)
        for light in Light:
            self.register_theme(theme_of(light))
        self.theme = self.station.light.value

    @property
    def shown(self) -> VerdictScreen | None:
        """The verdict on the screen, also while another screen is laid over it."""
        return next((screen for screen in self.screen_stack if isinstance(screen, VerdictScreen)), None)

    @property
    def scan_screen(self) -> ScanScreen:
        """The screen at the bottom of the stack."""
        screen = self.screen_stack[0]
        if not isinstance(screen, ScanScreen):
            raise TypeError("the scan screen is not where it was put")
        return screen

    def get_default_screen(self) -> Screen[None]:
        """Begin with the scan screen."""
        return ScanScreen(self.station, None if self._lookout is None else self._lookout.label)

    def on_mount(self) -> None:
        """Begin to look, and to count seconds."""
        self.set_interval(TICK_SECONDS, self.tick)
        if self._lookout is not None:
            self._lookout.start()

    def on_unmount(self) -> None:
        """Let the camera go; a driver that hangs does not keep us."""
        if self._lookout is not None:
            self._lookout.stop()

    async def tick(self) -> None:
        """Bring the clocks up to date, and clear a verdict whose time is over."""
        shown = self.shown
        if shown is not None and shown.is_over:
            await self.action_next_driver()
        for screen in self.screen_stack:
            if isinstance(screen, Framed) and screen.is_mounted:
                await screen.tick()
        if self._lookout is not None:
            self._lookout.room = self.scan_screen.room

    async def on_event(self, event: events.Event) -> None:
        """Take a hand scanner's typing, and whatever is pasted, before any key or widget does."""
        if isinstance(event, events.Key) and not event.is_forwarded and await self._scanner_typed(event):
            return
        if isinstance(event, events.Paste) and not event.is_forwarded:
            text = pasted(event.text)
            if text is not None:
                await self.take((text,))
            return
        await super().on_event(event)

    async def take(self, texts: tuple[str, ...]) -> None:
        """Judge texts, wherever they came from, and show what is to be shown."""
        found = self._holder.see(texts, self.station.monotonic(), self.station.clock())
        if isinstance(found, Judged):
            await self._present(found)
        elif found is not None and self.shown is None:
            await self.scan_screen.show_aim(found)
        elif found is Reason.SEVERAL_CODES and self.shown is not None:
            self.shown.announce(Succession.ANOTHER, None)

    # What the camera's threads post.

    @on(FrameSeen)
    def _frame_seen(self, message: FrameSeen) -> None:
        if self.screen is self.scan_screen:
            self.scan_screen.show_picture(message.picture)

    @on(CameraChanged)
    def _camera_changed(self, message: CameraChanged) -> None:
        self.scan_screen.show_camera(message.state, message.error)

    @on(LookingEnded)
    def _looking_ended(self, message: LookingEnded) -> None:
        self.scan_screen.show_ended(message.word)

    @on(CodesRead)
    async def _codes_read(self, message: CodesRead) -> None:
        unreadable = self._watch.feed(message.seconds, message.reading)
        if unreadable and self.shown is None:
            await self.scan_screen.show_aim(Reason.UNREADABLE)
        elif message.reading.texts:
            await self.take(message.reading.texts)

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
        self.station.vehicle = message.vehicle
        shown = self.shown
        judged = self._holder.state_vehicle(message.vehicle, shown.judged if shown else None)
        await self.action_back()
        if shown is not None and judged is not None:
            await shown.show(judged)
        await self.scan_screen.recompose()

    # What keys do.

    async def action_next_driver(self) -> None:
        """Forget this driver and everything that was drawn of him."""
        self._holder = DriverCheck(self.station.trust, self.station.vehicle)
        self._watch = UnreadableWatch()
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self.scan_screen.show_aim(None)
        self.call_after_refresh(forget)

    async def action_confirm(self) -> None:
        """Show what was announced."""
        shown = self.shown
        if shown is None or shown.announced is None:
            return
        if shown.waiting is not None:
            await shown.show(shown.waiting, anew=True)
        else:
            await self.action_next_driver()

    async def action_vehicle(self) -> None:
        """Ask for the vehicle."""
        if isinstance(self.screen, VehicleDetailsScreen):
            await self.switch_screen(VehicleScreen(self.station))
        elif not isinstance(self.screen, VehicleScreen):
            await self.push_screen(VehicleScreen(self.station))

    async def action_details(self) -> None:
        """Open the details, or close them."""
        if isinstance(self.screen, DetailsScreen):
            await self.pop_screen()
        elif isinstance(self.screen, VerdictScreen):
            await self.push_screen(DetailsScreen(self.station, self.screen.judged))

    async def action_back(self) -> None:
        """Close a screen that is laid over another; a verdict is left by the next driver's key alone."""
        if isinstance(self.screen, (DetailsScreen, VehicleScreen, VehicleDetailsScreen)):
            await self.pop_screen()

    async def action_language(self) -> None:
        """Change the language of all screens."""
        self.station.language = Language.EN if self.station.language is Language.FR else Language.FR
        await self._redraw()

    async def action_light(self) -> None:
        """Change between day and night."""
        self.station.light = self.station.light.other
        self.theme = self.station.light.value
        await self._redraw()

    async def _present(self, judged: Judged) -> None:
        shown = self.shown
        if shown is None:
            if isinstance(self.screen, ScanScreen):
                await self.push_screen(VerdictScreen(self.station, judged))
            return
        what = succession(shown.judged, judged)
        if what is Succession.FULLER:
            await shown.show(judged)
        elif what is not Succession.SAME:
            shown.announce(what, judged if what is Succession.CHANGED else None)

    async def _scanner_typed(self, event: events.Key) -> bool:
        """Tell whether a key is a hand scanner's, and judge the text that it ends."""
        character = "\r" if event.key == "enter" else event.character
        if not character:
            return False
        whose, text = self._typing.feed(character, event.time)
        if text is not None:
            await self.take((text,))
        return whose is Whose.SCANNER

    async def _redraw(self) -> None:
        for screen in self.screen_stack:
            await screen.recompose()

    def _fatal_error(self) -> None:
        """Leave with one line: Textual's report would show every local variable."""
        error = self._exception or RuntimeError()
        self._exit_renderables[:] = [crash_line(error, self.station.language)]
        self._close_messages_no_wait()
