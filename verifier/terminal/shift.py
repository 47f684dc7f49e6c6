"""A shift at one terminal: the driver of the moment, what was closed, and what is recorded. It knows no screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, unique
from typing import Final

from credential.forms import Form
from credential.reason import Reason
from verifier.capture.reading import Reading
from verifier.capture.unreadable import UnreadableWatch
from verifier.entitlement.context import UNKNOWN_CONTEXT, Context
from verifier.entitlement.vehicle import Vehicle
from verifier.journal.answer import PortraitAnswer
from verifier.journal.book import with_floor
from verifier.terminal.judged import DriverCheck, Judged
from verifier.terminal.recorder import Checked, Filed, Recorded, Recorder
from verifier.terminal.seen_again import SeenAgain
from verifier.terminal.spoken import Asking
from verifier.terminal.station import Station

UNSEEN_SECONDS: Final = 120.0
"""How long circumstances wait for a code to come; they may have been a driver's who left."""
OUT_OF_SIGHT_SECONDS: Final = 3.0
"""How long the licence of a closed check has to be out of the camera's sight before it is judged again."""
CLOCK_REASONS: Final = frozenset({Reason.PRESENTATION_STALE, Reason.CLOCKS_DISAGREE})


@unique
class Closing(Enum):
    """What became of the wish to close a check."""

    CLOSED = "closed"
    ANSWER_DUE = "answer_due"
    """The officer has to say whether the portrait is the driver's."""
    NOT_RECORDED = "not_recorded"
    """The record could not be written: the verdict stays until the officer asks again."""


@dataclass(slots=True, kw_only=True)
class OpenCheck:
    """The check whose verdict is on the screen."""

    judged: Judged
    since: float
    seen_before: float | None = None
    """Seconds since the same payload was last seen, in an earlier check."""
    asked: str | None = None
    """The four characters that the driver is to type."""
    serial: int = 0
    """Which check of the shift it is."""
    answer: PortraitAnswer = PortraitAnswer.NOT_GIVEN
    recorded: Recorded | None = None
    filed: Filed | None = None

    @property
    def answer_is_due(self) -> bool:
        """Whether the officer has yet to compare: paper proves nobody's presence."""
        is_paper = self.judged.verdict.form is Form.ATTESTATION and self.judged.verdict.claims is not None
        return is_paper and self.answer is PortraitAnswer.NOT_GIVEN

    def take(self, answer: PortraitAnswer) -> None:
        """Take the officer's answer; where the record is written already, another will stand in its place."""
        self.answer = answer
        self._record_anew()

    def restate(self, judged: Judged) -> None:
        """Take the verdict on the same scan with what the officer stated; it can be filed, and is recorded, anew."""
        if (judged.vehicle, judged.context) != (self.judged.vehicle, self.judged.context):
            self.filed = None
            self._record_anew()
        self.judged = judged

    def _record_anew(self) -> None:
        """A record that could not be written is not tried again: that was said, and the officer may go on."""
        if self.recorded is Recorded.RECORDED:
            self.recorded = None


class Shift:
    """Goes on from driver to driver; `draw` makes the four characters."""

    def __init__(self, station: Station, recorder: Recorder, draw: Callable[[], str]) -> None:
        self._station = station
        self._recorder = recorder
        self._draw = draw
        self._seen = SeenAgain()
        self._left: tuple[bytes, float] | None = None
        """The licence that was closed last, as a digest, and when it was last in sight."""
        self.open: OpenCheck | None = None
        self.is_stopped = False
        """A record could not be written, and the setting says that checks do not go on."""
        self._serial = 0
        self._stated_at = 0.0
        self.next_driver()

    def next_driver(self) -> None:
        """Begin a check of which nothing is known."""
        if self.open is not None:
            self._left = (self._mark(self.open.judged), self._station.monotonic())
        self._station.renew()
        self.driver = DriverCheck(self._station.trust, self._station.vehicle)
        self.watch = UnreadableWatch()
        self.open = None
        if self._station.asking is Asking.ALWAYS:
            self.ask()

    def renew_trust(self) -> None:
        """Between two drivers, believe the store that came meanwhile; what was asked and stated stays so."""
        if self.open is None:
            before = self.driver
            self.next_driver()
            self.driver.nonce = before.nonce or self.driver.nonce
            self.driver.state(self._station.vehicle, before.context, None)

    def ask(self) -> str:
        """Ask for four characters; the same ones until the next driver."""
        self.driver.nonce = self.driver.nonce or self._draw()
        if self.open is not None:
            self.open.asked = self.driver.nonce
        return self.driver.nonce

    def see(self, texts: tuple[str, ...]) -> Judged | Reason | None:
        """Judge what is in sight now."""
        return self.driver.see(texts, self._station.monotonic(), self._station.clock())

    def is_unreadable(self, seconds: float, reading: Reading) -> bool:
        """Take in a reading; tell whether a code has been in sight unread for too long."""
        return self.watch.feed(seconds, reading)

    def waits_for_answer(self, judged: Judged) -> bool:
        """Tell whether a living code must still sign the characters before anything is shown of it."""
        is_living = judged.verdict.form is Form.PRESENTATION and judged.verdict.claims is not None
        return self._station.asking is Asking.ALWAYS and is_living and judged.nonce is None

    def is_still_there(self, judged: Judged) -> bool:
        """Tell whether it is the licence just closed, which the camera has not lost sight of since."""
        mark, seconds = self._mark(judged), self._station.monotonic()
        if self._left is None or self._left[0] != mark or seconds - self._left[1] > OUT_OF_SIGHT_SECONDS:
            return False
        self._left = (mark, seconds)
        return True

    def begin(self, judged: Judged) -> OpenCheck:
        """Open the check of a verdict that is about to be shown."""
        seconds = self._station.monotonic()
        before = self._seen.seconds_since(judged.texts, seconds)
        self._serial += 1
        self.open = OpenCheck(
            judged=judged, since=seconds, serial=self._serial, seen_before=before, asked=self.driver.nonce
        )
        self.follow(judged)
        return self.open

    def follow(self, judged: Judged, *, anew: bool = False) -> None:
        """Take a further verdict on the same driver; `anew` starts its time on the screen again."""
        if self.open is None:
            return
        self.open.judged = judged
        if anew:  # a result that the officer asked to see is recorded, even if the one before it was
            self.open.since, self.open.recorded, self.open.filed = self._station.monotonic(), None, None
        self._seen.note(judged.texts, self._station.monotonic())
        if self._station.asking is Asking.CLOCKS and CLOCK_REASONS.intersection(judged.verdict.reasons):
            self.ask()

    def state_vehicle(self, vehicle: Vehicle | None) -> Judged | None:
        """Judge the open check anew for this vehicle, and all that follow."""
        self._station.vehicle = vehicle
        return self._restate(self.driver.context)

    def state_context(self, context: Context) -> Judged | None:
        """Judge the open check anew under these circumstances; they are this driver's, and go with him."""
        self._stated_at = self._station.monotonic()
        return self._restate(context)

    def lapse(self) -> bool:
        """Forget circumstances whose driver showed no code in time; tell whether there were any."""
        is_waiting = self.open is None and self.driver.context != UNKNOWN_CONTEXT
        if not is_waiting or self._station.monotonic() - self._stated_at < UNSEEN_SECONDS:
            return False
        self._restate(UNKNOWN_CONTEXT)
        return True

    def _restate(self, context: Context) -> Judged | None:
        check = self.open
        judged = self.driver.state(self._station.vehicle, context, None if check is None else check.judged)
        if check is not None and judged is not None:
            check.restate(judged)
            self.follow(judged)
        return judged

    def answer(self, answer: PortraitAnswer) -> None:
        """Take what the officer says of the face."""
        if self.open is not None:
            self.open.take(answer)

    def close(self, *, time_is_over: bool = False) -> Closing:
        """Record the check, so that the next may begin. One whose time is over is recorded unanswered."""
        check = self.open
        if check is None:
            return Closing.CLOSED
        if check.answer_is_due and not time_is_over:
            return Closing.ANSWER_DUE
        return self._record(check)

    def file(self) -> Filed | None:
        """File the open check as evidence, once."""
        check = self.open
        if check is None:
            return None
        if check.filed is not Filed.FILED:
            check.filed = self._recorder.file(self._checked(check))
        return check.filed

    def _record(self, check: OpenCheck) -> Closing:
        """Write the record once. A failure is told once; asking again goes on without it."""
        if check.recorded is not None:
            return Closing.CLOSED
        check.recorded = self._recorder.record(self._checked(check))
        if check.recorded is Recorded.RECORDED:  # its time has certainly passed (DESIGN section 3)
            self._station.trust = with_floor(self._station.trust, check.judged.now)
        if check.recorded is not Recorded.NOT_RECORDED:
            return Closing.CLOSED
        self.is_stopped = self._station.needs_journal
        return Closing.NOT_RECORDED

    def _mark(self, judged: Judged) -> bytes:
        """Tell licences apart. What is not believed names nobody, and a phone renews it: its reasons stand for it."""
        verdict = judged.verdict
        unbelieved = " ".join((verdict.form.value, *(reason.value for reason in verdict.reasons)))
        return self._seen.digest(unbelieved if verdict.claims is None else verdict.claims.sub)

    def _checked(self, check: OpenCheck) -> Checked:
        return Checked(judged=check.judged, answer=check.answer, trust=self._station.trust, serial=check.serial)
