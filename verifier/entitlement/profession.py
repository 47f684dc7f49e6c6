"""The papers of people who drive for a living: code 95 of lorries and coaches, the prefect's medical certificate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from credential.reason import Reason
from verifier.entitlement.codes import read_code
from verifier.entitlement.context import DocumentName, Paper
from verifier.entitlement.days import dates_in, plus_years
from verifier.entitlement.holder import Right
from verifier.entitlement.stop import Stop
from verifier.entitlement.titles import LIGHT_CATEGORIES
from verifier.entitlement.vehicle import Use
from verifier.verdict import Finding

_PAID: Final = frozenset({Use.HAULAGE, Use.COACH, None})
"""Paid transport needs code 95; a use that nobody stated may be."""


def qualification_findings(stop: Stop, carriers: tuple[Right, ...]) -> Iterator[Finding]:
    """Judge the papers of people who drive for a living: code 95, the prefect's medical certificate."""
    use = stop.vehicle.use
    if use is Use.TAXI:
        yield from _prefect_certificate(stop, carriers)
    elif use in _PAID:
        yield from _code_95(stop, carriers)


def _code_95(stop: Stop, carriers: tuple[Right, ...]) -> Iterator[Finding]:
    """A code that is not printed is asked for where the transport is known to be paid."""
    heavy = any(each.category not in LIGHT_CATEGORIES for each in carriers)
    printed = [code for right in carriers for code in right.codes] + list(stop.holder.codes_all)
    found = [code for code in printed if read_code(code).code == "95"]
    if not heavy or (stop.vehicle.use is None and not found):
        return
    last = max((day for code in found for day in dates_in(read_code(code).value or "")), default=None)
    over = last is not None and stop.today > last
    reason = Reason.PROFESSIONAL_QUALIFICATION_EXPIRED if over else Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK
    yield Finding(reason, found[0] if found else "95", "95" if found else "")


def has_95(right: Right) -> bool:
    """Tell whether code 95 is printed beside a category."""
    return any(read_code(code).code == "95" for code in right.codes)


def _prefect_certificate(stop: Stop, carriers: tuple[Right, ...]) -> Iterator[Finding]:
    """Categories B and A carry passengers for money only with the prefect's medical certificate (R.221-10 III, IV)."""
    if not any(each.category in ("A", "B") for each in carriers):
        return
    paper = stop.context.document(DocumentName.PREFECT_MEDICAL_CERTIFICATE)
    name = DocumentName.PREFECT_MEDICAL_CERTIFICATE.value
    if paper.state is Paper.NONE or (paper.state is Paper.SHOWN and _is_too_old(stop, paper.dated)):
        yield Finding(Reason.RESTRICTION_BREACHED, name)
    elif paper.state is Paper.SHOWN:
        yield Finding(Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK, name)
    else:
        yield Finding(Reason.DOCUMENT_NOT_SHOWN, name)


def _is_too_old(stop: Stop, dated: date | None) -> bool:
    """Five years under 60, two from 60, one from 76, by the age on the paper's day (R.221-11 I 2°)."""
    if dated is None:
        return False
    holder = stop.holder
    years = 1 if holder.age_reached(76, dated) else 2 if holder.age_reached(60, dated) else 5
    return stop.today > plus_years(dated, years)
