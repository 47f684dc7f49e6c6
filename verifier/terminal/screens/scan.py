"""Point and read: the live picture, what the camera is doing, and how to aim better."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from credential.reason import Reason
from verifier.capture.camera import CameraState
from verifier.capture.errors import SourceError
from verifier.capture.news import SourceNews
from verifier.capture.reading import Outline
from verifier.entitlement.context import UNKNOWN_CONTEXT, Context
from verifier.entitlement.context_described import describe_context
from verifier.entitlement.vehicle_words import describe
from verifier.terminal import call_words, circumstance_phrases, keys, phrases
from verifier.terminal.halfblocks import GreyPicture
from verifier.terminal.looked_at import LookedAt
from verifier.terminal.screens.framed import Framed
from verifier.terminal.shown import Line, joined, ours, shown
from verifier.terminal.station import Station
from verifier.terminal.widgets.camera_view import CameraView
from verifier.terminal.widgets.characters import Characters
from verifier.terminal.widgets.key_bar import Key
from verifier.terminal.widgets.outcome_band import OutcomeLine
from verifier.terminal.widgets.reason_card import ReasonCard

AIM_SECONDS: Final = 2.0
"""How long a word about the aim stays: a hand trembles, a word that flickers is not read."""


class ScanScreen(Framed):
    """The screen between two drivers. It holds nothing about either but what was stated of the one who comes."""

    def __init__(self, station: Station, label: str | None) -> None:
        super().__init__(station)
        self._looked_at = LookedAt(label)
        self._aim: Reason | None = None
        self._aim_until = 0.0
        self._characters: str | None = None
        self._still_there_until = 0.0
        self._stated = UNKNOWN_CONTEXT
        self._is_stopped = False

    def body(self) -> ComposeResult:
        """The picture with the hint below it, or with what is wrong with the aim."""
        yield CameraView()
        yield Vertical(*self._aiming(), id="aim")
        yield Line(self._looked_at.words(self.station.language), id="source")
        yield Line(self._vehicle(), id="vehicle")

    def keys(self) -> tuple[Key, ...]:
        """No details here: there is nothing yet to detail."""
        side = (keys.CHARACTERS, keys.TRUST, keys.light_key(self.station.light), keys.HELP, keys.LANGUAGE)
        return (keys.VEHICLE, keys.SOURCE, keys.MENU, *side)

    def show_picture(self, picture: GreyPicture | None) -> None:
        """Draw the newest picture."""
        for view in self.query(CameraView):  # none while the screen is written anew, or left
            view.show(picture)

    def show_camera(self, state: CameraState, error: SourceError | None) -> None:
        """Say what the camera does; a picture that is not live is taken away, for it shows the past."""
        self._looked_at.camera(state, error, self.station.monotonic())
        if state not in (CameraState.LIVE, CameraState.SLOW):
            self.show_picture(None)
        self._tell_source()

    def show_news(self, news: SourceNews) -> None:
        """Say what became of the source: below the picture, which goes on."""
        self._looked_at.news(news)
        self._tell_source()

    def show_ended(self, word: str) -> None:
        """Say that looking ended by a fault of ours; typed and pasted codes are still taken."""
        self._looked_at.ended(word)
        self.show_picture(None)
        self._tell_source()

    async def change_source(self, label: str | None) -> None:
        """Begin again with another source, of which nothing is known yet."""
        self._looked_at = LookedAt(label)
        self.show_picture(None)
        self._tell_source()

    def show_outlines(self, outlines: tuple[Outline, ...]) -> None:
        """Draw the codes that were found around the picture's next frames."""
        for view in self.query(CameraView):
            view.outline(outlines)

    async def show_characters(self, characters: str | None) -> None:
        """Show what the next driver is to type, from before the first code on; None takes it away."""
        if characters != self._characters:
            self._characters = characters
            await self._show_aiming()

    def show_stated(self, context: Context) -> None:
        """Show the vehicle, and what was stated of the driver whose code is awaited; nothing takes it away."""
        self._stated = context
        for line in self.query("#vehicle").results(Line):
            line.show(self._vehicle())

    def show_still_there(self) -> None:
        """Say that the licence that was closed has not left the camera's sight."""
        self._still_there_until = self.station.monotonic() + 1.0
        self._hint()

    async def show_stopped(self, *, is_stopped: bool) -> None:
        """Say at once, and before anything about aiming, that no further check may begin: the last is unrecorded."""
        if is_stopped is not self._is_stopped:
            self._is_stopped = is_stopped
            await self._show_aiming()

    async def show_aim(self, reason: Reason | None) -> None:
        """Say what is wrong with the aim, for as long as it is so and 2 s more; None goes back to the hint."""
        self._aim_until = self.station.monotonic() + AIM_SECONDS
        if reason is not self._aim:
            self._aim = reason
            await self._show_aiming()

    async def tick(self) -> None:
        """Go back to the hint when the aim has been good for a while."""
        await super().tick()
        self._hint()
        self._looked_at.pass_time(self.station.monotonic(), is_seen=self.is_active)
        self._tell_source()
        if self._aim is not None and self.station.monotonic() >= self._aim_until:
            await self.show_aim(None)

    @property
    def room(self) -> tuple[int, int]:
        """Columns and rows that a picture may fill."""
        for view in self.query(CameraView):
            return view.size.width, view.size.height
        return 0, 0

    async def _show_aiming(self) -> None:
        for place in self.query("#aim").results(Vertical):
            await place.remove_children()
            await place.mount_all(self._aiming())

    def _aiming(self) -> list[Widget]:
        if self._is_stopped:
            return [Line(ours(self.say(call_words.STOPPED), "bold reverse"), id="stopped")]
        if self._aim is None and self._characters is not None:
            return [Characters(self._characters, self.station.language)]
        if self._aim is None:
            return [Line(self._hinted(), id="hint")]
        language = self.station.language
        return [OutcomeLine(self._aim.outcome, language), ReasonCard(self._aim, (), language)]

    def _tell_source(self) -> None:
        for line in self.query("#source").results(Line):
            line.show(self._looked_at.words(self.station.language))

    def _hint(self) -> None:
        for line in self.query("#hint").results(Line):
            line.show(self._hinted())

    def _hinted(self) -> Content:
        is_there = self.station.monotonic() < self._still_there_until
        return ours(self.say(call_words.STILL_THERE if is_there else phrases.SHOW_CODE), "bold" if is_there else "")

    def _vehicle(self) -> Content:
        vehicle = self.station.vehicle
        stated = (
            shown(describe(vehicle, self.station.language), "bold")
            if vehicle
            else ours(self.say(phrases.VEHICLE_NOT_STATED), "bold")
        )
        told = describe_context(self._stated, self.station.language)
        words = f"· {self.say(circumstance_phrases.STATED)} : {told}" if told else ""
        journal = ours("" if self.station.has_journal else f"· {self.say(call_words.NO_JOURNAL)}")
        return joined((ours(f"{self.say(phrases.VEHICLE)} :"), stated, shown(words), journal))
