"""What can be wrong with a journal: that it cannot be written or read, or that somebody bent it."""

from __future__ import annotations

from enum import Enum, unique


@unique
class JournalFault(Enum):
    """Why nothing could be recorded, or read. All of it is the terminal's fault, never a driver's."""

    ABSENT = "absent"
    NOT_A_JOURNAL = "not_a_journal"
    UNWRITABLE = "unwritable"
    UNREADABLE = "unreadable"
    KEYS_ABSENT = "keys_absent"
    KEYS_UNREADABLE = "keys_unreadable"
    KEYS_EXPOSED = "keys_exposed"
    """Others than the owner may read the private key."""
    OTHER_TERMINAL = "other_terminal"
    """The journal was begun with another key."""
    BENT = "bent"
    """The last record does not hold: nothing can be chained to it."""
    AGENT = "agent"
    CERTIFICATE = "certificate"
    HEAD = "head"


class JournalError(Exception):
    """The journal cannot be used. `fault` says why, `detail` where: show it only through `display_safe`."""

    def __init__(self, fault: JournalFault, detail: str) -> None:
        super().__init__(f"{fault.value}: {detail}")
        self.fault = fault
        self.detail = detail


@unique
class Bend(Enum):
    """Why a record does not hold. The order is that in which it is asked."""

    OTHER_TERMINAL = "other_terminal"
    """The journal names another key than the one that it is verified with."""
    MISSING = "missing"
    """A number is left out."""
    SURPLUS = "surplus"
    """A row where none belongs."""
    MALFORMED = "malformed"
    SIGNATURE = "signature"
    MISPLACED = "misplaced"
    """The record is signed under another number."""
    CHAIN = "chain"
    """It follows another record than the one before it."""
    CLOCK = "clock"
    """It hides a time that an earlier record states."""
    HEAD_DIFFERS = "head_differs"
    """A head that was exported is of other records."""
    TRUNCATED = "truncated"
    """A head that was exported is of more records."""


@unique
class Doubt(Enum):
    """Why the time of a record that holds proves nothing."""

    CLOCK_BEHIND = "clock_behind"
    """The clock stood before an earlier record; the terminal noticed and says so."""
    BEFORE_HEAD = "before_head"
    """It is dated before a head that was exported when it did not exist."""
    IN_FUTURE = "in_future"
    """It is dated after the moment of the verification."""
    OUTSIDE_CERTIFICATE = "outside_certificate"
    """The terminal's certificate was not valid then."""
