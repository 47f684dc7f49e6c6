"""A category's own date, and the medical opinion that keeps a French category for the while (article R.221-11 III).

An opinion given before the end leaves the licence provisionally valid until the prefect decides, which nobody can see
at the roadside: it is a matter to refer, never a pass.
"""

from __future__ import annotations

from credential.reason import Reason
from verifier.entitlement.context import DocumentName, Opinion, Paper
from verifier.entitlement.holder import Right
from verifier.entitlement.stop import Stop
from verifier.verdict import Finding


def category_finding(stop: Stop, right: Right) -> Finding | None:
    """Judge the date of one category; None while it holds."""
    reason = _reason(stop, right)
    if reason is None:
        return None
    asked_for = DocumentName.MEDICAL_OPINION.value
    return Finding(reason, asked_for if reason is Reason.DOCUMENT_NOT_SHOWN else right.category)


def is_provisionally_valid(stop: Stop, right: Right) -> bool:
    """Tell whether a category is past its date and kept by an opinion that was shown."""
    return _reason(stop, right) is Reason.MEDICAL_OPINION_PENDING


def _reason(stop: Stop, right: Right) -> Reason | None:
    if right.expires is None or stop.today <= right.expires:
        return None
    opinion = stop.context.document(DocumentName.MEDICAL_OPINION)
    if opinion.state is Paper.NONE or not stop.holder.is_french:
        return Reason.CATEGORY_EXPIRED
    if opinion.state is not Paper.SHOWN:
        return Reason.DOCUMENT_NOT_SHOWN
    late = opinion.dated is not None and opinion.dated > right.expires
    return Reason.CATEGORY_EXPIRED if late or opinion.outcome is Opinion.UNFIT else Reason.MEDICAL_OPINION_PENDING
