"""Where a command or the terminal records its checks, and what happens when nothing can be recorded.

A verdict is never held back: it is shown with NOT RECORDED, and a setting says whether checks go on after that. The
journal also knows a time that has certainly passed, and gives it to the trust store as its clock floor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import Enum, unique
from pathlib import Path

from trust_store.clock import latest
from trust_store.refusal import TrustStoreError
from trust_store.status import StatusStatement
from trust_store.store import TrustStore
from verifier.entitlement.context import UNKNOWN_CONTEXT, Context
from verifier.journal.answer import PortraitAnswer
from verifier.journal.fault import JournalError, JournalFault
from verifier.journal.journal import Journal, Recorded
from verifier.journal.record import entry_of, is_agent
from verifier.verdict import Verdict


@unique
class Unrecorded(Enum):
    """What to do after a check that could not be recorded."""

    GO_ON = "go-on"
    STOP = "stop"


class Book:
    """A journal by its path. It is opened when it is first needed, and again where that failed."""

    def __init__(self, path: Path, agent: str = "", rule: Unrecorded = Unrecorded.GO_ON) -> None:
        if not is_agent(agent):
            raise JournalError(JournalFault.AGENT, agent)
        self.path = path
        self.agent = agent
        self.rule = rule
        self._journal: Journal | None = None

    @property
    def journal(self) -> Journal:
        """The open journal. Raises JournalError."""
        if self._journal is None:
            self._journal = Journal.open(self.path)
        return self._journal

    def record(
        self,
        verdict: Verdict,
        texts: Sequence[str],
        trust: TrustStore | TrustStoreError,
        at: datetime,
        *,
        context: Context = UNKNOWN_CONTEXT,
        portrait: PortraitAnswer | None = None,
        amends: Recorded | None = None,
    ) -> Recorded | JournalError:
        """Record a check of `texts` at `at` (aware). Never raises: what went wrong is returned, to be shown.

        `context` is what the officer stated, `portrait` the answer (None: nobody was asked), `amends` the record of
        the same check that this one stands in place of.
        """
        entry = entry_of(
            verdict,
            at=at,
            agent=self.agent,
            snapshot="" if isinstance(trust, TrustStoreError) else trust.snapshot_id,
            status_age=_status_age(verdict, at),
            context=context,
            portrait=portrait,
        )
        try:
            return self.journal.record(entry, texts, amends)
        except JournalError as error:
            return error
        except (OSError, ValueError) as error:  # a disk that fails in a way of its own
            return JournalError(JournalFault.UNWRITABLE, f"{self.path.name}: {type(error).__name__}")

    def believed_by(self, trust: TrustStore | TrustStoreError) -> TrustStore | TrustStoreError:
        """Raise the clock floor of the trust data to the last record; a journal that does not open leaves it."""
        if isinstance(trust, TrustStoreError):
            return trust
        try:
            floor = self.journal.floor
        except (JournalError, OSError):
            return trust  # the next record will say what is wrong
        return with_floor(trust, floor)


def with_floor(trust: TrustStore, floor: datetime | None) -> TrustStore:
    """The same trust data with a clock floor that is at least `floor`."""
    raised = latest((trust.clock_floor, floor))
    return trust if raised == trust.clock_floor else replace(trust, clock_floor=raised)


def _status_age(verdict: Verdict, at: datetime) -> int | None:
    status = verdict.evidence.status if verdict.evidence else None
    return round((at - status.issued_at).total_seconds()) if isinstance(status, StatusStatement) else None
