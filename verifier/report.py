"""A verdict as one JSON object, for programs and auditors (the command contract of ``verifier check --json``)."""

from __future__ import annotations

import base64
from datetime import date, datetime
from typing import Any

from credential.claims import LicenceClaims
from credential.labels import ELEMENTS, Element, Kind
from credential.moments import format_moment
from trust_store.refusal import TrustStoreError
from trust_store.status import StatusStatement
from trust_store.store import TrustStore
from verifier.documents.card_line import CardLine
from verifier.documents.matching import card_differences
from verifier.entitlement.codes import read_code
from verifier.verdict import Verdict


def report(
    verdict: Verdict,
    *,
    source: str,
    trust: TrustStore | TrustStoreError,
    checked_at: datetime,
    card: CardLine | None = None,
) -> dict[str, Any]:
    """Return the object for one verdict; `card` is the line of the physical card, where it was given."""
    content: dict[str, Any] = {
        "source": source,
        "form": verdict.form.value,
        "verdict": verdict.outcome.value,
        "class": verdict.verdict_class.value,
        "reasons": [reason.value for reason in verdict.reasons],
        "findings": [{"reason": each.reason.value, "detail": each.detail} for each in verdict.findings],
    }
    if verdict.need is not None:
        content["need"] = verdict.need
    if verdict.claims is not None and card is not None:
        differences = card_differences(verdict.claims, card)
        content["card"] = {"matches": not differences, "differences": list(differences)}
    if verdict.claims is not None:
        content["claims"] = claims_json(verdict.claims)
    content["trust"] = _trust(verdict, trust, checked_at)
    content["checked_at"] = format_moment(checked_at)
    return content


def claims_json(claims: LicenceClaims) -> dict[str, Any]:
    """Return verified claims under their ISO/IEC 18013-5 element names; dates as YYYY-MM-DD, the portrait in base64."""
    values = ((element, getattr(claims, element.name)) for element in ELEMENTS)
    content = {element.name: _json(element, value) for element, value in values if value not in (None, ())}
    if claims.unknown_labels:
        content["unknown_labels"] = list(claims.unknown_labels)
    return content


def _json(element: Element, value: Any) -> Any:  # noqa: ANN401 - one of the types that `element.kind` names
    if element.kind is Kind.DATE:
        return _day(value)
    if element.kind is Kind.IMAGE:
        return base64.b64encode(value).decode()
    if element.kind is Kind.TITLE_FORMAT:
        return value.word
    if element.kind is Kind.CODES:
        return [_code(code) for code in value]
    if element.kind is Kind.PRIVILEGES:
        return [_privilege(each) for each in value]
    return value


def _privilege(privilege: Any) -> dict[str, Any]:  # noqa: ANN401 - a DrivingPrivilege, from a generic field
    content = {
        "vehicle_category_code": privilege.category,
        "issue_date": _day(privilege.issue_date),
        "expiry_date": _day(privilege.expiry_date),
        "codes": [_code(code) for code in privilege.codes],
    }
    return {name: value for name, value in content.items() if value not in (None, [])}


def _code(printed: str) -> dict[str, str]:
    code = read_code(printed)
    return {"code": code.code} if code.value is None else {"code": code.code, "value": code.value}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _trust(verdict: Verdict, trust: TrustStore | TrustStoreError, now: datetime) -> dict[str, Any]:
    if isinstance(trust, TrustStoreError):
        return {"snapshot": None, "profile": None, "ages": {}}
    status = verdict.evidence.status if verdict.evidence else None
    ages = {name: round(age.total_seconds()) for name, age in trust.ages(now).items()}
    if isinstance(status, StatusStatement):
        ages["status_of_this_licence"] = round((now - status.issued_at).total_seconds())
    grades = {name: grade.value for name, grade in trust.grades(now).items()}
    content = {"snapshot": trust.snapshot_id, "profile": trust.profile.value, "ages": ages, "grades": grades}
    if isinstance(status, StatusStatement):
        content["status_grade"] = trust.staleness.grade(now - status.issued_at).value
    return content
