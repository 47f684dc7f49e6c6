"""The application as it checks: from a code to a verdict on the screen, its answers, its record, the next driver.

It maps messages and keys to what `Shift` does, and what `Shift` says to screens; it holds no rule of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events, on
from textual.binding import Binding, BindingType

from credential.language import Language
from credential.reason import Outcome, Reason
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.store import TrustStore
from verifier.capture.camera import FrameSource
from verifier.capture.reading import Reading
from verifier.entitlement.vehicle import Vehicle
from verifier.journal.answer import PortraitAnswer
from verifier.terminal import phrases
from verifier.terminal.forget import forget
from verifier.terminal.graphics import Draw
from verifier.terminal.judged import Judged, Succession, succession
from verifier.terminal.lookout import decode_frame
from verifier.terminal.recorder import NoRecorder, Recorder
from verifier.terminal.screens.details import DetailsScreen
from verifier.terminal.screens.framed import Framed
from verifier.terminal.screens.scan import ScanScreen
from verifier.terminal.screens.verdict import VerdictScreen
from verifier.terminal.shift import Closing, Shift
from verifier.terminal.spoken import Asking, four_characters
from verifier.terminal.stating_app import StatingApp
from verifier.terminal.station import Station
from verifier.terminal.store_watch import StoreWatch

if TYPE_CHECKING:
    from verifier.capture.frame import TimedFrame

TICK_SECONDS: Final = 0.25


class ScanApp(StatingApp):
    """`verifier scan`: one driver after the other. `source` None: hand scanner and pasted text only."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next_driver", show=False),
        Binding("d", "details", show=False),
        Binding("c", "characters", show=False),
        Binding("f", "file", show=False),
        Binding("o", f"answer('{PortraitAnswer.MATCHES.value}')", show=False),
        Binding("x", f"answer('{PortraitAnswer.DIFFERS.value}')", show=False),
        Binding("enter", "confirm", show=False),
    ]

    prepared = (*StatingApp.prepared[:2], DetailsScreen, *StatingApp.prepared[2:])

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
        recorder: Recorder | None = None,
        needs_journal: bool = False,
        asking: Asking = Asking.CLOCKS,
        draw: Callable[[], str] = four_characters,
        draw_pixels: Draw | None = None,
        store_watch: StoreWatch | None = None,
    ) -> None:
        station = Station(
            trust=trust,
            clock=clock,
            monotonic=monotonic,
            language=language,
            vehicle=vehicle,
            asking=asking,
            needs_journal=needs_journal,
            has_journal=recorder is not None,
            draw_pixels=draw_pixels,
        )
        super().__init__(station, source, decode, Shift(station, recorder or NoRecorder(), draw))
        self._store_watch = store_watch

    @on(events.Mount)
    async def _begin_to_count(self) -> None:
        """Count seconds."""
        self.set_interval(TICK_SECONDS, self.tick)
        await self.scan_screen.show_characters(self.shift.driver.nonce)

    async def tick(self) -> None:
        """Bring the clocks up to date; record a verdict before its time is over, then clear it."""
        if self.is_leaving:
            return
        self._look_after_the_store()
        if self.shift.lapse():
            self.scan_screen.show_stated(self.shift.driver.context)
            self.forget_on_screens()
        shown = self.shown
        if shown is not None and shown.is_ending:
            self.shift.close(time_is_over=True)
        if shown is not None and shown.is_over:
            await self._next_driver()
        for screen in self.screen_stack:
            if isinstance(screen, Framed) and screen.is_mounted:
                await screen.tick()
        self.make_room()

    def _look_after_the_store(self) -> None:
        """Take in a store that replaced the one on the disk; one that cannot be read changes nothing but a word."""
        found = self._store_watch.poll(self.station.monotonic()) if self._store_watch else None
        if isinstance(found, TrustStoreError):
            is_absent = found.refusal is Refusal.STORE_ABSENT
            self.station.store_note = phrases.STORE_ABSENT if is_absent else phrases.STORE_UNREADABLE
        elif found is not None and found.profile is not self.station.trust.profile:
            self.station.store_note = phrases.STORE_OF_OTHER_PROFILE  # a copied file must not make a test issuer real
        elif found is not None:
            self.station.arrived, self.station.store_note = found, phrases.STORE_RENEWED
            self.shift.renew_trust()

    async def read(self, reading: Reading, seconds: float) -> None:
        """Take what the camera's decoder read in one frame."""
        if self.shift.is_unreadable(seconds, reading) and self.shown is None:
            await self.scan_screen.show_aim(Reason.UNREADABLE)
        elif reading.texts:
            await self._take(reading.texts, is_camera=True)

    async def take(self, texts: tuple[str, ...]) -> None:
        """Judge texts that were typed, pasted or scanned by hand, and show what is to be shown."""
        await self._take(texts, is_camera=False)

    async def _take(self, texts: tuple[str, ...], *, is_camera: bool) -> None:
        if self.shift.is_stopped and self.shown is None:
            return
        found = self.shift.see(texts)
        if isinstance(found, Judged):
            await self._present(found, is_camera=is_camera)
        elif found is not None and self.shown is None:
            await self.scan_screen.show_aim(found)
        elif found in (Reason.SEVERAL_CODES, Reason.NONCE_MISMATCH) and self.shown is not None:
            self.shown.announce(Succession.ANOTHER, None) if found is Reason.SEVERAL_CODES else self.shown.mistyped()

    async def _present(self, judged: Judged, *, is_camera: bool) -> None:
        shown = self.shown
        if shown is not None:
            await self._succeed(shown, judged)
        elif is_camera and not isinstance(self.screen, ScanScreen):
            return  # the officer is busy with another screen; the code is read again after it
        elif self.shift.waits_for_answer(judged):
            await self.scan_screen.show_aim(None)
        elif is_camera and self.shift.is_still_there(judged):
            self.scan_screen.show_still_there()
        else:
            await self._uncover()  # what was scanned by hand is wanted now, whatever lies over the scan
            await self.push_screen(VerdictScreen(self.station, self.shift.begin(judged)))
            self.ring(judged.verdict.outcome)

    async def _succeed(self, shown: VerdictScreen, judged: Judged) -> None:
        what = succession(shown.judged, judged)
        if what in (Succession.FULLER, Succession.ANSWERED):
            self.shift.follow(judged)
            await shown.show()
        elif what is not Succession.SAME:
            shown.announce(what, judged if what is Succession.CHANGED else None)

    # What keys do.

    async def action_next_driver(self) -> None:
        """Close the check, once it is answered and recorded, and go on to the next driver."""
        closing = self.shift.close()
        if closing is Closing.CLOSED or self.shown is None:
            await self._next_driver()
        else:
            await self.shown.show()
            self.ring(Outcome.ATTENTION)

    async def action_confirm(self) -> None:
        """Show what was announced."""
        shown = self.shown
        if shown is None or shown.announced is None:
            return
        if shown.waiting is None:
            await self.action_next_driver()
            return
        self.shift.follow(shown.waiting, anew=True)
        await shown.show()
        self.ring(shown.judged.verdict.outcome)

    async def action_answer(self, answer: str) -> None:
        """Take what the officer says of the driver's face."""
        if isinstance(self.screen, VerdictScreen) and self.screen.asks_for_face:
            self.shift.answer(PortraitAnswer(answer))
            await self.screen.show()

    async def action_characters(self) -> None:
        """Give the driver four characters to type."""
        self.shift.ask()
        await self._uncover()
        await self.scan_screen.show_characters(self.shift.driver.nonce)
        if self.shown is not None:
            await self.shown.show()

    async def action_file(self) -> None:
        """File the check as evidence."""
        if self.shown is not None:
            self.shift.file()
            await self._uncover()
            await self.shown.show()

    async def action_details(self) -> None:
        """Open the details, or close them."""
        if self.shown is not None:
            judged = self.shown.judged
            await self.lay(DetailsScreen, lambda screen: screen.tell_of(judged))

    async def action_quit(self) -> None:
        """Leave; a check that is open is recorded first, as one whose time is over."""
        self.shift.close(time_is_over=True)
        self.exit()

    async def _next_driver(self) -> None:
        """Forget this driver and everything that was drawn of him."""
        self.shift.next_driver()
        await self.scan_screen.show_stopped(is_stopped=self.shift.is_stopped)
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self.scan_screen.show_aim(None)
        await self.scan_screen.show_characters(self.shift.driver.nonce)
        self.scan_screen.show_stated(self.shift.driver.context)
        self.forget_on_screens()
        self.call_after_refresh(forget)

    async def _uncover(self) -> None:
        """Take away what is laid over the scan or the verdict."""
        while len(self.screen_stack) > 1 and not isinstance(self.screen, VerdictScreen):
            await self.pop_screen()
