"""May this person drive this vehicle, now, here? Every way to be entitled is judged; the mildest one wins.

The order of reasons is the order of the classes in `credential.reason`. Total: every stop gets a judgement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from credential.reason import Reason, VerdictClass
from verifier.entitlement.context import Authenticity, DocumentName, Paper
from verifier.entitlement.exemptions import exemptions, without_title
from verifier.entitlement.holder import TitleForm
from verifier.entitlement.medical import category_finding
from verifier.entitlement.need import Need, need_of
from verifier.entitlement.probation import probation_finding
from verifier.entitlement.profession import has_95, qualification_findings
from verifier.entitlement.restrictions import codes_for_all, codes_of, interlock_findings
from verifier.entitlement.rules import Rule
from verifier.entitlement.standing import Limit, Residence, status_findings
from verifier.entitlement.stop import Stop
from verifier.entitlement.titles import LIGHT_CATEGORIES, recognised_until, title_findings
from verifier.entitlement.vehicle import Use
from verifier.entitlement.ways import Way, held_and_equivalent, legacy
from verifier.verdict import Finding

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
    best = _mildest(stop, need)
    return Judgement(best.findings, need.category, best.ground)


class _Judged(NamedTuple):
    """One way's findings and the class of the worst of them."""

    findings: tuple[Finding, ...]
    ground: Rule | None
    severity: int


def _mildest(stop: Stop, need: Need) -> _Judged:
    """Judge the ways in their order and keep the first of the mildest."""
    person = (*_of_the_person(stop), *codes_for_all(stop))
    floor = _worst(person)
    best: _Judged | None = None
    for way in _titled(stop, need):
        best = _milder(best, _judged(way, _judge_titled(stop, way, person)))
        if best.severity <= floor:
            break  # what is true of the person is true of every way that needs a title
    for way in without_title(stop, need):
        best = _milder(best, _judged(way, _judge_untitled(stop, way)))
    return best or _judged(None, _without_category(stop, need, person))


def _judged(way: Way | None, found: Iterator[Finding]) -> _Judged:
    findings = tuple(found)
    return _Judged(findings, None if way is None else way.rule, _worst(findings))


def _milder(best: _Judged | None, later: _Judged) -> _Judged:
    return later if best is None or later.severity < best.severity else best


def _titled(stop: Stop, need: Need) -> Iterator[Way]:
    """Yield the ways that need a title, in the order that settles ties: held, equivalent, kept, exempt."""
    if need.with_96:
        yield from exemptions(stop, need)
    yield from held_and_equivalent(stop, need)
    yield from legacy(stop, need)
    if not need.with_96:
        yield from exemptions(stop, need)


def _of_the_person(stop: Stop) -> Iterator[Finding]:
    """Yield what is true of the person whatever they drive, as long as a title is needed."""
    yield from _authenticity(stop)
    yield from status_findings(stop.standing, stop.at, _spared(stop))
    yield from interlock_findings(stop)
    yield from _recognition(stop)
    probation = probation_finding(stop.holder, stop.today)
    if probation is not None:
        yield probation


def _judge_untitled(stop: Stop, way: Way) -> Iterator[Finding]:
    yield from way.findings
    yield from _authenticity(stop)
    yield from _ban(stop)


def _judge_titled(stop: Stop, way: Way, person: tuple[Finding, ...]) -> Iterator[Finding]:
    yield from way.findings
    yield from person
    yield from title_findings(stop, way.carriers)
    for right in way.carriers:
        over = category_finding(stop, right)
        if over is not None:
            yield over
    yield from codes_of(stop, way.carriers)
    yield from qualification_findings(stop, way.carriers)


def _without_category(stop: Stop, need: Need, person: tuple[Finding, ...]) -> Iterator[Finding]:
    yield Finding(Reason.CATEGORY_NOT_HELD, need.category)
    yield from person
    yield from title_findings(stop, ())


def _unstated(stop: Stop) -> Iterator[Finding]:
    """Judge without a vehicle: what is true of the person, and every code that stands on the title."""
    yield from _of_the_person(stop)
    light = tuple(right for right in stop.holder.rights if right.category in LIGHT_CATEGORIES)
    yield from title_findings(stop, light)
    yield from codes_for_all(stop)
    yield from codes_of(stop, stop.holder.rights)
    yield from qualification_findings(stop, tuple(each for each in stop.holder.rights if has_95(each)))


def _authenticity(stop: Stop) -> Iterator[Finding]:
    if stop.context.authenticity is Authenticity.FAILED:
        yield Finding(Reason.NOT_AUTHENTIC)
    elif stop.context.authenticity is Authenticity.NOT_CHECKED:
        yield Finding(Reason.AUTHENTICITY_UNPROVEN)


def _spared(stop: Stop) -> Reason | None:
    """Return what replaces SUSPENDED where the suspension spares work; its two papers must not be known to lack."""
    if stop.standing.limit is Limit.NONE or stop.vehicle.use in (Use.PRIVATE, None):
        return None
    papers = {stop.context.paper(name) for name in (DocumentName.COURT_DECISION, DocumentName.EMPLOYER_PROOF)}
    if Paper.NONE in papers:
        return None
    both_shown = papers == {Paper.SHOWN} and stop.standing.limit is Limit.RECORDED
    return Reason.EXEMPTION_TO_CHECK if both_shown else Reason.SUSPENSION_PARTIAL


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


def _severity(finding: Finding) -> int:
    return finding.reason.severity


def _worst(findings: tuple[Finding, ...]) -> int:
    return max((each.reason.severity for each in findings), default=0)


def _in_order(findings: Iterator[Finding] | tuple[Finding, ...]) -> tuple[Reason, ...]:
    return tuple(sorted({each.reason for each in findings}, key=_ORDER.__getitem__))
