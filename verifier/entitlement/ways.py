"""Every way in which a category held may carry the right, in the order in which ties are settled.

A way names the rights that carry it: their dates and codes are the ones that count. What the law writes as conditions
is in `exemptions`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from credential.reason import Reason
from verifier.entitlement.equivalences import BY_DEFINITION, BY_NEED, HELD, SETS_OF_96
from verifier.entitlement.holder import Right
from verifier.entitlement.kept_rights import LEGACY_RIGHTS, NEW_CATEGORIES
from verifier.entitlement.minimum_ages import BIG_TRICYCLE_AGE, LOWERED, LOWERED_AGE, MINIMUM_AGES
from verifier.entitlement.need import Need
from verifier.entitlement.rules import Rule
from verifier.entitlement.stop import Stop
from verifier.entitlement.vehicle import Use, VehicleKind
from verifier.verdict import Finding


@dataclass(frozen=True, slots=True)
class Way:
    """One way to be entitled: its rule, the rights that carry it, and what speaks for or against it by itself."""

    rule: Rule
    carriers: tuple[Right, ...]
    findings: tuple[Finding, ...] = ()


def held_and_equivalent(stop: Stop, need: Need) -> Iterator[Way]:
    """Yield the ways of the categories themselves: held, by definition, by equivalence."""
    if not need.with_96:
        for right in stop.rights(*BY_DEFINITION.get(need.category, (need.category,))):
            yield Way(HELD, (right,), _age(stop, need, right))
    covered = (Finding(Reason.COVERED_BY_EQUIVALENCE),)
    for row in SETS_OF_96 if need.with_96 else BY_NEED.get(need.category, ()):
        for right in stop.rights(row.carrier):
            findings = covered + _age(stop, need, right)
            if row.also is None:
                yield Way(row.rule, (right,), findings)
            for other in stop.rights(row.also) if row.also else ():
                yield Way(row.rule, (right, other), findings)


def legacy(stop: Stop, need: Need) -> Iterator[Way]:
    """Yield the rights that were kept when the law changed; they are France's own."""
    if not stop.holder.is_french:
        return
    for row in LEGACY_RIGHTS:
        if row.covers(stop.vehicle, need):
            for right in stop.holder.rights:
                if right.category in row.categories and right.issued and row.since <= right.issued < row.before:
                    yield Way(row.rule, (right,), (Finding(Reason.LEGACY_RIGHT),))


def _age(stop: Stop, need: Need, right: Right) -> tuple[Finding, ...]:
    """Check the age that the vehicle asks of a holder of a French title; others are not settled by the texts."""
    if not stop.holder.is_french:
        return ()
    years = MINIMUM_AGES[need.category]
    if stop.vehicle.kind is VehicleKind.TRICYCLE and need.category == "A":
        years = 0 if right.issued is not None and right.issued < NEW_CATEGORIES else BIG_TRICYCLE_AGE
    if stop.holder.age_reached(years, stop.today):
        return ()
    if need.category in LOWERED and stop.holder.age_reached(LOWERED_AGE, stop.today):
        return _qualification(stop)
    return (Finding(Reason.AGE_BELOW_MINIMUM, f"{years}"),)


def _qualification(stop: Stop) -> tuple[Finding, ...]:
    """Below the usual age, ask for the qualification that lowers it, where a paid trip does not ask already."""
    if stop.vehicle.use in (Use.HAULAGE, Use.COACH):
        return ()
    return (Finding(Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK, "95"),)
