"""What the officer sees and asks at the roadside, beside the person and the vehicle. None means not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import Enum, IntEnum, unique
from types import MappingProxyType

from verifier.documents.card_line import CardLine
from verifier.entitlement.holder import TitleForm


@unique
class DocumentName(Enum):
    """The papers that a right can depend on."""

    ID = "id"
    MEDICAL_OPINION = "medical_opinion"
    TRAINING_125 = "training_125"
    PRACTICE_2006_2010 = "practice_2006_2010"
    TRAINING_96 = "training_96"
    FIRE_TRAINING = "fire_training"
    INTERLOCK_PAPERS = "interlock_papers"
    PREFECT_MEDICAL_CERTIFICATE = "prefect_medical_certificate"
    COURT_DECISION = "court_decision"
    EMPLOYER_PROOF = "employer_proof"


@unique
class Paper(IntEnum):
    """What became of the request for a paper, best first."""

    SHOWN = 0
    NOT_CARRIED = 1
    NOT_ASKED = 2
    NONE = 3
    """Asked for, and there is none."""


@unique
class Opinion(Enum):
    """The conclusion of a medical opinion."""

    FIT = "fit"
    FIT_TEMPORARY = "fit_temporary"
    FIT_RESTRICTED = "fit_restricted"
    UNFIT = "unfit"


@unique
class Authenticity(Enum):
    """What is known of the title's authenticity."""

    PROVEN = "proven"
    FAILED = "failed"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One paper: what became of the request, its date and, of a medical opinion, its conclusion."""

    state: Paper
    dated: date | None = None
    outcome: Opinion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Presented:
    """The title that the driver shows, where it is not simply their own current one."""

    form: TitleForm
    number: str | None = None
    issued: date | None = None


NO_DOCUMENTS: Mapping[DocumentName, Document] = MappingProxyType({})
NOT_ASKED = Document(state=Paper.NOT_ASKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The circumstances of the stop. Distances in km, speeds in km/h with the margin deducted."""

    sunrise: time | None = None
    sunset: time | None = None
    passengers: float | None = None
    distance_from_home_km: float | None = None
    speed_kmh: float | None = None
    motorway: bool | None = None
    accompanied_by_holder: bool | None = None
    alcohol_detected: bool | None = None
    wears_correction: bool | None = None
    uses_aid: bool | None = None
    documents: Mapping[DocumentName, Document] = field(default_factory=lambda: NO_DOCUMENTS)
    presented: Presented | None = None
    authenticity: Authenticity = Authenticity.PROVEN
    residence_since: date | None = None
    """Since when the holder of a foreign title has lived in France, where the officer knows it."""
    card: CardLine | None = None
    """The machine-readable line of the card in the driver's hand, typed or scanned."""

    def document(self, name: DocumentName) -> Document:
        """Return the paper of that name; NOT_ASKED where nobody asked for it."""
        return self.documents.get(name, NOT_ASKED)

    def paper(self, name: DocumentName) -> Paper:
        """Return what became of the request for a paper."""
        return self.documents.get(name, NOT_ASKED).state


UNKNOWN_CONTEXT = Context()
