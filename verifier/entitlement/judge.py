"""May this person drive this vehicle, now, here? Every way to be entitled is judged; the mildest one wins.

The order of reasons is the order of the classes in `credential.reason`. Total: every stop gets a judgement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from credential.reason import Reason, VerdictClass
from verifier.entitlement.codes import read_code
from verifier.entitlement.context import Authenticity, Document, DocumentName, Opinion, Paper
from verifier.entitlement.days import dates_in, plus_years
from verifier.entitlement.exemptions import exemptions, without_title
from verifier.entitlement.holder import Right, TitleForm
from verifier.entitlement.need import Need, need_of
from verifier.entitlement.probation import probation_finding
from verifier.entitlement.restrictions import code_findings, interlock_findings
from verifier.entitlement.rules import Rule
from verifier.entitlement.standing import Residence, status_findings
from verifier.entitlement.stop import Stop
from verifier.entitlement.titles import LIGHT_CATEGORIES, recognised_until, title_findings
from verifier.entitlement.vehicle import Use
from verifier.entitlement.ways import Way, WayKind, held_and_equivalent, legacy
from verifier.verdict import Finding

_PAID: Final = frozenset({Use.HAULAGE, Use.COACH, None})
"""Paid transport needs code 95; a use that nobody stated may be."""
_CODED: Final = frozenset(
    {
        Reason.RESTRICTION_BREACHED,
        Reason.RESTRICTION_TO_CHECK,
        Reason.RESTRICTION_SCOPE_DOUBTFUL,
        Reason.DAYLIGHT_DOUBTFUL,
        Reason.INTERLOCK_MISSING,
        Reason.INTERLOCK_ONLY,
    }
)
"""Reasons that do not say by themselves which code is behind them."""
_ORDER: Final = {reason: place for place, reason in enumerate(Reason)}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the law says of one stop. `need` is None and `ground` the rule that carries, where there is one."""

    findings: tuple[Finding, ...]
    need: str | None
    ground: Rule | None

    @property
    def verdict_class(self) -> VerdictClass:
        """The class of the worst finding; PASS without any."""
        worst = max(self.findings, key=_severity, default=None)
        return VerdictClass.PASS if worst is None else worst.reason.verdict_class

    @property
    def deciding(self) -> tuple[Finding, ...]:
        """The findings of the verdict's own class."""
        return tuple(each for each in self.findings if each.reason.verdict_class is self.verdict_class)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons of the verdict's own class, each once, worst first."""
        return _in_order(self.deciding)

    @property
    def other_reasons(self) -> tuple[Reason, ...]:
        """The milder reasons that are true as well."""
        return _in_order(each for each in self.findings if each.reason.verdict_class is not self.verdict_class)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of field 12 behind the deciding reasons, each once, as printed but without their values."""
        return tuple(dict.fromkeys(each.code for each in self.deciding if each.code and each.reason in _CODED))


def judge(stop: Stop) -> Judgement:
    """Judge one stop."""
    need = need_of(stop.vehicle)
    if need is None:
        return Judgement(tuple(_unstated(stop)), None, None)
    person = tuple(_of_the_person(stop))
    best: tuple[tuple[Finding, ...], Rule | None] | None = None
    mildest = 0
    for way in _ways(stop, need):
        findings = tuple(_judge_way(stop, way, person))
        worst = _worst(findings)
        if best is None or worst < mildest:
            best, mildest = (findings, way.rule), worst
        if mildest == 0:
            break
    if best is None:
        best = (tuple(_without_category(stop, need, person)), None)
    return Judgement(best[0], need.category, best[1])


def _ways(stop: Stop, need: Need) -> Iterator[Way]:
    """Yield the ways in the order that settles ties: held, equivalent, kept, exempt, no title."""
    if need.with_96:
        yield from exemptions(stop, need)
    yield from held_and_equivalent(stop, need)
    yield from legacy(stop, need)
    if not need.with_96:
        yield from exemptions(stop, need)
    yield from without_title(stop, need)


def _of_the_person(stop: Stop) -> Iterator[Finding]:
    """Yield what is true of the person whatever they drive, as long as a title is needed."""
    yield from _authenticity(stop)
    yield from status_findings(stop.standing, stop.at, _partial(stop))
    yield from interlock_findings(stop)
    yield from _recognition(stop)
    probation = probation_finding(stop.holder, stop.today)
    if probation is not None:
        yield probation


def _judge_way(stop: Stop, way: Way, person: tuple[Finding, ...]) -> Iterator[Finding]:
    yield from way.findings
    if way.kind is WayKind.NO_TITLE:
        yield from _authenticity(stop)
        yield from _ban(stop)
        return
    yield from person
    yield from title_findings(stop, way.carriers)
    for right in way.carriers:
        yield from _category_date(stop, right)
    yield from code_findings(stop, way.carriers)
    yield from _qualification(stop, way.carriers)


def _without_category(stop: Stop, need: Need, person: tuple[Finding, ...]) -> Iterator[Finding]:
    yield Finding(Reason.CATEGORY_NOT_HELD, need.category)
    yield from person
    yield from title_findings(stop, ())
    yield from code_findings(stop, ())


def _unstated(stop: Stop) -> Iterator[Finding]:
    """Judge without a vehicle: what is true of the person, and every code that stands on the title."""
    yield from _of_the_person(stop)
    light = tuple(right for right in stop.holder.rights if right.category in LIGHT_CATEGORIES)
    yield from title_findings(stop, light)
    yield from code_findings(stop, stop.holder.rights)
    yield from _qualification(stop, tuple(each for each in stop.holder.rights if _has_95(each)))


def _authenticity(stop: Stop) -> Iterator[Finding]:
    if stop.context.authenticity is Authenticity.FAILED:
        yield Finding(Reason.NOT_AUTHENTIC)
    elif stop.context.authenticity is Authenticity.NOT_CHECKED:
        yield Finding(Reason.AUTHENTICITY_UNPROVEN)


def _partial(stop: Stop) -> Reason | None:
    """Return what replaces SUSPENDED where the suspension spares work; its two papers must not be known to lack."""
    if not stop.standing.is_limited or stop.vehicle.use in (Use.PRIVATE, None):
        return None
    papers = (DocumentName.COURT_DECISION, DocumentName.EMPLOYER_PROOF)
    lacking = any(stop.context.paper(name) is Paper.NONE for name in papers)
    return None if lacking else Reason.SUSPENSION_PARTIAL


def _ban(stop: Stop) -> Iterator[Finding]:
    """A court may ban even what needs no title: a measure on record, or no record to read, has to be looked up."""
    if stop.standing.is_recorded(stop.at):
        yield Finding(Reason.COURT_BAN_TO_CHECK, stop.standing.measure.value)
    elif stop.standing.stale:
        yield Finding(Reason.STATUS_STALE, stop.standing.stale)


def _recognition(stop: Stop) -> Iterator[Finding]:
    """Judge a title from outside the EEA by the residence in France (R.222-3)."""
    if stop.holder.title.form is not TitleForm.FOREIGN_NON_EU:
        return
    since = stop.standing.residence
    if since is Residence.UNKNOWN:
        yield Finding(Reason.RECOGNITION_TO_CHECK, f"a title of {stop.holder.issuing_country}")
    elif since is Residence.OVER:
        yield Finding(Reason.NOT_RECOGNISED)
    elif isinstance(since, date) and stop.today > recognised_until(since):
        yield Finding(Reason.NOT_RECOGNISED, recognised_until(since).isoformat())


def _category_date(stop: Stop, right: Right) -> Iterator[Finding]:
    """Judge the category's own date; a medical opinion given in time keeps a French right for the while."""
    if right.expires is None or stop.today <= right.expires:
        return
    opinion = stop.context.document(DocumentName.MEDICAL_OPINION)
    reason = _medical(opinion, right.expires) if stop.holder.is_french else Reason.CATEGORY_EXPIRED
    asked_for = DocumentName.MEDICAL_OPINION.value
    yield Finding(reason, asked_for if reason is Reason.DOCUMENT_NOT_SHOWN else right.category)


def _medical(opinion: Document, expires: date) -> Reason:
    if opinion.state is Paper.NONE:
        return Reason.CATEGORY_EXPIRED
    if opinion.state is not Paper.SHOWN:
        return Reason.DOCUMENT_NOT_SHOWN
    late = opinion.dated is not None and opinion.dated > expires
    return Reason.CATEGORY_EXPIRED if late or opinion.outcome is Opinion.UNFIT else Reason.MEDICAL_OPINION_PENDING


def _qualification(stop: Stop, carriers: tuple[Right, ...]) -> Iterator[Finding]:
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


def _has_95(right: Right) -> bool:
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


def _severity(finding: Finding) -> int:
    return finding.reason.severity


def _worst(findings: tuple[Finding, ...]) -> int:
    return max((each.reason.severity for each in findings), default=0)


def _in_order(findings: Iterator[Finding] | tuple[Finding, ...]) -> tuple[Reason, ...]:
    return tuple(sorted({each.reason for each in findings}, key=_ORDER.__getitem__))
