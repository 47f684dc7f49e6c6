"""The circumstances that an officer can state: each with its letter, its values in turn, and what asks it.

They are of the closed vocabulary alone, and say nothing about who the driver is. Whether the document is authentic is
not among them: that is judged, never stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Final

from credential.language import Bilingual, Language
from credential.reason import Question, Reason
from verifier.entitlement.codes import INTERLOCK, OLD_INTERLOCK, read_code
from verifier.entitlement.context import NOT_ASKED, Context, Document, DocumentName, Opinion, Paper
from verifier.entitlement.context_described import document_words, value_words
from verifier.entitlement.context_words import BY_NAME
from verifier.entitlement.document_words import DOCUMENT_WORDS
from verifier.terminal import phrases
from verifier.verdict import Finding

Value = bool | float | time | Document | None
_FLAG: Final = (None, True, False)
_PAPER: Final = (NOT_ASKED, *(Document(state=state) for state in (Paper.SHOWN, Paper.NOT_CARRIED, Paper.NONE)))
_OPINION: Final = (
    NOT_ASKED,
    *(Document(state=Paper.SHOWN, outcome=outcome) for outcome in Opinion),
    *_PAPER[2:],
)


@dataclass(frozen=True, slots=True)
class Circumstance:
    """One that can be stated. `name` is its key in the vocabulary, or a paper's; the first step: not stated."""

    name: str
    letter: str
    steps: tuple[Value, ...]

    @property
    def paper(self) -> DocumentName | None:
        """The paper that it is about."""
        return DocumentName(self.name) if isinstance(self.steps[0], Document) else None

    @property
    def is_flag(self) -> bool:
        """Whether yes or no answers it."""
        return self.steps == _FLAG

    @property
    def is_number(self) -> bool:
        """Whether a number can be typed."""
        return not self.is_flag and isinstance(self.steps[1], int | float)

    @property
    def is_time(self) -> bool:
        """Whether a time of day can be typed."""
        return isinstance(self.steps[1], time)

    @property
    def words(self) -> Bilingual:
        """What it is called."""
        return BY_NAME[self.name].words if self.paper is None else DOCUMENT_WORDS[self.paper]

    def of(self, context: Context) -> Value:
        """What is stated of it."""
        if self.paper is not None:
            return context.document(self.paper)
        value: Value = getattr(context, self.name)
        return value

    def is_stated(self, context: Context) -> bool:
        """Whether anything is stated of it."""
        return self.of(context) != self.steps[0]

    def stated(self, context: Context, value: Value) -> Context:
        """Return the circumstances with this one stated so; with its first step, no longer stated."""
        if self.paper is None:
            return replace(context, **{self.name: value})  # type: ignore[arg-type] # `steps` holds values of its type
        papers = {name: context.document(name) for name in DocumentName}
        papers[self.paper] = value if isinstance(value, Document) else NOT_ASKED
        return replace(context, documents={name: each for name, each in papers.items() if each != NOT_ASKED})

    def following(self, value: Value, forward: bool = True) -> Value:
        """Return the value that follows in one direction, round and round; a typed one goes on to the next step."""
        if value in self.steps:
            place = self.steps.index(value)
            return self.steps[(place + (1 if forward else -1)) % len(self.steps)]
        beyond = [step for step in self.steps[1:] if _is_before(value, step) is forward]
        return (beyond[0] if forward else beyond[-1]) if beyond else self.steps[0]

    def value_words(self, value: Value, language: Language) -> str:
        """Write a value of it."""
        if value == self.steps[0]:
            return phrases.VEHICLE_NOT_STATED.in_(language)
        if isinstance(value, Document):
            return document_words(value, language)
        return value_words(self.name, value, language)


def _is_before(value: Value, step: Value) -> bool:
    if isinstance(value, time) and isinstance(step, time):
        return value < step
    return isinstance(value, int | float) and isinstance(step, int | float) and value < step


def _times(first: int, last: int) -> tuple[time | None, ...]:
    """From hour to hour, by quarters."""
    return (None, *(time(quarter // 4, 15 * (quarter % 4)) for quarter in range(4 * first, 4 * last + 1)))


CIRCUMSTANCES: Final = (
    Circumstance("wears_correction", "g", _FLAG),
    Circumstance("uses_aid", "u", _FLAG),
    Circumstance("alcohol_detected", "y", _FLAG),
    Circumstance("passengers", "r", (None, 0, 1, 2, 3, 4, 8)),
    Circumstance("motorway", "a", _FLAG),
    Circumstance("accompanied_by_holder", "w", _FLAG),
    Circumstance("speed_kmh", "k", (None, 30, 45, 50, 60, 70, 80, 90, 110, 130)),
    Circumstance("distance_from_home_km", "j", (None, 5, 10, 20, 30, 50, 100)),
    Circumstance(DocumentName.ID.value, "i", _PAPER),
    Circumstance(DocumentName.MEDICAL_OPINION.value, "m", _OPINION),
    Circumstance(DocumentName.INTERLOCK_PAPERS.value, "v", _PAPER),
    Circumstance(DocumentName.TRAINING_125.value, "t", _PAPER),
    Circumstance(DocumentName.PRACTICE_2006_2010.value, "b", _PAPER),
    Circumstance(DocumentName.TRAINING_96.value, "s", _PAPER),
    Circumstance(DocumentName.FIRE_TRAINING.value, "f", _PAPER),
    Circumstance(DocumentName.PREFECT_MEDICAL_CERTIFICATE.value, "d", _PAPER),
    Circumstance(DocumentName.COURT_DECISION.value, "c", _PAPER),
    Circumstance(DocumentName.EMPLOYER_PROOF.value, "o", _PAPER),
    Circumstance("sunrise", "l", _times(5, 9)),
    Circumstance("sunset", "x", _times(16, 23)),
)
"""In the order in which an officer looks. Letters that need no Shift, alike on AZERTY and QWERTY."""
BY_CIRCUMSTANCE: Final[Mapping[str, Circumstance]] = {each.name: each for each in CIRCUMSTANCES}
_PAPERS: Final = frozenset(name.value for name in DocumentName)
_OF_CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "01": ("wears_correction",),
    "02": ("uses_aid",),
    "03": ("uses_aid",),
    "61": ("sunrise", "sunset"),
    "62": ("distance_from_home_km",),
    "63": ("passengers",),
    "64": ("speed_kmh",),
    "65": ("accompanied_by_holder",),
    "67": ("motorway",),
    "68": ("alcohol_detected",),
    INTERLOCK: ("interlock_papers",),
    OLD_INTERLOCK: ("interlock_papers",),
}
"""What each code of field 12 asks of driver and trip."""
_OF_REASONS: Final[Mapping[Reason, tuple[str, ...]]] = {
    Reason.INTERLOCK_ONLY: ("interlock_papers",),
    Reason.SUSPENSION_PARTIAL: ("court_decision", "employer_proof"),
    Reason.MEDICAL_OPINION_PENDING: ("medical_opinion",),
}


def asked_by(finding: Finding) -> tuple[Circumstance, ...]:
    """Return the circumstances that a finding asks about, or rests on; none where it is about something else."""
    if finding.reason.question is not Question.ENTITLED:
        return ()
    if not finding.code and finding.detail in _PAPERS:
        return (BY_CIRCUMSTANCE[finding.detail],)
    if finding.reason in _OF_REASONS:
        return tuple(BY_CIRCUMSTANCE[name] for name in _OF_REASONS[finding.reason])
    current = read_code(finding.code).current if finding.code else ""
    names = _OF_CODES.get(current) or _OF_CODES.get(current[:2] if current[2:3] == "." else "", ())
    return tuple(BY_CIRCUMSTANCE[name] for name in names)


def asked_in(findings: Iterable[Finding]) -> tuple[Circumstance, ...]:
    """Return all that the findings ask about, each once, in the order in which an officer looks."""
    asked = {each for finding in findings for each in asked_by(finding)}
    return tuple(each for each in CIRCUMSTANCES if each in asked)
