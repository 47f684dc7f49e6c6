"""From a source to its verdicts: what ``verifier check`` does with each input.

A still source (picture, page, line) gives one verdict for each thing in it. A moving one (video, camera) is one
check over time: its codes advance and alternate, and the last word on each licence counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from credential.forms import Form
from credential.reason import Reason
from trust_store.refusal import TrustStoreError
from trust_store.store import TrustStore
from verifier.capture.errors import SourceError
from verifier.capture.reading import Reading, Sighting
from verifier.capture.sources import Source, SourceKind, open_recording, open_source
from verifier.capture.unreadable import UnreadableWatch, unreadable_at_once
from verifier.entitlement.context import UNKNOWN_CONTEXT, Context
from verifier.entitlement.vehicle import Vehicle
from verifier.session import Asked, Session
from verifier.verdict import Verdict, unread
from verifier.work import ANEW, Work

ENOUGH_SECONDS: Final = 8.0
"""How long a live camera is looked at after its first verdict, for the code to advance and the portrait to come."""
_SEVERAL: Final = "several codes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One verdict, where in the source it comes from, and the moment that it is of."""

    verdict: Verdict
    label: str
    at: datetime
    asked: Asked | None = None
    """What was read and judged; None where nothing was."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts that were judged; none where nothing was read."""
        return () if self.asked is None else self.asked.texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What the user asked, beside the sources."""

    trust: TrustStore | TrustStoreError
    now: datetime
    vehicle: Vehicle | None = None
    nonce: str | None = None
    context: Context = UNKNOWN_CONTEXT
    work: Work = ANEW

    def ask(self, spec: str) -> Iterator[Answer]:
        """Yield the answers for one source. A source that cannot be read answers SOURCE_UNUSABLE."""
        return self._answers(lambda: open_source(spec))

    def ask_recording(self, name: str, data: bytes) -> Iterator[Answer]:
        """Yield the answers for a file that is in memory, as `ask` does."""
        return self._answers(lambda: open_recording(name, data))

    def _answers(self, open_it: Callable[[], Source]) -> Iterator[Answer]:
        try:
            source = open_it()
            yield from self._still(source) if source.still else self._moving(source)
        except SourceError as error:
            yield self._answer(unread(Reason.SOURCE_UNUSABLE, str(error)))

    def _still(self, source: Source) -> Iterator[Answer]:
        session, answered = self._session(), False
        for sighting in source:
            if source.kind is SourceKind.PDF and _is_blank(sighting.reading):
                continue  # a page of text beside the page with the code
            answered = True
            verdict = session.see(sighting.reading.texts, None, self.now)
            yield self._answer(verdict or _without_licence(sighting.reading), sighting.label, asked=session.asked)
        if not answered:
            yield self._answer(unread(Reason.NO_CODE))

    def _moving(self, source: Source) -> Iterator[Answer]:
        session, watch, unreadable = self._session(), UnreadableWatch(), False
        last: dict[str, Answer] = {}
        for sighting in _until_enough(source, last):
            now = _later(self.now, sighting.seconds)
            verdict = session.see(sighting.reading.texts, sighting.seconds, now)
            unreadable = watch.feed(sighting.seconds, sighting.reading) or unreadable
            if verdict is not None:
                last[_licence(verdict)] = self._answer(verdict, sighting.label, now, session.asked)
        if _SEVERAL in last:
            yield last[_SEVERAL]
        elif last:
            yield from last.values()
        elif session.companion_waits():
            yield self._answer(unread(Reason.COMPANION_ALONE, form=Form.COMPANION))
        else:
            yield self._answer(unread(Reason.UNREADABLE if unreadable else Reason.NO_CODE))

    def _session(self) -> Session:
        return Session(trust=self.trust, vehicle=self.vehicle, nonce=self.nonce, context=self.context, work=self.work)

    def _answer(
        self, verdict: Verdict, label: str = "", at: datetime | None = None, asked: Asked | None = None
    ) -> Answer:
        return Answer(verdict=verdict, label=label, at=at or self.now, asked=asked)


def _later(now: datetime, seconds: float) -> datetime:
    """The moment of a sighting; the last one that a datetime can hold where a film would run beyond it."""
    try:
        return now + timedelta(seconds=seconds)
    except OverflowError:
        return now


def _until_enough(source: Source, answers: dict[str, Answer]) -> Iterator[Sighting]:
    """Yield a video's sightings to its end, a live camera's until `ENOUGH_SECONDS` after the first answer."""
    first: float | None = None
    for sighting in source:
        yield sighting
        if source.kind is SourceKind.VIDEO or not answers:
            continue
        first = sighting.seconds if first is None else first
        if sighting.seconds - first > ENOUGH_SECONDS:
            return


def _licence(verdict: Verdict) -> str:
    """Tell licences apart: by their subject; what is not believed, by why: a forgery is not lost behind a stranger."""
    if Reason.SEVERAL_CODES in verdict.reasons:
        return _SEVERAL
    return verdict.claims.sub if verdict.claims else " ".join(reason.value for reason in verdict.reasons)


def _is_blank(reading: Reading) -> bool:
    return not reading.texts and not reading.finder_seen


def _without_licence(reading: Reading) -> Verdict:
    if reading.texts:
        return unread(Reason.COMPANION_ALONE, form=Form.COMPANION)
    return unread(Reason.UNREADABLE if unreadable_at_once(reading) else Reason.NO_CODE)
