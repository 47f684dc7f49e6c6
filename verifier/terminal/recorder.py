"""Where a check is recorded and, if the officer asks for it, filed: the seam between the screens and the journal.

`record` is called once for each check, before its verdict clears, and again where something that is kept of it changes
after that; `file` when the officer presses the key for it. Neither raises: what cannot be written is an answer, for the
verdict is shown all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, unique
from typing import Protocol

from trust_store.store import TrustStore
from verifier.journal.answer import PortraitAnswer
from verifier.terminal.judged import Judged


@unique
class Recorded(Enum):
    """What became of the record of a check."""

    RECORDED = "recorded"
    NOT_RECORDED = "not_recorded"
    """It could not be written: said on the screen while the verdict still shows."""
    NO_JOURNAL = "no_journal"
    """None was set up."""


@unique
class Filed(Enum):
    """What became of the evidence."""

    FILED = "filed"
    NOT_FILED = "not_filed"
    NOT_SET_UP = "not_set_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A check as it ends: the scan with all that its verdict was made from, and the officer's answer."""

    judged: Judged
    answer: PortraitAnswer
    trust: TrustStore
    """The trust data that it was judged by."""
    serial: int = 0
    """Which check of the shift it is: what is recorded of one check stands in place of what was recorded before."""


class Recorder(Protocol):
    """A journal, or what stands for it."""

    def record(self, checked: Checked) -> Recorded:
        """Write one record; when this returns RECORDED it survives a power cut. Never raises."""

    def file(self, checked: Checked) -> Filed:
        """Seal the scan itself as evidence, because the officer asked for it. Never raises."""


class NoRecorder:
    """No journal set up: nothing is kept, and the screen says so quietly."""

    def record(self, _: Checked) -> Recorded:
        """Keep nothing."""
        return Recorded.NO_JOURNAL

    def file(self, _: Checked) -> Filed:
        """Keep nothing."""
        return Filed.NOT_SET_UP
