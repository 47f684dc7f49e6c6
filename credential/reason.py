"""The closed list of findings that a verdict can hold, and whose fault each one is.

The words are part of the contract: they stand in JSON output, journals and samples. The sentences that an
officer reads about them are in ``verifier.words``.
"""

from __future__ import annotations

from enum import Enum, unique


@unique
class Outcome(Enum):
    """What a verdict says, in the words of ETSI EN 319 102-1 plus ATTENTION."""

    PASSED = "PASSED"
    ATTENTION = "ATTENTION"
    INDETERMINATE = "INDETERMINATE"
    FAILED = "FAILED"

    @property
    def rank(self) -> int:
        """0 for the best outcome, 3 for the worst."""
        return _RANKS[self]


_RANKS = {outcome: rank for rank, outcome in enumerate(Outcome)}


@unique
class Question(Enum):
    """The two questions that a check answers, kept apart on every screen."""

    GENUINE = "genuine"
    """Is it genuine and live?"""
    ENTITLED = "entitled"
    """May this person drive this vehicle?"""


_FAILED, _UNSURE, _LOOK = Outcome.FAILED, Outcome.INDETERMINATE, Outcome.ATTENTION
_GENUINE, _ENTITLED = Question.GENUINE, Question.ENTITLED


@unique
class Reason(Enum):
    """Why a verdict is what it is. Declared worst first: this order is the order on the screen.

    The document's fault is FAILED, a fault or gap of our own is INDETERMINATE, something for the officer to do
    or look at is ATTENTION. No reason is ever PASSED: that is the absence of reasons beside verified claims.
    """

    outcome: Outcome
    question: Question

    def __new__(cls, word: str, outcome: Outcome, question: Question) -> Reason:
        """Make the member whose value is `word`."""
        member = object.__new__(cls)
        member._value_ = word
        member.outcome = outcome
        member.question = question
        return member

    # The document is not what it says it is.
    SIGNATURE_INVALID = "SIGNATURE_INVALID", _FAILED, _GENUINE
    SIGNER_BLOCKED = "SIGNER_BLOCKED", _FAILED, _GENUINE
    ISSUER_MISMATCH = "ISSUER_MISMATCH", _FAILED, _GENUINE
    ALGORITHM_NOT_ALLOWED = "ALGORITHM_NOT_ALLOWED", _FAILED, _GENUINE
    MALFORMED = "MALFORMED", _FAILED, _GENUINE
    TOO_LARGE = "TOO_LARGE", _FAILED, _GENUINE
    KEY_BINDING_INVALID = "KEY_BINDING_INVALID", _FAILED, _GENUINE
    KEY_BINDING_MISSING = "KEY_BINDING_MISSING", _FAILED, _GENUINE
    PRESENTATION_REPLAYED = "PRESENTATION_REPLAYED", _FAILED, _GENUINE
    NONCE_MISMATCH = "NONCE_MISMATCH", _FAILED, _GENUINE
    AUDIENCE_MISMATCH = "AUDIENCE_MISMATCH", _FAILED, _GENUINE
    DISCLOSURE_INVALID = "DISCLOSURE_INVALID", _FAILED, _GENUINE
    # The document is genuine and no longer, or not yet, in force.
    REVOKED = "REVOKED", _FAILED, _GENUINE
    LOST_OR_STOLEN = "LOST_OR_STOLEN", _FAILED, _GENUINE
    SIGNER_EXPIRED = "SIGNER_EXPIRED", _FAILED, _GENUINE
    EXPIRED = "EXPIRED", _FAILED, _GENUINE
    NOT_YET_VALID = "NOT_YET_VALID", _FAILED, _GENUINE
    VALIDITY_TOO_LONG = "VALIDITY_TOO_LONG", _FAILED, _GENUINE
    # The document is genuine; the right to drive is not there.
    ANNULLED = "ANNULLED", _FAILED, _ENTITLED
    INVALIDATED = "INVALIDATED", _FAILED, _ENTITLED
    SUSPENDED = "SUSPENDED", _FAILED, _ENTITLED
    RETAINED = "RETAINED", _FAILED, _ENTITLED
    CATEGORY_NOT_HELD = "CATEGORY_NOT_HELD", _FAILED, _ENTITLED
    CATEGORY_EXPIRED = "CATEGORY_EXPIRED", _FAILED, _ENTITLED
    TITLE_EXPIRED = "TITLE_EXPIRED", _FAILED, _ENTITLED
    # Our own data, clock, camera or program cannot tell.
    INTERNAL_ERROR = "INTERNAL_ERROR", _UNSURE, _GENUINE
    TRUST_STORE_UNUSABLE = "TRUST_STORE_UNUSABLE", _UNSURE, _GENUINE
    TRUST_STORE_EMPTY = "TRUST_STORE_EMPTY", _UNSURE, _GENUINE
    CLOCK_BEHIND = "CLOCK_BEHIND", _UNSURE, _GENUINE
    SOURCE_UNUSABLE = "SOURCE_UNUSABLE", _UNSURE, _GENUINE
    UNREADABLE = "UNREADABLE", _UNSURE, _GENUINE
    NO_CODE = "NO_CODE", _UNSURE, _GENUINE
    SEVERAL_CODES = "SEVERAL_CODES", _UNSURE, _GENUINE
    NOT_A_LICENCE = "NOT_A_LICENCE", _UNSURE, _GENUINE
    COMPANION_ALONE = "COMPANION_ALONE", _UNSURE, _GENUINE
    COMPANION_MISMATCH = "COMPANION_MISMATCH", _UNSURE, _GENUINE
    ISSUER_UNKNOWN = "ISSUER_UNKNOWN", _UNSURE, _GENUINE
    PRESENTATION_STALE = "PRESENTATION_STALE", _UNSURE, _GENUINE
    STATUS_UNKNOWN = "STATUS_UNKNOWN", _UNSURE, _GENUINE
    RECOGNITION_TO_CHECK = "RECOGNITION_TO_CHECK", _UNSURE, _ENTITLED
    # Genuine and valid; something for the officer to do or to look at.
    HOLDER_NOT_PROVEN = "HOLDER_NOT_PROVEN", _LOOK, _GENUINE
    CLOCKS_DISAGREE = "CLOCKS_DISAGREE", _LOOK, _GENUINE
    PORTRAIT_UNUSABLE = "PORTRAIT_UNUSABLE", _LOOK, _GENUINE
    STATUS_STALE = "STATUS_STALE", _LOOK, _GENUINE
    TRUST_LIST_STALE = "TRUST_LIST_STALE", _LOOK, _GENUINE
    INTERLOCK_ONLY = "INTERLOCK_ONLY", _LOOK, _ENTITLED
    PROBATIONARY = "PROBATIONARY", _LOOK, _ENTITLED
    RESTRICTION_TO_CHECK = "RESTRICTION_TO_CHECK", _LOOK, _ENTITLED
    TEMPORARY_TITLE = "TEMPORARY_TITLE", _LOOK, _ENTITLED


class CredentialError(Exception):
    """The scan cannot be believed. `reason` says why, `detail` says where, for an expert.

    `detail` may quote the scan: show it only through ``credential.display.display_safe``.
    """

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason.value}: {detail}")
        self.reason = reason
        self.detail = detail
