"""The application as it looks: the source of pictures, chosen and changed while it runs, and what its threads post."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.screen import Screen

from verifier.capture.camera import FrameSource
from verifier.capture.errors import SourceError
from verifier.capture.reading import Reading
from verifier.capture.texts import is_code_text
from verifier.terminal.launch import live_source
from verifier.terminal.lookout import CameraChanged, CodesRead, FrameSeen, LookingEnded, Lookout, SourceTold
from verifier.terminal.screens.scan import ScanScreen
from verifier.terminal.screens.source import SourceScreen
from verifier.terminal.station import Station
from verifier.terminal.station_app import StationApp

if TYPE_CHECKING:
    from verifier.capture.frame import TimedFrame


class LookingApp(StationApp):
    """A terminal with a source, or without one: then hand scanner and pasted text alone."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("s", "source", show=False)]
    prepared = (*StationApp.prepared, SourceScreen)

    def __init__(
        self,
        station: Station,
        source: FrameSource | None,
        decode: Callable[[TimedFrame], Reading],
        sources: Callable[[str], FrameSource | None] = live_source,
    ) -> None:
        super().__init__(station)
        self._decode = decode
        self._sources = sources
        self._lookout = self._look_at(source)

    @property
    def scan_screen(self) -> ScanScreen:
        """The screen at the bottom of the stack."""
        screen = self.screen_stack[0]
        if not isinstance(screen, ScanScreen):
            raise TypeError("the scan screen is not where it was put")
        return screen

    @property
    def is_leaving(self) -> bool:
        """Whether the screens are gone: what still arrives is for nobody."""
        return not self.screen_stack

    @abstractmethod
    async def read(self, reading: Reading, seconds: float) -> None:
        """Take what was read in one frame."""

    def get_default_screen(self) -> Screen[None]:
        """Begin with the scan screen."""
        return ScanScreen(self.station, None if self._lookout is None else self._lookout.label)

    def on_mount(self) -> None:
        """Begin to look."""
        if self._lookout is not None:
            self._lookout.start()

    def on_unmount(self) -> None:
        """Let the camera go; a driver that hangs does not keep us."""
        self._stop_looking()

    def make_room(self) -> None:
        """Tell the threads how large a picture may be."""
        if self._lookout is not None:
            self._lookout.room = self.scan_screen.room

    async def action_source(self) -> None:
        """Ask for another source, or leave it as it is."""
        await self.lay(SourceScreen)

    @on(SourceScreen.Chosen)
    async def _source_chosen(self, message: SourceScreen.Chosen) -> None:
        """Look at another source from now on; where it cannot be named so, say why and look on at the old one."""
        if is_code_text(message.spec):
            await self.action_back()
            await self.take((message.spec,))
            return
        try:
            source = self._sources(message.spec)
        except SourceError as error:
            message.screen.refuse(error)
            return
        self._stop_looking()
        self._lookout = self._look_at(source)
        await self.action_back()
        await self.scan_screen.change_source(None if self._lookout is None else self._lookout.label)
        if self._lookout is not None:
            self._lookout.start()
        self.make_room()

    # What the threads post may arrive while the application leaves, when its screens are gone.

    @on(FrameSeen)
    def _frame_seen(self, message: FrameSeen) -> None:
        if not self.is_leaving and self.screen is self.scan_screen:
            self.scan_screen.show_picture(message.picture)

    @on(CameraChanged)
    def _camera_changed(self, message: CameraChanged) -> None:
        if not self.is_leaving:
            self.scan_screen.show_camera(message.state, message.error)

    @on(SourceTold)
    def _source_told(self, message: SourceTold) -> None:
        if not self.is_leaving:
            self.scan_screen.show_news(message.news)

    @on(LookingEnded)
    def _looking_ended(self, message: LookingEnded) -> None:
        if not self.is_leaving:
            self.scan_screen.show_ended(message.word)

    @on(CodesRead)
    async def _codes_read(self, message: CodesRead) -> None:
        if not self.is_leaving:
            self.scan_screen.show_outlines(message.reading.outlines)
            await self.read(message.reading, message.seconds)

    def _look_at(self, source: FrameSource | None) -> Lookout | None:
        return None if source is None else Lookout(source, self.post_message, self._decode)

    def _stop_looking(self) -> None:
        if self._lookout is not None:
            self._lookout.stop()
