"""The verdict: one big word, why, what to do next, who it is about, and what was not checked."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content

from credential.claims import LicenceClaims
from credential.reason import Outcome, Question, Reason
from verifier.entitlement.days import in_paris
from verifier.terminal import call_words, keys, phrases
from verifier.terminal.circumstances import CIRCUMSTANCES, Circumstance, asked_in
from verifier.terminal.judged import Judged, Succession
from verifier.terminal.recorder import Recorded
from verifier.terminal.screens.framed import Framed
from verifier.terminal.shift import OpenCheck
from verifier.terminal.shown import Line, ours
from verifier.terminal.station import Station
from verifier.terminal.widgets.calls import Calls
from verifier.terminal.widgets.category_table import CategoryTable
from verifier.terminal.widgets.identity_block import IdentityBlock
from verifier.terminal.widgets.key_bar import Key
from verifier.terminal.widgets.outcome_band import OutcomeBand, outcome_words
from verifier.terminal.widgets.pixel_portrait import PixelPortrait
from verifier.terminal.widgets.portrait_view import PortraitView
from verifier.terminal.widgets.question_block import QuestionBlock
from verifier.terminal.widgets.unchecked_block import UncheckedBlock
from verifier.verdict import Verdict
from verifier.words import REASON_WORDS

RECORDED_BEFORE: Final = 5.0
"""Seconds before it clears, a verdict that was not closed is recorded."""
CLEARS_AFTER: Final = 60.0
"""Seconds: an unattended terminal shows nobody's licence (DESIGN section 6)."""


class VerdictScreen(Framed):
    """Shows one immutable verdict. What comes into sight meanwhile is announced, and waits for a press."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "page_down", show=False),
        *(
            Binding(each.letter, f"app.answer_letter('{each.name}')", show=False)
            for each in CIRCUMSTANCES
            if each.is_flag
        ),
    ]

    def __init__(self, station: Station, check: OpenCheck) -> None:
        super().__init__(station)
        self.check = check
        self.announced: Succession | None = None
        self.waiting: Judged | None = None
        """The later verdict of the same licence, until the officer asks for it."""
        self._is_mistyped = False
        self._told_of: Recorded | None = None

    @property
    def judged(self) -> Judged:
        """The verdict that is shown, with what it was made from."""
        return self.check.judged

    @property
    def is_over(self) -> bool:
        """Whether it has been on the screen for `CLEARS_AFTER` seconds."""
        return self._left() <= 0

    @property
    def is_ending(self) -> bool:
        """Whether it is time to record it, so that a failure is still read."""
        return self._left() <= RECORDED_BEFORE

    @property
    def asked(self) -> tuple[Circumstance, ...]:
        """The circumstances that the verdict asks about."""
        return asked_in(self.judged.verdict.findings)

    @property
    def asks_for_face(self) -> bool:
        """Whether there is somebody to compare with: nothing is asked of what is not believed."""
        return self.judged.verdict.claims is not None

    def body(self) -> ComposeResult:
        """The band, then the report with the portrait beside or inside it, then what is announced."""
        verdict, language = self.judged.verdict, self.station.language
        yield OutcomeBand(verdict.outcome, language)
        if verdict.findings:  # the worst, again in its place below: whoever reads one line has read why
            what = REASON_WORDS[verdict.findings[0].reason].what.in_(language)
            yield Line(ours(what, "bold"), id="headline", classes=verdict.outcome.value.lower())
        yield Calls(self.check, language)
        with Horizontal(id="verdict"):
            with VerticalScroll(id="report"):
                yield from self._report(verdict)
            if verdict.claims is not None and verdict.claims.portrait is not None:
                yield Vertical(self._portrait(verdict.claims.portrait), id="beside")
        yield Line(self._notice(), id="notice", classes=self._notice_class())

    def _report(self, verdict: Verdict) -> ComposeResult:
        """The worse question first; before it the person, where nothing is left but to compare."""
        language, claims = self.station.language, verdict.claims
        is_person_first = verdict.outcome is Outcome.PASSED or self.check.answer_is_due
        if is_person_first and claims is not None:
            yield self._who(claims)
        for question in sorted(Question, key=lambda each: -verdict.outcome_of(each).rank):
            yield QuestionBlock(question, self.judged, language)
        if not is_person_first and claims is not None:
            yield self._who(claims)
        if claims is not None:
            yield CategoryTable(claims, language)
        yield UncheckedBlock(self.judged, language)

    def keys(self) -> tuple[Key, ...]:
        """The next driver first."""
        side = (keys.CHARACTERS, keys.FILE, keys.light_key(self.station.light), keys.HELP)
        return (keys.NEXT, keys.VEHICLE, keys.DETAILS, keys.MENU, *side)

    async def show(self) -> None:
        """Show the check as it stands now: another verdict on the same driver, an answer, a record."""
        self.waiting, self.announced, self._is_mistyped = None, None, False
        place = next((report.scroll_y for report in self.query("#report")), 0)
        await self.recompose()
        self.query_one("#report", VerticalScroll).scroll_to(y=place, animate=False, immediate=False)

    def mistyped(self) -> None:
        """Say that a code came back with other characters than were asked for."""
        self._is_mistyped = True
        self._tell()

    def announce(self, what: Succession, later: Judged | None) -> None:
        """Say that something else is in sight; `later` waits for a press."""
        self.announced, self.waiting = what, later
        self._tell()

    async def tick(self) -> None:
        """Count down."""
        await super().tick()
        if self.check.recorded is not self._told_of:
            self._told_of = self.check.recorded
            await self.recompose()
        self._tell()

    def action_page_down(self) -> None:
        """Turn the page of the report."""
        self.query_one("#report", VerticalScroll).scroll_page_down(animate=False)

    def _who(self, claims: LicenceClaims) -> Horizontal:
        """The person, with the portrait where it has no place beside the report."""
        identity = IdentityBlock(claims, self.station.language, in_paris(self.judged.now).date())
        portrait = () if claims.portrait is None else (self._portrait(claims.portrait),)
        return Horizontal(*portrait, identity, id="who")

    def _portrait(self, image: bytes) -> PortraitView | PixelPortrait:
        draw = self.station.draw_pixels
        return PortraitView(image) if draw is None else PixelPortrait(image, draw)

    def _tell(self) -> None:
        for line in self.query("#notice").results(Line):
            line.show(self._notice())
            line.set_classes(self._notice_class())

    def _notice(self) -> Content:
        if self.announced is Succession.CHANGED and self.waiting is not None:
            word = outcome_words(self.waiting.verdict.outcome, self.station.language)
            return ours(self.say(phrases.CHANGED_RESULT).format(word), "bold")
        if self.announced is Succession.ANOTHER:
            return ours(self.say(phrases.ANOTHER_CODE), "bold")
        if self._is_mistyped:
            return ours(self.say(call_words.MISTYPED), "bold")
        clears = self.say(phrases.CLEARS_IN).format(max(round(self._left()), 0))
        is_testing = Reason.PRESENTATION_STALE in self.judged.verdict.reasons
        return ours(f"{self.say(call_words.KEEP_IN_SIGHT)} {clears}" if is_testing else clears)

    def _notice_class(self) -> str:
        return "attention" if self.announced is not None or self._is_mistyped else "quiet"

    def _left(self) -> float:
        return CLEARS_AFTER - (self.station.monotonic() - self.check.since)
