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


@unique
class VerdictClass(Enum):
    """What the officer can do with a verdict, mildest first: the finer scale behind the outcome."""

    PASS = "PASS"  # noqa: S105 - a verdict, not a password
    PASS_CHECK = "PASS_CHECK"  # noqa: S105 - a verdict, not a password
    """Valid, with something to look at."""
    REFER = "REFER"
    """A paper or the national file has to say."""
    FAIL_RESTRICTION = "FAIL_RESTRICTION"
    FAIL_VALIDITY = "FAIL_VALIDITY"
    FAIL_CATEGORY = "FAIL_CATEGORY"
    FAIL_STATUS = "FAIL_STATUS"
    UNTRUSTED = "UNTRUSTED"
    """Authenticity is not proven, which is not the same as "no licence"."""

    @property
    def rank(self) -> int:
        """0 for the mildest class, 7 for the worst."""
        return _CLASS_RANKS[self]


_CLASS_RANKS = {verdict_class: rank for rank, verdict_class in enumerate(VerdictClass)}
_FAILED, _UNSURE, _LOOK, _PASSED = Outcome.FAILED, Outcome.INDETERMINATE, Outcome.ATTENTION, Outcome.PASSED
_GENUINE, _ENTITLED = Question.GENUINE, Question.ENTITLED
_STATUS, _CATEGORY = VerdictClass.FAIL_STATUS, VerdictClass.FAIL_CATEGORY
_VALIDITY, _RESTRICTION = VerdictClass.FAIL_VALIDITY, VerdictClass.FAIL_RESTRICTION
_REFER, _UNTRUSTED = VerdictClass.REFER, VerdictClass.UNTRUSTED
_CLASS_OF_OUTCOME = {
    _PASSED: VerdictClass.PASS,
    _LOOK: VerdictClass.PASS_CHECK,
    _UNSURE: _UNTRUSTED,
    _FAILED: _UNTRUSTED,
}


@unique
class Reason(Enum):
    """Why a verdict is what it is. Declared worst first: this order is the order on the screen.

    The document's fault is FAILED, a fault or gap of our own is INDETERMINATE, something for the officer to do
    or look at is ATTENTION. A few are PASSED: they say on what ground it passes, and are never needed to pass.
    Where no class is given, it follows from the outcome; what fails or cannot be told is then UNTRUSTED.
    """

    outcome: Outcome
    question: Question
    verdict_class: VerdictClass
    severity: int
    """The rank of the class, at hand for comparing."""

    def __new__(
        cls, word: str, outcome: Outcome, question: Question, verdict_class: VerdictClass | None = None
    ) -> Reason:
        """Make the member whose value is `word`."""
        member = object.__new__(cls)
        member._value_ = word
        member.outcome = outcome
        member.question = question
        member.verdict_class = verdict_class or _CLASS_OF_OUTCOME[outcome]
        member.severity = member.verdict_class.rank
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
    REVOKED = "REVOKED", _FAILED, _GENUINE, _STATUS
    LOST_OR_STOLEN = "LOST_OR_STOLEN", _FAILED, _GENUINE, _STATUS
    SIGNER_EXPIRED = "SIGNER_EXPIRED", _FAILED, _GENUINE
    EXPIRED = "EXPIRED", _FAILED, _GENUINE
    NOT_YET_VALID = "NOT_YET_VALID", _FAILED, _GENUINE
    VALIDITY_TOO_LONG = "VALIDITY_TOO_LONG", _FAILED, _GENUINE
    # The title beside the code is not what it says it is: the officer's own finding.
    NOT_AUTHENTIC = "NOT_AUTHENTIC", _FAILED, _GENUINE
    # The document is genuine; the right to drive is not there.
    ANNULLED = "ANNULLED", _FAILED, _ENTITLED, _STATUS
    INVALIDATED = "INVALIDATED", _FAILED, _ENTITLED, _STATUS
    SUSPENDED = "SUSPENDED", _FAILED, _ENTITLED, _STATUS
    RETAINED = "RETAINED", _FAILED, _ENTITLED, _STATUS
    NOT_RECOGNISED = "NOT_RECOGNISED", _FAILED, _ENTITLED, _CATEGORY
    CATEGORY_NOT_HELD = "CATEGORY_NOT_HELD", _FAILED, _ENTITLED, _CATEGORY
    EXEMPTION_CONDITION_NOT_MET = "EXEMPTION_CONDITION_NOT_MET", _FAILED, _ENTITLED, _CATEGORY
    AGE_BELOW_MINIMUM = "AGE_BELOW_MINIMUM", _FAILED, _ENTITLED, _CATEGORY
    CATEGORY_EXPIRED = "CATEGORY_EXPIRED", _FAILED, _ENTITLED, _VALIDITY
    TITLE_EXPIRED = "TITLE_EXPIRED", _FAILED, _ENTITLED, _VALIDITY
    TITLE_OLD_FORMAT_ENDS = "TITLE_OLD_FORMAT_ENDS", _FAILED, _ENTITLED, _VALIDITY
    INTERLOCK_MISSING = "INTERLOCK_MISSING", _FAILED, _ENTITLED, _RESTRICTION
    RESTRICTION_BREACHED = "RESTRICTION_BREACHED", _FAILED, _ENTITLED, _RESTRICTION
    TRAINING_MISSING = "TRAINING_MISSING", _FAILED, _ENTITLED, _RESTRICTION
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
    CARD_MISMATCH = "CARD_MISMATCH", _UNSURE, _GENUINE, _REFER
    AUTHENTICITY_UNPROVEN = "AUTHENTICITY_UNPROVEN", _UNSURE, _GENUINE
    STATUS_UNKNOWN = "STATUS_UNKNOWN", _UNSURE, _GENUINE, _REFER
    # A paper or the national file has to say whether the right is there.
    TITLE_SUPERSEDED = "TITLE_SUPERSEDED", _UNSURE, _ENTITLED, _REFER
    TITLE_SHOULD_BE_HELD = "TITLE_SHOULD_BE_HELD", _UNSURE, _ENTITLED, _REFER
    SUSPENSION_PARTIAL = "SUSPENSION_PARTIAL", _UNSURE, _ENTITLED, _REFER
    COURT_BAN_TO_CHECK = "COURT_BAN_TO_CHECK", _UNSURE, _ENTITLED, _REFER
    STATUS_MEASURE_ENDED = "STATUS_MEASURE_ENDED", _UNSURE, _ENTITLED, _REFER
    RECOGNITION_TO_CHECK = "RECOGNITION_TO_CHECK", _UNSURE, _ENTITLED, _REFER
    MEDICAL_OPINION_PENDING = "MEDICAL_OPINION_PENDING", _UNSURE, _ENTITLED, _REFER
    TEMPORARY_TITLE_EXPIRED = "TEMPORARY_TITLE_EXPIRED", _UNSURE, _ENTITLED, _REFER
    TITLE_EXPIRED_RIGHT_KEPT = "TITLE_EXPIRED_RIGHT_KEPT", _UNSURE, _ENTITLED, _REFER
    NO_TITLE_SHOWN = "NO_TITLE_SHOWN", _UNSURE, _ENTITLED, _REFER
    DOCUMENT_NOT_SHOWN = "DOCUMENT_NOT_SHOWN", _UNSURE, _ENTITLED, _REFER
    CODE_96_NOT_PRINTED = "CODE_96_NOT_PRINTED", _UNSURE, _ENTITLED, _REFER
    RESTRICTION_SCOPE_DOUBTFUL = "RESTRICTION_SCOPE_DOUBTFUL", _UNSURE, _ENTITLED, _REFER
    DAYLIGHT_DOUBTFUL = "DAYLIGHT_DOUBTFUL", _UNSURE, _ENTITLED, _REFER
    # Genuine and valid; something for the officer to do or to look at.
    HOLDER_NOT_PROVEN = "HOLDER_NOT_PROVEN", _LOOK, _GENUINE
    CLOCKS_DISAGREE = "CLOCKS_DISAGREE", _LOOK, _GENUINE
    PORTRAIT_UNUSABLE = "PORTRAIT_UNUSABLE", _LOOK, _GENUINE
    STATUS_STALE = "STATUS_STALE", _LOOK, _GENUINE
    TRUST_LIST_STALE = "TRUST_LIST_STALE", _LOOK, _GENUINE
    INTERLOCK_ONLY = "INTERLOCK_ONLY", _LOOK, _ENTITLED
    PROBATIONARY = "PROBATIONARY", _LOOK, _ENTITLED
    PROBATION_ENDS_TODAY = "PROBATION_ENDS_TODAY", _LOOK, _ENTITLED
    RESTRICTION_TO_CHECK = "RESTRICTION_TO_CHECK", _LOOK, _ENTITLED
    EXEMPTION_TO_CHECK = "EXEMPTION_TO_CHECK", _LOOK, _ENTITLED
    TEMPORARY_TITLE = "TEMPORARY_TITLE", _LOOK, _ENTITLED
    DUPLICATE_TITLE = "DUPLICATE_TITLE", _LOOK, _ENTITLED
    PROFESSIONAL_QUALIFICATION_EXPIRED = "PROFESSIONAL_QUALIFICATION_EXPIRED", _LOOK, _ENTITLED
    PROFESSIONAL_QUALIFICATION_TO_CHECK = "PROFESSIONAL_QUALIFICATION_TO_CHECK", _LOOK, _ENTITLED
    # It passes, and this is why.
    COVERED_BY_EQUIVALENCE = "COVERED_BY_EQUIVALENCE", _PASSED, _ENTITLED
    LEGACY_RIGHT = "LEGACY_RIGHT", _PASSED, _ENTITLED
    NO_TITLE_NEEDED = "NO_TITLE_NEEDED", _PASSED, _ENTITLED
    EXCHANGED_TITLE = "EXCHANGED_TITLE", _PASSED, _ENTITLED
    NATIONAL_CODE_FOREIGN = "NATIONAL_CODE_FOREIGN", _PASSED, _ENTITLED


class CredentialError(Exception):
    """The scan cannot be believed. `reason` says why, `detail` says where, for an expert.

    `detail` may quote the scan: show it only through ``credential.display.display_safe``.
    """

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason.value}: {detail}")
        self.reason = reason
        self.detail = detail
