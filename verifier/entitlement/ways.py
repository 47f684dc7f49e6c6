"""Every way in which a person may be entitled to drive a vehicle, in the order in which ties are settled.

A way names the rights that carry it: their dates and codes are the ones that count. Tables hold what the law writes
as a table; what it writes as conditions is in `exemptions`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from credential.reason import Reason
from verifier.entitlement.holder import Right
from verifier.entitlement.need import A1_CC, A1_TRICYCLE_KW, Need, is_light_motorcycle
from verifier.entitlement.rules import Certainty, Rule, rule
from verifier.entitlement.stop import Stop
from verifier.entitlement.vehicle import Vehicle, VehicleKind
from verifier.verdict import Finding


@dataclass(frozen=True, slots=True)
class Way:
    """One way to be entitled: its rule, the rights that carry it, and what speaks for or against it by itself."""

    rule: Rule
    carriers: tuple[Right, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Equivalence:
    """`carrier` covers vehicles that need `need`, where `also` is held too."""

    need: str
    carrier: str
    rule: Rule
    also: str | None = None


@dataclass(frozen=True, slots=True)
class LegacyRight:
    """A right from before `before` (and from `since` on): `categories` cover the vehicles that `covers` accepts."""

    categories: frozenset[str]
    since: date
    before: date
    covers: Callable[[Vehicle, Need], bool]
    rule: Rule


HELD: Final = rule("Catégorie détenue.", "Category held.", "R.221-4")
BY_DEFINITION: Final[dict[str, tuple[str, ...]]] = {
    "C1": ("C1", "C"),
    "C1E": ("C1E", "CE"),
    "D1": ("D1", "D"),
    "D1E": ("D1E", "DE"),
}
"""Categories whose own definition covers the vehicles of a smaller one (R.221-4)."""

_MOTORCYCLES: Final = rule(
    "A autorise A2 et A1, A2 autorise A1.", "A covers A2 and A1, A2 covers A1.", "R.221-7"
)  # fmt: skip
_QUADRICYCLES: Final = rule("B autorise les quadricycles L6e et L7e.", "B covers quadricycles L6e and L7e.", "R.221-7")
_TRAILERS: Final = rule("C1E, CE, D1E et DE autorisent BE.", "C1E, CE, D1E and DE cover BE.", "R.221-7")
_CE_DE: Final = rule("CE autorise DE si D est détenu.", "CE covers DE where D is held.", "R.221-7")
_C1E_D1E: Final = rule("C1E autorise D1E si D1 est détenu.", "C1E covers D1E where D1 is held.", "R.221-7")
_AM: Final = rule("Tout permis de conduire vaut pour AM.", "Any driving licence serves for AM.", "R.211-2")
_SET_96: Final = rule(
    "BE couvre l'ensemble de 3 500 à 4 250 kg.", "BE covers the set of 3,500 to 4,250 kg.", "R.221-4", Certainty.HIGH
)
EQUIVALENCES: Final = (
    Equivalence("A2", "A", _MOTORCYCLES),
    Equivalence("A1", "A", _MOTORCYCLES),
    Equivalence("A1", "A2", _MOTORCYCLES),
    Equivalence("B1", "B", _QUADRICYCLES),
    *(Equivalence("BE", each, _TRAILERS) for each in ("C1E", "CE", "D1E", "DE")),
    Equivalence("DE", "CE", _CE_DE, also="D"),
    Equivalence("D1E", "C1E", _C1E_D1E, also="D1"),
    Equivalence("D1E", "CE", _CE_DE, also="D"),
    *(
        Equivalence("AM", each, _AM)
        for each in ("A1", "A2", "A", "B1", "B", "BE", "C1", "C1E", "C", "CE", "D1", "D1E", "D", "DE")
    ),
)
SETS_OF_96: Final = tuple(Equivalence("B", each, _SET_96) for each in ("BE", "C1E", "CE", "D1E", "DE"))
_BY_NEED: Final = {
    need: tuple(each for each in EQUIVALENCES if each.need == need) for need in {each.need for each in EQUIVALENCES}
}

_EVER: Final = date.min
_OLD_MOTORCYCLE_BEFORE: Final = date(1984, 12, 31)
_1980, _1985 = date(1980, 3, 1), date(1985, 1, 1)
_2013: Final = date(2013, 1, 19)
OLD_TRICYCLE_KG: Final = 550
"""Empty mass up to which B or B1 from before 2013 covers a tricycle of at most 15 kW."""


def _light_or_old(vehicle: Vehicle, _need: Need) -> bool:
    is_light = vehicle.kind is VehicleKind.MOTORCYCLE and is_light_motorcycle(vehicle)
    return is_light or _is_old_125(vehicle)


def _is_old_125(vehicle: Vehicle) -> bool:
    first, displacement = vehicle.first_registered, vehicle.displacement_cc
    return (
        first is not None
        and first < _OLD_MOTORCYCLE_BEFORE
        and vehicle.kind is VehicleKind.MOTORCYCLE
        and displacement is not None
        and displacement <= A1_CC
    )


def _any_motorcycle(vehicle: Vehicle, _need: Need) -> bool:
    return vehicle.kind is VehicleKind.MOTORCYCLE


def _heavy_for_people(vehicle: Vehicle, need: Need) -> bool:
    return vehicle.kind in (VehicleKind.CAR, VehicleKind.MOTORHOME) and need.category in ("C1", "C")


def _quadricycle(vehicle: Vehicle, _need: Need) -> bool:
    return vehicle.kind in (VehicleKind.LIGHT_QUADRICYCLE, VehicleKind.HEAVY_QUADRICYCLE)


def _small_tricycle(vehicle: Vehicle, _need: Need) -> bool:
    power, mass = vehicle.power_kw, vehicle.kerb_kg
    return (
        vehicle.kind is VehicleKind.TRICYCLE
        and power is not None
        and power <= A1_TRICYCLE_KW
        and mass is not None
        and mass <= OLD_TRICYCLE_KG
    )


_LICENCES: Final = frozenset(
    ("A1", "A2", "A", "B1", "B", "BE", "C1", "C1E", "C", "CE", "D1", "D1E", "D", "DE")
)  # fmt: skip
LEGACY_RIGHTS: Final = (
    LegacyRight(
        _LICENCES, _EVER, _1980, _light_or_old,
        rule(
            "Toute catégorie d'avant le 01/03/1980 autorise la motocyclette légère, et celle de 125 cm3 au plus mise "
            "en circulation avant le 31/12/1984.",
            "Any category from before 1 March 1980 covers light motorcycles, and those of up to 125 cm3 first "
            "registered before 31 December 1984.",
            "R.221-8",
        ),
    ),
    LegacyRight(
        frozenset({"A1"}), _1980, _1985, lambda vehicle, _need: _is_old_125(vehicle),
        rule(
            "A1 obtenu du 01/03/1980 au 31/12/1984 autorise la motocyclette de 125 cm3 au plus mise en circulation "
            "avant le 31/12/1984.",
            "A1 obtained from 1 March 1980 to 31 December 1984 covers motorcycles of up to 125 cm3 first registered "
            "before 31 December 1984.",
            "R.221-8",
        ),
    ),
    LegacyRight(
        frozenset({"A2"}), _1980, _1985, _any_motorcycle,
        rule(
            "A2 obtenu du 01/03/1980 au 31/12/1984 autorise toutes les motocyclettes.",
            "A2 obtained from 1 March 1980 to 31 December 1984 covers every motorcycle.",
            "R.221-8",
        ),
    ),
    LegacyRight(
        frozenset({"B"}), _EVER, date(1975, 1, 20), _heavy_for_people,
        rule(
            "B d'avant le 20/01/1975 autorise le transport de personnes de plus de 3,5 t, 8 passagers au plus.",
            "B from before 20 January 1975 covers vehicles for people over 3.5 t with up to 8 passengers.",
            "arrêté du 20/04/2012, art. 8 V",
        ),
    ),
    LegacyRight(
        frozenset({"A", "A1"}), _EVER, _2013, _quadricycle,
        rule(
            "A ou A1 d'avant le 19/01/2013 autorise les quadricycles L6e et L7e.",
            "A or A1 from before 19 January 2013 covers quadricycles L6e and L7e.",
            "R.221-8",
        ),
    ),
    LegacyRight(
        frozenset({"B", "B1"}), _EVER, _2013, _small_tricycle,
        rule(
            "B ou B1 d'avant le 19/01/2013 autorise le tricycle de 15 kW et 550 kg à vide au plus.",
            "B or B1 from before 19 January 2013 covers tricycles of up to 15 kW and 550 kg unladen.",
            "R.221-8",
        ),
    ),
)  # fmt: skip

MINIMUM_AGES: Final = {
    "AM": 14, "A1": 16, "B1": 16, "B": 17, "A2": 18, "A": 20, "BE": 18, "C1": 18, "C1E": 18,
    "C": 18, "CE": 18, "D1": 18, "D1E": 18, "D": 18, "DE": 18,
}  # fmt: skip
"""The ages of R.221-5 below which no French title can show the category. Those of the C and D families (21, 24) are
lowered by professional training that a title need not print: 18 is the floor."""
BIG_TRICYCLE_AGE: Final = 21
AGES: Final = rule("Âges minimaux des catégories.", "Minimum ages of the categories.", "R.221-5")


def held_and_equivalent(stop: Stop, need: Need) -> Iterator[Way]:
    """Yield the ways of the categories themselves: held, by definition, by equivalence."""
    if not need.with_96:
        for right in stop.rights(*BY_DEFINITION.get(need.category, (need.category,))):
            yield Way(HELD, (right,), _age(stop, need, right))
    covered = (Finding(Reason.COVERED_BY_EQUIVALENCE),)
    for row in SETS_OF_96 if need.with_96 else _BY_NEED.get(need.category, ()):
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
        years = 0 if right.issued is not None and right.issued < _2013 else BIG_TRICYCLE_AGE
    if stop.holder.age_reached(years, stop.today):
        return ()
    return (Finding(Reason.AGE_BELOW_MINIMUM, f"{years}"),)
