"""A case: one recorded scan with all that its verdict depends on. Judged anywhere, it gets the same verdict.

Samples, recorded scans and opened evidence all become cases; `verifier.replay.codec` writes and reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from credential.reason import Outcome, Reason
from verifier.entitlement.context import UNKNOWN_CONTEXT, Context
from verifier.entitlement.vehicle import Vehicle
from verifier.scan import PastPresentation

DAMAGED: Final = "damaged"
"""In place of a snapshot: a store that does not open."""
FAULTY: Final = "faulty"
"""In place of a snapshot: a store whose look-up fails as a bug of ours would."""
MAX_ID: Final = 400
"""Characters of a case's name."""
MAX_TEXTS: Final = 2
"""The text of a code, and that of its companion."""


class CaseError(ValueError):
    """A case cannot be read or judged; the text says what, where and what to do. Show it by `display_safe`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What a case's verdict must be; the reasons worst first. `digest`: to the bit (`verifier.replay.judge`)."""

    outcome: Outcome
    reasons: tuple[Reason, ...]
    digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A picture, page, film or message as it came. Its `name` tells what it is where its first bytes do not."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One recorded scan: either the `texts` of its codes (licence, then companion) or a `recording`.

    `trust` is the id of the snapshot of trust that the terminal had, 16 hexadecimal digits, or `DAMAGED` or `FAULTY`.
    `floor` is the terminal's clock floor, where it was above that of its lists. Both times are aware.
    """

    id: str
    now: datetime
    trust: str
    texts: tuple[str, ...] = ()
    recording: Recording | None = None
    floor: datetime | None = None
    vehicle: Vehicle | None = None
    context: Context = UNKNOWN_CONTEXT
    nonce: str | None = None
    earlier: tuple[PastPresentation, ...] = ()
    expectation: Expectation | None = None

    def __post_init__(self) -> None:
        if (self.recording is None) == (not self.texts) or len(self.texts) > MAX_TEXTS:
            raise CaseError("a case holds one or two texts, or a recording, and not both")
        if self.recording is not None and self.earlier:
            raise CaseError("earlier codes go with texts: a film shows its own")
        if self.now.tzinfo is None or not 0 < len(self.id) <= MAX_ID:
            raise CaseError(f"a case needs a moment with its zone, and a name of at most {MAX_ID} characters")

    @property
    def size(self) -> int:
        """Roughly how many bytes it holds."""
        recorded = 0 if self.recording is None else len(self.recording.data)
        return recorded + sum(len(text) for text in self.texts)
